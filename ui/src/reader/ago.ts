import { everyMinute } from './minute.ts'

// since says how long ago it was, rounded down: "" for what is not of the last 24 hours.
export function since(at: number, now: number, language: string, say?: Intl.RelativeTimeFormat): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (!(minutes >= 0 && minutes < 1440)) return ''
  say ??= new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (minutes < 1) return say.format(0, 'second')
  return minutes < 60 ? say.format(-minutes, 'minute') : say.format(-Math.floor(minutes / 60), 'hour')
}

// relativeTimes lets cards say how long ago their story was. The page carries the hour
// itself, since it may be read long after it was printed: it stays on pointing.
export function relativeTimes(): void {
  const language = document.documentElement.lang
  const say = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  everyMinute(() => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('.when:not(.fixed) time, .lines time')) {
      time.title ||= time.textContent ?? ''
      time.textContent = since(Date.parse(time.dateTime), Date.now(), language, say) || time.title
    }
  })
}
