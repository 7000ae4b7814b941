// Files that are dropped or pasted onto the picture desk go the way of all: they wait on this device, and the screen for uploads, which opens, sends them.
import { takes } from './upload/takes.ts'
import { t } from './words.ts'

export function dropped(): void {
  const upload = document.querySelector<HTMLAnchorElement>('a[data-upload]')
  const place = document.querySelector('main')
  const said = document.getElementById('said')
  if (!upload || !place || !said) return
  takes(place, async (files) => {
    const { keep } = await import('../upload.ts')
    if (await keep(files)) return location.assign(upload.href)
    said.className = 'trouble'
    said.textContent = t('This device has no room to keep them. Open “Upload” and choose them there.')
  })
}
