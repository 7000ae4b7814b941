// One stream tells the page when there is something to look at, and how many notices are
// new. A hidden page closes it: a browser has few connections to a host.
import { local, t } from './words.ts'

interface Told {
  unread: number
  last?: { id: string; kind: string; title?: string; by?: { name: string } }
}

const least = 1500 // ms between two looks

export function live(): void {
  const bell = document.getElementById('bell')
  if (!bell && !document.querySelector('[data-every], [data-on]')) return
  let stream: EventSource | null = null
  let waiting = 0
  let last = 0
  let first = true
  const look = () => {
    if (waiting) return
    waiting = window.setTimeout(
      () => {
        waiting = 0
        last = Date.now()
        document.dispatchEvent(new CustomEvent('stet-look'))
      },
      Math.max(0, last + least - Date.now()),
    )
  }
  const open = () => {
    if (document.hidden || stream) return
    first = true
    stream = new EventSource('/api/v1/stream')
    stream.addEventListener('open', () => linked(true))
    stream.addEventListener('error', () => linked(false))
    stream.addEventListener('look', () => {
      if (!first) look()
      first = false // the page is as new as the stream
    })
    stream.addEventListener('notices', (e) =>
      notices(bell, JSON.parse((e as MessageEvent<string>).data) as Told),
    )
    // Told at once too: whoever read by the house's style before that reads again.
    stream.addEventListener('style', (e) => {
      const { data } = e as MessageEvent<string>
      if (style !== data) document.dispatchEvent(new CustomEvent('stet-style'))
      style = data
    })
    stream.addEventListener('wires', (e) => {
      const { data } = e as MessageEvent<string>
      if (arrived && arrived !== data) document.dispatchEvent(new CustomEvent('stet-wires'))
      arrived = data
    })
  }
  let style = ''
  let arrived = ''
  const shut = () => {
    stream?.close()
    stream = null
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) shut()
    else {
      open()
      look()
    }
  })
  addEventListener('pagehide', shut)
  addEventListener('pageshow', open)
  open()
}

// linked says beside a list whether what arrives is told at once.
function linked(is: boolean): void {
  for (const e of document.querySelectorAll<HTMLElement>('[data-stream]')) {
    e.dataset.stream = is ? 'on' : 'off'
    e.textContent = (is ? e.dataset.linked : e.dataset.unlinked) ?? ''
  }
}

let known = ''

// notices shows how many are new, and says the newest once.
function notices(bell: HTMLElement | null, told: Told): void {
  const count = bell?.querySelector<HTMLElement>('[data-unread]')
  if (!bell || !count) return
  count.textContent = told.unread > 9 ? local('9+') : local(String(told.unread))
  count.hidden = told.unread === 0
  const id = told.last?.id ?? ''
  if (known && id && id !== known) {
    const said = document.getElementById('told')
    if (said) said.textContent = t('New notice: %', told.last?.title ?? '')
  }
  known = id || known || '-'
}
