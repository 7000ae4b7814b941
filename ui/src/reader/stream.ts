import type { Bar } from './merge.ts'

const POLL = 120_000
const HIDDEN_FOR = 60_000

// listen tells of the bar whenever it changes: by server-sent events while the page is
// seen, by asking now and then where there is no room for a stream or the reader saves
// data. Failures are silent: the page keeps the bar it has.
export function listen(json: string, sse: string, tell: (bar: Bar) => void): void {
  let events: EventSource | undefined
  let poller = 0
  let closing = 0

  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(json, { cache: 'no-cache' })
      if (answer.ok) tell((await answer.json()) as Bar)
    } catch {
      // the next time may be better
    }
  }

  const close = (): void => {
    events?.close()
    events = undefined
    clearInterval(poller)
    poller = 0
  }

  const askNowAndThen = (): void => {
    close()
    poller = window.setInterval(() => void ask(), POLL)
  }

  const open = (): void => {
    if (events || poller) return
    if (savesData() || !('EventSource' in window)) {
      askNowAndThen()
      return
    }
    events = new EventSource(sse)
    events.onmessage = (e) => {
      try {
        tell(JSON.parse(e.data as string) as Bar)
      } catch {
        // not ours
      }
    }
    events.onerror = () => {
      // The browser comes back by itself unless it was told that there is no room.
      if (events?.readyState === EventSource.CLOSED) askNowAndThen()
    }
  }

  const wake = (): void => {
    clearTimeout(closing)
    if (document.hidden) {
      closing = window.setTimeout(close, fewConnections() ? 0 : HIDDEN_FOR)
    } else {
      void ask()
      open()
    }
  }

  document.addEventListener('visibilitychange', wake)
  addEventListener('pageshow', (e) => e.persisted && wake())
  addEventListener('pagehide', close) // or the page cannot be kept for "back"
  const begin = (): void => {
    if (!document.hidden) wake()
  }
  if ('requestIdleCallback' in window) requestIdleCallback(begin)
  else setTimeout(begin, 200)
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}

// fewConnections reports whether the browser keeps to six connections for all its tabs, so
// that a tab nobody sees must not hold one.
function fewConnections(): boolean {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return !page || page.nextHopProtocol.startsWith('http/1')
}
