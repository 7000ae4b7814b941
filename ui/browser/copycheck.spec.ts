// The copy check as somebody writes: journey J3, what is let stand, and the keys.
import { expect, type Page, test } from '@playwright/test'
import { bangla, sideways, smallTargets } from './checks.ts'
import { arrived, enter, phone, ready, text, typeAtEnd } from './people.ts'
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
  await ready(page)
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
  await ready(page)
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
  // 1 imran opens Wires, j j Enter. The list is filtered, since the demo's wires send on and it is long by now.
  await imran.goto(`${staff}/n/wires?q=${encodeURIComponent('Paturia OR Tongi')}`)
  await ready(imran)
  const at = () => imran.evaluate(() => document.activeElement?.closest('a')?.textContent ?? '')
  for (let i = 0; i < 40 && !(await at()).includes(queue); i++) await imran.keyboard.press('j')
  expect(await at()).toContain(queue)
  await imran.keyboard.press('Enter')
  await arrived(imran, /\/n\/wires\/d\//)
  // 2 e, Take & edit: the body is empty, the credit line is there.
  await imran.keyboard.press('e')
  await arrived(imran, /\/n\/s\/\d+/)
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
    'The queue had fallen to about 200 vehicles by the afternoon, after 41 ferries made 61 crossings without a break.',
  )
  // 5 pauses: the check names both numbers. How long that takes is printed, since a busy machine is no measure of it.
  const card = cards(imran).and(imran.locator('.certain'))
  const typed = Date.now()
  await expect(card).toBeVisible()
  console.log(`the figure is told ${Date.now() - typed} ms after the last key`)
  await expect(card).toContainText('14 ferries')
  await expect(card).toContainText('41 ferries')
  await expect(card).toContainText('Delta News Agency')
  await expect(text(imran).locator('.found.certain')).toHaveText(/41/)
  await expect(counts(imran)).toContainText('1 certain')
  expect(await violations(imran)).toEqual([])
  // 6 fixes by the suggested button: it clears, and is one step to undo.
  await card.getByRole('button', { name: 'Use source wording' }).click()
  await expect(text(imran)).toContainText('14 ferries made')
  await expect(card).toHaveCount(0)
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

test('what a source quotes somebody with is put in as theirs', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await taken(page, tea, 'en', ['The auction was on Friday.'])
  await page.keyboard.press('Control+Shift+Digit1')
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Shift+ArrowDown')
    if ((await page.evaluate(() => String(getSelection()))).includes('Dry leaf')) break
  }
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  const act = page.getByRole('button', { name: 'Insert as quote' })
  await act.focus()
  await page.keyboard.press('Enter')
  await expect(text(page).locator('blockquote')).toContainText(
    'Dry leaf is clean this year and there is less of it.',
  )
  await expect(text(page).locator('blockquote input')).toHaveValue('Ashfaq Karim of Bayview Brokers')
  // A fact goes where the caret is.
  await text(page).locator('p').first().click()
  await page.keyboard.press('End')
  await page.keyboard.press('Control+Shift+Digit1')
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Shift+ArrowDown')
    if ((await page.evaluate(() => String(getSelection()))).includes('Exports')) break
  }
  await page.getByRole('button', { name: 'Insert fact' }).click()
  await expect(text(page)).toContainText('on Friday. Exports came to 1.4 million kilograms.')
  await expect(text(page)).toBeFocused()
})

test('when the newsroom does not answer it is said, findings move with the text, and it is tried again', async ({
  browser,
}) => {
  const page = await enter(browser, 'imran')
  await taken(page, tea, 'en', ['Brokers offered 2.1 million kilograms and sold 84 per cent of it.'])
  const mark = text(page).locator('.found.certain')
  await expect(mark).toHaveText('84 per cent')
  let down = true
  let asked = 0
  await page.route('**/reading', (route) => {
    asked++
    return down ? route.abort() : route.continue()
  })
  await text(page).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('Tea ')
  await expect(pane(page)).toContainText(/The checks did not run\. Next try in \d+ s\./)
  await expect(counts(page)).toContainText('The checks did not run')
  await expect(page.locator('#found-say')).toContainText('The checks did not run')
  await expect(mark).toHaveText('84 per cent') // it went along
  expect(await violations(page)).toEqual([])
  const before = asked
  down = false
  await pane(page).getByRole('button', { name: 'Try now' }).click()
  await expect(counts(page)).toContainText('1 likely') // with a word more the sentence is not quite a copy
  await expect(pane(page)).not.toContainText('The checks did not run')
  expect(asked).toBeGreaterThan(before)
  await expect(text(page).locator('.found.likely')).toHaveText('84 per cent')
})

test('a stale answer is dropped, and one question is under way at a time', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await taken(page, tea, 'en', ['Brokers offered 2.1 million kilograms and sold 94 per cent of it.'])
  await expect(counts(page)).toContainText('no differences')
  let running = 0
  let most = 0
  await page.route('**/reading', async (route) => {
    most = Math.max(most, ++running)
    await new Promise((done) => setTimeout(done, 700))
    running--
    await route.continue()
  })
  await typeAtEnd(page, ' It made Tk 900.')
  await page.waitForTimeout(400)
  for (let i = 0; i < 9; i++) await page.keyboard.press('Backspace')
  await page.keyboard.type(' was sold.')
  const seen = await page.evaluate(
    () =>
      new Promise<boolean>((done) => {
        let told = false
        const look = () => {
          told ||= document.querySelector('.ProseMirror .found') !== null
        }
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
        setTimeout(() => done(told), 2500)
      }),
  )
  expect(seen).toBe(false)
  expect(most).toBe(1)
})

test('on a phone the findings are a list, and lead to their words', async ({ browser }) => {
  const imran = await enter(browser, 'imran')
  const number = await taken(imran, tea, 'en', [
    'Brokers offered 2.1 million kilograms and sold 84 per cent of it.',
  ])
  await imran.context().close()
  const page = await enter(browser, 'imran', phone)
  await page.goto(`${staff}/n/s/${number}`)
  await expect(counts(page)).toContainText('1 certain')
  await page.locator('.panes [data-pane=checks]').tap()
  const card = cards(page).first()
  await expect(card).toContainText('94 per cent')
  await page.evaluate(() => scrollTo(0, 0)) // nothing is half under the bar above
  expect(await violations(page)).toEqual([])
  expect(await sideways(page, 360, 100)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  await card.getByRole('button', { name: 'In the story' }).tap()
  const area = page.locator('#body')
  await expect(area).toBeFocused()
  const chosen = () =>
    area.evaluate((a: HTMLTextAreaElement) => a.value.slice(a.selectionStart, a.selectionEnd))
  expect(await chosen()).toBe('84 per cent')
  await page.locator('.panes [data-pane=checks]').tap()
  await card.getByRole('button', { name: 'Use source wording' }).tap()
  await expect(area).toHaveValue(/sold 94 per cent of it/)
  await expect(counts(page)).toContainText('no differences')
})

// inLanguage gives the person's screens a language.
async function inLanguage(page: Page, language: string): Promise<void> {
  await page.evaluate(async (language) => {
    const headers = { 'Content-Type': 'application/json', 'X-Stet': '1' }
    await fetch('/api/v1/me/screens', {
      method: 'PUT',
      headers,
      body: JSON.stringify({ language, keys: {} }),
    })
  }, language)
}

test('a Bangla story on a Bangla screen is checked in Bangla words', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await inLanguage(page, 'bn')
  try {
    await taken(page, 'পাটুরিয়ায় যানজট', 'bn', [
      'কুয়াশা কাটার পর ৪১টি ফেরি একটানা ৬১ বার পারাপার করায় পাটুরিয়া ঘাটে অপেক্ষমাণ গাড়ির সংখ্যা বিকেলে প্রায় ২০০–তে নেমে এসেছে।',
    ])
    await expect(counts(page)).toContainText('১টি সম্ভাব্য')
    await expect(text(page).locator('.found.likely')).toHaveText('৪১টি')
    await text(page).click()
    await page.keyboard.press('F8')
    await expect(page.locator('#found-say')).toContainText('গরমিল ১, মোট ১')
    await page.keyboard.press('Alt+Enter')
    await cards(page).first().getByRole('button', { name: 'রেখে দিন…' }).click()
    expect((await bangla(page)).filter((w) => !w.includes('#'))).toEqual([]) // a story's number is as it is
    expect(await violations(page)).toEqual([])
    const english = await pane(page).evaluate((e) => {
      const own = [...e.querySelectorAll('*')].filter(
        (x) => x.children.length === 0 && !x.closest('[lang=en]'),
      )
      return own
        .map((x) => x.textContent ?? '')
        .filter((s) => /[A-Za-z]{2}/.test(s.replace('Meghna Press', '')))
    })
    expect(english).toEqual([])
  } finally {
    await inLanguage(page, 'en') // the person is one of all the tests
  }
})

test('what is let stand survives edits elsewhere and a reload, and opens again when its words change', async ({
  browser,
}) => {
  const page = await enter(browser, 'imran')
  await taken(page, tea, 'en', ['Brokers offered 2.1 million kilograms and sold 84 per cent of it.'])
  await expect(counts(page)).toContainText('1 certain')
  const open = pane(page).locator('ol[aria-label="Copy check"] .finding')
  await open.getByRole('button', { name: 'Stet…' }).click()
  const form = pane(page).getByRole('group', { name: 'Let it stand' })
  await form.getByRole('button', { name: 'Let it stand' }).click()
  await expect(form.getByRole('alert')).toContainText('Say why')
  await form.getByLabel('Why it may stand').selectOption('own reporting')
  await form.getByLabel('Note').fill('Rahman of the brokers, by telephone.')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(counts(page)).toContainText('no differences')
  await expect(text(page).locator('.found')).toHaveCount(0)
  const stood = pane(page).locator('details', { hasText: 'Let stand (1)' })
  await stood.locator('summary').click()
  await stood.locator('.finding-head').click()
  await expect(stood).toContainText(/Let stand by Imran Hossain, \d\d:\d\d: Own reporting/)
  await expect(stood).toContainText('Rahman of the brokers, by telephone.')
  // An edit elsewhere, and a reload.
  await typeAtEnd(page, ' The buyers were quiet.')
  await expect(page.locator('#saving')).toHaveText(/^Saved/)
  await expect(counts(page)).toContainText('no differences')
  await page.reload()
  await expect(pane(page)).toHaveAttribute('data-live', '')
  await expect(pane(page).locator('summary', { hasText: 'Let stand (1)' })).toBeVisible()
  await expect(counts(page)).toContainText('no differences')
  // Its words change.
  await text(page).click()
  await page.keyboard.press('Control+Home')
  await page.evaluate(() => {
    const walker = document.createTreeWalker(
      document.querySelector('.ProseMirror') as Element,
      NodeFilter.SHOW_TEXT,
    )
    for (let n = walker.nextNode() as Text | null; n; n = walker.nextNode() as Text | null) {
      const at = n.data.indexOf('84')
      if (at >= 0) getSelection()?.setBaseAndExtent(n, at, n, at + 2)
    }
  })
  await page.keyboard.type('74')
  await expect(counts(page)).toContainText('1 certain')
  await expect(open).toContainText('Open again: the words here were changed since it was let stand.')
  await expect(open).toContainText('It was let stand by Imran Hossain')
  // What it was put back to stands again, until it is taken back.
  await page.keyboard.press('Control+z')
  await expect(counts(page)).toContainText('no differences')
  await stood.locator('summary').click()
  const head = stood.locator('.finding-head')
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click()
  await stood.getByRole('button', { name: 'Take back' }).click()
  await expect(counts(page)).toContainText('1 certain')
  await expect(text(page).locator('.found.certain')).toHaveText('84 per cent')
})

test('a gate that the house has set is said where the story is published', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  const house = await api<Record<string, unknown>>('GET', '/house')
  await api('PUT', '/house', { ...house, copy_gate: 'certain' })
  try {
    await taken(page, tea, 'en', ['Brokers offered 2.1 million kilograms and sold 84 per cent of it.'])
    await page.keyboard.press('Control+Shift+Digit4')
    const stops = page.locator('#found-stops')
    await expect(stops).toContainText('Publication waits: 1 finding is certain')
    await stops.getByRole('link').click()
    await expect(page.locator('#checks')).toBeFocused()
    await cards(page).first().getByRole('button', { name: 'Use source wording' }).click()
    await page.keyboard.press('Control+Shift+Digit4')
    await expect(stops).toBeHidden()
  } finally {
    await api('PUT', '/house', { ...(await api<object>('GET', '/house')), copy_gate: '' })
  }
})

test('a headline is underlined where it is typed, and put right there', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await taken(page, tea, 'en', ['The auction was on Friday.'])
  const headline = page.locator('#headline')
  await headline.fill('Tea fetches highest average in five years')
  const mark = page.locator('.mirror .found')
  await expect(mark).toHaveText('five years')
  // The line stands under the words, and moves with them before the next answer.
  const [over, under] = [await headline.boundingBox(), await mark.boundingBox()]
  expect(under?.y).toBeGreaterThan(over?.y ?? 0)
  expect((under?.y ?? 0) + (under?.height ?? 0)).toBeLessThan((over?.y ?? 0) + (over?.height ?? 0))
  await page.route('**/reading', (route) => route.abort())
  await headline.press('Home')
  await page.keyboard.type('Ceylon and ')
  await expect(mark).toHaveText('five years')
  await page.unroute('**/reading')
  await expect(pane(page)).not.toContainText('The checks did not run')
  await expect(counts(page)).toContainText('likely')
  await headline.focus()
  await headline.press('Home')
  const said = page.locator('#found-say')
  await expect(async () => {
    await page.keyboard.press('F8')
    await expect(said).toContainText('five years', { timeout: 1000 })
  }).toPass({ timeout: 15_000 })
  await expect(headline).toBeFocused()
  await page.keyboard.press('Alt+Enter')
  await expect(
    pane(page).getByRole('button', { name: 'Use source wording' }).and(page.locator(':focus')),
  ).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(headline).toHaveValue('Ceylon and Tea fetches highest average in four years')
  await expect(headline).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(headline).toHaveValue('Ceylon and Tea fetches highest average in five years')
})
