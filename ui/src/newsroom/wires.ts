// The wire desk: keys beside those of every list, and which rows were looked at. Without script the same page has links and forms.
import type { swap as swapOf } from './fresh.ts'
import type { keyOf as keyOfEvent } from './keys.ts'
import { local, t } from './words.ts'

const most = 3000 // rows that are remembered
const name = 'stet-wires-seen'

// What this needs of the script that asks for it, which has it already.
let swap: typeof swapOf
let keyOf: typeof keyOfEvent

export function wires(of: { swap: typeof swapOf; keyOf: typeof keyOfEvent }): void {
  swap = of.swap
  keyOf = of.keyOf
  const place = document.querySelector<HTMLElement>('.arrivals')
  if (!place) return
  letters(place)
  marks(place)
  hiding(place)
  swipes(place)
  splitter()
  looked(place)
  following(place)
  if (location.hash === '#add-to') document.getElementById('add-to')?.focus()
}

const rowOf = (e: EventTarget | null) =>
  e instanceof Element ? e.closest<HTMLElement>('.dispatches li') : null

const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input.mark[form=group]')]
const marked = () => boxes().filter((b) => b.checked)

// The keys that do something with a dispatch do it with the row that the keyboard is on, and not with another that is open beside the list: t takes
// it, e takes it and opens the story, a goes to where it is added to one.
const acts: Record<string, (row: HTMLElement) => boolean> = {
  t: (row) => {
    only(row)
    count()
    return click('#group [value=take]')
  },
  e: (row) => {
    const path = row.querySelector('a')?.pathname
    if (!path || !document.querySelector('#group [value=take]')) return false
    const form = document.createElement('form')
    form.method = 'post'
    form.action = `${path}/take`
    const once = document.createElement('input')
    once.name = 'once'
    once.value = crypto.randomUUID()
    form.append(once)
    form.hidden = true
    document.body.append(form)
    form.submit()
    return true
  },
  a: (row) => {
    const link = row.querySelector('a')
    if (!link) return false
    const to = new URL(link.href)
    to.hash = 'add-to'
    location.href = to.href
    return true
  },
}

function click(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector)
  button?.click()
  return button !== null
}

// letters are the keys of the list: the arrow to the right opens, Esc goes back, x marks, with Shift from the last one on, h or s hides, u makes a row
// as if it had not been seen.
function letters(place: HTMLElement): void {
  document.addEventListener(
    'keydown',
    (e) => {
      const at = e.target as Element
      if (!at.matches?.('.dispatches a, .dispatches input.mark') || document.querySelector('dialog[open]'))
        return
      const row = rowOf(at)
      const act = acts[keyOf(e)]
      if (!row || !act || row.querySelector('[aria-current=true]') || e.repeat || !act(row)) return
      e.preventDefault()
      e.stopPropagation()
    },
    true,
  )
  document.addEventListener('keydown', (e) => {
    if (
      e.defaultPrevented ||
      (e.target as Element).closest?.(
        'input:not([type=checkbox]), textarea, select, dialog, [role=separator]',
      )
    )
      return
    const row = rowOf(document.activeElement)
    const key = keyOf(e)
    const done =
      (key === 'ArrowRight' || key === 'o' || (key === ' ' && document.activeElement?.matches('a'))) && row
        ? open(row)
        : key === 'x' && row
          ? mark(row, e.shiftKey)
          : key === 'h' || key === 's'
            ? hideKey(row)
            : key === 'm'
              ? collectKey(row)
              : key === 'u' && row
                ? unseen(row)
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

let lastMarked: HTMLInputElement | null = null

// mark marks the row, or all from the one that was marked last to this one.
function mark(row: HTMLElement, range: boolean): boolean {
  const box = row.querySelector<HTMLInputElement>('input.mark')
  if (!box) return false
  const all = boxes()
  if (range && lastMarked && all.includes(lastMarked)) {
    const [a, b] = [all.indexOf(lastMarked), all.indexOf(box)].sort((m, n) => m - n) as [number, number]
    for (const one of all.slice(a, b + 1)) one.checked = true
  } else box.checked = !box.checked
  lastMarked = box
  count()
  return true
}

// hideKey hides what is marked, or else the row that the keyboard is on.
function hideKey(row: HTMLElement | null): boolean {
  const button = document.querySelector<HTMLButtonElement>('#group [value=hide]')
  if (!button || (!row && marked().length === 0)) return false
  if (marked().length === 0) only(row as HTMLElement)
  button.click()
  return true
}

// collectKey asks into which collection what is marked is put, or else the row that the keyboard is on, or else the dispatch that is read.
function collectKey(row: HTMLElement | null): boolean {
  if (!row && marked().length === 0) return click('.reading [data-collect]')
  if (marked().length === 0) only(row as HTMLElement)
  return click('#group [data-collect]')
}

// only marks the row and no other.
function only(row: HTMLElement): void {
  const box = row.querySelector<HTMLInputElement>('input.mark')
  for (const one of boxes()) one.checked = one === box
}

// hiding hides and shows again where the list stands: the answer is the same page, out of which the list comes.
function hiding(place: HTMLElement): void {
  place.addEventListener('submit', (e) => {
    const form = e.target as HTMLFormElement
    const button = e.submitter as HTMLButtonElement | null
    if (!button || !['hide', 'show', 'unhide'].includes(button.value) || form.target) return
    e.preventDefault()
    void send(place, form, button)
  })
  const here = new URL(location.href)
  if (!here.searchParams.has('hid')) return
  here.searchParams.delete('hid')
  history.replaceState(null, '', here)
}

async function send(place: HTMLElement, form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const body = new URLSearchParams()
  for (const [k, v] of new FormData(form)) body.append(k, String(v))
  body.append(button.name, button.value)
  const rows = [...place.querySelectorAll<HTMLElement>('.dispatches li')]
  const gone = new Set(body.getAll('dispatch'))
  const at = rows.findIndex((r) => gone.has(r.querySelector<HTMLInputElement>('input.mark')?.value ?? ''))
  let r: Response
  try {
    r = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } })
  } catch {
    const line = document.getElementById('hid-line')
    if (line) line.textContent = t('Not sent: offline. Nothing was changed.')
    return
  }
  const page = new DOMParser().parseFromString(await r.text(), 'text/html')
  const line = page.getElementById('hid-line')
  if (!r.ok || !line) {
    location.href = r.url
    return
  }
  swap(page)
  document.getElementById('hid-line')?.replaceChildren(...line.childNodes)
  count()
  const left = [...place.querySelectorAll<HTMLElement>('.dispatches li')]
  left[Math.min(Math.max(at, 0), left.length - 1)]?.querySelector('a')?.focus()
}

// swipes hides a row that a finger draws to the left, and asks to whom to give one that it draws to the right. The bar of what is marked has
// both, and so has the dispatch.
function swipes(place: HTMLElement): void {
  let row: HTMLElement | null = null
  let x = 0
  let y = 0
  let across = false
  const stop = () => {
    if (row) {
      row.style.transform = ''
      row.classList.remove('swiped', 'to-hide', 'to-assign')
    }
    row = null
    across = false
  }
  const far = (by: number) => Math.abs(by) > (row?.offsetWidth ?? 0) * 0.35
  place.addEventListener(
    'touchstart',
    (e) => {
      const touch = e.touches[0]
      row = e.touches.length === 1 ? rowOf(e.target) : null
      if (touch) [x, y] = [touch.clientX, touch.clientY]
    },
    { passive: true },
  )
  place.addEventListener(
    'touchmove',
    (e) => {
      const touch = e.touches[0]
      if (!row || !touch) return
      const [dx, dy] = [touch.clientX - x, touch.clientY - y]
      if (!across && Math.abs(dy) > 10 && Math.abs(dy) > Math.abs(dx)) return stop()
      if (!across && Math.abs(dx) < 12) return
      across = true
      e.preventDefault()
      row.style.transform = `translateX(${dx}px)`
      row.classList.add('swiped')
      row.classList.toggle('to-hide', dx < 0 && far(dx))
      row.classList.toggle('to-assign', dx > 0 && far(dx))
    },
    { passive: false },
  )
  place.addEventListener('touchend', () => {
    const press = row?.matches('.to-hide')
      ? '#group [value=hide]'
      : row?.matches('.to-assign')
        ? '#group [formaction]'
        : ''
    const button = press ? document.querySelector<HTMLButtonElement>(press) : null
    if (row && button) {
      only(row)
      count()
    }
    stop()
    button?.click()
  })
  place.addEventListener('touchcancel', stop)
}

// splitter draws the line between the list and the dispatch, in the steps that the style sheet has, and keeps where it was put in this browser.
function splitter(): void {
  const line = document.querySelector<HTMLElement>('.splitter')
  const desk = line?.parentElement
  if (!line || !desk) return
  const most = Number(line.getAttribute('aria-valuemax'))
  const now = () => Number(line.getAttribute('aria-valuenow'))
  const put = (n: number) => {
    const step = Math.min(Math.max(Math.round(n), 1), most)
    line.setAttribute('aria-valuenow', String(step))
    desk.dataset.split = String(step)
  }
  const keep = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the page is made with it, so that nothing moves when it is opened
    document.cookie = `stet-wire-split=${now()}; path=/n/wires; max-age=31536000; samesite=lax`
  }
  line.addEventListener('keydown', (e) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -most, End: most }[e.key]
    if (by === undefined || e.ctrlKey || e.metaKey || e.altKey) return
    e.preventDefault()
    put(now() + by)
    keep()
  })
  line.addEventListener('pointerdown', (e) => {
    line.setPointerCapture(e.pointerId)
    const [from, at] = [e.clientX, now()]
    const step = 2 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const move = (m: PointerEvent) => put(at + (m.clientX - from) / step)
    line.addEventListener('pointermove', move)
    line.addEventListener(
      'lostpointercapture',
      () => {
        line.removeEventListener('pointermove', move)
        keep()
      },
      { once: true },
    )
  })
}

// following takes what is new into the list by itself, for whoever chose that on this device, while they are at the list's top and in none of its
// rows. Else it waits behind the button, as for everybody.
function following(place: HTMLElement): void {
  const button = document.querySelector<HTMLButtonElement>('[data-follow]')
  const list = place.querySelector<HTMLElement>('[data-fresh]')
  const line = document.getElementById('fresh-line')
  if (!button || !list || !line) return
  const key = `stet-wires-follow/${document.body.dataset.person ?? ''}`
  const on = () => button.getAttribute('aria-pressed') === 'true'
  const look = () => {
    const top = list.getBoundingClientRect().top >= line.getBoundingClientRect().top
    if (on() && top) list.dispatchEvent(new CustomEvent('stet-put'))
  }
  const soon = () => setTimeout(look, 0)
  button.onclick = () => {
    button.setAttribute('aria-pressed', String(!on()))
    try {
      if (on()) localStorage.setItem(key, '1')
      else localStorage.removeItem(key)
    } catch {
      // it holds until the page is left
    }
    look()
  }
  try {
    button.setAttribute('aria-pressed', String(localStorage.getItem(key) === '1'))
  } catch {
    // nothing can be remembered
  }
  new MutationObserver(look).observe(line, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  })
  for (const event of ['focusout', 'mouseleave', 'change']) list.addEventListener(event, soon)
  document.addEventListener('scroll', look, { capture: true, passive: true })
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

// marks shows what can be done with marked rows while one is, and says how many are.
function marks(place: HTMLElement): void {
  place.addEventListener('change', (e) => {
    if (!(e.target as Element).matches('input.mark')) return
    lastMarked = e.target as HTMLInputElement
    count()
  })
  place.addEventListener('click', (e) => {
    const box = e.target as Element
    if (!(box instanceof HTMLInputElement) || !box.matches('input.mark') || !e.shiftKey || !lastMarked) return
    const all = boxes()
    const [a, b] = [all.indexOf(lastMarked), all.indexOf(box)].sort((m, n) => m - n) as [number, number]
    for (const one of a < 0 ? [] : all.slice(a, b + 1)) one.checked = box.checked
  })
  count()
}

function count(): void {
  const form = document.getElementById('group')
  const n = marked().length
  if (!form) return
  form.hidden = n === 0
  const said = form.querySelector('[data-marked]')
  if (said) said.textContent = local(String(n))
  const several = form.querySelector<HTMLElement>('[data-several]')
  if (several) several.hidden = n < 2
}

let forget: (id: string) => void = () => {}

// unseen makes a row as if it had not been looked at.
function unseen(row: HTMLElement): boolean {
  row.classList.remove('seen')
  const word = row.querySelector<HTMLElement>('.seen-word')
  if (word) word.hidden = true
  forget(row.dataset.id ?? '')
  return true
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
  const keep = () => localStorage.setItem(name, JSON.stringify([...known].slice(-most)))
  forget = (id) => {
    known.delete(id)
    keep()
  }
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
            keep()
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
