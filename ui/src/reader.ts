// What readers get: the "News update" bar moving by itself, and the theme button. Pages
// are whole without it. See screens in docs and internal/reader/press/pages.templ.

interface Item {
  id: string
  text: string
  url: string
  ts: string
  hm: string
  breaking: boolean
  expires: string
}

interface Bar {
  rev: number
  items: Item[]
}

const root = document.documentElement

// keep and kept hold a choice on this device, where that is allowed.
function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // private windows may forbid it: the choice lasts for this page
  }
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const STEP = 6000
const SPEAK_EVERY = 30000
const HIDDEN_FOR = 60000
const POLL = 120000
const LATE = 600000

function ticker(bar: HTMLElement): void {
  const list = bar.querySelector('ul') as HTMLUListElement
  const status = bar.querySelector('[role=status]') as HTMLElement
  const pause = bar.querySelector('[data-do=pause]') as HTMLButtonElement
  const label = bar.querySelector('h2') as HTMLElement
  const [plain = '', breaking = ''] = (bar.dataset.words ?? '').split('|')
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let rev = Number(bar.dataset.rev)
  let at = 0
  let paused = calm.matches || kept('bar') === 'paused'
  let held = false
  let timer = 0
  let spoke = 0
  let waiting: Bar | undefined
  let events: EventSource | undefined
  let sleep = 0
  let poller = 0

  const items = (): HTMLLIElement[] => Array.from(list.children) as HTMLLIElement[]

  const show = (next: number): void => {
    const all = items()
    if (all.length === 0) return
    at = (next + all.length) % all.length
    all.forEach((item, i) => item.classList.toggle('on', i === at))
  }

  const run = (): void => {
    clearInterval(timer)
    if (!paused && !held && !document.hidden && items().length > 1) {
      timer = window.setInterval(() => show(at + 1), STEP)
    }
  }

  const name = (): void => {
    pause.setAttribute('aria-label', (paused ? pause.dataset.play : pause.dataset.pause) ?? '')
    pause.querySelector('path')?.setAttribute('d', paused ? 'M6 3l8 6-8 6z' : 'M6 4v10M12 4v10')
  }

  const line = (item: Item): HTMLLIElement => {
    const li = document.createElement('li')
    li.dataset.id = item.id
    const inner = document.createElement(item.url ? 'a' : 'span')
    if (item.url) inner.setAttribute('href', item.url)
    const time = document.createElement('time')
    time.dateTime = item.ts
    time.textContent = item.hm
    inner.append(time, item.text)
    li.append(inner)
    return li
  }

  // apply shows another list. What a reader is at stays where it is: the line on show
  // if it is still there, and the whole list while the focus is in it.
  const apply = (next: Bar): void => {
    if (next.rev <= rev) return
    if (list.contains(document.activeElement)) {
      waiting = next
      return
    }
    rev = next.rev
    const now = items()[at]?.dataset.id
    const before = new Set(items().map((i) => i.dataset.id))
    const alive = next.items.filter((i) => Date.parse(i.expires) > Date.now() - LATE)
    list.replaceChildren(...alive.map(line))
    bar.hidden = alive.length === 0
    label.textContent = alive.some((i) => i.breaking) ? breaking : plain
    const fresh = alive.findIndex((i) => !before.has(i.id))
    const same = alive.findIndex((i) => i.id === now)
    // Something new is shown at once, unless the reader has stopped the bar.
    show(fresh >= 0 && !paused && !held ? fresh : Math.max(same, 0))
    const loud = alive.find((i) => i.breaking && !before.has(i.id))
    if (loud && Date.now() - spoke > SPEAK_EVERY) {
      spoke = Date.now()
      status.textContent = loud.text
    }
    run()
  }

  const poll = async (): Promise<void> => {
    try {
      const answer = await fetch(bar.dataset.json ?? '', { cache: 'no-cache' })
      if (answer.ok) apply((await answer.json()) as Bar)
    } catch {
      // the bar keeps what it has
    }
  }

  const close = (): void => {
    events?.close()
    events = undefined
    clearInterval(poller)
  }

  const listen = (): void => {
    if (events || document.hidden) return
    const saver = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData
    if (saver || !('EventSource' in window)) {
      clearInterval(poller)
      poller = window.setInterval(() => void poll(), POLL)
      return
    }
    events = new EventSource(bar.dataset.sse ?? '')
    events.onmessage = (e) => apply(JSON.parse(e.data as string) as Bar)
    events.onerror = () => {
      if (events?.readyState !== EventSource.CLOSED) return
      close() // the server has no room for a stream: ask now and then
      poller = window.setInterval(() => void poll(), POLL)
    }
  }

  bar.classList.add('live')
  show(0)
  name()
  run()
  pause.onclick = () => {
    paused = !paused
    keep('bar', paused ? 'paused' : 'playing')
    name()
    run()
  }
  ;(bar.querySelector('[data-do=previous]') as HTMLElement).onclick = () => show(at - 1)
  ;(bar.querySelector('[data-do=next]') as HTMLElement).onclick = () => show(at + 1)
  const hold = (on: boolean) => () => {
    held = on
    run()
  }
  bar.addEventListener('pointerenter', hold(true))
  bar.addEventListener('pointerleave', hold(false))
  bar.addEventListener('focusin', hold(true))
  bar.addEventListener('focusout', () => {
    hold(false)()
    const next = waiting
    waiting = undefined
    // The focus has not moved on yet while this event is under way.
    if (next) setTimeout(() => apply(next))
  })
  document.addEventListener('visibilitychange', () => {
    clearTimeout(sleep)
    run()
    if (document.hidden) {
      sleep = window.setTimeout(close, HIDDEN_FOR)
    } else {
      void poll()
      listen()
    }
  })
  const start = (): void => {
    void poll()
    listen()
  }
  if ('requestIdleCallback' in window) requestIdleCallback(start)
  else setTimeout(start, 200)
}

const bar = document.querySelector<HTMLElement>('.tk')
if (bar) ticker(bar)

const theme = document.querySelector<HTMLButtonElement>('[data-do=theme]')
if (theme) {
  theme.onclick = () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.theme = dark ? 'light' : 'dark'
    keep('theme', root.dataset.theme)
  }
}
