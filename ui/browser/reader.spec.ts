import { request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { publish, readers, shift, storyPath, violations } from './world.ts'

const sizes = [
  { width: 360, height: 740 },
  { width: 1366, height: 768 },
]

async function paths(language: string): Promise<Record<string, string>> {
  const story = await storyPath(language)
  const page = await (await fetch(readers + story)).text()
  const topic = new RegExp(`href="(/${language}/t/[^"]+)"`).exec(page)?.[1]
  const all: Record<string, string> = {
    home: `/${language}/`,
    front: `/${language}/bangladesh/`,
    story,
    missing: `/${language}/no-such-page`,
  }
  if (topic) all.topic = topic
  return all
}

for (const language of ['en', 'bn']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of sizes) {
      test(`every page is accessible and does not move: ${language} ${colorScheme} ${viewport.width}`, async ({
        browser,
      }) => {
        const context = await browser.newContext({ colorScheme, viewport })
        const page = await context.newPage()
        const errors: string[] = []
        page.on('pageerror', (e) => errors.push(e.message))
        for (const [name, path] of Object.entries(await paths(language))) {
          await page.goto(readers + path)
          expect(await violations(page), `${name} ${path}`).toEqual([])
          expect(await shift(page), `${name} moved`).toBeLessThanOrEqual(0.001)
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
        }
        expect(errors).toEqual([])
        await context.close()
      })
    }
  }
}

test('one answer paints the page: everything else may be missing', async ({ page }) => {
  const path = await storyPath('en')
  await page.route('**/*', (route) =>
    route.request().url() === readers + path ? route.continue() : route.abort(),
  )
  await page.goto(readers + path)
  const font = await page.locator('h1').evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize))
  expect(font).toBeGreaterThan(28)
  const bar = await page.locator('.tk').evaluate((e) => getComputedStyle(e).backgroundColor)
  expect(bar).not.toBe('rgba(0, 0, 0, 0)')
})

test('a story page is at most 14 KB with brotli', async () => {
  for (const language of ['en', 'bn']) {
    const url = new URL(readers + (await storyPath(language)))
    const body = await new Promise<Buffer>((done, fail) => {
      request(url, { headers: { 'Accept-Encoding': 'br' } }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (d: Buffer) => parts.push(d))
        answer.on('end', () => {
          expect(answer.headers['content-encoding']).toBe('br')
          done(Buffer.concat(parts))
        })
      })
        .on('error', fail)
        .end()
    })
    expect(brotliDecompressSync(body).toString()).toContain('</html>')
    expect(body.length).toBeLessThanOrEqual(14 * 1024)
  }
})

test('without script the bar is a list of links, and nothing on the page is dead', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: sizes[0] })
  const page = await context.newPage()
  await page.goto(`${readers}/en/`)
  expect(await page.locator('.tk li a').count()).toBeGreaterThan(1)
  await expect(page.locator('button:visible')).toHaveCount(0)
  await context.close()
})

test('the bar moves by itself within a second of a publication, and the page stays where it is', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${readers}/en/`)
  // The stream is opened when the page is idle.
  await page.waitForTimeout(1500)
  const height = await page.locator('.tk').evaluate((e) => e.getBoundingClientRect().height)
  const flash = `Moved by itself ${Date.now()}`
  await publish('A story that moves the bar', flash)
  const published = Date.now()
  await page.locator('.tk li', { hasText: flash }).first().waitFor({ state: 'attached', timeout: 5000 })
  expect(Date.now() - published).toBeLessThan(1000)
  expect(await page.locator('.tk').evaluate((e) => e.getBoundingClientRect().height)).toBe(height)
  expect(await shift(page)).toBeLessThanOrEqual(0.001)
})

test('the pause button stops the bar on every page', async ({ page }) => {
  await page.goto(`${readers}/en/`)
  await page.locator('[data-do=pause]').click()
  await page.goto(`${readers}/en/bangladesh/`)
  await expect(page.locator('[data-do=pause]')).toHaveAttribute('aria-label', 'Play headlines')
  await page.mouse.move(0, 700)
  const on = () => page.locator('.tk li.on').getAttribute('data-id')
  const before = await on()
  await page.waitForTimeout(7000)
  expect(await on()).toBe(before)
})

test('who asked for calm gets a bar that stands still', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${readers}/en/`)
  const on = () => page.locator('.tk li.on').getAttribute('data-id')
  const before = await on()
  await page.waitForTimeout(7000)
  expect(await on()).toBe(before)
  await context.close()
})
