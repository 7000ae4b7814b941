// The newsroom's service worker: a story that was open on this device opens again when the
// newsroom cannot be reached, with what was typed, and the list of texts that wait here.
// While the newsroom answers, nothing comes from this but files that never change.
export {}

declare const self: ServiceWorkerGlobalScope

const files = 'stet-newsroom-files'
const pages = 'stet-newsroom-pages'
const mostPages = 30
const mostFiles = 24

// What a page hands in as it is left goes by the browser alone: Chrome drops what must first
// ask a worker once its page is gone.
interface Routed {
  addRoutes?(rule: object): Promise<void>
}

self.addEventListener('install', (e) => {
  const rule = { condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' }
  const routed = (e as Routed).addRoutes?.(rule).catch(() => {})
  e.waitUntil(Promise.all([routed, self.skipWaiting()]))
})
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()))

// A page tells what it is made of, so that the first visit is kept too.
self.addEventListener('message', (e) => {
  const { page, uses } = e.data as { page?: string; uses?: string[] }
  e.waitUntil(
    (async () => {
      if (page && isStory(page)) {
        const r = await fetch(page, { headers: { Accept: 'text/html' } })
        if (r.ok && !r.redirected) await put(pages, page, r, mostPages)
      }
      const cache = await caches.open(files)
      for (const one of uses ?? []) if (isFile(one) && !(await cache.match(one))) await cache.add(one)
    })().catch(() => {}),
  )
})

const isFile = (path: string) => path.startsWith('/n/assets/')
const isStory = (path: string) => /^\/n\/s\/\d+$/.test(path)

self.addEventListener('fetch', (e) => {
  const { origin, pathname } = new URL(e.request.url)
  if (origin !== location.origin) return
  // Whoever signs out of a shared computer leaves no page of a story on it.
  if (e.request.method === 'POST' && pathname === '/n/sign-out') e.waitUntil(caches.delete(pages))
  if (e.request.method === 'POST' && pathname === '/n/pictures/share') e.respondWith(shared(e.request))
  if (e.request.method !== 'GET') return
  if (isFile(pathname)) e.respondWith(file(e.request))
  else if (e.request.mode === 'navigate' && /^\/n(\/|$)/.test(pathname)) e.respondWith(page(e, pathname))
})

async function put(name: string, key: Request | string, answer: Response, most: number): Promise<void> {
  const cache = await caches.open(name)
  await cache.delete(key)
  await cache.put(key, answer)
  const all = await cache.keys()
  for (const old of all.slice(0, Math.max(0, all.length - most))) await cache.delete(old)
}

async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: files })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await put(files, request, answer.clone(), mostFiles)
  return answer
}

async function page(e: FetchEvent, path: string): Promise<Response> {
  try {
    const answer = await fetch(e.request)
    if (isStory(path) && answer.ok && !answer.redirected)
      e.waitUntil(put(pages, path, answer.clone(), mostPages))
    // Its database is away: the story that is on this device can be worked on all the same.
    if (isStory(path) && answer.status === 503)
      return (await caches.match(path, { cacheName: pages })) ?? answer
    return answer
  } catch {
    return (await caches.match(path, { cacheName: pages })) ?? waiting()
  }
}

// shared keeps photographs that another program shares, as upload/queue.ts does, and opens the
// screen that sends them. What cannot be kept goes to the newsroom at once.
async function shared(request: Request): Promise<Response> {
  const same = request.clone()
  try {
    const form = await request.formData()
    const files = form.getAll('file').filter((f): f is File => typeof f !== 'string' && f.size > 0)
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const r = indexedDB.open('stet-uploads', 1)
      r.onupgradeneeded = () => r.result.createObjectStore('files', { keyPath: 'id' })
      r.onsuccess = () => resolve(r.result)
      r.onerror = () => reject(r.error)
    })
    await new Promise<void>((resolve, reject) => {
      const tx = db.transaction('files', 'readwrite')
      for (const [n, file] of files.entries()) {
        const [id, at] = [crypto.randomUUID(), Date.now() + n / 1000]
        const { name, size } = file
        tx.objectStore('files').put({
          id,
          key: id,
          person: '',
          added: at,
          name,
          size,
          file,
          state: 'ready',
          sent: 0,
        })
      }
      tx.oncomplete = () => resolve()
      tx.onabort = () => reject(tx.error)
    })
    db.close()
    const caption = String(form.get('caption') ?? '')
    return Response.redirect(
      `/n/pictures/upload${caption ? `?caption=${encodeURIComponent(caption)}` : ''}`,
      303,
    )
  } catch {
    return fetch(same)
  }
}

interface Draft {
  number: number
  at: number
  sent: boolean
  content: { headline: string; language: string }
}

// waiting lists the texts that are on this device and not in the newsroom.
async function waiting(): Promise<Response> {
  const list = (await drafts().catch(() => []))
    .filter((d) => !d.sent)
    .map(
      (d) =>
        `<li><a href="/n/s/${Number(d.number)}" lang="${escape(d.content.language)}">#${Number(d.number)} ${escape(d.content.headline || '…')}</a> <small>${new Date(d.at).toLocaleString()}</small></li>`,
    )
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The newsroom cannot be reached</title><main><h1>The newsroom cannot be reached</h1><p>Texts on this device that were not sent: ${list.length}.</p><ul>${list.join('')}</ul><p>They are sent by themselves when the newsroom answers and their story is open.</p><p><a href="/n">Try again</a></p></main></html>`
  return new Response(html, {
    status: 503,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" },
  })
}

const escape = (s: string) => s.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

function drafts(): Promise<Draft[]> {
  return new Promise((resolve, reject) => {
    const r = indexedDB.open('stet', 1)
    r.onupgradeneeded = () => r.result.createObjectStore('drafts')
    r.onerror = () => reject(r.error)
    r.onsuccess = () => {
      const all = r.result.transaction('drafts').objectStore('drafts').getAll()
      all.onsuccess = () => {
        r.result.close()
        resolve(all.result as Draft[])
      }
      all.onerror = () => reject(all.error)
    }
  })
}
