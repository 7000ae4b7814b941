// The picture desk's grid: arrows go from picture to picture, x marks, Shift+X marks all from the last marked to this one, Enter opens. The bar for what is
// marked is there while something is.
import { keyOf } from './keys.ts'
import { local } from './words.ts'

const shotOf = (e: EventTarget | null) =>
  e instanceof Element ? e.closest<HTMLElement>('[data-pictures] [data-picture]') : null
const all = () => [...document.querySelectorAll<HTMLElement>('[data-pictures] [data-picture]')]
const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[form=marked][name=picture]')]

let last: HTMLInputElement | null = null

export function shots(): void {
  if (!document.querySelector('[data-pictures]')) return
  document.addEventListener(
    'keydown',
    (e) => {
      const key = keyOf(e)
      const at = e.target as Element
      if (at.closest('input:not([type=checkbox]), textarea, select, dialog, .bulk, summary')) return
      const here = shotOf(document.activeElement)
      if (key === 'x' && here) mark(here, e.shiftKey)
      else if (!walk(key, here)) return
      e.preventDefault()
      e.stopPropagation()
    },
    true,
  )
  document.addEventListener('change', (e) => {
    const box = e.target as HTMLInputElement
    if (!box.matches('input[form=marked][name=picture]')) return
    last = box
    count()
  })
  addEventListener('pageshow', count) // what was marked comes back with the page
  count()
}

// walk goes to the picture that the key leads to, and reports whether the key leads anywhere.
function walk(key: string, here: HTMLElement | null): boolean {
  const list = all()
  const at = here ? list.indexOf(here) : -1
  let to: number
  switch (key) {
    case 'ArrowRight':
    case 'j':
      to = at + 1
      break
    case 'ArrowLeft':
    case 'k':
      to = at - 1
      break
    case 'ArrowDown':
      to = beside(list, at, 1)
      break
    case 'ArrowUp':
      to = beside(list, at, -1)
      break
    case 'Home':
      to = 0
      break
    case 'End':
      to = list.length - 1
      break
    default:
      return false
  }
  if (!here && (key === 'Home' || key === 'End')) return false
  const next = list[here ? Math.min(Math.max(to, 0), list.length - 1) : 0]
  next?.querySelector<HTMLElement>('a')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return true
}

// beside is the picture in the next row that stands nearest under, or over, the one at the place.
function beside(list: HTMLElement[], at: number, by: 1 | -1): number {
  const from = list[at]?.getBoundingClientRect()
  if (!from) return 0
  const middle = from.left + from.width / 2
  let best = -1
  let row = Number.NaN
  let apart = Number.POSITIVE_INFINITY
  for (let i = at + by; i >= 0 && i < list.length; i += by) {
    const r = (list[i] as HTMLElement).getBoundingClientRect()
    if (Math.abs(r.top - from.top) < 2) continue
    if (Number.isNaN(row)) row = r.top
    if (Math.abs(r.top - row) >= 2) break
    const d = Math.abs(r.left + r.width / 2 - middle)
    if (d < apart) [best, apart] = [i, d]
  }
  return best < 0 ? at : best
}

function mark(shot: HTMLElement, range: boolean): void {
  const box = shot.querySelector<HTMLInputElement>('input[name=picture]')
  if (!box) return
  const list = boxes()
  if (range && last && list.includes(last)) {
    const [a, b] = [list.indexOf(last), list.indexOf(box)].sort((m, n) => m - n) as [number, number]
    for (const one of list.slice(a, b + 1)) one.checked = true
  } else box.checked = !box.checked
  last = box
  count()
}

function count(): void {
  const bar = document.getElementById('marked')
  if (!bar) return
  const n = boxes().filter((b) => b.checked).length
  bar.hidden = n === 0
  const said = bar.querySelector('[data-marked]')
  if (said) said.textContent = local(String(n))
}
