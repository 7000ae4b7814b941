// The desk's board, Today, notes and notices, with two people where it takes two.
import { type Browser, type BrowserContextOptions, expect, type Page, test } from '@playwright/test'
import { ready, signedIn } from './people.ts'
import { api, type Story, staff, violations } from './world.ts'

const duty = 'sadia@stet.test'
const reporter = 'nusrat@stet.test'
const sub = 'imran@stet.test'
const laptop = { width: 1366, height: 768 }

async function as(browser: Browser, email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: laptop, ...options })
  const page = await context.newPage()
  await signedIn(context, email)
  await page.goto(`${staff}/n`)
  await ready(page)
  return page
}

async function story(headline: string, desk = 'city'): Promise<number> {
  const body = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: `${headline}, in its first words.` }] }],
  }
  const content = { language: 'en', section: 'world-news', headline, body }
  return (await api<Story>('POST', '/stories', { desk, content })).number
}

const card = (page: Page, n: number) => page.locator(`#s-${n}`)
const column = (page: Page, status: string) => page.locator(`[data-column=${status}]`)

test('a card is moved by its menu, by a key and by dragging, and each says where it is now', async ({
  browser,
}) => {
  const page = await as(browser, duty)
  const n = await story(`Moved three ways ${Date.now()}`)
  await page.goto(`${staff}/n/desk/city`)
  await ready(page)
  await card(page, n).locator('summary').click()
  await card(page, n).getByRole('button', { name: 'With desk' }).click()
  await expect(column(page, 'with_desk').locator(`#s-${n}`)).toBeVisible()
  await expect(page.locator('#said')).toContainText(/moved to With desk, \d+ of \d+/)
  await expect(card(page, n).locator('a').first()).toBeFocused()

  await page.keyboard.press(']')
  await expect(column(page, 'ready').locator(`#s-${n}`)).toBeVisible()
  await expect(page.locator('#said')).toContainText('moved to Ready')

  // On a busy machine the browser may not take a quick press and move for a drag: then again.
  await expect(async () => {
    await card(page, n).dragTo(column(page, 'writing'))
    await expect(column(page, 'writing').locator(`#s-${n}`)).toBeVisible({ timeout: 4000 })
  }).toPass({ timeout: 30_000 })
  expect((await api<Story>('GET', `/stories/${n}`)).status).toBe('writing')

  // With a Bangla layout the key is told by its place.
  await card(page, n).locator('a').first().focus()
  await page.evaluate(() =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ৃ', code: 'BracketRight', bubbles: true }),
    ),
  )
  await expect(column(page, 'with_desk').locator(`#s-${n}`)).toBeVisible()
  await page.context().close()
})

test('a move that cannot be is refused with the reason before the drop, and by key', async ({ browser }) => {
  const page = await as(browser, duty)
  const n = await story(`Not to be moved ${Date.now()}`)
  await page.goto(`${staff}/n/desk/city`)
  await ready(page)
  const from = await card(page, n).boundingBox()
  const to = await column(page, 'ready').boundingBox()
  if (!from || !to) throw new Error('the board is not there')
  await page.mouse.move(from.x + 20, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(to.x + 40, to.y + 90, { steps: 8 })
  await page.mouse.move(to.x + 44, to.y + 94)
  await expect(column(page, 'ready').locator('.why')).toContainText('Submit it to the desk first')
  await page.mouse.up()
  await expect(column(page, 'writing').locator(`#s-${n}`)).toBeVisible()
  expect((await api<Story>('GET', `/stories/${n}`)).status).toBe('writing')
  // What is ready does not go back to the desk, and the key says so.
  await api('POST', `/stories/${n}/submit`, {})
  await api('POST', `/stories/${n}/ready`, {})
  await page.goto(`${staff}/n/desk/city`)
  await ready(page)
  await card(page, n).locator('a').first().focus()
  await page.keyboard.press('[')
  await expect(page.locator('#said')).toContainText('goes back to its writer')
  expect((await api<Story>('GET', `/stories/${n}`)).status).toBe('ready')
  await page.context().close()
})

test('many are marked by key and assigned at once; who gets them is told', async ({ browser }) => {
  const page = await as(browser, duty)
  const hers = await as(browser, reporter)
  const marks = [await story(`First of two ${Date.now()}`), await story(`Second of two ${Date.now()}`)]
  await page.goto(`${staff}/n/desk/city?view=list`)
  await ready(page)
  await expect(page.locator('#bulk')).toBeHidden()
  for (const n of marks) {
    await page.locator(`[data-story="${n}"] a`).first().focus()
    await page.keyboard.press('x')
  }
  await expect(page.locator('#bulk [data-marked]')).toHaveText('2')
  await page.locator('#bulk').getByText('Assign …').click()
  await page.locator('#bulk select[name=person]').selectOption({ label: 'Nusrat Karim' })
  await page.locator('#bulk').getByRole('button', { name: 'Assign' }).click()
  for (const n of marks) await expect(page.locator(`[data-story="${n}"]`)).toContainText('Nusrat Karim')
  await expect(hers.locator('#bell [data-unread]')).toBeVisible()
  await hers.goto(`${staff}/n/notices`)
  await ready(hers)
  await expect(hers.locator('main')).toContainText('Assigned to you')
  for (const p of [page, hers]) await p.context().close()
})

test('on a phone the board is one column at a time and nothing is dragged', async ({ browser }) => {
  const page = await as(browser, duty, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  })
  const n = await story(`On a phone ${Date.now()}`)
  await page.goto(`${staff}/n/desk/city?at=writing`)
  await ready(page)
  await expect(page.locator('.column:visible')).toHaveCount(1)
  expect(await card(page, n).getAttribute('draggable')).not.toBe('true')
  await card(page, n).locator('summary').tap()
  await card(page, n).getByRole('button', { name: 'With desk' }).tap()
  await page.locator('.column-tabs').getByText('With desk').tap()
  await expect(card(page, n)).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.context().close()
})

test('what needs somebody comes into Today by itself, and not under their hands', async ({ browser }) => {
  const page = await as(browser, duty)
  const needs = page.locator('section[aria-labelledby=h-waiting]')
  const words = `Needs the desk ${Date.now()}`
  const n = await story(words)
  await page.mouse.move(5, 5)
  const sent = Date.now()
  await api('POST', `/stories/${n}/submit`, {})
  await expect(needs).toContainText(words)
  console.log(`the desk saw it after ${Date.now() - sent} ms`)

  // While somebody is in the list it stays as it is, and changes when they leave.
  await needs.locator('li a').first().focus()
  const before = await needs.locator('li a').allTextContents()
  const late = `Comes while the list is used ${Date.now()}`
  const m = await story(late)
  await api('POST', `/stories/${m}/submit`, {})
  await expect(page.locator('.fresh').first()).toBeVisible()
  expect(await needs.locator('li a').allTextContents()).toEqual(before)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await expect(needs).toContainText(late)

  // Keys: a digit goes to a box, Enter opens what comes next.
  await page.keyboard.press('2')
  expect(
    await page.evaluate(() => document.activeElement?.closest('[data-box]')?.getAttribute('data-box')),
  ).toBe('2')
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const next = await page.locator('[data-next]').getAttribute('href')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${staff}${next}`)
  await page.context().close()
})

test('a question reaches whom it asks, waits in their Today, and ends with the answer', async ({
  browser,
}) => {
  const [hers, his] = [await as(browser, reporter), await as(browser, sub)]
  await hers.goto(`${staff}/n/new`)
  await ready(hers)
  await hers.fill('[name=headline]', `Fourteen or forty-one ${Date.now()}`)
  await hers.getByRole('button', { name: 'Start' }).click()
  const path = new URL(hers.url()).pathname
  await hers.goto(`${staff}/n`)
  await ready(hers)
  await his.goto(`${staff}${path}/notes`)
  await his.fill('[name=text]', 'Is it 14 or 41?')
  await his.getByLabel('It is a question').check()
  await his.getByRole('button', { name: 'Write' }).click()
  await expect(his.locator('.notes')).toContainText('Is it 14 or 41?')
  const needs = hers.locator('section[aria-labelledby=h-waiting]')
  await expect(needs).toContainText('Is it 14 or 41?')
  await needs.locator('a').first().click()
  await hers.getByRole('link', { name: 'Answer' }).click()
  await hers.fill('[name=text]', '41, says the office.')
  await hers.getByRole('button', { name: 'Write' }).click()
  await expect(hers.locator('.notes')).toContainText('answered')
  await expect(his.locator('#bell [data-unread]')).toBeVisible()
  await his.goto(`${staff}/n/notices`)
  await ready(his)
  await expect(his.locator('main')).toContainText('Answered you')
  await his.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(his.locator('main')).toContainText('Nothing new.')
  for (const p of [hers, his]) await p.context().close()
})

for (const viewport of [laptop, { width: 360, height: 740 }]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the screens of desks are accessible: ${viewport.width} ${colorScheme}`, async ({ browser }) => {
      test.slow() // the rules are run over every screen, and a busy machine takes seconds for each
      const page = await as(browser, duty, { viewport, colorScheme })
      const errors: string[] = []
      page.on('pageerror', (e) => errors.push(e.message))
      for (const path of [
        '/n',
        '/n/desk/city',
        '/n/desk/city?view=list',
        '/n/desk/city?view=late',
        '/n/notices?all=1',
        '/n/me/notices',
        '/n/s/3/notes',
        '/n/s/3/assign',
      ]) {
        await page.goto(staff + path)
        expect(await violations(page), path).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
      }
      expect(errors).toEqual([])
      await page.context().close()
    })
  }
}
