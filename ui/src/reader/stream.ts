import type { Posts } from './live.ts'
import type { Bar } from './merge.ts'
import { savesData } from './saver.ts'

const POLL = 120_000
const HIDDEN_FOR = 60_000

// listen tells of the bar whenever it changes: by server-sent events while the page is
// seen, by asking now and then where there is no room for a stream or the reader saves
// data. The answer to the first question belongs to the page as it was opened: it is not
// news. reached is called when the site answers. Failures are silent: the page keeps the
// bar it has. The posts of live coverage, if the page has them, come the same way; the page
// asks for them once the stream is open, so that nothing is lost in between.
export function listen(
  json: string,
  sse: string,
  tell: (bar: Bar, isNews: boolean) => void,
  reached: () => void,
  coming?: Promise<Posts | undefined>,
): void {
  let posts: Posts | undefined
  let events: EventSource | undefined
  let poller = 0
  let closing = 0
  let opened = 0 // how often the page was seen, so that a late answer knows it is late
  let leave = (): void => {} // gives the browser's one stream back
  let first = true

  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(json, { cache: 'no-cache' })
      reached()
      if (answer.ok) tell((await answer.json()) as Bar, !first)
      first = false
    } catch {
      // the next time may be better
    }
  }

  const close = (): void => {
    opened++
    events?.close()
    events = undefined
    clearTimeout(poller)
    posts?.off()
    poller = 0
    leave()
  }

  // poll asks now and then, not all readers in the same second.
  const poll = (): void => {
    close()
    const again = (): void => {
      poller = window.setTimeout(
        () => void ask().then(() => poller && again()),
        POLL * (0.9 + Math.random() / 5),
      )
    }
    again()
    posts?.on()
  }

  const stream = (): void => {
    events = new EventSource(posts?.sse || sse)
    events.onopen = reached
    posts?.on(events)
    events.onmessage = (e) => {
      try {
        tell(JSON.parse(e.data as string) as Bar, true)
      } catch {
        // not ours
      }
    }
    events.onerror = () => {
      // The browser comes back by itself unless it was told that there is no room.
      if (events?.readyState === EventSource.CLOSED) poll()
    }
  }

  // streamAlone streams if no other page of this browser does.
  const streamAlone = async (): Promise<void> => {
    const mine = opened
    await navigator.locks.request('bar', { ifAvailable: true }, (lock) => {
      if (mine !== opened || events || poller) return
      if (!lock) return poll()
      stream()
      return new Promise<void>((done) => {
        leave = done
      })
    })
  }

  const open = (): void => {
    if (document.hidden || events || poller) return
    if (savesData() || !('EventSource' in window)) poll()
    else if (!fewConnections(json)) stream()
    else if (navigator.locks) void streamAlone()
    else poll()
  }

  const wake = (): void => {
    clearTimeout(closing)
    if (document.hidden) closing = window.setTimeout(close, fewConnections(json) ? 0 : HIDDEN_FOR)
    else void ask().then(open)
  }

  const again = (): void => {
    close()
    wake()
  }
  document.addEventListener('visibilitychange', wake)
  addEventListener('online', wake)
  addEventListener('pageshow', (e) => e.persisted && wake())
  addEventListener('pagehide', close) // or the page cannot be kept for "back"
  const begin = async (): Promise<void> => {
    posts = await coming
    if (posts) posts.ended = again
    again() // a stream that was opened meanwhile has the bar alone
  }
  if ('requestIdleCallback' in window) requestIdleCallback(begin)
  else setTimeout(begin, 200)
}

// fewConnections reports whether the browser keeps to six connections for all its pages of
// this site, as it does before HTTP/2: then only one of them, which is seen, may hold one
// open. It is what brought the bar that says so; the page itself may be from a cache.
function fewConnections(json: string): boolean {
  const all = performance.getEntriesByName(new URL(json, location.href).href, 'resource')
  const last = all.at(-1) as PerformanceResourceTiming | undefined
  return !/^h[23]/.test(last?.nextHopProtocol ?? '')
}
