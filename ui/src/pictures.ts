// What only the picture desk needs: the grid by keyboard, marks, files that are dropped onto it, and the table of captions.
import { captions } from './newsroom/captions.ts'
import { dropped } from './newsroom/dropped.ts'
import { shots } from './newsroom/shots.ts'

shots()
dropped()
captions()
