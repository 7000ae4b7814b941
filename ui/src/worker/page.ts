// What is put into a page that comes from the device: pure, so that it can be tested.

export interface Kept {
  path: string
  title: string
  at: number // when it was kept, in milliseconds
  size: number
}

// How much is kept on a device: the last stories that were read, and the homes.
export const MOST_STORIES = 20
export const MOST_BYTES = 2_500_000 // of pages; the shell is some 30 KB more

// languageOf returns the language in the path, or the first that the site has.
export function languageOf(path: string, languages: string[]): string {
  const l = path.split('/')[1] ?? ''
  return languages.includes(l) ? l : (languages[0] ?? 'en')
}

// storyOf returns the number of the story at the path, 0 if it is no story's.
export function storyOf(path: string): number {
  return Number(/\/\d{4}\/\d\d\/\d\d\/(\d+)-[^/]*$/.exec(path)?.[1] ?? 0)
}

// isKept reports whether a page at the path is kept when it was read.
export function isKept(path: string, languages: string[]): boolean {
  return storyOf(path) > 0 || languages.some((l) => path === `/${l}/`)
}

// surplus returns what has to go so that the rest is within the measure: the stories that
// were read longest ago.
export function surplus(all: Kept[]): Kept[] {
  const byAge = [...all].sort((a, b) => b.at - a.at)
  let stories = 0
  let bytes = 0
  return byAge.filter((k) => {
    const story = storyOf(k.path) > 0
    if (bytes + k.size > MOST_BYTES || (story && stories >= MOST_STORIES)) return true
    bytes += k.size
    if (story) stories++
    return false
  })
}

// taken returns which of the pages may no longer be shown, when the numbers are those of
// the stories that were taken away and from is the time before which they are not known.
export function taken(all: Kept[], numbers: number[], from: number): Kept[] {
  const gone = new Set(numbers)
  return all.filter((k) => storyOf(k.path) > 0 && (gone.has(storyOf(k.path)) || k.at < from))
}

// leadsTo reports whether the page has a link to one of the stories.
export function leadsTo(html: string, numbers: number[]): boolean {
  const gone = new Set(numbers)
  return [...html.matchAll(/href="[^"]*\/\d{4}\/\d\d\/\d\d\/(\d+)-/g)].some((m) => gone.has(Number(m[1])))
}

export function titleIn(html: string): string {
  const title = /<title>(.*?)<\/title>/s.exec(html)?.[1] ?? ''
  return title.replace(/ \| [^|]*$/, '')
}

// withNote returns the page with the sentences at its foot.
export function withNote(html: string, sentences: string, words: Words, reload = false): string {
  const note = `<p id="kept" role="status"${reload ? ' data-reload' : ''}>${sentences} <a href="">${words.again}</a></p>`
  return html.replace('<main ', () => `${note}<main `)
}

// withSaved returns the offline page with what is kept, the last read first.
export function withSaved(html: string, all: Kept[], words: Words): string {
  const stories = all.filter((k) => storyOf(k.path) > 0).sort((a, b) => b.at - a.at)
  const line = (k: Kept): string => {
    const l = k.path.split('/')[1] ?? ''
    return `<li><a href="${k.path}" lang="${l}">${k.title}</a></li>` // the title is HTML already
  }
  const list = stories.length
    ? `<ul class="lines">${stories.map(line).join('')}</ul>`
    : `<p>${words.none}</p>`
  return html.replace('<!--saved-->', () => `<h2>${words.saved}</h2>${list}`)
}

// clock writes the time as the site does, with its day if that is not now's.
export function clock(at: number, now: number, language: string, zone: string): string {
  const day: Intl.DateTimeFormatOptions = now - at > 12 * 3_600_000 ? { day: 'numeric', month: 'long' } : {}
  const hour: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  return new Intl.DateTimeFormat(language, { ...day, ...hour, timeZone: zone }).format(at)
}
