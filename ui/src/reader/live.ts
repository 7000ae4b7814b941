// Live coverage on an open page: what is new waits behind a button, so that nothing moves
// under somebody's eyes; what was changed or taken away changes in its place.

const EVERY = 20_000
const SAY_EVERY = 30_000

interface Answer {
  running: boolean
  changed: string
  posts: { id: string; html: string }[]
}

export function liveCoverage(place = document.querySelector<HTMLElement>('[data-live]')): void {
  const list = place?.querySelector('.posts')
  const button = place?.querySelector<HTMLButtonElement>('[data-do=posts]')
  if (!place || !list || !button) return
  const title = document.title
  const waiting = new Map<string, string>()
  let said = 0

  const made = (html: string) => {
    const box = document.createElement('template')
    box.innerHTML = html // our own press wrote it
    return box.content.firstElementChild as HTMLElement
  }

  const words = (n: number): string => {
    if (n === 1) return place.dataset.one ?? ''
    const digits = new Intl.NumberFormat(document.documentElement.lang).format(n)
    return (place.dataset.many ?? '').replace('%', digits)
  }

  const show = (): void => {
    button.hidden = waiting.size === 0
    button.textContent = words(waiting.size)
    document.title = waiting.size ? `(${waiting.size}) ${title}` : title
    const status = place.querySelector('.fresh [role=status]')
    if (status && waiting.size && Date.now() - said > SAY_EVERY) {
      said = Date.now()
      status.textContent = words(waiting.size)
    }
  }

  button.onclick = () => {
    const first = list.querySelector('.post')
    let top: HTMLElement | undefined
    for (const html of waiting.values()) {
      const post = made(html)
      top ??= post
      if (first) first.before(post)
      else list.append(post)
    }
    waiting.clear()
    show()
    top?.scrollIntoView({ block: 'start' })
    const heading = top?.querySelector('a')
    heading?.focus({ preventScroll: true })
  }

  // replace puts a post that changed in its place; one above what is read does not push it.
  const replace = (old: HTMLElement, html: string): void => {
    const fresh = made(html)
    if (fresh.outerHTML === old.outerHTML) return
    const above = old.getBoundingClientRect().bottom < 0
    const before = old.offsetHeight
    old.replaceWith(fresh)
    if (above) scrollBy(0, fresh.offsetHeight - before)
  }

  let ended = false
  const ask = async (): Promise<void> => {
    if (document.hidden || ended) return
    let answer: Answer
    try {
      const r = await fetch(place.dataset.live ?? '', { cache: 'no-cache' })
      if (!r.ok) return
      answer = (await r.json()) as Answer
    } catch {
      return // the next time may be better
    }
    for (const post of answer.posts) {
      const here = document.getElementById(post.id)
      if (here) replace(here, post.html)
      else waiting.set(post.id, post.html)
    }
    // The newest is first, both here and on the page.
    const order = new Map(answer.posts.filter((p) => waiting.has(p.id)).map((p) => [p.id, p.html]))
    waiting.clear()
    for (const [id, html] of order) waiting.set(id, html)
    show()
    ended = !answer.running
  }
  setInterval(() => void ask(), EVERY)
  document.addEventListener('visibilitychange', () => void ask())
}
