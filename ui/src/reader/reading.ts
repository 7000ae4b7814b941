// Whether a story was read through: three quarters of its text were seen, for a third of
// the time that it takes to read, or longer.

const PART = 3 / 4
const WORDS_A_MINUTE = 220

// numberOf returns the number of the story that the path is of, 0 for another page.
export function numberOf(path: string): number {
  return Number(/^\/\w+\/[^/]+\/\d{4}\/\d\d\/\d\d\/(\d+)-[^/]+$/.exec(path)?.[1] ?? 0)
}

// least returns how many milliseconds a text must be in view to have been read.
export function least(text: string): number {
  return ((text.match(/\S+/g)?.length ?? 0) / WORDS_A_MINUTE / 3) * 60_000
}

// reading watches how far the text of the page's story is seen, and returns what says so:
// nothing for a page that is no story.
export function reading(): () => { s?: number; r?: boolean } {
  const story = numberOf(location.pathname)
  const body = document.querySelector<HTMLElement>('.body')
  if (!story || !body) return () => ({})
  let seen = 0
  const look = (): void => {
    const { top, height } = body.getBoundingClientRect()
    seen = Math.max(seen, (innerHeight - top) / height)
  }
  addEventListener('scroll', look, { passive: true })
  look()
  const enough = least(body.textContent ?? '')
  return () => {
    look() // whoever scrolls and leaves at once is not told of the scrolling
    return { s: story, r: seen >= PART && performance.now() >= enough }
  }
}
