// A graphic picture behind its cover: an editor says what it shows, and a reader's browser fetches nothing of it before the
// reader asks (screens.md §1.6).
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter, phone, ready } from './people.ts'
import { api, readers, type Story, shift, staff, violations } from './world.ts'

interface Picture {
  id: string
}

// uploaded sends a picture that no other story has, as whoever is signed in on the page: files of the same pixels have the
// same names.
function uploaded(page: Page): Promise<Picture> {
  return page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 800 })
    const draw = canvas.getContext('2d') as CanvasRenderingContext2D
    for (let i = 0; i < 200; i++) {
      draw.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`
      draw.fillRect(Math.random() * 1200, Math.random() * 800, 200, 120)
    }
    const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'))
    const r = await fetch('/api/v1/pictures?name=frame.jpg', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', 'X-Stet': '1' },
      body: file,
    })
    if (!r.ok) throw new Error(await r.text())
    return (await r.json()) as Picture
  })
}

// marked is a live story whose lead an editor has put behind a cover: it returns where readers have it.
async function marked(browser: Browser, language: string, shows: string): Promise<string> {
  const page = await enter(browser, 'sadia')
  const picture = await uploaded(page)
  const words = { en: 'The river rose', bn: 'নদীর পানি বেড়েছে' }[language]
  const said = { caption: words, credit: 'A. Rahman', alt: words }
  const content = {
    language,
    section: 'world-news',
    headline: `${words} ${Date.now()}`,
    byline: { desk: 'GreenWatch Desk' },
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] },
    lead: { picture: picture.id, ...said },
  }
  const s = await api<Story>('POST', '/stories', { desk: 'greenwatch', content })
  await page.goto(`${staff}/n/s/${s.number}`)
  await ready(page)
  await page.fill('input[name=lead_graphic]', shows)
  await page.keyboard.press('Control+s')
  await expect(page.locator('#pictures .in-use')).toContainText(`Behind a cover for readers: ${shows}`)
  await page.context().close()
  for (const step of ['submit', 'ready', 'publish']) await api('POST', `/stories/${s.number}/${step}`, {})
  const live = await api<Story>('GET', `/stories/${s.number}`)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Dhaka' }).format(new Date(live.published))
  return `/${language}/world-news/${day.replaceAll('-', '/')}/${s.number}-${live.content.slug}`
}

// asked collects the pictures that the page asks for.
function asked(page: Page): string[] {
  const all: string[] = []
  page.on('request', (r) => {
    if (r.url().includes('/media/')) all.push(new URL(r.url()).pathname)
  })
  return all
}

// settled waits until the page has asked for whatever it will, all of it having been in sight.
async function settled(page: Page, at: string): Promise<void> {
  await expect(async () => {
    expect((await page.goto(readers + at, { waitUntil: 'networkidle' }))?.status()).toBe(200)
  }).toPass({ timeout: 20_000 })
  for (let y = 0; y < 4000; y += 500) await page.mouse.wheel(0, 500)
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForLoadState('networkidle')
}

for (const [language, shows, ask, hide] of [
  ['en', 'injured people', 'Show picture: injured people', 'Hide picture'],
  ['bn', 'আহত মানুষ', 'ছবি দেখুন: আহত মানুষ', 'ছবি ঢাকুন'],
] as const) {
  test(`a graphic picture is fetched when its cover is opened and not before: ${language}`, async ({
    browser,
  }) => {
    const at = await marked(browser, language, shows)
    const context = await browser.newContext({ ...phone, serviceWorkers: 'block' })
    const page = await context.newPage()
    const files = asked(page)
    await settled(page, at)
    const behind = await page
      .locator('details.cover template')
      .evaluate((t: HTMLTemplateElement) => t.innerHTML)
    const hidden = files.filter((f) => behind.includes(f))
    expect(hidden).toEqual([])
    const cover = page.locator('details.cover summary')
    const blurred = (await cover.locator('image').getAttribute('href')) ?? ''
    expect(files).toContain(blurred)
    expect((await (await fetch(readers + blurred)).arrayBuffer()).byteLength).toBeLessThan(1024)
    await expect(cover).toHaveText(new RegExp(`^\\s*${ask}`))
    expect(await violations(page)).toEqual([])
    expect(await shift(page)).toBe(0)

    const box = await page.locator('details.cover').boundingBox()
    await cover.focus()
    await page.keyboard.press('Enter')
    const picture = page.locator('details.cover img')
    await expect(picture).toBeVisible()
    await picture.evaluate((i: HTMLImageElement) => i.decode())
    expect(files.filter((f) => behind.includes(f))).toHaveLength(1)
    await expect(cover).toHaveText(new RegExp(`${hide}\\s*$`))
    await expect(cover).toBeFocused()
    expect((await page.locator('details.cover').boundingBox())?.height).toBeCloseTo(box?.height ?? 0, 0)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect(picture).toBeHidden()
    await context.close()

    // Cards show none of it, and neither does what is told to others.
    for (const other of [
      `/${language}/`,
      `/${language}/world-news/`,
      `/${language}/feed.rss`,
      `/${language}/feed.json`,
      '/sitemap-news.xml',
      at,
    ]) {
      const text = (await (await fetch(readers + other)).text()).replace(
        /<template>.*?<\/template>|<a href="\/media\/[^"]*"/gs,
        '',
      )
      for (const [name] of behind.matchAll(/\/media\/[0-9a-f]+/g))
        expect(text.includes(name), `${other} has ${name}`).toBe(false)
    }
  })
}

test('without script nothing is fetched either, and a link leads to the picture', async ({ browser }) => {
  const at = await marked(browser, 'en', 'injured people')
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false })
  const page = await context.newPage()
  const files = asked(page)
  await settled(page, at)
  const link = page.locator('details.cover > a')
  const file = (await link.getAttribute('href')) ?? ''
  const set = file.replace(/-\d+\.jpg$/, '-')
  await page.locator('details.cover summary').press('Enter')
  await expect(link).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(files.filter((f) => f.startsWith(set))).toEqual([])
  await link.press('Enter')
  await expect(page).toHaveURL(readers + file)
  await context.close()
})
