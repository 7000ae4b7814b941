// The bar from the first line to the last, as a reader has it (journey J18).
import { type Browser, expect, type Page, test } from '@playwright/test'
import { api, readers, type Story, shift } from './world.ts'

interface Flash {
  id: string
  language: string
  text: string
  story?: number
}

const phone = { width: 360, height: 740 }
let count = 0

async function flash(
  more: Partial<Flash> & { breaking?: boolean; demote?: boolean; minutes?: number } = {},
): Promise<Flash> {
  const text = more.language === 'bn' ? `পরীক্ষার শিরোনাম ${++count}` : `A line for the bar, number ${++count}`
  return api<Flash>('POST', '/ticker', { language: 'en', text, ...more })
}

async function end(all: Flash[]): Promise<void> {
  for (const f of all) await api('DELETE', `/ticker/${f.id}`)
}

async function liveStory(language: string): Promise<number> {
  const found = await api<{ items: Story[] }>('GET', `/stories?status=live&language=${language}&limit=1`)
  return found.items[0]?.number ?? 0
}

// opened opens a page and waits until its bar streams.
async function opened(browser: Browser, path = '/en/', options = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, ...options })
  const page = await context.newPage()
  const streams = page.waitForRequest('**/sse/ticker/*')
  await page.goto(readers + path)
  await streams
  return page
}

const onShow = (page: Page): Promise<string | null> => page.locator('.tk li.on').getAttribute('data-id')
const height = (page: Page): Promise<number> =>
  page.locator('.tk').evaluate((e) => (e as HTMLElement).offsetHeight)
const barOf = async (path: string): Promise<string> =>
  (await (await fetch(readers + path)).text()).replace(/<template.*?<\/template>/s, '')

// What comes to its end by itself is put on now, for the last test.
const shortLived: Flash[] = []
test.beforeAll(async () => {
  for (const language of ['en', 'bn']) shortLived.push(await flash({ language, minutes: 1 }))
})

// The bar holds ten lines: those of the tests before make room.
test.beforeEach(async () => {
  for (const language of ['en', 'bn']) {
    const all = await api<{ items: Flash[] }>('GET', `/ticker?language=${language}`)
    await end(all.items.filter((f) => !shortLived.some((s) => s.id === f.id)).slice(3))
  }
})

test('the bar steps every six seconds until it is stopped, and stays stopped over a reload', async ({
  page,
}) => {
  await flash()
  await flash()
  await page.setViewportSize(phone)
  await page.clock.install()
  await page.goto(`${readers}/en/`)
  await page.mouse.move(10, 700)
  const first = await onShow(page)
  await page.clock.runFor(4_000)
  expect(await onShow(page)).toBe(first)
  await page.clock.runFor(2_500)
  const second = await onShow(page)
  expect(second).not.toBe(first)
  await page.locator('[data-do=pause]').click()
  await page.mouse.move(10, 700)
  await page.locator('[data-do=pause]').blur()
  await page.clock.runFor(30_000)
  expect(await onShow(page)).toBe(second)
  await page.reload()
  const kept = await onShow(page)
  await page.clock.runFor(30_000)
  expect(await onShow(page)).toBe(kept)
  await expect(page.locator('[data-do=pause]')).toHaveAttribute('aria-label', 'Play headlines')
  await page.locator('[data-do=next]').click()
  expect(await onShow(page)).not.toBe(kept)
  expect(await shift(page)).toBe(0)
})

test('the bar holds while somebody points at it, is in it, or does not see it', async ({ page }) => {
  await page.clock.install()
  await page.goto(`${readers}/en/`)
  const holds = async (): Promise<boolean> => {
    const before = await onShow(page)
    await page.clock.runFor(13_000)
    return (await onShow(page)) === before
  }
  await page.mouse.move(10, 700)
  expect(await holds(), 'nothing holds it').toBe(false)
  await page.locator('.tk').hover()
  expect(await holds(), 'the pointer is over it').toBe(true)
  await page.mouse.move(10, 700)
  await page.locator('.tk li.on a, [data-do=next]').first().focus()
  expect(await holds(), 'the focus is in it').toBe(true)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  expect(await holds(), 'it moves again').toBe(false)
  await hide(page, true)
  expect(await holds(), 'nobody sees it').toBe(true)
  await hide(page, false)
  expect(await holds(), 'somebody sees it again').toBe(false)
})

// hide tells the page that it is not seen, or is.
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

test('a new line waits while the focus is on a headline, and nothing moves', async ({ browser }) => {
  const language = 'bn'
  await flash({ language, story: await liveStory(language) })
  const page = await opened(browser, '/bn/')
  const other = await opened(browser, '/bn/')
  const was = await height(page)
  expect(was).toBe(80)
  await page.locator('.tk li.on a').focus()
  const fresh = await flash({ language })
  const line = (p: Page) => p.locator(`.tk li[data-id="${fresh.id}"]`)
  await expect(line(other)).toBeAttached()
  expect(await line(page).count(), 'while the focus is inside').toBe(0)
  const read = await onShow(page)
  await page.locator('#main').focus()
  await expect(line(page)).toBeAttached()
  expect(await onShow(page), 'the line that is being read').toBe(read)
  expect(await height(page)).toBe(was)
  expect(await shift(page)).toBe(0)
  await Promise.all([page.context().close(), other.context().close()])
})

test('what breaks is spoken once in half a minute, and never when the page is opened', async ({
  browser,
}) => {
  const before = await flash({ breaking: true, demote: true })
  const page = await opened(browser)
  const status = page.locator('.tk [role=status]')
  await expect(page.locator('.tk h2')).toHaveText('Breaking')
  await expect(status).toBeEmpty()
  const plain = await flash()
  await expect(page.locator(`.tk li[data-id="${plain.id}"]`)).toBeAttached()
  await expect(status).toBeEmpty()
  const loud = await flash({ breaking: true, demote: true })
  await expect(status).toHaveText(loud.text)
  const soon = await flash({ breaking: true, demote: true })
  await expect(page.locator(`.tk li[data-id="${soon.id}"]`)).toBeAttached()
  await expect(status).toHaveText(loud.text)
  expect(await shift(page)).toBe(0)
  await end([before, loud, soon])
  await expect(page.locator('.tk h2')).toHaveText('News update')
  await page.context().close()
})

test('without script six links can be reached by keyboard', async ({ browser }) => {
  const story = await liveStory('en')
  const six: Flash[] = []
  for (let i = 0; i < 6; i++) six.push(await flash({ story }))
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await expect(async () => {
    await page.goto(`${readers}/en/`)
    await expect(page.locator('.tk li a')).toHaveCount(6, { timeout: 100 })
  }).toPass()
  const reached: string[] = []
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    const line = page.locator('.tk li a:focus')
    if (await line.count()) reached.push((await line.textContent()) ?? '')
  }
  expect(reached).toHaveLength(6)
  await expect(page.locator('.tk button:visible')).toHaveCount(0)
  expect(await height(page)).toBe(80)
  await context.close()
  await end(six)
})

test('who asked for calm gets a bar that stands still', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: phone })
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${readers}/en/`)
  const before = await onShow(page)
  await page.clock.runFor(8_000)
  expect(await onShow(page)).toBe(before)
  await expect(page.locator('[data-do=pause]')).toHaveAttribute('aria-label', 'Play headlines')
  await page.locator('[data-do=next]').click()
  expect(await onShow(page)).not.toBe(before)
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  await context.close()
})

test('a swipe leads to the next line', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await page.goto(`${readers}/en/`)
  await page.locator('[data-do=pause]').tap()
  const box = await page.locator('.tk ul').boundingBox()
  const finger = await context.newCDPSession(page)
  const y = (box?.y ?? 0) + 20
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...x: number[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: x.map((x) => ({ x, y })) })
  await touch('touchStart', 240)
  for (let x = 230; x > 20; x -= 10) await touch('touchMove', x)
  await touch('touchEnd')
  const second = page.locator('.tk li').nth(1)
  await expect
    .poll(async () => Math.round((await second.boundingBox())?.x ?? -1))
    .toBe(Math.round(box?.x ?? 0))
  await context.close()
})

test('over HTTP/1.1 one page of a browser streams, and the others ask now and then', async ({ browser }) => {
  const page = await opened(browser)
  const other = await page.context().newPage()
  const asked: string[] = []
  other.on('request', (r) => asked.push(new URL(r.url()).pathname))
  await other.clock.install()
  await other.goto(`${readers}/en/`)
  await other.clock.runFor(1_000)
  const polls = () => asked.filter((path) => path === '/ticker/en.json').length
  await expect.poll(polls).toBe(1)
  const fresh = await flash()
  await other.clock.runFor(133_000)
  await expect(other.locator(`.tk li[data-id="${fresh.id}"]`)).toBeAttached()
  expect(asked).not.toContain('/sse/ticker/en')
  await page.context().close()
})

for (const [why, prepare] of [
  ['there is no room', (page: Page) => page.route('**/sse/ticker/*', (r) => r.fulfill({ status: 204 }))],
  [
    'the reader saves data',
    (page: Page) =>
      page.addInitScript(() =>
        Object.defineProperty(navigator, 'connection', { value: { saveData: true, addEventListener() {} } }),
      ),
  ],
] as const) {
  test(`where ${why} the page asks now and then`, async ({ page }) => {
    await prepare(page)
    let asked = 0
    page.on('response', (r) => {
      if (new URL(r.url()).pathname === '/ticker/en.json') asked++
    })
    await page.clock.install()
    await page.goto(`${readers}/en/`)
    await page.clock.runFor(1_000)
    // Where a stream was refused the page asks at once: what comes after that waits for its time.
    if (why === 'there is no room') await expect.poll(() => asked).toBe(1)
    const fresh = await flash()
    const line = page.locator(`.tk li[data-id="${fresh.id}"]`)
    await page.waitForTimeout(300)
    expect(await line.count()).toBe(0)
    await page.clock.runFor(133_000)
    await expect(line).toBeAttached()
  })
}

test('a page that nobody sees gives its stream back, and asks when it is seen again', async ({ browser }) => {
  const page = await opened(browser)
  await hide(page, true)
  const missed = await flash()
  // Over HTTP/1.1 it is given back at once, so another page may have it.
  const other = await page.context().newPage()
  const streams = other.waitForRequest('**/sse/ticker/*')
  await other.goto(`${readers}/en/`)
  await streams
  await hide(page, false)
  await expect(page.locator(`.tk li[data-id="${missed.id}"]`)).toBeAttached()
  await page.context().close()
})

test('a line goes when it comes to its end, and an empty bar is not on the page', async ({ browser }) => {
  test.setTimeout(100_000)
  const page = await opened(browser, '/bn/')
  const [en, bn] = shortLived.map((f) => f.id)
  await expect(page.locator(`.tk li[data-id="${bn}"]`)).toHaveCount(0, { timeout: 75_000 })
  for (const [path, id] of [
    ['/bn/', bn],
    ['/en/', en],
  ] as const) {
    await expect.poll(async () => (await barOf(path)).includes(id ?? '')).toBe(false)
  }
  const all = await api<{ items: Flash[] }>('GET', '/ticker?language=bn')
  await end(all.items)
  await expect.poll(async () => (await barOf('/bn/')).includes('class="tk"')).toBe(false)
  await expect(page.locator('.tk li')).toHaveCount(0)
  await expect(page.locator('.tk'), 'an empty strip').toBeHidden()
  await page.evaluate(() => scrollTo(0, 600))
  await expect(page.locator('.tk')).toHaveCount(0)
  expect(await shift(page)).toBe(0)
  const fresh = await flash({ language: 'bn' })
  await expect(page.locator(`.tk li[data-id="${fresh.id}"]`)).toBeAttached()
  expect(await shift(page)).toBe(0)
  for (const f of all.items) await flash({ language: 'bn', text: f.text, story: f.story })
  await page.context().close()
})
