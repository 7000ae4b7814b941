// Files become part of what waits on this device to be sent.
import { type Item, put } from './queue.ts'
import { t } from './said.ts'

// keep puts the files among those that wait, to become pictures or what as says, and what is none with the reason why it is
// refused. It resolves to whether the device keeps all of them, and not this tab alone.
export async function keep(files: File[], as = ''): Promise<boolean> {
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
      as,
      state: 'ready',
      sent: 0,
    }
    const why = as ? refusedFilm(file) : refusal(file)
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

const mostFilm = 200 << 20
const mostSound = 50 << 20

function refusedFilm(file: File): string {
  const sound = file.type.startsWith('audio/')
  if (file.type && !sound && !file.type.startsWith('video/') && file.type !== 'application/ogg')
    return t('This is no video or sound that is taken here. Send MP4, WebM, MP3, M4A or Ogg.')
  if (file.size > mostFilm)
    return t('The file is larger than 200 MB. Save it with fewer pixels, as 720p, and send it again.')
  if (sound && file.size > mostSound)
    return t('A sound may have 50 MB. Save it as MP3 or M4A with fewer kilobits, and send it again.')
  return ''
}
