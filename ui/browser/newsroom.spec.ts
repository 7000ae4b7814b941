import { expect, type Page, test } from '@playwright/test'
import { arrived, ready, signedIn } from './people.ts'
import { pictureScreens } from './picturescreens.ts'
import { email, readers, staff, violations } from './world.ts'

async function signIn(page: Page): Promise<void> {
  await signedIn(page.context(), email)
  await page.goto(`${staff}/n`)
  await ready(page)
}

// The whole way, as somebody who opened the demo for the first time goes it.
test('an item off the wire becomes a story that readers have', async ({ page, browser }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await signIn(page)
  await page.goto(`${staff}/n/wires`)
  await ready(page)
  await page.locator('li[data-id] a[lang=en]').first().click()
  await page.getByRole('button', { name: /Take & edit/ }).click()
  await arrived(page, /\/n\/s\/\d+/)
  await expect(page.locator('#source')).toContainText('Delta News Agency')

  const headline = `Written beside its source ${Date.now()}`
  await page.fill('#headline', headline)
  await page.locator('details.about').evaluate((d) => d.setAttribute('open', ''))
  await page.selectOption('select[name=section]', 'world-news')
  const editor = page.locator('.ProseMirror')
  await editor.click()
  await page.keyboard.type('The first words of the story.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('And its second paragraph.')
  await expect(page.locator('body')).toContainText(/Saved \d/)

  // Beside a source the checks are open first.
  await page.locator('.panes').getByRole('link', { name: 'Publish' }).click()
  for (const verb of ['Submit', 'Mark ready']) {
    await page.locator('#publish').getByRole('button', { name: verb, exact: true }).click()
    await page.waitForLoadState()
  }
  await page
    .locator('#publish')
    .getByRole('button', { name: /^Publish/ })
    .first()
    .click()
  await page.waitForLoadState()
  const asked = page.getByRole('button', { name: /^Publish/ })
  const reader = await browser.newPage()
  await reader.goto(`${readers}/en/`)
  const pressed = Date.now()
  await asked.last().click()
  await expect
    .poll(async () => (await fetch(`${readers}/en/`)).text(), { intervals: [50] })
    .toContain(headline)
  console.log(`readers had it ${Date.now() - pressed} ms after the button`)
  await reader.goto(`${readers}/en/`)
  await reader.locator('main').getByRole('link', { name: headline }).first().click()
  await expect(reader.locator('h1')).toHaveText(headline)
  await expect(reader.locator('.body')).toContainText('And its second paragraph.')
  await reader.close()
})

test('what is typed is on the device within half a second and on the server after a pause', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await signIn(page)
  await page.goto(`${staff}/n/new`)
  await ready(page)
  await page.locator('main form button').first().click()
  await arrived(page, /\/n\/s\/\d+/)
  const words = `Kept ${Date.now()}`
  await page.fill('#headline', words)
  await page.waitForTimeout(700)
  const local = await page.evaluate(async () => JSON.stringify(await indexedDB.databases()))
  expect(local).toContain('stet')
  await expect(page.locator('body')).toContainText(/Saved \d/)
  await page.reload()
  await expect(page.locator('#headline')).toHaveValue(words)
})

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 360, height: 740 },
]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen is accessible: ${viewport.width} ${colorScheme}`, async ({ browser }) => {
      test.slow() // the rules are run over every screen, and a busy machine takes seconds for each
      const context = await browser.newContext({ viewport, colorScheme })
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (e) => errors.push(e.message))
      await page.goto(`${staff}/n/sign-in`)
      expect(await violations(page), 'sign-in').toEqual([])
      await signIn(page)
      for (const path of [
        '/n',
        '/n/wires',
        '/n/desk/city',
        '/n/s/1',
        '/n/ticker',
        '/n/log',
        '/n/people',
        ...(await pictureScreens(page)).map((path) => `/n${path}`),
      ]) {
        await page.goto(staff + path)
        expect(await violations(page), path).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
      }
      expect(errors).toEqual([])
      await context.close()
    })
  }
}

// The control: a page with faults is found to have them.
test('axe finds what is wrong with a page', async ({ page }) => {
  await page.setContent('<html><body><img src="x"><input></body></html>')
  expect((await violations(page)).join()).toContain('image-alt')
})
