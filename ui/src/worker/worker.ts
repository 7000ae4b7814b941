// The service worker: what a reader has read can be read again without a connection. A
// page always comes from the site while the site can be reached; a copy is shown instead
// only when it cannot, or not soon, and says so. Nothing but pages of ours is kept.
import { clock, isKept, languageOf, withNote, withSaved } from './page.ts'
import { all, find, forget, keep, keptAt, offlineSince, plainHeaders, purge, reachable } from './shelf.ts'

declare const self: ServiceWorkerGlobalScope

const SHELL = `shell-${site.version}`
const SOON = 4_000 // until a copy is shown instead of a page that is on its way
const ASK_EVERY = 300_000 // which stories were taken away

const languages = Object.keys(site.words)
let asked = 0

self.addEventListener('install', (e) => e.waitUntil(install()))
self.addEventListener('activate', (e) => e.waitUntil(activate()))
self.addEventListener('message', (e) => e.waitUntil(reached()))
self.addEventListener('fetch', (e) => {
  const { origin, pathname } = new URL(e.request.url)
  if (e.request.method !== 'GET' || origin !== location.origin) return
  if (e.request.mode === 'navigate') e.respondWith(page(e, pathname))
  else if (site.assets.includes(pathname)) e.respondWith(asset(e.request))
})

async function paths(): Promise<string[]> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return windows.map((c) => new URL(c.url).pathname)
}

const offlinePath = (path: string): string => `/${languageOf(path, languages)}/offline`

async function install(): Promise<void> {
  const shell = await caches.open(SHELL)
  await shell.addAll([...new Set((await paths()).map(offlinePath)), ...site.assets])
  await self.skipWaiting()
}

// activate begins: with the pages that are open, which were not asked for through us.
async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== SHELL)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
  for (const path of await paths()) {
    if (isKept(path, languages) && !(await find(path))) await keepOpen(path).catch(() => {})
  }
  await reached().catch(() => {})
}

// keepOpen keeps a page that is open out of the browser's own cache, where it still is.
async function keepOpen(path: string): Promise<void> {
  const cached = fetch(path, { cache: 'only-if-cached', mode: 'same-origin' })
  const answer = await cached.catch(() => fetch(path))
  if (answer.ok) await keep(path, answer)
}

async function page(e: FetchEvent, path: string): Promise<Response> {
  const online = fromSite(e, path)
  const copy = await find(path)
  if (!copy) return online.catch(() => offline(path))
  const late = new Promise<undefined>((done) => setTimeout(done, SOON))
  try {
    const answer = await Promise.race([online, late])
    if (answer && answer.status < 500) return answer
    if (!answer) {
      e.waitUntil(online.catch(() => {}))
      return noted(copy, path, wordsOf(path).slow)
    }
  } catch {
    // the site cannot be reached
  }
  return noted(copy, path, since(path, await offlineSince()))
}

// fromSite asks the site, and keeps or forgets what it says.
async function fromSite(e: FetchEvent, path: string): Promise<Response> {
  const answer = ((await e.preloadResponse) as Response | undefined) ?? (await fetch(e.request))
  if (answer.status >= 500) return answer
  if (answer.status === 404 || answer.status === 410) e.waitUntil(forget(path))
  else if (answer.ok && isKept(path, languages)) e.waitUntil(keep(path, answer.clone()))
  e.waitUntil(reached().catch(() => {}))
  e.waitUntil(haveOffline(path).catch(() => {}))
  return answer
}

// reached is told that the site can be reached: what it took away meanwhile goes. A question
// that was not answered is asked again with the next page.
async function reached(): Promise<void> {
  const was = await reachable()
  if (!was && Date.now() - asked < ASK_EVERY) return
  asked = Date.now()
  try {
    await purge()
  } catch (e) {
    asked = 0
    throw e
  }
}

// haveOffline sees to it that the reader's language has its offline page.
async function haveOffline(path: string): Promise<void> {
  const shell = await caches.open(SHELL)
  if (!(await shell.match(offlinePath(path)))) await shell.add(offlinePath(path))
}

async function asset(request: Request): Promise<Response> {
  return (await (await caches.open(SHELL)).match(request)) ?? fetch(request)
}

const wordsOf = (path: string): Words => site.words[languageOf(path, languages)] as Words

function since(path: string, at: number): string {
  return wordsOf(path).since.replace('%', clock(at, Date.now(), languageOf(path, languages), site.zone))
}

// noted returns the copy with a note that says why it is one, and of when.
async function noted(copy: Response, path: string, why: string): Promise<Response> {
  const at = clock(keptAt(copy), Date.now(), languageOf(path, languages), site.zone)
  const html = withNote(await copy.text(), `${why} ${wordsOf(path).copy.replace('%', at)}`, wordsOf(path))
  return new Response(html, { headers: copy.headers })
}

// offline returns the page that says so, with what can be read.
async function offline(path: string): Promise<Response> {
  const shell = await caches.open(SHELL)
  const page = (await shell.match(offlinePath(path))) ?? (await shell.match(`/${languages[0]}/offline`))
  if (!page) return Response.error()
  const words = wordsOf(path)
  const list = withSaved(await page.text(), await all(), words)
  const html = withNote(list, since(path, await offlineSince()), words, true)
  return new Response(html, { status: 503, headers: plainHeaders(page) })
}
