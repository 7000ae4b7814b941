// Breaking news from a phone (journey J2): from the street to every reader's bar.
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { graphemes } from '../src/newsroom/content.ts'
import { signedIn } from './people.ts'
import { email, readers, shift, staff } from './world.ts'

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const text = 'বুড়িগঙ্গায় লঞ্চ ডুবেছে, অন্তত চল্লিশ যাত্রী নিখোঁজ; উদ্ধারকাজ চলছে সদরঘাটে, ফায়ার সার্ভিস ও নৌ পুলিশ ঘটনাস্থলে'

async function signIn(context: BrowserContext, who: string): Promise<Page> {
  const page = await context.newPage()
  await signedIn(context, who)
  await page.goto(`${staff}/n`)
  return page
}

// cheap makes the page run as on a cheap phone on a slow line, and returns what takes the
// line away and brings it back.
async function cheap(page: Page): Promise<(there: boolean) => Promise<void>> {
  const door = await page.context().newCDPSession(page)
  await door.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  await door.send('Network.enable')
  const line = async (there: boolean): Promise<void> => {
    await door.send('Network.emulateNetworkConditions', {
      ...{ offline: !there, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 },
    })
  }
  await line(true)
  return line
}

// compose types as a Bangla keyboard does: each word is composed and then put in.
async function compose(page: Page, words: string): Promise<void> {
  const door = await page.context().newCDPSession(page)
  for (const word of words.split(/(?<= )/)) {
    const half = word.slice(0, Math.ceil(word.length / 2))
    await door.send('Input.imeSetComposition', {
      text: half,
      selectionStart: half.length,
      selectionEnd: half.length,
    })
    await door.send('Input.imeSetComposition', {
      text: word,
      selectionStart: word.length,
      selectionEnd: word.length,
    })
    await door.send('Input.insertText', { text: word })
  }
}

// photograph returns a picture of some megapixels, as a phone takes them.
async function photograph(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage()
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 3000
    canvas.height = 2000
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D
    for (let i = 0; i < 4000; i++) {
      pen.fillStyle = `hsl(${(i * 47) % 360} 60% ${30 + (i % 50)}%)`
      pen.fillRect((i * 613) % 3000, (i * 389) % 2000, 90, 60)
    }
    return canvas.toDataURL('image/jpeg', 0.9)
  })
  await page.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

test('a flash goes from a phone without a line to every reader’s bar', async ({ browser }) => {
  test.setTimeout(120_000)
  const photo = await photograph(browser)
  expect(graphemes(text)).toBeGreaterThanOrEqual(60)

  const reader = await (await browser.newContext(phone)).newPage()
  const streams = reader.waitForRequest('**/sse/ticker/*')
  await reader.goto(`${readers}/bn/`)
  await streams
  const desk = await signIn(
    await browser.newContext({ viewport: { width: 1366, height: 768 } }),
    'rashed@stet.test',
  )

  const street = await browser.newContext(phone)
  const reporter = await signIn(street, 'nusrat@stet.test')
  const line = await cheap(reporter)
  const began = Date.now()
  let taps = 0
  const tap = async (what: ReturnType<Page['locator']>): Promise<void> => {
    taps++
    await what.tap()
  }
  await tap(reporter.locator('nav.bottom .plus'))
  await tap(reporter.getByRole('link', { name: /Flash|ফ্ল্যাশ/ }))
  await tap(reporter.locator('#flash-text'))
  expect(taps).toBeLessThanOrEqual(4)
  const language = reporter.locator('select[name=language]')
  if ((await language.inputValue()) !== 'bn') await language.selectOption('bn')
  await reporter.locator('#flash-text').focus()
  await compose(reporter, text)
  await expect(reporter.locator('#flash-text')).toHaveValue(text)
  await reporter.locator('#flash-form').getByText('City Desk').tap()
  await reporter
    .locator('input[name=photo]')
    .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo })

  // The line goes away; it is kept, and goes by itself when the line is back.
  await line(false)
  await reporter.locator('#flash-form button').tap()
  await expect(reporter.locator('#flash-state')).toContainText(/Not sent yet|এখনো পাঠানো হয়নি/)
  const used = Date.now() - began
  expect(used, 'the reporter was busy for').toBeLessThan(60_000)
  const words = reporter.waitForResponse(
    (r) => r.url().endsWith('/n/flash') && r.request().method() === 'POST',
  )
  await line(true)
  expect((await words).status()).toBe(201)
  const filed = Date.now()
  const needs = desk.locator('section[aria-labelledby=h-waiting] li').first()
  await expect(needs).toContainText(text)
  const seen = Date.now() - filed
  await expect(reporter).toHaveURL(/\/n(\?said=filed)?$/, { timeout: 30_000 })

  await needs.locator('a').click()
  await expect(desk.locator('#flash-text')).toHaveValue(text)
  await expect(desk.locator('img.proof')).toBeVisible()
  await desk.getByLabel('Breaking').check()
  await desk.locator('select[name=minutes]').selectOption('120')
  const published = Date.now()
  await desk.getByRole('button', { name: 'Publish' }).click()
  const item = reader.locator('.tk li', { hasText: text })
  await expect(item).toBeAttached()
  const told = Date.now() - published
  await expect(reader.locator('.tk [role=status]')).toHaveText(text)
  expect(await reader.locator('.tk').evaluate((e) => (e as HTMLElement).offsetHeight)).toBe(80)
  expect(await shift(reader)).toBe(0)
  const path = (await item.locator('a').getAttribute('href')) ?? ''
  await reader.goto(readers + path)
  await expect(reader.locator('h1')).toHaveText(text)
  await expect(reader.locator('.lead img')).toHaveAttribute('alt', text)
  await expect(reader.locator('.body')).toContainText('বিস্তারিত আসছে')
  console.log(
    `taps ${taps}; sent after ${used} ms; the desk saw it after ${seen} ms; readers had it after ${told} ms`,
  )
  for (const c of [reader.context(), desk.context(), street]) await c.close()
})

test('a flash that was on a phone without a line goes from the next page that is opened, once', async ({
  browser,
}) => {
  const street = await browser.newContext(phone)
  const reporter = await signIn(street, email)
  await reporter.goto(`${staff}/n/flash`)
  const words = `Kept on the phone ${Date.now()}`
  await reporter.fill('#flash-text', words)
  await reporter.locator('#flash-form').getByText('City Desk').tap()
  await street.setOffline(true)
  await reporter.locator('#flash-form button').tap()
  await expect(reporter.locator('#flash-state')).toContainText('Not sent yet')
  await reporter.close()
  await street.setOffline(false)
  const next = await street.newPage()
  await next.goto(`${staff}/n/ticker`)
  await expect(async () => {
    await next.goto(`${staff}/n`)
    await expect(next.locator('section[aria-labelledby=h-waiting] li', { hasText: words })).toHaveCount(1, {
      timeout: 1000,
    })
  }).toPass()
  await street.close()
})
