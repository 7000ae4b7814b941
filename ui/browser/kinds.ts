// Which pages there are: one of each kind in a language, found by following links from the
// home page, so that a kind which is added is tested from the day that something leads to it.
import { readers } from './world.ts'

// Kinds that nothing needs to lead to, and the status that they are answered with.
const unlinked: Record<string, { path: (l: string) => string; status: number }> = {
  missing: { path: (l) => `/${l}/no-such-page`, status: 404 },
  offline: { path: (l) => `/${l}/offline`, status: 200 },
  search: { path: (l) => `/${l}/search`, status: 200 },
  'search results': { path: (l) => `/${l}/search?q=${l === 'bn' ? 'নদী' : 'river'}`, status: 200 },
  'search for nothing': { path: (l) => `/${l}/search?q=xyzzyx`, status: 200 },
  lite: { path: (l) => `/${l}/lite/`, status: 200 },
}

const STORY = /^\/\w+\/[^/]+\/\d{4}\/\d\d\/\d\d\/\d+-[^/]+$/

// kindOf returns what kind of page the path is of, by its form.
export function kindOf(path: string): string {
  const [, , first = '', ...rest] = path.split('/')
  if (first === 'lite') return `lite ${kindOf(`/${path.split('/')[1]}/${rest.join('/')}`)}`.trim()
  if (first === '') return 'home'
  if (STORY.test(path)) return 'story'
  const named = ['t', 'a', 'archive', 'about', 'corrections', 'search', 'sections', 'offline', 'live']
  if (named.includes(first)) {
    const names: Record<string, string> = { t: 'topic', a: 'author', about: 'static' }
    if (first === 'archive') return `archive ${rest.length > 2 ? 'day' : 'month'}`
    return names[first] ?? first
  }
  if (rest.length === 1 && rest[0] === '') return 'front'
  if (rest[0] && /\/\d{4}\/\d\d\/\d\d\/\d+-[^/]+\//.test(path)) return 'of a story'
  return `other ${first}`
}

// links returns the paths that the page leads to on this site, without those of files.
export function links(html: string): string[] {
  const found = [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map((m) =>
    (m[1] ?? '').replaceAll('&amp;', '&'),
  )
  const paths = found.map((h) => h.split('#')[0] ?? '').filter((h) => /^\/(?!\/)/.test(h))
  return [...new Set(paths)]
}

export interface Kind {
  kind: string
  path: string
  status: number
  html: string
}

const known = new Map<string, Promise<Kind[]>>()

// kinds returns one page of each kind that the demo has in the language.
export function kinds(language: string): Promise<Kind[]> {
  let found = known.get(language)
  if (!found) {
    found = crawl(language)
    known.set(language, found)
  }
  return found
}

async function crawl(language: string): Promise<Kind[]> {
  const all = new Map<string, Kind>()
  const add = async (kind: string, path: string, status: number): Promise<void> => {
    if (all.has(kind)) return
    const answer = await fetch(readers + path, { redirect: 'manual' })
    if (answer.status !== status || !answer.headers.get('content-type')?.startsWith('text/html')) return
    all.set(kind, { kind, path, status, html: await answer.text() })
  }
  await add('home', `/${language}/`, 200)
  for (const [kind, { path, status }] of Object.entries(unlinked)) await add(kind, path(language), status)
  // A Map is walked to its end also when it grows on the way.
  for (const page of all.values()) {
    for (const path of links(page.html)) {
      if (path.startsWith(`/${language}/`)) await add(kindOf(path.split('?')[0] ?? ''), path, 200)
    }
  }
  return [...all.values()]
}
