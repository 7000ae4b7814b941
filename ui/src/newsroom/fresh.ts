// Lists that say when there is more. What is new waits behind a button, so that nothing
// moves under somebody's eyes. A list that people wait for (data-every, in seconds) takes
// what is new by itself, as soon as nobody is in it; it looks when the stream says so, and
// now and then besides.
import { make } from './dialog.ts'
import { t } from './words.ts'

const ids = (e: Element) =>
  new Set([...e.querySelectorAll('[data-id]')].map((i) => i.getAttribute('data-id') ?? ''))

// fill puts the children of the fresh list into the old, and leaves open and shut what is.
function fill(place: Element, fresh: Element): void {
  const folds = new Map(
    [...place.querySelectorAll<HTMLDetailsElement>('details[id]')].map((d) => [d.id, d.open]),
  )
  place.replaceChildren(...fresh.childNodes)
  for (const d of place.querySelectorAll<HTMLDetailsElement>('details[id]'))
    d.open = folds.get(d.id) ?? d.open
}

const places = () => [...document.querySelectorAll<HTMLElement>('[data-fresh]')]

export function freshen(): void {
  for (const [i, place] of places().entries()) watch(place, i)
}

// swap brings the lists of another reading of this page into it.
export function swap(page: Document): void {
  const fresh = page.querySelectorAll('[data-fresh]')
  for (const [i, place] of places().entries()) {
    const now = fresh[i]
    if (now) fill(place, now)
    place.dispatchEvent(new CustomEvent('stet-swapped'))
  }
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))

// soon looks at once when there is a reason to. While more of them come it rests between two readings, four times as long as one took: what is new is
// seen soon while the newsroom is quick, and a newsroom that is not is spared.
function soon(reason: string, look: () => Promise<void>): void {
  let asked = false
  let at = false
  const go = async () => {
    at = true
    while (asked) {
      asked = false
      const begun = performance.now()
      await look()
      await sleep(Math.min(Math.max(4 * (performance.now() - begun), 100), 2000))
    }
    at = false
  }
  document.addEventListener(reason, () => {
    asked = true
    if (!at) void go()
  })
}

function watch(place: HTMLElement, index: number): void {
  let waiting: Element | undefined
  const button = make('button', { type: 'button', class: 'fresh', hidden: true, 'data-key': '.' })
  const spoken = make('p', { class: 'vh', role: 'status' })
  // A list may name the place where its button is: one that is there from the start, so that nothing moves.
  const kept = document.getElementById(place.dataset.fresh ?? '')
  const said = kept ?? make('p', { class: 'fresh-place', role: 'status' })
  said.append(button)
  place.before(...(kept ? [spoken] : [said, spoken]))
  const itself = place.dataset.every !== undefined
  const every = Number(place.dataset.every ?? 15) * 1000
  const busy = () =>
    place.contains(document.activeElement) ||
    place.matches(':hover') ||
    place.querySelector('.menu[open], :checked') !== null
  const put = (fresh: Element) => {
    fill(place, fresh)
    button.hidden = true
    waiting = undefined
  }
  const announce = (fresh: Element) => {
    const old = ids(place)
    const first = [...fresh.querySelectorAll('[data-id]')].find(
      (i) => !old.has(i.getAttribute('data-id') ?? ''),
    )
    spoken.textContent = first ? t('New: %', first.querySelector('a')?.textContent?.trim() ?? '') : ''
  }
  // Who follows the list asks for what waits: see wires.ts.
  place.addEventListener('stet-put', () => {
    if (!waiting || busy()) return
    announce(waiting)
    put(waiting)
  })
  place.addEventListener('stet-swapped', () => {
    button.hidden = true
    waiting = undefined
  })
  button.onclick = () => {
    if (waiting) put(waiting)
    place.querySelector<HTMLElement>('[data-id] a')?.focus()
  }
  const settle = () =>
    setTimeout(() => {
      if (!itself || !waiting || busy()) return
      announce(waiting)
      put(waiting)
    }, 0)
  place.addEventListener('focusout', settle)
  place.addEventListener('mouseleave', settle)
  const look = async () => {
    if (document.hidden || !navigator.onLine) return
    let r: Response
    try {
      r = await fetch(location.href, { headers: { Accept: 'text/html' } })
    } catch {
      return
    }
    const net = document.getElementById('net')
    const out = r.redirected && r.url.includes('/n/sign-in')
    const away =
      r.status === 503 ? t('The newsroom does not answer. What you type stays on this device.') : ''
    if (net) net.textContent = out ? t('You are signed out.') : away
    if (!r.ok || r.redirected) return
    const fresh = new DOMParser()
      .parseFromString(await r.text(), 'text/html')
      .querySelectorAll('[data-fresh]')[index]
    if (!fresh) return
    const [old, now] = [ids(place), ids(fresh)]
    const added = [...now].filter((id) => !old.has(id)).length
    const gone = [...old].filter((id) => !now.has(id)).length
    if (added + gone === 0) {
      if (!busy()) put(fresh) // only "3 min ago" is different
      return
    }
    if (itself && !busy()) {
      announce(fresh)
      put(fresh)
      return
    }
    waiting = fresh
    button.textContent = t('Show % new', Math.max(added, 1))
    button.hidden = false
  }
  setInterval(() => void look(), every)
  if (itself) document.addEventListener('stet-look', () => void look())
  if (place.dataset.on) soon(place.dataset.on, look)
  document.addEventListener('visibilitychange', () => void look())
}
