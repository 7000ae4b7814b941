// The copy check as somebody writes: journey J3, what is let stand, and the keys.
import { expect, type Page, test } from '@playwright/test'
import { enter, text, typeAtEnd } from './people.ts'
import { api, type Story, staff, violations } from './world.ts'

interface Taken extends Story {
  content: Story['content'] & { body: object; credit?: string }
}

const pane = (page: Page) => page.locator('#reading')
const cards = (page: Page) => pane(page).locator('.findings .finding')
const counts = (page: Page) => page.locator('#found-counts')

// dispatch returns the dispatch whose headline has these words.
async function dispatch(words: string): Promise<string> {
  const all = await api<{ items: { id: string; headline: string }[] }>('GET', '/dispatches?limit=200')
  const found = all.items.find((d) => d.headline.includes(words))
  expect(found, words).toBeDefined()
  return found?.id ?? ''
}

// taken opens the editor of a story that was made from a dispatch, with these paragraphs.
async function taken(page: Page, words: string, language: string, paragraphs: string[]): Promise<number> {
  await page.goto(`${staff}/n/wires/d/${await dispatch(words)}`)
  await page.keyboard.press('e')
  await expect(page).toHaveURL(/\/n\/s\/\d+/)
  const number = Number(/\/s\/(\d+)/.exec(page.url())?.[1])
  const kept = await api<Taken>('GET', `/stories/${number}`)
  const body = {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  }
  await api('PUT', `/stories/${number}`, {
    base: kept.revision,
    content: { ...kept.content, language, body },
  })
  await page.goto(`${staff}/n/s/${number}`)
  await expect(pane(page)).toHaveAttribute('data-live', '')
  return number
}

const queue = 'Paturia queue down'
const tea = 'Tea auction in Chattogram'

test('J3: a wire is taken, and a figure that slips is told, and put right, while it is written', async ({
  browser,
}) => {
  const imran = await enter(browser, 'imran')
  const errors: string[] = []
  imran.on('pageerror', (e) => errors.push(e.message))
  // 1 imran opens Wires, j j Enter.
  await imran.goto(`${staff}/n/wires`)
  const at = () => imran.evaluate(() => document.activeElement?.closest('a')?.textContent ?? '')
  for (let i = 0; i < 40 && !(await at()).includes(queue); i++) await imran.keyboard.press('j')
  await imran.keyboard.press('Enter')
  await expect(imran).toHaveURL(/\/n\/wires\/d\//)
  // 2 e, Take & edit: the body is empty, the credit line is there.
  await imran.keyboard.press('e')
  await expect(imran).toHaveURL(/\/n\/s\/\d+/)
  const number = Number(/\/s\/(\d+)/.exec(imran.url())?.[1])
  await expect(text(imran)).toHaveText('')
  await expect(imran.locator('[name=credit]')).toHaveValue('With Delta News Agency')
  // 3 selects a sentence in Source, Insert as quote: the quote carries who said it.
  await imran.keyboard.press('Control+Shift+Digit1')
  for (let i = 0; i < 20; i++) {
    await imran.keyboard.press('Shift+ArrowDown')
    if ((await imran.evaluate(() => String(getSelection()))).startsWith('It expects')) break
  }
  await imran.getByRole('button', { name: 'Insert as quote' }).click()
  const quote = text(imran).locator('blockquote')
  await expect(quote).toContainText('It expects normal service by nightfall.')
  await expect(quote.locator('input')).toHaveValue('Delta News Agency')
  // 4 writes a figure that differs from the source: 41 for 14.
  await typeAtEnd(imran, '')
  await imran.keyboard.press('Enter')
  await imran.keyboard.press('Enter')
  await imran.keyboard.type(
    'By the afternoon 41 ferries made 61 crossings without a break, the inland water transport office said.',
  )
  // 5 pauses 2 s: the check names both numbers.
  const card = cards(imran).filter({ hasText: '41' })
  await expect(card).toBeVisible({ timeout: 2000 })
  await expect(card).toHaveClass(/certain/)
  await expect(card).toContainText('14 ferries')
  await expect(card).toContainText('41 ferries')
  await expect(card).toContainText('Delta News Agency')
  await expect(text(imran).locator('.found.certain')).toHaveText(/41/)
  await expect(counts(imran)).toContainText('1 certain')
  expect(await violations(imran)).toEqual([])
  // 6 fixes by the suggested button: it clears, and is one step to undo.
  await card.getByRole('button', { name: 'Use source wording' }).click()
  await expect(text(imran)).toContainText('14 ferries made')
  await expect(card).toHaveCount(0, { timeout: 2000 })
  await expect(counts(imran)).not.toContainText('certain')
  await expect(text(imran)).toBeFocused()
  await imran.keyboard.press('Control+z')
  await expect(text(imran)).toContainText('41 ferries made')
  await expect(card).toBeVisible()
  await imran.keyboard.press('Control+y')
  await expect(card).toHaveCount(0)
  // 7 Submit; the wire's row says who used it.
  await expect(imran.locator('#saving')).toHaveText(/^Saved/)
  await imran.keyboard.press('Control+Enter')
  await expect(imran.locator('.story-head .chip')).toContainText('With desk')
  await imran.goto(`${staff}/n/wires?q=${encodeURIComponent(queue)}`)
  await expect(imran.locator('.dispatches li').filter({ hasText: `#${number}` })).toContainText(
    `used #${number} by Imran`,
  )
  expect(errors).toEqual([])
})

test('findings are walked by key, their cards opened, and the caret comes back', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await taken(page, tea, 'en', [
    'Brokers offered 2.1 million kilograms and sold 84 per cent of it.',
    'A lot of 550 kilograms of golden broken orange pekoe from an invited garden made Tk 412.',
  ])
  await expect(cards(page)).toHaveCount(2)
  await text(page).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('F8')
  const said = page.locator('#found-say')
  await expect(said).toContainText('Finding 1 of 2. Certainly otherwise')
  await expect(cards(page).first()).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('F8')
  await expect(said).toContainText('Finding 2 of 2')
  await page.keyboard.press('F8')
  await expect(said).toContainText('Finding 1 of 2')
  await page.keyboard.press('Shift+F8')
  await expect(said).toContainText('Finding 2 of 2')
  await expect(text(page)).toBeFocused()
  await page.keyboard.press('Alt+Enter')
  await expect(cards(page).nth(1).getByRole('button', { name: 'Use source wording' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(text(page)).toBeFocused()
  await page.keyboard.press('Alt+Enter')
  await page.keyboard.press('Enter')
  await expect(text(page)).toContainText('Tk 421')
  await expect(text(page)).toBeFocused()
  await expect(cards(page)).toHaveCount(1)
  // The source is opened at the passage, and Escape leads back to the card.
  await page.keyboard.press('F8')
  await page.keyboard.press('Alt+Enter')
  await cards(page).first().getByRole('button', { name: 'Open source' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#source mark.shown')).toHaveText(/94 per cent/)
  await expect(page.locator('#source mark.shown')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(cards(page).first().getByRole('button', { name: 'Use source wording' })).toBeFocused()
  // The caret that comes into a finding is told of it.
  await text(page).click()
  await page.keyboard.press('Control+End')
  await page.locator('.ProseMirror .found').first().click()
  await expect(said).toContainText('Certainly otherwise')
  expect(await violations(page)).toEqual([])
})
