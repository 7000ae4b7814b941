// Files become part of what waits on this device to be sent.
import { type Item, put } from './queue.ts'
import { t } from './said.ts'

// keep puts the files among those that wait, what is no picture with the reason why it is refused. It resolves to whether the device keeps all of them, and
// not this tab alone.
export async function keep(files: File[]): Promise<boolean> {
  let room = true
  for (const file of files) {
    const id = crypto.randomUUID()
    const i: Item = {
      id,
      key: id,
      person: '',
      added: performance.timeOrigin + performance.now(),
      name: file.name,
      size: file.size,
      file,
      state: 'ready',
      sent: 0,
    }
    const why = refusal(file)
    if (why) Object.assign(i, { state: 'refused', words: why, file: undefined })
    room = (await put(i)) && room
  }
  void navigator.storage?.persist?.()
  return room
}

// refusal says at once what the newsroom would say after the last byte.
function refusal(file: File): string {
  if (/\.svgz?$/i.test(file.name) || file.type.startsWith('image/svg'))
    return t('SVG is refused: it can carry a program. Send JPEG or PNG.')
  if (/\.tiff?$/i.test(file.name) || file.type === 'image/tiff')
    return t('TIFF is not taken. Save it as JPEG or PNG and send that.')
  if (file.type && !file.type.startsWith('image/')) return t('This is no picture.')
  return ''
}
