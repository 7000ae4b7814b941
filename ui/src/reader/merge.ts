// What becomes of the bar when a new list comes: pure, so that it can be tested.

export interface Item {
  id: string
  text: string
  path?: string
  breaking?: boolean
  time: string // the hour as readers see it
  at: string
  expires: string
}

export interface Banner {
  text: string
  path?: string
  at: string
  expires: string
}

export interface Bar {
  rev: number // the edition that made it
  items: Item[]
  banner?: Banner
}

export interface Merged {
  items: Item[]
  at: number // the line that was on show, or where it was
  next: number // a line that is new, to be shown when its turn comes; -1 for none
  say: Item | undefined // a line that is breaking and new, to be spoken
}

// A reader's clock may be wrong by a little: a line is dropped only this long after its end.
const LATE = 10 * 60_000

export function alive(expires: string | undefined, now: number): boolean {
  const end = Date.parse(expires ?? '')
  return Number.isNaN(end) || end > now - LATE
}

// merge returns the bar after news came, when shown were the ids on it and at the index on
// show. The line that is being read stays where it is.
export function merge(shown: string[], at: number, news: Bar, now: number): Merged {
  const alives = news.items.filter((i) => alive(i.expires, now))
  const items = alives.length > 0 ? alives : news.items // or a wrong clock would cost the bar
  const fresh = (i: Item): boolean => !shown.includes(i.id)
  const same = items.findIndex((i) => i.id === shown[at])
  return {
    items,
    at: same >= 0 ? same : Math.max(0, Math.min(at, items.length - 1)),
    next: items.findIndex(fresh),
    say: items.find((i) => i.breaking && fresh(i)),
  }
}
