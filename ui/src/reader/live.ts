// Live coverage on an open page: what is new waits behind a button, so that nothing moves
// under somebody's eyes; what was changed or taken away changes in its place.

import { kept } from './kept.ts'

const SAY_EVERY = 30_000
const POLL = 60_000

// Fragment is a post as it stands on a page; Update is what changed, or in the answer to a
// question the newest posts. Both are made in internal/reader/press/liveposts.go.
interface Fragment {
  id: string
  at: number
  html: string
}

export interface Update {
  was: number // the revision to which it leads on
  rev: number
  running: boolean
  status: string
  head?: string
  posts: Fragment[]
}

// Posts is live coverage as the page's stream knows it.
export interface Posts {
  sse: string // the stream that has them, "" when the coverage has ended
  on: (events?: EventSource) => void // listens to the stream, or asks now and then where there is none
  off: () => void
  ended: () => void // to be called when there will be no more
}

export function liveCoverage(place = document.querySelector<HTMLElement>('[data-live]')): Posts | undefined {
  const list = place?.querySelector('.posts')
  const head = place?.querySelector<HTMLElement>('[data-head]')
  const button = place?.querySelector<HTMLButtonElement>('[data-do=posts]')
  if (!place || !list || !head || !button) return undefined
  const title = document.title
  const waiting = new Map<string, Fragment>()
  let rev = Number(place.dataset.rev)
  let headNow: string | undefined // what stands above the posts, once it may change
  let later: (() => void)[] | undefined // what changes when nothing is held any more
  let missing = false // posts between those on the page and those that wait
  let said = 0

  let poller = 0

  const ask = async (): Promise<void> => {
    if (!posts.sse) return
    try {
      const answer = await fetch(place.dataset.live ?? '', { cache: 'no-cache' })
      if (answer.ok) apply((await answer.json()) as Update, true)
      else if (answer.status === 404 || answer.status === 410) end()
    } catch {
      // the next time may be better
    }
  }

  const posts: Posts = {
    sse: place.dataset.sse ?? '',
    on: (events) => {
      if (!events) {
        const again = (): void => {
          poller = window.setTimeout(again, POLL * (0.9 + Math.random() / 5))
          void ask()
        }
        return again()
      }
      events.addEventListener('open', () => void ask()) // or what came before would be lost
      events.addEventListener('posts', (e) => {
        const update = JSON.parse(e.data as string) as Update
        if (update.was > rev) void ask()
        else apply(update)
      })
    },
    off: () => clearTimeout(poller),
    ended: () => {},
  }

  const release = (): void => {
    const all = later
    later = undefined
    for (const change of all ?? []) change()
  }

  const end = (): void => {
    if (!posts.sse) return
    posts.sse = ''
    posts.ended()
  }

  const all = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('.post')]

  const apply = (update: Update, whole = false): void => {
    if (update.rev <= rev) return
    rev = update.rev
    const here = all()
    const oldest = Number(here.at(-1)?.dataset.at ?? 0)
    missing ||= whole && here.length > 0 && !update.posts.some((p) => document.getElementById(p.id))
    for (const post of update.posts) {
      const stands = document.getElementById(post.id) !== null
      if (stands) inPlace(() => replace(post))
      else if (post.at >= oldest) waiting.set(post.id, post)
    }
    inPlace(() => put(place.querySelector('.status'), update.status))
    if (update.head !== undefined && update.head !== headNow) {
      headNow = update.head
      inPlace(look)
    }
    show()
    if (!update.running) end()
  }

  const inPlace = (change: () => void): void => {
    if (later) later.push(change)
    else change()
  }

  // look puts in what stands above the posts where nobody sees it: it may be of another height.
  const look = (): void => {
    if (headNow !== undefined && !later && (document.hidden || head.getBoundingClientRect().bottom < 0))
      putHead()
  }
  const putHead = (): void => {
    const html = headNow
    headNow = undefined
    if (html === undefined) return
    keepingStill(head, () => {
      head.innerHTML = html // our own press wrote it
      return head
    })
  }
  addEventListener('scroll', look, { passive: true })
  document.addEventListener('visibilitychange', look)

  const replace = (post: Fragment): void => {
    const old = document.getElementById(post.id)
    const fresh = made(post.html)
    if (!old || fresh.outerHTML === old.outerHTML) return
    // What is shorter now keeps its place, or what is read below would move.
    if (old.getBoundingClientRect().bottom >= 0) fresh.style.minHeight = `${old.offsetHeight}px`
    const focused = old.contains(document.activeElement)
    keepingStill(old, () => {
      old.replaceWith(fresh)
      return fresh
    })
    if (focused) focusOn(fresh)
  }

  const number = (n: number): string => new Intl.NumberFormat(document.documentElement.lang).format(n)
  const words = (n: number): string => {
    if (n === 0) return place.dataset.changed ?? ''
    return n === 1 ? (place.dataset.one ?? '') : (place.dataset.many ?? '').replace('%', number(n))
  }

  const show = (): void => {
    const n = waiting.size
    button.hidden = n === 0 && headNow === undefined
    button.textContent = button.hidden ? '' : words(n)
    document.title = n ? `(${number(n)}) ${title}` : title
    const status = place.querySelector('.fresh [role=status]')
    if (status && n && Date.now() - said > SAY_EVERY) {
      said = Date.now()
      status.textContent = words(n)
    }
  }

  // reveal shows what waits, the newest first.
  const reveal = (): void => {
    if (missing) {
      location.reload()
      return
    }
    if (later) {
      release()
      later = []
    }
    putHead()
    const first = list.querySelector('.post')
    const fresh = [...waiting.values()].sort((a, b) => b.at - a.at).map((p) => made(p.html))
    if (first) first.before(...fresh)
    else list.append(...fresh)
    waiting.clear()
    show()
    const top = fresh[0] ?? head
    top.scrollIntoView({ block: 'start', behavior: 'instant' })
    focusOn(top)
  }
  button.onclick = reveal
  // A key event may lead to a post that waits.
  place.addEventListener('click', (e) => {
    const id = (e.target as Element).closest<HTMLAnchorElement>('a[href^="#p-"]')?.hash.slice(1)
    if (id && waiting.has(id)) reveal()
  })
  // The button that stops the bar stops what changes here by itself.
  const hold = (): void => {
    if (kept('bar') === 'paused') later ??= []
    else release()
  }
  document.addEventListener('click', (e) => {
    if ((e.target as Element).closest('[data-do=pause]')) setTimeout(hold)
  })
  hold()
  connection(place)
  return posts
}

function made(html: string): HTMLElement {
  const box = document.createElement('template')
  box.innerHTML = html // our own press wrote it
  return box.content.firstElementChild as HTMLElement
}

function put(old: Element | null, html: string): void {
  if (old && old.outerHTML !== html) old.replaceWith(made(html))
}

function focusOn(post: HTMLElement): void {
  const to = post.querySelector<HTMLElement>('h3 a') ?? post
  if (to === post) to.tabIndex = -1
  to.focus({ preventScroll: true })
}

// keepingStill makes a change of what may stand above what is read. A browser that does not
// keep its place by itself scrolls by as much as the change moved the text.
function keepingStill(old: HTMLElement, change: () => HTMLElement): void {
  const above = old.getBoundingClientRect().bottom < 0
  const before = old.offsetHeight
  const fresh = change()
  if (above && !CSS.supports('overflow-anchor', 'auto')) {
    scrollBy({ top: fresh.offsetHeight - before, behavior: 'instant' })
  }
}

// connection says up to when the page is current while there is no connection.
function connection(place: HTMLElement): void {
  const note = document.createElement('p')
  note.id = 'lost'
  note.setAttribute('role', 'status')
  const look = (): void => {
    note.remove()
    if (navigator.onLine) return
    note.textContent = `${place.dataset.offline} ${place.querySelector('.status time')?.textContent}`
    document.querySelector('main')?.before(note)
  }
  addEventListener('offline', look)
  addEventListener('online', look)
}
