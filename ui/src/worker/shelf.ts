import { type Kept, leadsTo, storyOf, surplus, taken, titleIn } from './page.ts'

// The pages that a reader has read, in the browser's cache. Each is kept with the headers
// that it came with, and three of ours.
const PAGES = 'pages'
const SINCE = '/offline-since' // a note to ourselves, no page
const [AT, SIZE, TITLE] = ['x-kept-at', 'x-kept-size', 'x-kept-title']

export async function keep(path: string, answer: Response): Promise<void> {
  const html = await answer.text()
  const headers = plainHeaders(answer)
  headers.set(AT, String(Date.now()))
  headers.set(SIZE, String(new TextEncoder().encode(html).length))
  headers.set(TITLE, encodeURIComponent(titleIn(html)))
  const pages = await caches.open(PAGES)
  await pages.put(path, new Response(html, { headers }))
  for (const k of surplus(await all())) await pages.delete(k.path)
}

// plainHeaders returns the headers of an answer whose text is no longer compressed.
export function plainHeaders(answer: Response): Headers {
  const headers = new Headers(answer.headers)
  for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  return headers
}

export async function forget(path: string): Promise<void> {
  await (await caches.open(PAGES)).delete(path)
}

export async function find(path: string): Promise<Response | undefined> {
  return (await caches.open(PAGES)).match(path)
}

export async function all(): Promise<Kept[]> {
  const pages = await caches.open(PAGES)
  const kept: Kept[] = []
  for (const request of await pages.keys()) {
    const path = new URL(request.url).pathname
    const headers = (await pages.match(request))?.headers
    if (!headers || path === SINCE) continue
    kept.push({
      path,
      title: decodeURIComponent(headers.get(TITLE) ?? ''),
      at: Number(headers.get(AT)),
      size: Number(headers.get(SIZE)),
    })
  }
  return kept
}

export const keptAt = (copy: Response): number => Number(copy.headers.get(AT))

// offlineSince returns since when the site is out of reach, which is now if it was not so
// before.
export async function offlineSince(): Promise<number> {
  const pages = await caches.open(PAGES)
  const was = await pages.match(SINCE)
  if (was) return Number(await was.text())
  const now = Date.now()
  await pages.put(SINCE, new Response(String(now)))
  return now
}

// reachable takes the note away and reports whether there was one.
export async function reachable(): Promise<boolean> {
  return (await caches.open(PAGES)).delete(SINCE)
}

// purge asks which stories were taken away and forgets them, and the homes that lead there.
// It fails if the site did not say so for every language of what is kept.
export async function purge(): Promise<void> {
  const kept = await all()
  const languages = new Set(kept.map((k) => k.path.split('/')[1] ?? ''))
  const asked = [...languages].map((l) => purgeOf(l, kept))
  const failed = (await Promise.allSettled(asked)).find((a) => a.status === 'rejected')
  if (failed) throw failed.reason
}

async function purgeOf(language: string, kept: Kept[]): Promise<void> {
  const answer = await fetch(`/gone/${language}.json`, { cache: 'no-cache' })
  if (!answer.ok) throw new Error(`what was taken away: ${answer.status}`)
  const { numbers, from } = (await answer.json()) as { numbers: number[]; from?: string }
  const pages = await caches.open(PAGES)
  const mine = kept.filter((k) => k.path.startsWith(`/${language}/`))
  for (const k of taken(mine, numbers, Date.parse(from ?? '') || 0)) await pages.delete(k.path)
  for (const k of mine.filter((k) => !storyOf(k.path))) {
    const html = await (await pages.match(k.path))?.text()
    if (html && leadsTo(html, numbers)) await pages.delete(k.path)
  }
}
