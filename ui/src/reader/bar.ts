import { keep, kept } from './kept.ts'
import type { Posts } from './live.ts'
import { alive, type Bar, type Item, merge } from './merge.ts'
import { everyMinute } from './minute.ts'
import { online } from './offline.ts'
import { listen } from './stream.ts'
import { whenUnseen } from './unseen.ts'

const STEP = 6_000
const SPEAK_EVERY = 30_000
const FADE = 250

const PLAY = 'M6.5 4 16 10l-9.5 6z'

// start gives life to the bar of the page. A page without news has the bar in a template:
// it comes when there is some, and goes when there is none, never under a reader's eyes.
// The posts of live coverage come by the same stream, and stop with the same button.
export function start(coming?: Promise<Posts | undefined>): void {
  const empty = document.querySelector<HTMLTemplateElement>('#no-news')
  const bar =
    document.querySelector<HTMLElement>('.tk') ??
    (empty?.content.querySelector('.tk')?.cloneNode(true) as HTMLElement | undefined)
  if (!bar) return
  const place = empty ?? document.createElement('template')
  if (!empty) bar.after(place)
  const ticker = new Ticker(bar, () => look())
  const look = whenUnseen(
    place,
    () => ticker.empty === bar.isConnected,
    () => (ticker.empty ? bar.remove() : place.before(bar)),
  )
  everyMinute(() => ticker.prune())
  const { json = '', sse = '' } = bar.dataset
  const told = (news: Bar, isNews: boolean): void => {
    if (news.banner || document.querySelector('.alarm')) {
      import('./alarm.ts').then(
        (m) => m.emergency(news, bar),
        () => {},
      )
    }
    ticker.tell(news, isNews)
  }
  listen(json, sse, told, online(), coming)
}

// Ticker is the bar: a strip of which one line is seen at a time.
class Ticker {
  readonly #bar: HTMLElement
  readonly #told: () => void
  readonly #list: HTMLElement
  readonly #status: HTMLElement
  readonly #label: HTMLElement
  readonly #pause: HTMLElement
  readonly #pausePath: string
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)')
  #rev: number
  #paused: boolean
  #held = 0 // for how many reasons: hover, focus
  #timer = 0
  #next = -1 // a new line whose turn it is
  #spoke = 0
  #waiting: (() => void) | undefined

  constructor(bar: HTMLElement, told: () => void) {
    this.#bar = bar
    this.#told = told
    const find = (what: string): HTMLElement => bar.querySelector<HTMLElement>(what) as HTMLElement
    this.#list = find('ul')
    this.#status = find('[role=status]')
    this.#label = find('h2')
    this.#pause = find('[data-do=pause]')
    this.#pausePath = this.#pause.querySelector('path')?.getAttribute('d') ?? ''
    this.#rev = Number(bar.dataset.rev)
    this.#paused = this.#calm.matches || kept('bar') === 'paused'
    this.#buttons(find('[data-do=previous]'), find('[data-do=next]'))
    this.#holds()
    this.#mark(this.#lines()[0])
    // With the frame: to ask where a line is has the browser lay out the page at once, which takes a cheap phone as long as all of this script.
    requestAnimationFrame(() => {
      const on = this.#lines().findIndex((l) => l.classList.contains('on')) // news may have come before the frame
      this.#show(Math.max(0, on), false)
    })
    this.#refresh()
  }

  get empty(): boolean {
    return this.#lines().length === 0
  }

  // prune takes off what is over. A page may be old, and a clock may be wrong: lines that
  // are over go, but not all.
  prune(): void {
    const lines = this.#lines()
    const over = lines.filter((li) => !alive(li.dataset.expires, Date.now()))
    if (over.length === 0 || over.length === lines.length || this.#focused()) return
    const stays = lines.slice(this.#at()).find((li) => !over.includes(li))
    for (const li of over) li.remove()
    this.#show(stays ? this.#lines().indexOf(stays) : 0, false)
    this.#refresh()
  }

  // tell gives the bar another list, if it is newer. While the focus is in the list it
  // waits: nothing moves under a finger. What is not news is not spoken.
  tell(news: Bar, isNews: boolean): void {
    if (news.rev <= this.#rev) return
    if (this.#focused()) {
      this.#waiting = () => this.tell(news, isNews)
      return
    }
    this.#rev = news.rev
    const shown = this.#lines().map((li) => li.dataset.id ?? '')
    const m = merge(shown, this.#at(), news, Date.now())
    this.#list.replaceChildren(...m.items.map(line))
    const { plain = '', breaking = '' } = this.#label.dataset
    this.#label.textContent = m.items.some((i) => i.breaking) ? breaking : plain
    if (m.items.some((i) => i.path)) this.#list.removeAttribute('tabindex')
    else this.#list.tabIndex = 0
    this.#next = m.next
    this.#show(m.at, false)
    this.#refresh()
    if (m.say && isNews && Date.now() - this.#spoke > SPEAK_EVERY) {
      this.#spoke = Date.now()
      this.#status.textContent = m.say.text
    }
    this.#told()
  }

  #focused(): boolean {
    return this.#list.contains(document.activeElement)
  }

  #lines(): HTMLElement[] {
    return [...this.#list.children] as HTMLElement[]
  }

  // at is the line that is seen: the reader may have swiped.
  #at(): number {
    const left = this.#list.scrollLeft + this.#list.offsetLeft
    const off = this.#lines().map((li) => Math.abs(li.offsetLeft - left))
    return Math.max(0, off.indexOf(Math.min(...off)))
  }

  #show(i: number, fade: boolean): void {
    const lines = this.#lines()
    const li = lines[(i + lines.length) % lines.length]
    if (!li) return
    this.#mark(li)
    this.#list.scrollTo({ left: li.offsetLeft - this.#list.offsetLeft, behavior: 'instant' })
    if (fade && !this.#calm.matches) {
      this.#list.animate({ opacity: [0, 1], transform: ['translateY(.4rem)', 'none'] }, FADE)
    }
  }

  #mark(seen?: HTMLElement): void {
    for (const l of this.#lines()) l.classList.toggle('on', l === seen)
  }

  #step(by: number): void {
    const to = this.#next >= 0 && by > 0 ? this.#next : this.#at() + by
    this.#next = -1
    this.#show(to, true)
  }

  // refresh puts the buttons and the clock in the state the bar is in.
  #refresh(): void {
    const [pause, paused] = [this.#pause, this.#paused]
    pause.dataset.name ??= pause.getAttribute('aria-label') ?? ''
    const name = paused ? pause.dataset.other : pause.dataset.name
    pause.setAttribute('aria-label', name ?? '')
    pause.querySelector('path')?.setAttribute('d', paused ? PLAY : this.#pausePath)
    const many = this.#lines().length > 1
    this.#bar.classList.toggle('many', many)
    clearInterval(this.#timer)
    if (many && !paused && this.#held === 0 && !document.hidden) {
      this.#timer = window.setInterval(() => this.#step(1), STEP)
    }
  }

  #buttons(previous: HTMLElement, next: HTMLElement): void {
    previous.onclick = () => this.#step(-1)
    next.onclick = () => this.#step(1)
    this.#pause.onclick = () => {
      this.#paused = !this.#paused
      keep('bar', this.#paused ? 'paused' : 'playing')
      this.#refresh()
    }
  }

  // holds stops the bar while somebody points at it, is in it, or does not see it.
  #holds(): void {
    const hold = (by: number) => () => {
      this.#held = Math.max(0, this.#held + by)
      this.#refresh()
    }
    this.#bar.addEventListener('pointerenter', hold(1))
    this.#bar.addEventListener('pointerleave', hold(-1))
    this.#bar.addEventListener('focusin', hold(1))
    this.#bar.addEventListener('focusout', () => {
      hold(-1)()
      // The focus has not arrived where it goes while this event is under way.
      setTimeout(() => {
        const told = this.#waiting
        this.#waiting = undefined
        told?.()
      })
    })
    document.addEventListener('visibilitychange', () => this.#refresh())
  }
}

// line makes the element of a line, as the page has it.
function line(item: Item): HTMLElement {
  const li = document.createElement('li')
  li.dataset.id = item.id
  li.dataset.expires = item.expires
  const inner = document.createElement(item.path ? 'a' : 'span')
  if (item.path) inner.setAttribute('href', item.path)
  const time = document.createElement('time')
  time.dateTime = item.at
  time.textContent = item.time
  inner.append(time, ` ${item.text}`)
  li.append(inner)
  return li
}
