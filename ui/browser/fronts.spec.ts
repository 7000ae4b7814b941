// Fronts curated by hand (journey J17): what a producer does, and what readers have of it.
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { ready, signedIn } from './people.ts'
import { api, readers, staff, violations } from './world.ts'

interface Slot {
  block: string
  place: number
  story: number
}
interface Front {
  launch: number
  live: { slots?: Slot[] }
  draft?: { revision: number; slots?: Slot[] }
}
interface Launch {
  number: number
  kind: string
  by: { name: string }
}

const wide = { width: 1366, height: 768 }
const phone = { width: 360, height: 740 }

async function signIn(page: Page, email = 'sadia@stet.test'): Promise<void> {
  await signedIn(page.context(), email)
  await page.goto(`${staff}/n`)
}

const publicHome = async (path = '/en/'): Promise<string> => (await fetch(readers + path)).text()

// leads are the headlines of the home page from its top.
const leads = (html: string): string[] =>
  [...html.matchAll(/<h3[^>]*>\s*<a[^>]*>([^<]*)</g)].map((m) => (m[1] ?? '').replaceAll('&#39;', '’'))

// faults collects what a page's console has to complain about.
function faults(page: Page): string[] {
  const all: string[] = []
  page.on('pageerror', (e) => all.push(e.message))
  page.on('console', (m) => {
    // The runner's own tracing is kept out of the preview's frame, as any script is.
    const kept = m.text().includes('/preview?') && m.text().includes("'allow-scripts' permission is not set")
    if (m.type() === 'error' && !kept) all.push(m.text())
  })
  return all
}

// shift returns how far the page has moved by itself: what moves in the half second after
// somebody pressed something is not counted, as in CLS.
const shift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const e of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
            if (!e.hadRecentInput) sum += e.value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => done(sum), 300)
      }),
  )

const row = (page: Page, place: number, block = 'top') =>
  page.locator(`.place[data-block="${block}"][data-place="${place}"]`)

const front = (): Promise<Front> => api<Front>('GET', '/fronts/en')

async function clean(): Promise<void> {
  let f = await front()
  if (f.draft) f = await api<Front>('POST', '/fronts/en/discard', { revision: f.draft.revision })
  if (!f.live.slots?.length) return
  const was = await publicHome()
  await api('POST', '/fronts/en/rollback', { launch: 0 })
  await readersHave((html) => html !== was)
}

// readersHave waits until the home page is as it should be, at most as long as it may take.
async function readersHave(is: (html: string) => boolean, path = '/en/'): Promise<number> {
  const begin = Date.now()
  while (Date.now() - begin < 15_000) {
    if (is(await publicHome(path))) return Date.now() - begin
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(
    `after fifteen seconds readers have ${leads(await publicHome(path))
      .slice(0, 5)
      .join(' | ')}`,
  )
}

test.beforeEach(clean)
test.afterAll(clean)

test('the third story leads under another headline when it is launched, and not before; a roll-back is exact', async ({
  page,
}) => {
  const errors = faults(page)
  await page.setViewportSize(wide)
  await signIn(page)
  await page.goto(`${staff}/n/fronts/en`)
  await ready(page)
  const before = await publicHome()
  const story = (await row(page, 2).getAttribute('data-story')) ?? ''
  const third = (await row(page, 2).locator('.place-line a').innerText()).trim()

  for (const place of [2, 1]) {
    await row(page, place)
      .getByRole('button', { name: `Move up: ${third}` })
      .click()
    await expect(row(page, place - 1)).toHaveAttribute('data-story', story)
  }
  // The button that was pressed has moved with its story, or the one beside it has the focus.
  await expect(row(page, 0).locator('button:focus')).toHaveCount(1)
  await expect(page.locator('p.vh[role=status]').last()).toHaveText('Placed at Top stories 1')

  expect(await shift(page)).toBeLessThanOrEqual(0.01)
  await row(page, 0).locator('summary').click()
  const opened = await shift(page) // what somebody opened makes room for itself
  await row(page, 0).locator('input[name=headline]').fill('Led by hand for the test')
  await row(page, 0).getByRole('button', { name: /^Set/ }).click()
  await expect(row(page, 0).locator('.place-line a')).toHaveText('Led by hand for the test')
  const until = new Date(Date.now() + 8 * 3600_000 - new Date().getTimezoneOffset() * 60_000)
  await row(page, 0).locator('input[name=until]').fill(until.toISOString().slice(0, 16))
  await row(page, 0).getByRole('button', { name: /^Pin/ }).click()
  await expect(row(page, 0)).toContainText(/until (\d|[1-9] \w+ )/)

  await expect(page.locator('#launch')).toHaveText('Launch 3 changes')
  await expect(page.frameLocator('#preview').locator('h3').first()).toHaveText('Led by hand for the test')
  expect(
    await page
      .frameLocator('#preview')
      .locator('body')
      .evaluate(() => innerWidth),
  ).toBeLessThanOrEqual(360)
  expect(await violations(page)).toEqual([])
  expect((await shift(page)) - opened).toBeLessThanOrEqual(0.01)
  expect(await publicHome()).toBe(before)

  await page.keyboard.press('Control+Enter')
  const ask = page.getByRole('dialog')
  await expect(ask).toContainText('under the headline “Led by hand for the test”')
  expect(await violations(page)).toEqual([])
  expect(await publicHome()).toBe(before)
  await ask.getByRole('button', { name: /^Launch/ }).click()
  await readersHave((html) => leads(html)[0] === 'Led by hand for the test')
  await expect(page.locator('#launch')).toHaveCount(0)

  await page.locator('#versions summary').click()
  await page.getByRole('button', { name: /Roll back to this ?: 0$/ }).click()
  await readersHave((html) => html === before)
  const launches = await api<{ items: Launch[] }>('GET', '/fronts/en/launches?limit=2')
  expect(launches.items.map((l) => l.kind)).toEqual(['roll_back', 'draft'])

  // And back to what was rolled back: any launch can be had again.
  const led = new RegExp(`Roll back to this ?: ${launches.items[1]?.number}$`)
  await expect(page.locator('#versions')).toHaveAttribute('open', '')
  await page.getByRole('button', { name: led }).click()
  await readersHave((html) => leads(html)[0] === 'Led by hand for the test')
  expect(errors).toEqual([])
})

test('a pin ends at its time, by itself and once', async () => {
  const before = await publicHome()
  const f = await front()
  const stories = await api<{ items: { number: number }[] }>(
    'GET',
    '/stories?status=live&language=en&limit=9',
  )
  const story = stories.items.at(-1)?.number
  const until = Date.now() + 6000
  const draft = await api<Front>('POST', '/fronts/en/draft', {
    do: 'pin',
    story,
    block: 'top',
    place: 0,
    until: new Date(until).toISOString(),
  })
  await api('POST', '/fronts/en/launch', { revision: draft.draft?.revision })
  await readersHave((html) => html !== before)
  while (Date.now() < until - 500) {
    expect(await publicHome()).not.toBe(before)
    await new Promise((done) => setTimeout(done, 100))
  }
  // What is most read is counted anew on the hour, so not the whole page but its stories.
  await readersHave((html) => leads(html).join() === leads(before).join())
  expect(Date.now() - until).toBeLessThan(10_000)
  const launches = await api<{ items: Launch[] }>('GET', '/fronts/en/launches?limit=9')
  const since = launches.items.filter((l) => l.number > f.launch)
  expect(since.map((l) => [l.kind, l.by.name])).toEqual([
    ['lapse', 'Stet'],
    ['draft', 'Sadia Afrin'],
  ])
})

test('the launch of a second producer is shown to the first, and nothing is lost', async ({ browser }) => {
  const contexts: BrowserContext[] = []
  const open = async (email: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: wide })
    contexts.push(context)
    const page = await context.newPage()
    await signIn(page, email)
    await page.goto(`${staff}/n/fronts/en`)
    await ready(page)
    return page
  }
  const hers = await open('sadia@stet.test')
  const his = await open('rashed@stet.test')
  const story = (await row(hers, 3).getAttribute('data-story')) ?? ''
  await row(hers, 3)
    .getByRole('button', { name: /^Keep here/ })
    .click()
  await expect(row(hers, 3)).toHaveClass(/by-hand/)

  // He sees her draft, adds to it and launches both.
  await his.reload()
  await ready(his)
  await expect(row(his, 3)).toHaveClass(/by-hand/)
  await row(his, 4)
    .getByRole('button', { name: /^Keep here/ })
    .click()
  await expect(row(his, 4)).toHaveClass(/by-hand/)
  await his.locator('#launch').click()
  await his
    .getByRole('dialog')
    .getByRole('button', { name: /^Launch/ })
    .click()
  await expect(his.locator('#launch')).toHaveCount(0)

  // She decides on a page that is older than his launch.
  const launched = (await front()).launch
  await hers.locator('#launch').click()
  await expect(hers.locator('#trouble')).toContainText('Rashed Hasan launched this front')
  await expect(row(hers, 3)).toHaveAttribute('data-story', story)
  expect((await front()).launch).toBe(launched)
  expect(await violations(hers)).toEqual([])

  // A draft of hers on top, and he rolls back below it: rebased, and said where they meet.
  await row(hers, 3)
    .getByRole('button', { name: /^Move up/ })
    .click()
  await expect(row(hers, 2)).toHaveAttribute('data-story', story)
  const seen = (await front()).draft?.revision
  await his.reload()
  await ready(his)
  await his.locator('#versions summary').click()
  await his.getByRole('button', { name: /Roll back to this ?: 0$/ }).click()
  await expect(his.locator('#rebased')).toContainText('Rashed Hasan launched')
  await hers.locator('#launch').click()
  await expect(hers.locator('#trouble')).toContainText('The draft is rebased on that, with 1 overlaps')
  await expect(hers.locator('#rebased')).toContainText('Overlaps: 1')
  await expect(row(hers, 2)).toHaveAttribute('data-story', story)
  expect((await front()).draft?.revision).not.toBe(seen)
  expect(await violations(hers)).toEqual([])
  await hers.locator('#launch').click()
  await hers
    .getByRole('dialog')
    .getByRole('button', { name: /^Launch/ })
    .click()
  await expect(hers.locator('#launch')).toHaveCount(0)
  expect((await front()).live.slots?.map((s) => s.story)).toEqual([Number(story)])
  for (const c of contexts) await c.close()
})

test('a story is dragged to its place, or put there with Enter and a menu', async ({ page }) => {
  const errors = faults(page)
  await page.setViewportSize({ width: 1366, height: 1400 })
  await signIn(page)
  await page.goto(`${staff}/n/fronts/en?all=1`)
  await ready(page)
  const offer = page.locator('[data-offer]').nth(8)
  const story = (await offer.getAttribute('data-offer')) ?? ''
  await offer.dragTo(row(page, 1))
  await expect(row(page, 1)).toHaveAttribute('data-story', story)
  await expect(row(page, 1)).toHaveClass(/by-hand/)

  const other = page.locator('[data-offer]').nth(9)
  const second = (await other.getAttribute('data-offer')) ?? ''
  await other.locator('a').first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Top stories 1/ })
    .click()
  await expect(row(page, 0)).toHaveAttribute('data-story', second)
  await expect(row(page, 1)).toHaveAttribute('data-story', story)

  await row(page, 0)
    .getByRole('button', { name: /^Take off/ })
    .click()
  await expect(row(page, 0)).not.toHaveAttribute('data-story', second)
  await page.locator('#removed summary').click()
  await expect(page.locator('#removed')).toContainText('Place')
  await page.locator('[data-offer]').first().getByRole('button', { name: /^Clip/ }).click()
  await expect(page.getByRole('button', { name: /^Off the clipboard/ }).first()).toBeVisible()
  await page
    .getByRole('button', { name: /^Off the clipboard/ })
    .first()
    .click()
  await expect(page.getByRole('button', { name: /^Off the clipboard/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.locator('#front-state')).toHaveText('As readers have it')
  expect(errors).toEqual([])
})

test('without script every step is a form', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone })
  const page = await context.newPage()
  await signIn(page)
  await page.goto(`${staff}/n/fronts/en`)
  const story = (await row(page, 1).getAttribute('data-story')) ?? ''
  await row(page, 1)
    .getByRole('button', { name: /^Move up/ })
    .click()
  await expect(row(page, 0)).toHaveAttribute('data-story', story)
  await row(page, 0).locator('summary').click()
  await row(page, 0).locator('input[name=headline]').fill('Without script')
  await row(page, 0).getByRole('button', { name: /^Set/ }).click()
  const offer = page.locator('.offers').first()
  await offer.locator('select[name=to]').selectOption('world-news:3')
  await offer
    .locator(`li[data-offer]:not([data-offer="${story}"])`)
    .nth(2)
    .getByRole('button', { name: /^Place/ })
    .click()
  await expect(row(page, 3, 'world-news')).toHaveClass(/by-hand/)
  await page.locator('#launch').click()
  await expect(page.locator('main')).toContainText('Readers get this at once')
  await page.getByRole('button', { name: /^Launch/ }).click()
  await readersHave((html) => leads(html)[0] === 'Without script')
  await page.locator('#versions summary').click()
  await page.getByRole('button', { name: /Roll back to this ?: 0$/ }).click()
  await readersHave((html) => leads(html)[0] !== 'Without script')
  await context.close()
})

for (const viewport of [wide, phone]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the front's screen is accessible and stands still: ${viewport.width} ${colorScheme}`, async ({
      browser,
    }) => {
      test.slow() // the rules are run over long pages, and a busy machine takes seconds for each
      const context = await browser.newContext({ viewport, colorScheme })
      const page = await context.newPage()
      const errors = faults(page)
      await signIn(page)
      for (const path of [
        '/n/fronts/en',
        '/n/fronts/bn',
        '/n/fronts/bn-world-news',
        '/n/fronts/en?view=desktop',
      ]) {
        await page.goto(staff + path)
        expect(await shift(page), path).toBeLessThanOrEqual(0.01)
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(sideways, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
        await page.locator('main details').evaluateAll((all) => {
          for (const d of all) d.setAttribute('open', '')
        })
        expect(await violations(page), path).toEqual([])
      }
      expect(errors).toEqual([])
      await context.close()
    })
  }
}
