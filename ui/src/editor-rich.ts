// The rich text, apart from the rest of the editor: a phone does not load it.
export { mount } from './newsroom/rich.ts'
