// What only the picture desk needs: the grid by keyboard, marks, and the table of captions.
import { captions } from './newsroom/captions.ts'
import { shots } from './newsroom/shots.ts'

shots()
captions()
