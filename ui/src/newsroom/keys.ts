// Keys. Single letters work only outside text, and can be switched off and changed at /n/me
// (WCAG 2.1.4); both are kept with the account. Where the keyboard writes another script, the
// place of the key counts.
import { headers } from './api.ts'
import { make } from './dialog.ts'
import { lang, t } from './words.ts'

interface Keys {
  off?: boolean
  own?: Record<string, string> // by the key that the screens have
}

const mine = (): Keys => JSON.parse(document.body.dataset.keys || '{}') as Keys

const places: Record<string, string> = {
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  Minus: '-',
  Equal: '=',
  Backslash: '\\',
}

// letter returns the Latin letter, digit or sign of the key, or its name if it has none.
function letter(e: KeyboardEvent): string {
  if (/^[ -~]$/.test(e.key)) return e.key.toLowerCase()
  const code = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(e.code)
  if (code) return (code[1] as string).toLowerCase()
  if (e.code === 'Slash') return e.shiftKey ? '?' : '/'
  return places[e.code] ?? e.key
}

// meant returns the key that the screens have for what was pressed: none while keys of one
// letter are off.
function meant(key: string): string {
  const { off, own = {} } = mine()
  if (key.length !== 1) return key
  if (off) return ''
  const changed = Object.keys(own).find((k) => own[k] === key)
  return changed ?? (own[key] ? '' : key)
}

// keyOf returns the key of the screens that was pressed outside of text, or the name of a key
// without a letter.
export function keyOf(e: KeyboardEvent): string {
  return e.ctrlKey || e.metaKey || e.altKey || e.isComposing ? '' : meant(letter(e))
}

// shown is how a key is written for the person: as they have chosen it, and not at all while
// keys are off.
export function shown(key: string): string {
  const { off, own = {} } = mine()
  if (off) return ''
  const [first = '', ...more] = key
  return [own[first] ?? first, ...more].join(' ')
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
    const pressed = letter(e)
    const pair = first ? first + pressed : meant(pressed)
    clearTimeout(waiting)
    first = ''
    if (pair === 'g') {
      first = 'g'
      waiting = window.setTimeout(() => {
        first = ''
      }, 1200)
      return
    }
    if (!pair) return
    if (pair === '?') {
      e.preventDefault()
      keySheet()
      return
    }
    const done =
      pair === 'j' || pair === 'ArrowDown'
        ? walk(1)
        : pair === 'k' || pair === 'ArrowUp'
          ? walk(-1)
          : press(pair)
    if (done) e.preventDefault()
  })
  hints()
  choosing()
}

// hints says the keys in the tooltips of what they press.
function hints(): void {
  for (const e of document.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = e.dataset.key
    if (!key) continue
    const words = e.title === key ? '' : e.title
    const now = shown(key)
    e.title = words && now ? `${words} (${now})` : words || now
    if (now.length === 1) e.setAttribute('aria-keyshortcuts', now)
  }
}

// choosing writes the Latin letter of a key that is pressed in a field for one.
function choosing(): void {
  document.addEventListener('keydown', (e) => {
    const field = e.target
    if (!(field instanceof HTMLInputElement) || !field.hasAttribute('data-onekey')) return
    const key = letter(e)
    if (e.ctrlKey || e.metaKey || e.altKey || key.length !== 1 || key === ' ' || key === e.key) return
    e.preventDefault()
    field.value = key
  })
}

const all: [string, string][] = [
  ['gt gw gd gp gf gk ga gl', t('go to Today, Wires, Desk, Pictures, Fronts, Ticker, Audience, Log')],
  ['n', t('new story')],
  ['f', t('on Today: new flash')],
  ['/', t('filter the list')],
  ['j k', t('next and previous in a list, as ↓ and ↑; Enter opens')],
  ['.', t('show what is new in a list')],
  ['e', t('take and edit the dispatch: the row, or the open one')],
  ['t a', t('on the wires: take it and read on, or add it to a story')],
  ['o', t('on the wires: open, as → does; Esc goes back')],
  ['[ ]', t('on a board: move the story back, or on')],
  ['x', t('on a board or the wires: mark the row')],
  ['h s', t('on the wires: hide the row, or what is marked, until more of it comes')],
  ['m', t('on the wires: put the row, or what is marked, into a collection')],
  ['u', t('on the wires: the row is as if not seen')],
]

const chords: [string, string][] = [
  ['Ctrl K', t('do or go to anything from one line')],
  ['Enter', t('on a front: put the story in a place')],
  ['Ctrl S', t('in the editor: save a version')],
  ['Ctrl Enter', t('in the editor: what comes next; on a front: launch')],
  ['Ctrl Shift 1 2 3 4 5', t('in the editor: Source, Checks, History, Publish, Notes; again puts it away')],
  ['Ctrl Shift 6', t('in the editor: how readers would see it')],
  ['F6', t('in the editor: next pane')],
  ['F8', t('in the editor: next finding of the copy check; Shift: the one before')],
  ['Alt Enter', t('in the editor: what can be done about the finding at the caret')],
  ['Shift ↓ ↑', t('in the source: the sentence after or before, selected to be put into the text')],
  ['Ctrl B · I · Shift K', t('bold, italic, link')],
  ['Ctrl Shift H · 9 · 8 · 7', t('sub-heading, quote, bullets, numbers')],
]

export function keySheet(): void {
  const tick = make('input', { type: 'checkbox', checked: !mine().off })
  const said = make('p', { role: 'status' })
  const letters = make('dl', { class: 'facts' })
  const row = ([k, what]: [string, string]) => [make('dt', {}, make('kbd', {}, k)), make('dd', {}, what)]
  const draw = () => {
    letters.hidden = mine().off === true
    letters.replaceChildren(...all.flatMap(([k, what]) => row([k.split(' ').map(shown).join(' · '), what])))
  }
  tick.onchange = async () => {
    const chosen: Keys = { ...mine(), off: !tick.checked }
    const r = await fetch('/api/v1/me/screens', {
      method: 'PUT',
      headers,
      body: JSON.stringify({ language: lang, keys: chosen }),
    }).catch(() => undefined)
    if (r?.ok) document.body.dataset.keys = JSON.stringify(chosen)
    else tick.checked = !tick.checked
    said.textContent = r?.ok ? t('Kept with your account.') : t('That could not be kept. Try again.')
    draw()
  }
  draw()
  const dialog = make(
    'dialog',
    { 'aria-labelledby': 'keys-title' },
    make(
      'form',
      { method: 'dialog', class: 'stack' },
      make('h2', { id: 'keys-title' }, t('Keys')),
      letters,
      make('dl', { class: 'facts' }, ...chords.flatMap(row)),
      make('label', { class: 'tick' }, tick, make('span', {}, t('Keys of one letter work'))),
      said,
      make('p', {}, make('a', { href: '/n/me#screens' }, t('Choose other keys'))),
      make('button', { class: 'main', autofocus: true }, t('Close')),
    ),
  )
  document.body.append(dialog)
  dialog.onclose = () => dialog.remove()
  dialog.showModal()
}
