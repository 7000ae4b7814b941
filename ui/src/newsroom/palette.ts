// The command palette: one input for everything that can be done or gone to from here.
// The combobox of the ARIA authoring practices: the input keeps the focus.
import { make } from './dialog.ts'
import { keySheet, shown } from './keys.ts'
import { t } from './words.ts'

interface Item {
  group: string
  words: string
  hint?: string
  why?: string // it cannot be done now
  run: () => void
}

const recentKey = 'stet-recent'
const mostShown = 40
const latin = (s: string) => s.replace(/[০-৯]/g, (d) => String(d.charCodeAt(0) - 0x09e6))
const fold = (s: string) => latin(s).normalize('NFC').toLowerCase()

// verbs are the buttons of the page, with the reason beside those that are not possible.
function verbs(): Item[] {
  const items: Item[] = []
  const seen = new Set<string>()
  for (const b of document.querySelectorAll<HTMLButtonElement>('main button')) {
    const words = b.textContent?.replace(/\s+/g, ' ').trim() ?? ''
    const off = b.disabled || b.getAttribute('aria-disabled') === 'true'
    if (
      !words ||
      seen.has(words) ||
      b.classList.contains('vh') ||
      b.closest('[role=toolbar], .finding, dialog')
    )
      continue
    seen.add(words)
    const why = off
      ? b.parentElement?.querySelector('.refused')?.textContent?.trim() || t('not possible now')
      : ''
    const item: Item = {
      group: t('On this page'),
      words,
      run() {
        b.closest('details')?.setAttribute('open', '')
        const pane = b.closest<HTMLElement>('.pane')?.id
        if (pane) document.querySelector<HTMLElement>(`.panes [data-pane="${pane}"]`)?.click()
        if (b.closest('details') || pane === 'publish') b.focus()
        else b.click()
      },
    }
    if (b.title) item.hint = b.title
    if (why) item.why = why
    items.push(item)
  }
  return items
}

function places(): Item[] {
  const items: Item[] = []
  const seen = new Set<string>()
  for (const a of document.querySelectorAll<HTMLAnchorElement>('nav.rail a, .top a')) {
    const words = a.textContent?.replace(/\s+/g, ' ').trim() ?? ''
    if (!words || seen.has(a.href)) continue
    seen.add(a.href)
    const item: Item = { group: t('Go to'), words, run: () => a.click() }
    if (a.dataset.key) item.hint = shown(a.dataset.key)
    items.push(item)
  }
  items.push({ group: t('Help'), words: t('Keys'), hint: shown('?'), run: keySheet })
  return items
}

interface Found {
  number: number
  status: string
  content: { headline: string }
}

async function stories(text: string, signal: AbortSignal): Promise<Item[]> {
  const number = /^#?(\d+)$/.exec(text)?.[1]
  const q = number ? `/api/v1/stories/${number}` : `/api/v1/stories?limit=8&text=${encodeURIComponent(text)}`
  const r = await fetch(q, { signal }).catch(() => undefined)
  if (!r?.ok) return []
  const answer = (await r.json()) as Found & { items?: Found[] }
  return (answer.items ?? [answer]).map((s) => ({
    group: t('Stories'),
    words: `#${s.number} ${s.content.headline}`,
    hint: s.status,
    run() {
      location.href = `/n/s/${s.number}`
    },
  }))
}

const recent = (): string[] => {
  try {
    return JSON.parse(localStorage.getItem(recentKey) ?? '[]') as string[]
  } catch {
    return []
  }
}

// choose returns what matches, the best first and grouped.
export function choose<I extends { words: string; group: string }>(
  items: I[],
  text: string,
  last: string[],
): I[] {
  const parts = fold(text).split(/\s+/).filter(Boolean)
  const found = items.filter((i) => parts.every((p) => fold(i.words).includes(p)))
  if (parts.length === 0) {
    const rank = (i: I) => (last.includes(i.words) ? last.indexOf(i.words) : last.length)
    return found.sort((a, b) => rank(a) - rank(b))
  }
  const starts = (i: I) => (fold(i.words).startsWith(parts[0] as string) ? 0 : 1)
  return found.sort((a, b) => starts(a) - starts(b))
}

let open = false

export function palette(): void {
  document.addEventListener('keydown', (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || e.code !== 'KeyK') return
    e.preventDefault()
    show()
  })
  document.getElementById('palette')?.addEventListener('click', show)
}

function show(): void {
  if (open) return
  open = true
  const all = [...verbs(), ...places()]
  let server: Item[] = []
  let shown: Item[] = []
  let at = 0
  const list = make('ul', { role: 'listbox', id: 'palette-list', 'aria-label': t('Commands') })
  const input = make('input', {
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-controls': 'palette-list',
    'aria-autocomplete': 'list',
    'aria-label': t('Do or go to'),
    placeholder: t('Do or go to: words, # a story, > what can be done here'),
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const said = make('p', { class: 'vh', role: 'status' })
  const dialog = make('dialog', { class: 'palette', 'aria-label': t('Commands') }, input, list, said)

  const draw = () => {
    const text = input.value.trim()
    const only = text.startsWith('>') ? verbs() : text.startsWith('/') ? places() : all
    const words = text.replace(/^[>/]/, '').trim()
    shown = [...(text.startsWith('#') ? [] : choose(only, words, recent())), ...server].slice(0, mostShown)
    at = Math.min(at, Math.max(0, shown.length - 1))
    list.replaceChildren(
      ...shown.map((item, i) => {
        const o = make(
          'li',
          {
            role: 'option',
            id: `palette-${i}`,
            'aria-selected': String(i === at),
            ...(item.why ? { 'aria-disabled': 'true' } : {}),
          },
          make('span', {}, item.words, ...(item.why ? [` — ${item.why}`] : [])),
          make('small', {}, [item.hint, item.group].filter(Boolean).join(' · ')),
        )
        o.onmousedown = (e) => e.preventDefault()
        o.onclick = () => go(item)
        return o
      }),
    )
    if (shown.length === 0) list.append(make('li', { class: 'empty' }, t('Nothing is called that.')))
    mark()
  }
  const mark = () => {
    for (const [i, o] of [...list.children].entries()) o.setAttribute('aria-selected', String(i === at))
    const o = document.getElementById(`palette-${at}`)
    if (o) input.setAttribute('aria-activedescendant', o.id)
    else input.removeAttribute('aria-activedescendant')
    o?.scrollIntoView({ block: 'nearest' })
  }
  const go = (item: Item | undefined) => {
    if (!item) return
    if (item.why) {
      said.textContent = item.why
      return
    }
    localStorage.setItem(
      recentKey,
      JSON.stringify([item.words, ...recent().filter((w) => w !== item.words)].slice(0, 8)),
    )
    dialog.close()
    item.run()
  }
  let asking = new AbortController()
  let waiting = 0
  input.oninput = () => {
    at = 0
    asking.abort()
    clearTimeout(waiting)
    server = []
    draw()
    const text = latin(input.value.trim())
    if (/^[>/]/.test(text) || text.length < 2) return
    asking = new AbortController()
    const { signal } = asking
    waiting = window.setTimeout(async () => {
      const found = await stories(text, signal)
      if (signal.aborted) return
      server = found
      draw()
    }, 120)
  }
  input.onkeydown = (e) => {
    if (e.isComposing) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      const n = shown.length
      if (n > 0) at = (at + (e.key === 'ArrowDown' ? 1 : -1) + n) % n
      mark()
    } else if (e.key === 'Enter') {
      e.preventDefault()
      go(shown[at])
    }
  }
  dialog.onclose = () => {
    dialog.remove()
    open = false
  }
  document.body.append(dialog)
  dialog.showModal()
  draw()
  input.focus()
}
