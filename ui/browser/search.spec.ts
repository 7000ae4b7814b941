// Journey J20: search in Bangla, without script, in whatever letters it is typed.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { api, readers, type Story, shift, violations, weight } from './world.ts'

const headline = 'যমুনায় ফেরি চলাচল বন্ধ, দুই পাড়ে সাত শ গাড়ি'

async function publish(language: string, headline: string, text: string, author: string): Promise<Story> {
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }
  const content = { language, section: 'bangladesh', headline, byline: { people: [author] }, body }
  const story = await api<Story>('POST', '/stories', { desk: 'greenwatch', content })
  await api('POST', `/stories/${story.number}/submit`, {})
  await api('POST', `/stories/${story.number}/ready`, {})
  return api<Story>('POST', `/stories/${story.number}/publish`, {})
}

let story: Story
test.beforeAll(async () => {
  const text = 'নদীর পানি ৪১৭ সেন্টিমিটার বেড়ে যাওয়ায় বাড়িঘরে ঢুকেছে। লঞ্চও চলছে না।'
  story = await publish('bn', headline, text, 'নুসরাত জাহান')
})

async function withoutScript(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  return context.newPage()
}

// look types the words into the box and presses the button, as a reader does.
async function look(page: Page, words: string): Promise<void> {
  await page.goto(`${readers}/bn/search`)
  await page.locator('#q').fill(words)
  await page.locator('input[type=submit]').click()
}

const results = (page: Page) => page.locator('main .list h3')

// whole says whether a mark begins and ends between graphemes of the text it is in.
async function marksAreWhole(page: Page): Promise<string[]> {
  const found = await page.locator('main .list').evaluate((list) =>
    [...list.querySelectorAll('h3 a, .bit')].map((e) => ({
      text: e.textContent ?? '',
      runs: [...e.childNodes].map((n) => ({ text: n.textContent ?? '', marked: n.nodeName === 'MARK' })),
    })),
  )
  const broken: string[] = []
  for (const { text, runs } of found) {
    const edges = new Set([0, text.length])
    for (const g of new Intl.Segmenter('bn').segment(text)) edges.add(g.index)
    let at = 0
    for (const r of runs) {
      if (r.marked && !(edges.has(at) && edges.has(at + r.text.length))) broken.push(r.text)
      at += r.text.length
    }
  }
  return broken
}

test('J20: every spelling has the same story on top, marked in whole letters, without script', async ({
  browser,
}) => {
  const page = await withoutScript(browser)
  for (const words of [
    'যমুনা\u09DF ফেরি', // composed
    'যমুনায\u09BC ফেরি', // decomposed
    'যমুনা ফেরি ৪১৭',
    'যমুনা ফেরি 417',
    'jomuna feri',
    'Jamuna pheri',
    'যমূনা ফেরী', // wrong vowel lengths
    'জমুনায় ফেরি',
    'য\u200dমুনা ফেরি',
    'ফেরিগুলো যমুনার',
  ]) {
    await look(page, words)
    await expect(results(page).first(), words).toHaveText(headline)
    await expect(results(page).first().locator('mark').first(), words).toHaveText(/যমুনায়/)
    expect(await marksAreWhole(page), words).toEqual([])
    await expect(page.locator('main [role=status]'), words).toHaveText(/^\s*[০-৯]+টি প্রতিবেদন পাওয়া গেছে/)
  }
  await page.context().close()
})

// The negative control: a mark that cuts a letter in two is noticed.
test('a mark that cuts a letter in two is noticed', async ({ page }) => {
  await page.setContent(
    '<main><ol class="list"><li><h3><a>ক্ষ<mark>মতা</mark></a></h3><p class="bit">যমুন<mark>া</mark></p></li></ol></main>',
  )
  expect(await marksAreWhole(page)).toEqual(['া'])
})

test('J20: dates, in the form and in the box, and the author', async ({ browser }) => {
  const page = await withoutScript(browser)
  await look(page, 'যমুনা')
  await page.locator('summary').click()
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Dhaka' }).format(new Date(story.published))
  await page.locator('input[name=from]').fill(day)
  await page.locator('input[name=to]').fill(day)
  await page.locator('input[name=author]').fill('nusrat jahan')
  await page.locator('input[type=submit]').click()
  await expect(results(page)).toHaveCount(1)
  await expect(results(page).first()).toHaveText(headline)
  await look(page, 'যমুনা আজ')
  await expect(results(page).first()).toHaveText(headline)
  await look(page, 'যমুনা ২৬ মার্চ ২০০১')
  await expect(results(page)).toHaveCount(0)
  await expect(page.locator('main [role=status]')).toContainText('২৬ মার্চ ২০০১')
  // The way out is a link, which leaves the date out.
  await page.getByRole('link', { name: '২৬ মার্চ ২০০১' }).first().click()
  await expect(results(page).first()).toHaveText(headline)
  await page.context().close()
})

test('J20: where nothing is found there are ways out', async ({ browser }) => {
  const page = await withoutScript(browser)
  await page.goto(`${readers}/bn/search?q=${encodeURIComponent('কখগঘঙচ')}&section=sport`)
  await expect(page.locator('main [role=status]')).toContainText('কিছু পাওয়া যায়নি')
  await expect(page.locator('main [role=status]')).toContainText('“কখগঘঙচ” · খেলা')
  await expect(page.getByRole('link', { name: 'সব ভাষা' })).toBeVisible()
  expect(await page.locator('main .lines li').count()).toBeGreaterThan(0)
  const without = page.locator('main ul a', { hasText: 'খেলা' })
  await without.click()
  expect(page.url()).not.toContain('section')
  await page.context().close()
})

test('the search page is accessible, stands still and is at most 14 KB', async ({ browser }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1366]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 768 } })
      const page = await context.newPage()
      for (const path of [
        '/bn/search',
        '/bn/search?q=যমুনা',
        '/bn/search?q=কখগঘ&section=sport',
        '/en/search?q=the&sort=best',
      ]) {
        await page.goto(readers + encodeURI(path))
        expect(await violations(page), path).toEqual([])
        expect(await shift(page), path).toBeLessThanOrEqual(0.001)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide, path).toBeLessThanOrEqual(0)
        expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex')
      }
      await context.close()
    }
  }
  for (const path of ['/bn/search?q=যমুনা', '/en/search?q=the']) {
    expect(await weight(encodeURI(path)), path).toBeLessThanOrEqual(14 * 1024)
  }
})

test('every page leads to search, and a story that was killed is neither found nor counted', async ({
  browser,
}) => {
  const word = `বিলুপ্তি${Date.now()}`
  const gone = await publish('bn', `${word} শিরোনাম`, 'লেখা', 'নুসরাত জাহান')
  const page = await withoutScript(browser)
  await page.goto(`${readers}/bn/`)
  await page.locator('header a[href="/bn/search"]').click()
  await page.locator('#q').fill(word)
  await page.locator('input[type=submit]').click()
  await expect(results(page)).toHaveCount(1)
  await api('POST', `/stories/${gone.number}/kill`, { reason: 'for the test', alone: 'nobody else is here' })
  await page.reload()
  await expect(results(page)).toHaveCount(0)
  await expect(page.locator('main [role=status]')).toContainText('কিছু পাওয়া যায়নি')
  await expect(page.locator('main')).not.toContainText('শিরোনাম')
  await page.context().close()
})
