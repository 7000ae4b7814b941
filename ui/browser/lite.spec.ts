// A reader on the slowest line (journey J21): the lite version without script, on 2G.
import { expect, type Page, test } from '@playwright/test'
import { readers, weight } from './world.ts'

async function slowest(page: Page): Promise<string[]> {
  const door = await page.context().newCDPSession(page)
  const asked: string[] = []
  page.on('request', (r) => asked.push(r.url()))
  await door.send('Network.enable')
  await door.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 800, downloadThroughput: 280_000 / 8, uploadThroughput: 256_000 / 8 },
  })
  return asked
}

const painted = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN)

for (const [language, other] of [
  ['bn', 'en'],
  ['en', 'bn'],
] as const) {
  test(`on 2G the lite version is one small answer, and stays lite: ${language}`, async ({ browser }) => {
    const context = await browser.newContext({
      ...{ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, javaScriptEnabled: false },
    })
    const page = await context.newPage()
    await page.goto(`${readers}/${language}/`)
    const lite = await page.locator('footer [data-lite]').getAttribute('href')
    const asked = await slowest(page)
    await page.goto(readers + lite)
    expect(asked, 'one request').toHaveLength(1)
    expect(await weight(lite ?? '')).toBeLessThanOrEqual(14_600)
    await expect.poll(() => painted(page)).toBeLessThanOrEqual(3000)
    await expect(page.locator('img, script')).toHaveCount(0)

    await page.locator('main a[href*="/lite/"][href*="/20"]').first().tap()
    await expect(page.locator('h1')).toBeVisible()
    const story = new URL(page.url()).pathname
    expect(story).toContain(`/${language}/lite/`)
    expect(await weight(story)).toBeLessThanOrEqual(14_600)
    await expect.poll(() => painted(page)).toBeLessThanOrEqual(3000)
    expect(asked, 'and one for the story').toHaveLength(2)
    const picture = page.locator('.picture a').first()
    await expect(picture).toContainText(language === 'bn' ? /[০-৯]+ কেবি/ : /\d+ KB/)
    const image = page.waitForResponse((r) => r.url().includes('/media/'))
    await picture.tap()
    await page.waitForURL('**/media/**')
    expect((await image).headers()['content-type']).toMatch(/^image\//)

    await page.goto(readers + lite)
    await page.locator(`a[hreflang=${other}]`).first().tap()
    await expect(page).toHaveURL(new RegExp(`/${other}/lite/`))
    await context.close()
  })
}
