// Keys. Single letters work only outside text and can be switched off (WCAG 2.1.4).
// Where the keyboard writes another script, the place of the key counts.
import { make } from './dialog.ts'

const off = 'stet-keys-off'

// letter returns the Latin letter or sign of the key.
function letter(e: KeyboardEvent): string {
  if (/^[ -~]$/.test(e.key)) return e.key
  const code = /^Key([A-Z])$/.exec(e.code)
  if (code) return (code[1] as string).toLowerCase()
  return e.code === 'Slash' ? (e.shiftKey ? '?' : '/') : e.key
}

const typing = (e: Event) =>
  e.target instanceof Element &&
  e.target.closest('input, textarea, select, [contenteditable=true], [role=textbox], dialog') !== null

function press(name: string): boolean {
  const targets = [...document.querySelectorAll<HTMLElement>('[data-key]')].filter(
    (e) => e.dataset.key === name && e.offsetParent !== null,
  )
  const hidden = document.querySelector<HTMLElement>(`a[data-key="${name}"]`)
  const target = targets[0] ?? hidden
  if (!target) return false
  if (target instanceof HTMLInputElement) {
    target.focus()
    target.select()
  } else target.click()
  return true
}

// walk moves through the items of the page's list.
function walk(by: number): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('[data-list] [data-id] a:first-of-type')].filter(
    (a) => a.closest('[data-id]')?.querySelector('a') === a,
  )
  if (links.length === 0) return false
  let here = links.indexOf(document.activeElement as HTMLElement)
  if (here < 0) here = links.findIndex((a) => a.getAttribute('aria-current') === 'true')
  const next = links[Math.min(Math.max(here + by, 0), links.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return true
}

export function keys(): void {
  let waiting = 0
  let first = ''
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e)) return
    const key = letter(e)
    if (key === '?') {
      e.preventDefault()
      keySheet()
      return
    }
    if (localStorage.getItem(off)) return
    const pair = first + key
    clearTimeout(waiting)
    first = ''
    if (key === 'g' && pair === 'g') {
      first = 'g'
      waiting = window.setTimeout(() => {
        first = ''
      }, 1200)
      return
    }
    const done =
      key === 'j' || key === 'ArrowDown'
        ? walk(1)
        : key === 'k' && pair === 'k'
          ? walk(-1)
          : key === 'ArrowUp'
            ? walk(-1)
            : press(pair)
    if (done) e.preventDefault()
  })
}

const all: [string, string][] = [
  ['g t · g w · g d · g p · g f · g k · g l', 'go to Today, Wires, Desk, Pictures, Fronts, Ticker, Log'],
  ['Enter', 'on a front: put the story in a place'],
  ['Ctrl K', 'do or go to anything from one line'],
  ['n', 'new story'],
  ['/', 'filter the list'],
  ['j k or ↓ ↑', 'next and previous in a list; Enter opens'],
  ['e', 'take and edit the dispatch'],
  ['Ctrl S', 'in the editor: save a version'],
  ['Ctrl Enter', 'in the editor: what comes next; on a front: launch'],
  ['Ctrl Shift 1 2 3 4', 'in the editor: Source, Story, History, Publish'],
  ['F6', 'in the editor: next pane'],
  ['Ctrl B · I · Shift K', 'bold, italic, link'],
  ['Ctrl Shift H · 9 · 8 · 7', 'sub-heading, quote, bullets, numbers'],
]

export function keySheet(): void {
  const tick = make('input', { type: 'checkbox', checked: !localStorage.getItem(off) })
  tick.onchange = () => (tick.checked ? localStorage.removeItem(off) : localStorage.setItem(off, '1'))
  const rows = all.flatMap(([k, what]) => [make('dt', {}, make('kbd', {}, k)), make('dd', {}, what)])
  const dialog = make(
    'dialog',
    { 'aria-labelledby': 'keys-title' },
    make(
      'form',
      { method: 'dialog', class: 'stack' },
      make('h2', { id: 'keys-title' }, 'Keys'),
      make('dl', { class: 'facts' }, ...rows),
      make('label', { class: 'tick' }, tick, make('span', {}, 'Keys of one letter work on this device')),
      make('button', { class: 'main' }, 'Close'),
    ),
  )
  document.body.append(dialog)
  dialog.onclose = () => dialog.remove()
  dialog.showModal()
}
