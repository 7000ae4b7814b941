// The emergency banner, and the ticker desk from which it is put up.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { signedIn } from './people.ts'
import { api, email, readers, shift, staff, storyPath, violations } from './world.ts'

const phone = { width: 360, height: 740 }

async function desk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 } })
  await signedIn(context, email)
  const page = await context.newPage()
  await page.goto(`${staff}/n/ticker`)
  return page
}

const text = 'এখনই চর ছাড়ুন, আশ্রয়কেন্দ্রে যান'

test('an emergency banner is on every page of a language and told to who has one open', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: phone })
  const open = await context.newPage()
  const streams = open.waitForRequest('**/sse/ticker/*')
  await open.goto(`${readers}/bn/`)
  await streams
  const staffs = await desk(browser)
  await staffs.locator('summary', { hasText: 'Put one up' }).click()
  await staffs.locator('[name=text-bn]').fill(text)
  await staffs.locator('[name=link-bn]').fill('https://ddm.example/warning')
  await staffs.locator('button.danger', { hasText: 'Put it on every page' }).click()
  await expect(staffs.locator('[data-banner=bn]')).toContainText(text)

  const alert = open.locator('[role=alert].alarm')
  await expect(alert).toContainText(text)
  await expect(alert.locator('a')).toHaveAttribute('href', 'https://ddm.example/warning')
  expect(await shift(open)).toBe(0)
  expect(await violations(open)).toEqual([])

  const story = await storyPath('bn')
  const without = await browser.newContext({ viewport: phone, javaScriptEnabled: false })
  const page = await without.newPage()
  for (const path of ['/bn/', story, '/bn/no-such-page', '/bn/search?q=xyzzyx', '/bn/sections']) {
    await page.goto(readers + path)
    await expect(page.getByRole('region', { name: text }), path).toBeVisible()
    await expect(page.locator('.alarm a'), path).toHaveAttribute('href', 'https://ddm.example/warning')
  }
  for (const path of ['/bn/lite/', story.replace('/bn/', '/bn/lite/')]) {
    await page.goto(readers + path)
    await expect(page.locator('main .note').first(), path).toHaveText(text)
  }
  await page.goto(`${readers}/en/`)
  await expect(page.locator('.alarm'), 'in another language').toHaveCount(0)
  const second = await context.newPage()
  await second.goto(`${readers}/bn/`)
  expect(await violations(second)).toEqual([])
  expect(await shift(second)).toBe(0)
  await second.close()
  await open.bringToFront()

  await staffs.locator('[data-banner=bn] button').click()
  await expect(staffs.locator('[data-banner=bn]')).toHaveCount(0)
  await expect(alert).toHaveCount(0)
  await expect.poll(async () => (await fetch(`${readers}/bn/`)).text()).not.toContain(text)
  await Promise.all([context.close(), without.close(), staffs.context().close()])
})

test('the ticker desk shows the bar on a phone as it will be, and says what does not fit', async ({
  browser,
}) => {
  const page = await desk(browser)
  const bar = page.frameLocator('[data-bar-preview]').locator('.tk')
  await expect(bar.locator('li').first()).toBeVisible()
  await page.locator('#flash').fill('Ferries halted')
  await expect(bar.locator('li').first()).toContainText('Ferries halted')
  expect((await bar.boundingBox())?.height).toBe(80)
  await expect(page.locator('[data-clamps]')).toBeEmpty()
  await page
    .locator('#flash')
    .fill(
      'Ferries halted on the Jamuna as the river crosses its danger mark, and all '.repeat(2).slice(0, 118),
    )
  await expect(page.locator('[data-clamps]')).toContainText('360')
  expect(await violations(page)).toEqual([])
  await page.context().close()
})

test('the bar takes ten lines, and says so', async () => {
  const made: { id: string }[] = []
  let refused = ''
  for (let i = 0; i <= 10 && !refused; i++) {
    try {
      made.push(await api<{ id: string }>('POST', '/ticker', { language: 'bn', text: 'আরও একটি' }))
    } catch (why) {
      refused = String(why)
    }
  }
  expect(refused).toContain('10 lines on the bar already')
  for (const f of made) await api('DELETE', `/ticker/${f.id}`)
})
