// The wire desk: keys beside those of every list, and which rows were looked at. Without script the same page has links and forms.
import { keyOf } from './keys.ts'

const most = 3000 // rows that are remembered
const name = 'stet-wires-seen'

export function wires(): void {
  const place = document.querySelector<HTMLElement>('.arrivals')
  if (!place) return
  letters(place)
  marks()
  looked(place)
}

const rowOf = (e: EventTarget | null) =>
  e instanceof Element ? e.closest<HTMLElement>('.dispatches li') : null

// letters are the keys of the list: the arrow to the right opens, Esc goes back, x marks.
function letters(place: HTMLElement): void {
  document.addEventListener('keydown', (e) => {
    if (
      e.defaultPrevented ||
      (e.target as Element).closest?.('input:not([type=checkbox]), textarea, select, dialog')
    )
      return
    const row = rowOf(document.activeElement)
    const key = keyOf(e)
    const done =
      (key === 'ArrowRight' || key === 'o') && row
        ? open(row)
        : key === 'x' && row
          ? mark(row)
          : key === 'Escape' || key === 'ArrowLeft'
            ? back(place)
            : false
    if (done) e.preventDefault()
  })
}

function open(row: HTMLElement): boolean {
  row.querySelector('a')?.click()
  return true
}

function mark(row: HTMLElement): boolean {
  const box = row.querySelector<HTMLInputElement>('input[form=group]')
  if (!box) return false
  box.checked = !box.checked
  count()
  return true
}

// back goes from the dispatch to its row in the list, and on a phone, where only one of both is there, to the list.
function back(place: HTMLElement): boolean {
  if (rowOf(document.activeElement)) return false
  const way = document.querySelector<HTMLAnchorElement>('.reading a.back')
  if (way && way.offsetParent !== null) {
    way.click()
    return true
  }
  const link =
    place.querySelector<HTMLElement>('.dispatches li.on a') ??
    place.querySelector<HTMLElement>('.dispatches a')
  link?.focus()
  return link !== null
}

// marks shows what can be done with marked rows only while two are.
function marks(): void {
  document.addEventListener('change', (e) => {
    if ((e.target as Element).matches('input[form=group]')) count()
  })
  count()
}

function count(): void {
  const form = document.getElementById('group')
  if (form) form.hidden = document.querySelectorAll('input[form=group]:checked').length < 2
}

// looked makes lighter what was on the screen for a moment, here and when the page is opened again: on this device only.
function looked(place: HTMLElement): void {
  let seen: string[]
  try {
    seen = JSON.parse(localStorage.getItem(name) ?? '[]') as string[]
  } catch {
    return // nothing can be remembered
  }
  const known = new Set(seen)
  const show = (row: Element) => {
    row.classList.add('seen')
    const word = row.querySelector<HTMLElement>('.seen-word')
    if (word) word.hidden = false
  }
  const timers = new Map<Element, number>()
  const watcher = new IntersectionObserver(
    (all) => {
      for (const one of all) {
        clearTimeout(timers.get(one.target))
        if (!one.isIntersecting || document.hidden) continue
        timers.set(
          one.target,
          window.setTimeout(() => {
            const id = (one.target as HTMLElement).dataset.id ?? ''
            if (known.has(id)) return
            known.add(id)
            localStorage.setItem(name, JSON.stringify([...known].slice(-most)))
          }, 3000),
        )
      }
    },
    { threshold: 0.7 },
  )
  // What was seen is lighter from the next time on: nothing changes under somebody's eyes.
  const ready = () => {
    watcher.disconnect()
    for (const row of place.querySelectorAll<HTMLElement>('.dispatches li')) {
      if (known.has(row.dataset.id ?? '')) show(row)
      else watcher.observe(row)
    }
    count()
  }
  ready()
  const list = place.querySelector('[data-fresh]')
  if (list) new MutationObserver(ready).observe(list, { childList: true })
}
