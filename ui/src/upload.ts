// What sends files: the screen for uploads, and what the editor asks for when it gets one.
import { screen } from './newsroom/upload/screen.ts'

export { keep } from './newsroom/upload/keep.ts'
export { sendOne } from './newsroom/upload/send.ts'

const form = document.getElementById('upload-form') as HTMLFormElement | null
if (form) void screen(form)
