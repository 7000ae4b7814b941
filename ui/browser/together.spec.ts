// Two people, one story: each is a context of their own.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { api, password, type Story, staff } from './world.ts'

async function enter(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await page.goto(`${staff}/n/sign-in`)
  await page.fill('input[name=email]', `${who}@stet.test`)
  await page.fill('input[name=password]', password)
  await page.locator('main form button').first().click()
  await expect(page).toHaveURL(/\/n\/?(\?.*)?$/)
  return page
}

async function story(headline: string): Promise<Story> {
  const body = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'The first paragraph.' }] }],
  }
  const content = { language: 'en', section: 'world-news', headline, byline: {}, body }
  return api<Story>('POST', '/stories', { desk: 'city', content })
}

const text = (page: Page) => page.locator('.ProseMirror')

async function typeAtEnd(page: Page, words: string): Promise<void> {
  await text(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
}

// J9.
test('two editors of one story see, ask and take over, and no word is lost', async ({ browser }) => {
  const s = await story(`Ferries halted ${Date.now()}`)
  const url = `${staff}/n/s/${s.number}`
  const sadia = await enter(browser, 'sadia')
  await sadia.goto(url)
  await expect(text(sadia)).toBeVisible()
  await typeAtEnd(sadia, ' Ferries stopped at noon.')

  const imran = await enter(browser, 'imran')
  await imran.goto(url)
  await expect(imran.locator('#present')).toContainText('Sadia Afrin is editing the text')
  await expect(text(imran)).toHaveAttribute('contenteditable', 'false')
  await expect(text(imran)).toContainText('Ferries stopped at noon.', { timeout: 5000 })
  await typeAtEnd(sadia, ' Two hundred lorries wait.')
  await expect(text(imran)).toContainText('Two hundred lorries wait.', { timeout: 2000 })

  // The headline is another part: he may edit it.
  const headline = `Ferries halted in three districts ${Date.now()}`
  await imran.fill('#headline', headline)
  await expect(imran.locator('#saving')).toContainText(/^Saved \d/, { timeout: 8000 })
  await expect(sadia.locator('#headline')).toHaveValue(headline, { timeout: 8000 })
  await expect(sadia.locator('#headline')).toHaveAttribute('readonly', '')

  // She says no.
  await imran.getByRole('button', { name: 'Ask to edit' }).first().click()
  await expect(sadia.getByRole('alert').filter({ hasText: 'Imran Hossain asks to edit' })).toBeVisible()
  await sadia.getByRole('button', { name: 'No, I go on' }).click()
  await expect(imran.getByRole('alert').filter({ hasText: 'said no' })).toBeVisible()

  // A sub-editor may not take over from somebody who is there; a desk editor may.
  await expect(imran.getByRole('button', { name: 'Take over' })).toHaveAttribute('aria-disabled', 'true')
  await expect(text(sadia)).toHaveAttribute('contenteditable', 'true')
  await imran.close()

  // Now the duty editor takes over from imran, mid-word.
  const imran2 = await enter(browser, 'imran')
  await imran2.goto(url)
  await sadia.close()
  await expect(imran2.locator('#locks .held')).toHaveCount(0, { timeout: 8000 })
  await expect(text(imran2)).toHaveAttribute('contenteditable', 'true')
  await typeAtEnd(imran2, ' The river is at a rec')
  const duty = await enter(browser, 'sadia')
  await duty.goto(url)
  await expect(duty.locator('#present')).toContainText('Imran Hossain is editing the text')
  await imran2.keyboard.type('ord lev')
  const before = await text(imran2).innerText()
  await duty.getByRole('button', { name: 'Take over' }).click()
  const told = imran2.getByRole('alert').filter({ hasText: 'Sadia Afrin took this over' })
  await expect(told).toContainText(/revision \d+/, { timeout: 6000 })
  const revision = /revision (\d+)/.exec(await told.innerText())?.[1]
  const kept = await api<{ content: unknown; label: string }>(
    'GET',
    `/stories/${s.number}/revisions/${revision}`,
  )
  expect(JSON.stringify(kept.content)).toContain('The river is at a record lev')
  expect(kept.label).toContain('Taken over by Sadia Afrin')

  // Typing does nothing any more, and the text can be copied.
  await imran2.keyboard.type('XYZ')
  await expect(text(imran2)).not.toContainText('XYZ')
  await imran2.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await told.getByRole('button', { name: 'Copy my text' }).click()
  await expect(told.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await imran2.evaluate(() => navigator.clipboard.readText())
  expect(copied.replace(/\s+/g, ' ').trim()).toBe(before.replace(/\s+/g, ' ').trim())

  // She goes on from his last keystroke, and he sees it.
  await expect(text(duty)).toHaveAttribute('contenteditable', 'true')
  await typeAtEnd(duty, 'el.')
  await expect(text(duty)).toContainText('The river is at a record level.')
  await expect(text(imran2)).toContainText('The river is at a record level.', { timeout: 5000 })
  await expect(duty.locator('#saving')).toContainText(/^Saved \d/, { timeout: 8000 })
  const now = await api<{ content: { headline: string } }>('GET', `/stories/${s.number}`)
  expect(now.content.headline).toBe(headline)
  expect(JSON.stringify(now.content)).toContain('Two hundred lorries wait. The river is at a record level.')
})
