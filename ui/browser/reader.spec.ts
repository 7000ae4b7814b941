import { expect, test } from '@playwright/test'
import {
  api,
  publish,
  readers,
  type Story,
  seedStory,
  shift,
  storyPath,
  violations,
  weight,
} from './world.ts'

const sizes = [
  { width: 360, height: 740 },
  { width: 1366, height: 768 },
]

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
    expect(await weight(await storyPath(language)), language).toBeLessThanOrEqual(14 * 1024)
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

test('within a second of a publication readers have the story and the bar moves by itself, and the page stays where it is', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 })
  // The stream is opened when the page is idle.
  const stream = page.waitForRequest('**/sse/ticker/*')
  await page.goto(`${readers}/en/`)
  await stream
  const height = await page.locator('.tk').evaluate((e) => e.getBoundingClientRect().height)
  // The machine may be busy with others, so the best of a few counts.
  let soonest = Number.POSITIVE_INFINITY
  for (let i = 1; i <= 3 && soonest > 1000; i++) {
    const flash = `Moved by itself ${i} ${Date.now()}`
    const headline = `A story that moves the bar ${i} ${Date.now()}`
    await publish(headline, flash)
    const published = Date.now()
    await page.locator('.tk li', { hasText: flash }).first().waitFor({ state: 'attached', timeout: 15_000 })
    expect(await (await fetch(`${readers}/en/`)).text()).toContain(headline)
    soonest = Math.min(soonest, Date.now() - published)
  }
  expect(soonest).toBeLessThan(1000)
  expect(await page.locator('.tk').evaluate((e) => e.getBoundingClientRect().height)).toBe(height)
  expect(await shift(page)).toBeLessThanOrEqual(0.001)
})

// The page that the project began with, moved in: all that it carried is there.
test('the seed page has all it had, in 14 KB, and stands still', async ({ browser }) => {
  test.skip(!seedStory, 'SKIPPED: the seed page is not there; STET_SEED says where it is')
  const story = await api<Story>('GET', `/stories/${seedStory}`)
  const path = `/en/${story.content.section}/2025/07/04/${seedStory}-${story.content.slug}`
  expect(await weight(path)).toBeLessThanOrEqual(14 * 1024)
  for (const viewport of sizes) {
    const context = await browser.newContext({ viewport })
    const page = await context.newPage()
    // The page waits for the pressroom, which looks by itself every other second.
    await expect(async () => expect((await page.goto(readers + path))?.status()).toBe(200)).toPass()
    await expect(page.locator('h1')).toHaveText(story.content.headline)
    await expect(page.locator('main')).toContainText('GreenWatch Desk')
    await expect(page.locator('main')).toContainText('World News')
    await expect(page.locator('main')).toContainText('4 July 2025, 11:03 AM (GMT+6)')
    expect(await page.locator('.body p').count()).toBe(15)
    await expect(page.locator('.tk h2')).toBeVisible()
    expect(await violations(page)).toEqual([])
    expect(await shift(page)).toBeLessThanOrEqual(0.001)
    await context.close()
  }
})

test('a story that was killed leaves a notice that is accessible too', async ({ page }) => {
  const story = await publish('Short-lived', '')
  const path = `/en/world-news/2000/01/01/${story.number}-x`
  await api('POST', `/stories/${story.number}/kill`, { reason: 'for the test', alone: 'nobody else is here' })
  await expect(async () => expect((await page.goto(readers + path))?.status()).toBe(410)).toPass()
  await expect(page.locator('body')).not.toContainText('Short-lived')
  expect(await violations(page)).toEqual([])
})
