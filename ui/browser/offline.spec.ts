// What a reader has when there is no connection (journey J22, and the end of J6): the
// server is really stopped, not the browser told so.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { another, type Demo, start } from './server.ts'
import { api, publish, type Story } from './world.ts'

let dir: string
let demo: Demo
let running = false

test.beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'stet-offline-'))
  demo = await another(dir)
  running = true
})
test.afterAll(async () => {
  if (running) await demo.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function stop(): Promise<void> {
  await demo.stop()
  running = false
}

async function again(): Promise<void> {
  demo = await start(process.env.STET_PROGRAM ?? '', dir, demo)
  running = true
}

// storiesOn returns the paths of the stories that a page leads to.
async function storiesOn(path: string): Promise<string[]> {
  const html = await (await fetch(demo.readers + path)).text()
  return [
    ...new Set(
      [...html.matchAll(/href="(\/\w+\/[^"]+\/\d{4}\/\d\d\/\d\d\/\d+-[^"]+)"/g)].map((m) => m[1] ?? ''),
    ),
  ]
}

// worked waits until the worker has the page, and has kept those that are open.
async function worked(page: Page, path: string): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await kept(page, path)
}

async function kept(page: Page, path: string): Promise<void> {
  const is = () => page.evaluate(async (path) => !!(await (await caches.open('pages')).match(path)), path)
  await expect.poll(is, { message: `${path} is kept` }).toBe(true)
}

// onDisk returns which of the readers' files have the words.
function onDisk(words: string): string[] {
  const folder = join(dir, 'edition')
  const has = (file: string) => readFileSync(join(folder, file)).includes(words)
  return readdirSync(folder).filter((file) => !file.endsWith('.tmp') && has(file))
}

for (const language of ['bn', 'en']) {
  test(`what was read can be read when the server is gone, and nothing else: ${language}`, async ({
    page,
  }) => {
    const home = `/${language}/`
    const [one = '', two = '', three = '', never = ''] = await storiesOn(home)
    await page.goto(demo.readers + home)
    await worked(page, home)
    for (const path of [one, two, three]) {
      await page.goto(demo.readers + path)
      await kept(page, path)
    }
    const headline = await page.locator('h1').textContent()
    await stop()

    await page.goto(`${demo.readers}${three}?from=elsewhere`)
    await expect(page.locator('h1')).toHaveText(headline ?? '')
    const note = page.locator('#kept')
    await expect(note).toContainText(language === 'bn' ? /থেকে আপনি অফলাইনে/ : /offline since \d\d:\d\d/)
    await expect(note).not.toContainText(language === 'bn' ? /[0-9]/ : /[০-৯]/)
    await expect(page.locator('.body p').first()).toBeVisible()

    await page.goto(demo.readers + never)
    await expect(page.locator('h1')).toHaveText(language === 'bn' ? 'আপনি অফলাইনে আছেন' : 'You are offline')
    await expect(page.locator('main .lines a')).toHaveCount(3)
    await page.locator('main .lines a').last().click()
    await expect(page).toHaveURL(demo.readers + one)
    await expect(page.locator('.body p').first()).toBeVisible()
    await page.goto(demo.readers + never)

    // The page that was asked for comes by itself, and so does the newest of a copy.
    const second = await page.context().newPage()
    await second.goto(demo.readers + two)
    await expect(second.locator('#kept')).toBeVisible()
    await again()
    await expect(page.locator('.body p').first()).toBeVisible({ timeout: 30_000 })
    await expect(page).toHaveURL(demo.readers + never)
    await second.bringToFront()
    await second.reload()
    await expect(second.locator('#kept')).toHaveCount(0)
  })
}

test('a story that was killed does not open out of the device once it was reconnected', async ({ page }) => {
  const [path = '', other = ''] = await storiesOn('/en/')
  for (const p of ['/en/', path, other]) {
    await page.goto(demo.readers + p)
    await worked(page, p)
  }
  await stop()
  await page.goto(demo.readers + path)
  await expect(page.locator('.body p').first()).toBeVisible()
  await page.goto(demo.readers + other)
  await page.goto('about:blank') // an open page may find the connection before the story is killed, and then asks five minutes later
  await again()
  const number = /\/(\d+)-[^/]*$/.exec(path)?.[1]
  const story = await api<Story>('GET', `/stories/${number}`, undefined, demo)
  const headline = story.content.headline
  expect(onDisk(headline)).toContain('stories.log')
  await api('POST', `/stories/${number}/kill`, { reason: 'for the test', alone: 'nobody else is here' }, demo)
  await expect.poll(async () => (await fetch(demo.readers + path)).status).toBe(410)
  await expect.poll(() => onDisk(headline), { message: "it is off the readers' disk too" }).toEqual([])
  // The reader goes on with another page, and never asked for the one that is gone.
  await page.goto(demo.readers + other)
  const inCache = (p: string) =>
    page.evaluate(async (p) => !!(await (await caches.open('pages')).match(p)), p)
  await expect.poll(() => inCache(path)).toBe(false)
  expect(await inCache(other), 'what was not taken away stays').toBe(true)
  await stop()
  await page.goto(demo.readers + path)
  await expect(page.locator('h1')).toHaveText('You are offline')
  await expect(page.locator(`main a[href="${path}"]`)).toHaveCount(0)
  await page.goto(demo.readers + other)
  await expect(page.locator('.body p').first()).toBeVisible()
  await again()
})

// Only the question is refused, as by a proxy in between: pages come all the time.
test('what was taken away is asked for again with the next page when the question failed', async ({
  browser,
}) => {
  const asked: number[] = []
  let refused = true
  const between = createServer((q, a) => {
    const question = q.url?.startsWith('/gone/')
    if (question) asked.push(refused ? 503 : 200)
    if (question && refused) return a.writeHead(503).end()
    const further = request(demo.readers + q.url, { headers: q.headers }, (r) => {
      r.pipe(a.writeHead(r.statusCode ?? 0, r.headers))
    })
    further.on('error', () => a.destroy()).end()
    a.on('close', () => further.destroy())
  })
  await new Promise<void>((ready) => between.listen(0, '127.0.0.1', ready))
  const readers = `http://127.0.0.1:${(between.address() as AddressInfo).port}`
  const page = await (await browser.newContext()).newPage()
  try {
    const [path = '', other = ''] = (await storiesOn('/en/')).slice(-2)
    for (const p of [path, other]) {
      await page.goto(readers + p)
      await worked(page, p)
    }
    const number = /\/(\d+)-[^/]*$/.exec(path)?.[1]
    await api(
      'POST',
      `/stories/${number}/kill`,
      { reason: 'for the test', alone: 'nobody else is here' },
      demo,
    )
    await expect.poll(async () => (await fetch(demo.readers + path)).status).toBe(410)
    await page.goto(readers + other)
    await expect.poll(() => asked.length, { message: 'it asks with each page' }).toBeGreaterThan(1)
    expect(await page.evaluate(async (p) => !!(await (await caches.open('pages')).match(p)), path)).toBe(true)
    refused = false
    await page.goto(readers + other)
    const inCache = () => page.evaluate(async (p) => !!(await (await caches.open('pages')).match(p)), path)
    await expect.poll(inCache, { message: 'the killed story is off the device' }).toBe(false)
    // It was answered: the next page asks nothing.
    const answered = asked.length
    await page.goto(readers + other)
    await kept(page, other)
    expect(asked.length).toBe(answered)
  } finally {
    await page.context().close()
    between.closeAllConnections()
    between.close()
  }
})

test('a page that has a connection is never an old one', async ({ page }) => {
  const path = '/en/'
  await page.goto(demo.readers + path)
  await worked(page, path)
  await page.evaluate(async () => {
    const pages = await caches.open('pages')
    const old = (await pages.match('/en/')) as Response
    const html = (await old.text()).replace('<main ', '<p>An old copy.</p><main ')
    await pages.put('/en/', new Response(html, { headers: old.headers }))
  })
  await page.reload()
  await expect(page.locator('body')).not.toContainText('An old copy.')
  await expect(page.locator('#kept')).toHaveCount(0)
})

test('at most twenty stories are kept, and three megabytes', async ({ page }) => {
  test.setTimeout(120_000)
  const paths: string[] = []
  for (let i = 0; i < 23; i++) {
    const { number, published } = await publish(`Story number ${i} of many`, '', 'en', demo)
    const day = published.slice(0, 10).replaceAll('-', '/')
    paths.push(`/en/world-news/${day}/${number}-story-number-${i}-of-many`)
  }
  await page.goto(`${demo.readers}/bn/`)
  await worked(page, '/bn/')
  for (const path of paths) {
    await expect(async () => expect((await page.goto(demo.readers + path))?.status()).toBe(200)).toPass()
    await kept(page, new URL(page.url()).pathname)
  }
  const [stories, bytes] = await page.evaluate(async () => {
    let bytes = 0
    let stories = 0
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const answer = await cache.match(request)
        bytes += (await answer?.arrayBuffer())?.byteLength ?? 0
        if (answer?.type === 'opaque') throw new Error(`${request.url} is opaque`)
        if (/\/\d+-[^/]*$/.test(request.url)) stories++
      }
    }
    return [stories, bytes]
  })
  expect(stories).toBe(20)
  expect(bytes).toBeLessThan(3_000_000)
})

test('who saves data is not asked to load it', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, addEventListener() {} } }),
  )
  await page.goto(`${demo.readers}/en/`)
  await page.waitForTimeout(1000)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
})
