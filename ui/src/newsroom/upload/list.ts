// The list of files on the screen for uploads: a line each, which stays where it is while what
// it says changes.
import { pictureSrc } from '../api.ts'
import { make } from '../dialog.ts'
import { local } from '../words.ts'
import type { Item } from './queue.ts'
import { t } from './said.ts'

export interface Acts {
  retry: (i: Item) => Promise<void>
  remove: (i: Item) => Promise<void>
  show: () => Promise<void>
}

// line shows the item; words stand for what it would say by itself.
export function line(list: HTMLElement, i: Item, act: Acts, words = saying(i)): void {
  let e = [...list.children].find((e) => (e as HTMLElement).dataset.id === i.id) as HTMLElement | undefined
  if (!e) {
    e = fresh(i)
    list.append(e)
  }
  const part = <E extends Element>(name: string) => e.querySelector(`.${name}`) as E
  e.dataset.state = i.state
  const bar = part<HTMLProgressElement>('bar')
  bar.hidden = i.state !== 'waiting'
  bar.max = i.total ?? i.size
  bar.value = i.sent
  const said = part<HTMLElement>('said')
  if (said.textContent !== words) said.textContent = words
  said.classList.toggle('trouble', i.state === 'refused')
  buttons(e, i, act)
  const p = i.taken?.picture ?? i.taken?.recording
  const place = part<HTMLElement>('became')
  if (!p || place.dataset.of === p.id) return
  place.dataset.of = p.id
  const at = i.taken?.picture ? 'pictures' : 'recordings'
  place.replaceChildren(make('a', { href: `/n/${at}/${p.id}`, class: 'button small' }, t('Open')))
  if (i.taken?.similar.length) place.append(alike(i, place))
}

function fresh(i: Item): HTMLElement {
  const size = i.size < 100_000 ? `${Math.ceil(i.size / 1000)} KB` : `${(i.size / 1_000_000).toFixed(1)} MB`
  const image = make('img', { alt: '', class: 'thumb', width: '64', height: '64' })
  if (i.file && !i.as) {
    const url = URL.createObjectURL(i.file)
    image.onload = () => URL.revokeObjectURL(url)
    image.onerror = () => image.removeAttribute('src')
    image.src = url
  }
  return make(
    'li',
    { 'data-id': i.id },
    image,
    make(
      'div',
      { class: 'what' },
      make('p', { class: 'name' }, make('strong', {}, i.name), ` ${local(size)}`),
      make('progress', { class: 'bar', hidden: true, 'aria-label': i.name }),
      make('p', { class: 'said' }),
      make('div', { class: 'became' }),
    ),
    make('div', { class: 'actions' }),
  )
}

function saying(i: Item): string {
  switch (i.state) {
    case 'done':
      return i.taken?.already ? t('It was here already; it is not kept twice.') : t('It is here.')
    case 'ready':
      return t('Ready to send')
    case 'refused':
      return i.words ?? ''
  }
  if (!navigator.onLine) return t('Waiting: offline')
  if (i.words) return i.words
  if (i.sent === 0 && !i.at) return t('Waiting for its turn')
  const share = `${Math.floor((100 * i.sent) / (i.total ?? i.size))} %`
  return t(
    'Sending: %',
    `${share}, ${(i.sent / 1_000_000).toFixed(1)} / ${((i.total ?? i.size) / 1_000_000).toFixed(1)} MB`,
  )
}

// buttons makes those that the state asks for, and leaves those that are there: one of them may
// have the focus.
function buttons(e: HTMLElement, i: Item, act: Acts): void {
  const place = e.querySelector('.actions') as HTMLElement
  const want = i.state === 'refused' && i.file ? ['retry', 'remove'] : ['remove']
  for (const b of [...place.children]) if (!want.includes((b as HTMLElement).dataset.do ?? '')) b.remove()
  for (const name of want as ('retry' | 'remove')[]) {
    let b = place.querySelector<HTMLButtonElement>(`[data-do=${name}]`)
    if (!b) {
      const label = name === 'retry' ? t('Retry %', i.name) : t('Remove %', i.name)
      b = make('button', { type: 'button', class: 'quiet small', 'data-do': name, 'aria-label': label })
      b.textContent = name === 'retry' ? t('Retry') : t('Remove')
      place.append(b)
    }
    b.onclick = () => {
      const next = (e.nextElementSibling ?? e.previousElementSibling) as HTMLElement | null
      void act[name](i).then(() => {
        if (!e.isConnected) (next?.querySelector('button') ?? document.getElementById('upload-file'))?.focus()
      })
    }
  }
}

// alike shows the pictures that look like the new one.
function alike(i: Item, place: HTMLElement): HTMLElement {
  const both = make('button', { type: 'button', class: 'quiet small' }, t('Keep both'))
  const box = make(
    'div',
    { class: 'alike' },
    make('p', {}, t('Looks like these:')),
    make(
      'ul',
      {},
      ...(i.taken?.similar ?? []).map((p) =>
        make(
          'li',
          {},
          make('img', { src: pictureSrc(p.id, 160), alt: p.alt || p.caption || p.name, loading: 'lazy' }),
          make('a', { href: `/n/pictures/${p.id}` }, t('Use that one')),
        ),
      ),
    ),
    both,
  )
  both.onclick = () => {
    box.remove()
    place.querySelector('a')?.focus()
  }
  return box
}
