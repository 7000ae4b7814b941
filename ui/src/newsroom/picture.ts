// Choosing a picture: one that is here, or a new file.
import { type Picture, pictureSrc, pictures, upload } from './api.ts'
import { ask, make } from './dialog.ts'

// choosePicture asks for a picture and resolves to it, or to undefined.
export async function choosePicture(): Promise<Picture | undefined> {
  const all = (await pictures()).slice(0, 24)
  const grid = make('div', {
    class: 'grid small',
    role: 'radiogroup',
    'aria-label': 'Pictures that are here',
  })
  for (const p of all) {
    const words = p.alt || p.caption || p.name
    grid.append(
      make(
        'label',
        { class: 'tick' },
        make('input', { type: 'radio', name: 'id', value: p.id }),
        make('img', { src: pictureSrc(p.id, 320), alt: words, title: words, loading: 'lazy' }),
      ),
    )
  }
  const data = await ask(
    'Picture',
    [{ name: 'file', label: 'A new file', type: 'file' }],
    'Put it in the text',
    [grid],
  )
  if (!data) return undefined
  const file = data.get('file')
  if (file instanceof File && file.size > 0) return uploaded(file)
  return all.find((p) => p.id === data.get('id'))
}

// uploaded sends the file, and says why if it cannot be taken.
export async function uploaded(file: File): Promise<Picture | undefined> {
  const done = await upload(file)
  if (typeof done !== 'string') return done
  document.dispatchEvent(new CustomEvent('stet-trouble', { detail: done }))
  return undefined
}
