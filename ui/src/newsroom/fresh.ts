// Lists that say when there is more: the page is asked again now and then, and what is
// new waits behind a button, so that nothing moves under somebody's eyes. A list that says
// how often to ask (data-every, in seconds) is one that people wait for: what is new comes
// into it by itself, unless somebody is in it.
import { make } from './dialog.ts'
import { t } from './words.ts'

const ids = (e: Element) =>
  new Set([...e.querySelectorAll('[data-id]')].map((i) => i.getAttribute('data-id') ?? ''))

export function freshen(): void {
  for (const [i, place] of document.querySelectorAll<HTMLElement>('[data-fresh]').entries()) watch(place, i)
}

function watch(place: HTMLElement, index: number): void {
  let waiting: Element | undefined
  const button = make('button', { type: 'button', class: 'fresh', hidden: true })
  const said = make('p', { class: 'fresh-place', role: 'status' }, button)
  const spoken = make('p', { class: 'vh', role: 'status' })
  place.before(said, spoken)
  const every = Number(place.dataset.every ?? 15) * 1000
  const busy = () => place.contains(document.activeElement) || place.matches(':hover')
  const put = (fresh: Element) => {
    place.replaceChildren(...fresh.childNodes)
    button.hidden = true
    waiting = undefined
  }
  button.onclick = () => {
    if (waiting) put(waiting)
    place.querySelector<HTMLElement>('[data-id] a')?.focus()
  }
  const look = async () => {
    if (document.hidden || !navigator.onLine) return
    let r: Response
    try {
      r = await fetch(location.href, { headers: { Accept: 'text/html' } })
    } catch {
      return
    }
    const net = document.getElementById('net')
    if (net) net.textContent = r.redirected && r.url.includes('/n/sign-in') ? 'You are signed out.' : ''
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
    if (place.dataset.every && !busy()) {
      const first = [...fresh.querySelectorAll('[data-id]')].find(
        (i) => !old.has(i.getAttribute('data-id') ?? ''),
      )
      spoken.textContent = first ? t('New: %', first.querySelector('a')?.textContent ?? '') : ''
      put(fresh)
      return
    }
    waiting = fresh
    button.textContent = t('Show % new', Math.max(added, 1))
    button.hidden = false
  }
  setInterval(() => void look(), every)
  document.addEventListener('visibilitychange', () => void look())
}
