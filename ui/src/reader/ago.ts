import { everyMinute } from './minute.ts'

type Unit = 'second' | 'minute' | 'hour'
type Say = (count: number, unit: Unit) => string

// The words of the languages that we print. To ask the browser for its own takes a cheap phone
// a seventh of a second, in which it answers no finger (ago.test.ts holds these to them).
const ours: Record<string, Say> = {
  en: (n, unit) => (unit === 'second' ? 'now' : `${n} ${unit}${n === 1 ? '' : 's'} ago`),
  bn: (n, unit) => (unit === 'second' ? 'এখন' : `${bangla(n)} ${unit === 'minute' ? 'মিনিট' : 'ঘণ্টা'} আগে`),
}

const bangla = (n: number): string => `${n}`.replace(/\d/g, (d) => '০১২৩৪৫৬৭৮৯'[Number(d)] ?? d)

// inWords returns how a language says how long ago something was.
export function inWords(language: string): Say {
  const own = ours[language]
  if (own) return own
  const browsers = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  return (n, unit) => browsers.format(-n, unit)
}

// since says how long ago it was, rounded down: "" for what is not of the last 24 hours.
export function since(at: number, now: number, say: Say): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (!(minutes >= 0 && minutes < 1440)) return ''
  if (minutes < 1) return say(0, 'second')
  return minutes < 60 ? say(minutes, 'minute') : say(Math.floor(minutes / 60), 'hour')
}

// relativeTimes lets cards say how long ago their story was. The page carries the hour
// itself, since it may be read long after it was printed: it stays on pointing.
export function relativeTimes(): void {
  const say = inWords(document.documentElement.lang)
  everyMinute(() => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('.when:not(.fixed) time, .lines time')) {
      time.title ||= time.textContent ?? ''
      time.textContent = since(Date.parse(time.dateTime), Date.now(), say) || time.title
    }
  })
}
