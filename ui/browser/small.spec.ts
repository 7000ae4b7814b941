// The small things of a reader's page that come with script.
import { expect, type Page, test } from '@playwright/test'
import { api, publish, readers, type Story, shift, storyPath } from './world.ts'

async function withLine(page: Page, line: object): Promise<void> {
  await page.addInitScript(
    (line) => Object.defineProperty(navigator, 'connection', { value: { ...line, addEventListener() {} } }),
    line,
  )
}

test('cards say how long ago it was, for a day, and keep the hour on pointing', async ({ page }) => {
  await publish('A story of this minute', '')
  await page.clock.install()
  const card = page.locator('.when time').first()
  await expect(async () => {
    await page.goto(`${readers}/bn/`)
    await expect(card).toHaveText(/আগে|এখন/, { timeout: 500 })
  }).toPass()
  await expect(card).toHaveAttribute('title', /[০-৯]/)
  await expect(card).not.toHaveText(/[0-9]/)
  const was = await card.textContent()
  await page.clock.fastForward('01:00:00')
  expect(await card.textContent()).not.toBe(was)
  await page.clock.fastForward('25:00:00')
  expect(await card.textContent()).toBe(await card.getAttribute('title'))
  expect(await shift(page)).toBe(0)
})

test('a story is shared as the device does, or by its address', async ({ browser }) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const path = await storyPath('en')
  await page.goto(readers + path)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`${path}$`))
  await page.addInitScript(() => {
    const shared: object[] = []
    Object.assign(window, { shared })
    Object.defineProperty(navigator, 'share', { value: async (what: object) => void shared.push(what) })
  })
  await page.reload()
  await page.getByRole('button', { name: 'Share…' }).click()
  const shared = await page.evaluate(() => (window as unknown as { shared: { url: string }[] }).shared)
  expect(shared[0]?.url).toMatch(new RegExp(`${path}$`))
  expect(await shift(page)).toBe(0)
  await context.close()
})

test('who saves data is offered the lite version, until they say no', async ({ page }) => {
  await withLine(page, { saveData: true })
  await page.goto(readers + (await storyPath('bn')))
  const offer = page.locator('#offer')
  await expect(offer.locator('a')).toHaveAttribute('href', /^http.*\/bn\/lite\//)
  expect(await shift(page)).toBe(0)
  await offer.locator('button').click()
  await expect(offer).toHaveCount(0)
  await page.reload()
  await page.waitForTimeout(300)
  await expect(offer).toHaveCount(0)
})

test('who has a quick line is not', async ({ page }) => {
  await withLine(page, { saveData: false, effectiveType: '4g' })
  await page.goto(`${readers}/en/`)
  await page.waitForTimeout(300)
  await expect(page.locator('#offer')).toHaveCount(0)
})

test('a video is not asked for before somebody asks for it', async ({ page }) => {
  const body = {
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: 'With a film.' }] },
      {
        type: 'embed',
        attrs: { provider: 'YouTube', title: 'The river', url: 'https://youtu.be/abcdefghi_1' },
      },
      { type: 'embed', attrs: { provider: 'Elsewhere', title: 'A map', url: 'https://map.example/' } },
    ],
  }
  const content = { language: 'en', section: 'world-news', headline: 'A film of a river', byline: {}, body }
  const { number } = await api<Story>('POST', '/stories', { desk: 'greenwatch', content })
  for (const step of ['submit', 'ready', 'publish']) await api('POST', `/stories/${number}/${step}`, {})
  const elsewhere: string[] = []
  await page.route(/youtube|map\.example/, (route) => {
    elsewhere.push(route.request().url())
    return route.fulfill({ body: '<p>A player</p>', contentType: 'text/html' })
  })
  await expect.poll(async () => (await fetch(`${readers}/en/`)).text()).toContain('A film of a river')
  await page.goto(`${readers}/en/`)
  await page.getByRole('link', { name: 'A film of a river' }).first().click()
  await expect(page.locator('.embed a')).toHaveCount(2)
  expect(elsewhere).toEqual([])
  await page.getByRole('link', { name: 'The river' }).click()
  await expect(page.frameLocator('.embed iframe').getByText('A player')).toBeVisible()
  expect(elsewhere).toEqual(['https://www.youtube-nocookie.com/embed/abcdefghi_1?autoplay=1'])
  await page.getByRole('link', { name: 'A map' }).click()
  await expect(page).toHaveURL('https://map.example/')
})

test('paper is white and its ink black, whatever the theme, and its letters are of one size', async ({
  page,
}) => {
  for (const language of ['en', 'bn']) {
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
    const home = await (await fetch(`${readers}/${language}/`)).text()
    const path = new RegExp(`href="(/${language}/[^"]+/\\d{4}/\\d\\d/\\d\\d/\\d+-[^"]+)"`).exec(home)?.[1]
    await page.goto(readers + path)
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'dark'
    })
    const is = await page.evaluate(() => {
      const style = getComputedStyle(document.querySelector('.body p') as Element)
      return [
        getComputedStyle(document.body).backgroundColor,
        style.color,
        Math.round(parseFloat(style.fontSize) * 0.75),
      ]
    })
    expect(is, path).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 11])
  }
})

test('with forced colours the day and the page one is on are told from the others', async ({ browser }) => {
  const page = await browser.newPage({ forcedColors: 'active' })
  await page.goto(`${readers}/en/archive/`)
  const outline = (what: string) =>
    page
      .locator(what)
      .first()
      .evaluate((e) => getComputedStyle(e).outlineStyle)
  expect(await outline('.month [aria-current]')).toBe('solid')
  expect(await outline('.month a:not([aria-current])')).toBe('none')
  await page.close()
})

test('a view that is measured says whether its story was read through, and no other says anything', async ({
  browser,
}) => {
  const story = await publish(`Through ${Date.now()}`, '')
  let url = ''
  await expect(async () => {
    const feed = await (await fetch(`${readers}/en/feed.json`)).json()
    url = feed.items.find((i: { id: string }) => i.id.endsWith(`story/${story.number}`)).url
  }).toPass()
  const path = new URL(url).pathname
  for (const [chance, scrolled] of [
    [0, true],
    [0, false],
    [0.5, true],
  ] as const) {
    const context = await browser.newContext({ viewport: { width: 360, height: 300 } })
    await context.addInitScript((chance) => {
      Object.assign(Math, { random: () => chance })
      // What measures comes by itself, some time after the page.
      const listen = window.addEventListener
      window.addEventListener = (...all: unknown[]) => {
        if (all[0] === 'visibilitychange') Object.assign(window, { measured: true })
        listen.apply(window, all as Parameters<typeof listen>)
      }
      const send = navigator.sendBeacon.bind(navigator)
      navigator.sendBeacon = (to, says) => {
        document.title = String(says)
        return send(to, says)
      }
    }, chance)
    const page = await context.newPage()
    await page.goto(readers + path, { waitUntil: 'networkidle' })
    if (chance === 0) await page.waitForFunction(() => 'measured' in window)
    const title = await page.title()
    if (scrolled) await page.locator('.body').evaluate((e) => e.scrollIntoView({ block: 'end' }))
    await page.waitForFunction(() => performance.now() > 1500)
    const answer = chance === 0 && page.waitForResponse(/\/beacon$/)
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    if (answer) {
      expect((await answer).status()).toBe(202)
      expect(JSON.parse(await page.title())).toMatchObject({ k: 'story', s: story.number, r: scrolled })
    } else {
      expect(await page.title()).toBe(title)
    }
    await context.close()
  }
})
