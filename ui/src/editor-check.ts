// The live copy check, apart from the rest of the editor: what can be typed does not wait for it.
export { check } from './newsroom/check/check.ts'
