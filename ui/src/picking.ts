// What the editor loads to choose a picture with.
export { pick } from './newsroom/picking.ts'
