// Core Web Vitals of one view in fifty, told to our own server when the page is left: no
// name, no address, only what kind of page it was and how fast, and of a story whether it
// was read through.
import { reading } from './reading.ts'

// kindOf says what kind of page the path is, as internal/audience knows them.
export function kindOf(path: string): string {
  const parts = path.split('/').filter(Boolean)
  if (parts.length < 2) return 'home'
  if (parts[1] === 'lite') return 'lite'
  if (parts.length >= 6) return 'story'
  if (['t', 'a', 'archive', 'corrections'].includes(parts[1] ?? '')) return 'list'
  return parts.length === 2 ? 'front' : 'other'
}

// Shifts adds up layout shifts as CLS does: the worst run of shifts that are less than a
// second apart and together no longer than five.
export class Shifts {
  worst = 0
  private run = 0
  private first = 0
  private last = 0

  add(at: number, value: number): void {
    if (at - this.last < 1000 && at - this.first < 5000) {
      this.run += value
    } else {
      this.run = value
      this.first = at
    }
    this.last = at
    this.worst = Math.max(this.worst, this.run)
  }
}

type Entry = PerformanceEntry & {
  value: number
  hadRecentInput: boolean
  interactionId: number
  duration: number
}

// vitals measures this view. ui/src/reader.ts draws which views are measured.
export function vitals(): void {
  if (!navigator.sendBeacon || !window.PerformanceObserver) return
  let lcp: number | undefined
  const slow: number[] = [] // the slowest interactions, ten at most
  const shifts = new Shifts()
  let moved = false
  const watch = (type: string, each: (e: Entry) => void) => {
    try {
      new PerformanceObserver((list) => {
        for (const e of list.getEntries()) each(e as Entry)
      }).observe({ type, buffered: true, durationThreshold: 40 } as PerformanceObserverInit)
      return true
    } catch {
      return false
    }
  }
  watch('largest-contentful-paint', (e) => {
    lcp = e.startTime
  })
  moved = watch('layout-shift', (e) => {
    if (!e.hadRecentInput) shifts.add(e.startTime, e.value)
  })
  watch('event', (e) => {
    if (!e.interactionId) return
    slow.push(e.duration)
    slow.sort((a, b) => b - a).splice(10)
  })
  const through = reading()
  let told = false
  addEventListener(
    'visibilitychange',
    () => {
      if (told || document.visibilityState !== 'hidden') return
      told = true
      const says = {
        k: kindOf(location.pathname),
        l: document.documentElement.lang,
        lcp,
        inp: slow[0],
        cls: moved ? shifts.worst : undefined,
        ...through(),
      }
      navigator.sendBeacon('/beacon', JSON.stringify(says))
    },
    true,
  )
}
