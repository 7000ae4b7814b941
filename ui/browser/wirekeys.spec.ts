// The wire desk beside what wire.spec.ts walks: keys act on the row that the keyboard is on, collections are made and filled, the list is followed by
// whoever chose that, and a wire that is down is told of.
import { expect, type Page, test } from '@playwright/test'
import { sideways, smallTargets } from './checks.ts'
import { arrived, enter, phone, ready } from './people.ts'
import { type PushWire, pushWire } from './wires.ts'
import { api, staff, violations } from './world.ts'

const rows = (page: Page) => page.locator('.dispatches > li')
const row = (page: Page, words: string) => rows(page).filter({ hasText: words })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest('a')?.textContent ?? '')

// items pushes one item of each headline, the last first in the list.
async function items(wire: PushWire, headlines: string[]): Promise<void> {
  for (const headline of headlines)
    await wire.push({
      uri: `${wire.id}-${headline}`,
      headline,
      body_text: `${headline}, as the office of ${headline.split(' ').at(-1)} said.`,
    })
}

async function list(page: Page, wire: PushWire, more = ''): Promise<void> {
  await page.goto(`${staff}/n/wires?wire=${wire.id}${more}`)
  await ready(page)
}

test('a key acts on the row that the keyboard is on, and not on what is open beside it', async ({
  browser,
}) => {
  const wire = await pushWire('Sangu Wire')
  await items(wire, [
    'Hill road closed at Thanchi',
    'Growers wait in Moheshkhali',
    'Tiger seen near Munshiganj',
  ])
  const page = await enter(browser, 'imran')
  await list(page, wire)
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  expect(await focused(page)).toBe('Tiger seen near Munshiganj')
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/wires\/d\//)
  await page.keyboard.press('j')
  expect(await focused(page)).toBe('Growers wait in Moheshkhali')

  await page.keyboard.press('t')
  await expect(row(page, 'Moheshkhali')).toContainText('used #')
  await expect(row(page, 'Munshiganj')).not.toContainText('used #')
  await ready(page)

  // In a field a letter is a letter.
  await page.locator('[data-key="/"]').focus()
  await page.keyboard.type('thesaurum')
  await expect(page.locator('[data-key="/"]')).toHaveValue('thesaurum')
  await expect(rows(page)).toHaveCount(3)

  await list(page, wire, '&sort=oldest')
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await expect(page).toHaveURL(/#add-to$/)
  await expect(page.locator('#add-to')).toBeFocused()
  await expect(page.locator('.reading h1')).toHaveText('Hill road closed at Thanchi')

  await list(page, wire, '&sort=oldest')
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect(page).toHaveURL(/\/n\/s\/\d+/)
  await expect(page.locator('#source')).toContainText('the office of Thanchi said')
})

test('u makes a row unseen, and h and s hide it, until somebody wants it back', async ({ browser }) => {
  const wire = await pushWire('Bakkhali Wire')
  await items(wire, ['Boats stay in Maheshkhali', 'Salt dries in Chakaria', 'Shrimp sold in Teknaf'])
  const page = await enter(browser, 'rashed')
  await list(page, wire)
  await expect(async () => {
    await list(page, wire) // what was on the screen for three seconds is lighter from the next time on
    await expect(page.locator('.dispatches > li.seen')).toHaveCount(3, { timeout: 100 })
  }).toPass({ timeout: 20_000, intervals: [3500] })
  expect((await rows(page).first().boundingBox())?.height).toBeLessThan(120)
  await page.keyboard.press('j')
  await page.keyboard.press('u')
  await expect(page.locator('.dispatches > li.seen')).toHaveCount(2)
  await expect(row(page, 'Teknaf')).not.toHaveClass(/seen/)

  await page.keyboard.press('j')
  await page.keyboard.press('h')
  await expect(row(page, 'Chakaria')).toHaveCount(0)
  await expect(rows(page)).toHaveCount(2)
  expect(await focused(page)).toBe('Boats stay in Maheshkhali')
  await page.keyboard.press('s')
  await expect(rows(page)).toHaveCount(1)
  expect(await focused(page)).toBe('Shrimp sold in Teknaf')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows(page)).toHaveCount(2)
  await expect(row(page, 'Chakaria')).toHaveCount(0)
})

test('a collection is made by m, filled, opened and kept under another name', async ({ browser }) => {
  const wire = await pushWire('Naf Wire')
  await items(wire, [
    'Rain begins in Ukhiya',
    'Camps flood in Kutupalong',
    'Cup won in Bogura',
    'Rice rots in Ramu',
  ])
  const name = `Monsoon ${process.env.TEST_WORKER_INDEX ?? ''}`
  const page = await enter(browser, 'imran')
  await list(page, wire)
  await page.keyboard.press('j')
  await page.keyboard.press('m')
  await arrived(page, /\/n\/wires\/collect\?/)
  await expect(page.locator('.card')).toContainText('Rice rots in Ramu')
  expect(await violations(page)).toEqual([])
  await page.getByLabel(/new/).fill(name)
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/wires\?/)
  await expect(page.locator('.notice').first()).toContainText('Put into the collection.')
  await expect(rows(page)).toHaveCount(4) // the list is as it was

  // What is marked goes before the row.
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  expect(await focused(page)).toBe('Cup won in Bogura')
  await page.keyboard.press('m')
  await arrived(page, /\/n\/wires\/collect\?/)
  await expect(page.locator('.card')).not.toContainText('Cup won in Bogura')
  await page.getByRole('button', { name }).press('Enter')
  await arrived(page, /\/n\/wires\?/)

  const entry = page.locator('.feeds .presets li', { hasText: name })
  await expect(entry).toContainText('3')
  await entry.getByRole('link').click()
  await arrived(page, /collection=/)
  await expect(rows(page)).toHaveCount(3)
  await expect(row(page, 'Cup won')).toHaveCount(0)
  await expect(entry.getByRole('link')).toHaveAttribute('aria-current', 'true')
  expect(await violations(page)).toEqual([])

  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/wires\/d\//)
  await page
    .locator('.reading')
    .getByRole('button', { name: new RegExp(`Take out.*${name}`) })
    .click()
  await arrived(page, /collection=/)
  await expect(rows(page)).toHaveCount(2)

  await page.locator('.feeds').getByText('Rename or delete').click()
  await page.locator('.feeds').getByLabel('Name', { exact: true }).fill(`${name} of 2026`)
  await page.keyboard.press('Enter')
  await expect(page.locator('.notice').first()).toContainText('The collection has its new name.')
  await expect(page.locator('.feeds [aria-current]')).toHaveText(`${name} of 2026`)
  await expect(rows(page)).toHaveCount(2)
})

test('on a phone a finger fills a collection, opens it and empties it', async ({ browser }) => {
  const wire = await pushWire('Matamuhuri Wire')
  await items(wire, ['River high in Lama', 'Bridge shut in Alikadam'])
  const name = `Phone ${process.env.TEST_WORKER_INDEX ?? ''}`
  const page = await enter(browser, 'imran', phone)
  await list(page, wire)
  await row(page, 'Lama').locator('input.mark').tap()
  await page.locator('#group [data-collect]').tap()
  await arrived(page, /\/n\/wires\/collect\?/)
  expect(await smallTargets(page)).toEqual([])
  expect(await sideways(page, 360, 100)).toEqual([])
  await page.getByLabel(/new/).fill(name)
  await page.getByRole('button', { name: 'Make it' }).tap()
  await arrived(page, /\/n\/wires\?/)
  await page.locator('#wire-tools > summary').tap()
  await page.locator('#wire-tools').getByRole('link', { name, exact: true }).tap()
  await arrived(page, /collection=/)
  await expect(page.locator('#wire-tools > summary')).toHaveText(name)
  await expect(rows(page)).toHaveCount(1)
  expect(await violations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sideways(page, 360, 100)).toEqual([])
  await row(page, 'Lama').locator('input.mark').tap()
  await page.locator('#group').getByRole('button', { name: 'Take out' }).tap()
  await expect(page.locator('.arrivals .empty')).toContainText('The collection is empty.')
  await page.locator('#wire-tools > summary').tap()
  await page.locator('#wire-tools').getByText('Rename or delete').tap()
  await page.locator('#wire-tools').getByRole('button', { name: 'Delete; its dispatches stay' }).tap()
  await expect(page.locator('.notice').first()).toContainText('The collection is gone.')
  await expect(page.locator('#wire-tools > summary')).toHaveText('All wires')
})

test('the list is followed by whoever chose that, while nobody is in it, and stands still for others', async ({
  browser,
}) => {
  const wire = await pushWire('Feni Wire')
  await items(wire, ['Bridge opens at Parshuram'])
  const page = await enter(browser, 'imran')
  const streams = page.waitForResponse('**/api/v1/stream')
  await list(page, wire)
  await streams
  const fresh = page.locator('.fresh')
  const follow = page.getByRole('button', { name: 'Follow new items' })
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
  const before = await rows(page).first().boundingBox()
  await items(wire, ['Market burns at Sonagazi'])
  await expect(fresh).toBeVisible({ timeout: 5000 })
  await expect(rows(page)).toHaveCount(1)
  expect(await rows(page).first().boundingBox()).toEqual(before)
  await follow.click()
  await expect(rows(page)).toHaveCount(2)
  await page.reload()
  await ready(page)
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  await items(wire, ['School debate won in Dhaka'])
  await expect(rows(page)).toHaveCount(3)
  await expect(fresh).toBeHidden()
  // Whoever is in the list is left alone.
  await page.keyboard.press('j')
  await items(wire, ['River eats a mosque in Daganbhuiyan'])
  await expect(fresh).toBeVisible({ timeout: 5000 })
  await expect(rows(page)).toHaveCount(3)
  expect(await focused(page)).toBe('School debate won in Dhaka')
  await page.locator('[data-key="/"]').focus()
  await expect(rows(page)).toHaveCount(4)
  await follow.click()
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
})

test('who may not change the wires tells those who may that one is down, once', async ({ browser }) => {
  const name = `Silent Wire ${process.env.TEST_WORKER_INDEX ?? ''}`
  const { id } = await api<{ id: string }>('POST', '/wires', {
    name,
    kind: 'feed',
    address: 'http://127.0.0.1:9/feed',
    language: 'en',
  })
  await api('POST', `/wires/${id}/try`)
  const page = await enter(browser, 'imran')
  await page.goto(`${staff}/n/wires`)
  await ready(page)
  const line = page.locator('.feeds li', { hasText: name })
  await expect(line).toHaveClass(/bad/)
  await expect(line).toContainText('never worked')
  await line.getByRole('button', { name: 'Tell admin' }).click()
  await expect(page.locator('.notice').first()).toContainText('Those who may change the wires know of it.')
  await expect(line.getByRole('button')).toHaveCount(0)
  await expect(line).toContainText('Imran Hossain told an admin at')
  expect(await violations(page)).toEqual([])

  // A colleague cannot tell of it again, and the editor has one notice.
  const nusrat = await enter(browser, 'nusrat')
  await nusrat.goto(`${staff}/n/wires`)
  await expect(nusrat.locator('.feeds li', { hasText: name }).getByRole('button')).toHaveCount(0)
  const editor = await enter(browser, 'rashed')
  await editor.goto(`${staff}/n/notices`)
  const notices = editor.locator('main li', { hasText: name })
  await expect(notices).toHaveCount(1)
  await notices.getByRole('link', { name: 'A wire is down' }).click()
  await expect(editor.getByRole('heading', { level: 1 })).toContainText(name)
  await expect(editor.locator('main')).toContainText('Imran Hossain told an admin at')
  await api('POST', `/wires/${id}/pause`, { paused: true })
})
