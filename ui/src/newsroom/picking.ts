// The dialog that a picture is chosen in: those that are here, looked for by words, with what is to be known of each, or a new file. One that may not be
// used cannot be chosen, and it says why.
import { headers, type Picture, pictureSrc } from './api.ts'
import { make } from './dialog.ts'
import { t } from './words.ts'

export interface Found extends Picture {
  rights?: { use?: string; conditions?: string; from?: string; until?: string }
  care?: string
}

// refusalOf is why the picture may not be used at the time, or nothing.
export function refusalOf(p: Found, now: Date): string {
  const r = p.rights ?? {}
  if (r.until && new Date(r.until) <= now) return t('Its time is over')
  if (r.use === 'denied') return [t('Not to be used'), r.conditions].filter(Boolean).join(': ')
  return ''
}

// warnings are what whoever uses the picture must know.
export function warnings(p: Found, now: Date): string[] {
  const r = p.rights ?? {}
  const all: string[] = []
  if (r.use === 'conditional') all.push([t('On conditions'), r.conditions].filter(Boolean).join(': '))
  if (r.from && new Date(r.from) > now) all.push(t('Not yet'))
  if (!p.credit) all.push(t('No credit'))
  if (!p.alt) all.push(t('No description'))
  if (p.care) all.push(p.care)
  return all
}

async function look(words: string): Promise<Found[]> {
  const r = await fetch(`/api/v1/pictures?limit=24&q=${encodeURIComponent(words)}`, { headers })
  return r.ok ? ((await r.json()) as { items: Found[] }).items : []
}

function choice(p: Found): HTMLElement {
  const now = new Date()
  const why = refusalOf(p, now)
  const words = p.alt || p.caption || p.name
  const radio = make('input', { type: 'radio', name: 'id', value: p.id, disabled: why !== '' })
  const signs = why ? [`✗ ${why}`] : warnings(p, now).map((w) => `⚠ ${w}`)
  return make(
    'label',
    { class: 'tick', title: [words, p.credit ?? '', ...signs].filter(Boolean).join('\n') },
    radio,
    make('img', { src: pictureSrc(p.id, 320), alt: words, loading: 'lazy' }),
    make('small', { class: why ? 'mark bad' : 'hint' }, signs.join(' · ') || (p.credit ?? '')),
  )
}

// pick asks for a picture and resolves to it, to a new file, or to undefined.
export async function pick(): Promise<Found | File | undefined> {
  let found: Found[] = []
  const grid = make('div', {
    class: 'grid small',
    role: 'radiogroup',
    'aria-label': t('Pictures that are here'),
  })
  const said = make('p', { role: 'status', class: 'hint' })
  const search = make('input', {
    type: 'search',
    'aria-label': t('Words of the caption, the credit, the file'),
    autocomplete: 'off',
  })
  search.placeholder = search.getAttribute('aria-label') ?? ''
  const file = make('input', { type: 'file', name: 'file', accept: 'image/*' })
  const no = make('button', { type: 'button', class: 'quiet' }, t('Cancel'))
  const form = make(
    'form',
    { method: 'dialog', class: 'stack' },
    make('h2', { id: 'dialog-title' }, t('Picture')),
    search,
    said,
    grid,
    make('label', {}, t('A new file'), file),
    make('div', { class: 'actions' }, make('button', { class: 'main' }, t('Put it in the text')), no),
  )
  let asked = 0
  const draw = async () => {
    const mine = ++asked
    const now = await look(search.value).catch(() => [])
    if (mine !== asked) return // something else was typed in the meantime
    found = now
    grid.replaceChildren(...found.map(choice))
    said.textContent = found.length === 0 ? t('No picture is like that.') : ''
  }
  let waiting = 0
  search.oninput = () => {
    clearTimeout(waiting)
    waiting = window.setTimeout(() => void draw(), 200)
  }
  search.onkeydown = (e) => {
    if (e.key !== 'Enter' || e.isComposing) return
    e.preventDefault() // it looks, and does not choose
    clearTimeout(waiting)
    void draw()
  }
  await draw()
  const dialog = make('dialog', { 'aria-labelledby': 'dialog-title' }, form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    let chosen: Found | File | undefined
    no.onclick = () => dialog.close()
    form.onsubmit = () => {
      const data = new FormData(form)
      chosen = file.files?.[0] ?? found.find((p) => p.id === data.get('id'))
    }
    dialog.onclose = () => {
      dialog.remove()
      resolve(chosen)
    }
  })
}
