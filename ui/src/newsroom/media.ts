// Choosing a film or a sound that is here. A new one is uploaded on the page of its own.
import { type Recording, recordings } from './api.ts'
import { ask, make } from './dialog.ts'
import { t } from './words.ts'

const lasts = (ms: number) => {
  const s = Math.max(1, Math.round(ms / 1000))
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`
}

// chooseMedia asks for a film or a sound and resolves to it, or to undefined.
export async function chooseMedia(): Promise<Recording | undefined> {
  const all = (await recordings()).slice(0, 24)
  const list = make('div', { class: 'stack', role: 'radiogroup', 'aria-label': t('Video or audio') })
  for (const r of all) {
    list.append(
      make(
        'label',
        { class: 'tick' },
        make('input', { type: 'radio', name: 'id', value: r.id }),
        make(
          'span',
          {},
          `${r.caption || r.name} · ${(r.bytes / 2 ** 20).toFixed(1)} MB · ${lasts(r.milliseconds)}`,
        ),
      ),
    )
  }
  const more = make('a', { href: '/n/recordings', target: '_blank' }, t('Upload video or audio'))
  const data = await ask(t('Video or audio'), [], t('Put it in the text'), [list, make('p', {}, more)])
  return data ? all.find((r) => r.id === data.get('id')) : undefined
}
