// What every kind of page must be, in both languages: its weight (screens.md §1.16) and the
// checks of §1.18. A page that is added is asked as soon as something leads to it.
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { bangla, brotli, headings, invalid, sideways, smallTargets, styleOf } from './checks.ts'
import { type Kind, kinds, links } from './kinds.ts'
import { readers, shift, violations, weight } from './world.ts'

const languages = ['en', 'bn']
const phone = { width: 360, height: 740 }
const laptop = { width: 1280, height: 900 }

// Limits in KB as a browser gets it, and in elements.
interface Budget {
  html: number
  css: number
  script: number
  firstImages: number
  firstRequests: number
  whole: number
  elements: number
}

const story: Budget = {
  html: 14,
  css: 6,
  script: 8,
  firstImages: 75,
  firstRequests: 4,
  whole: 300,
  elements: 800,
}
const lists: Budget = { ...story, html: 16, firstImages: 120, firstRequests: 7, whole: 450, elements: 1500 }
const search: Budget = { ...story, script: 6, firstImages: 60, firstRequests: 2, whole: 150 }
const lite: Budget = {
  ...story,
  css: 3,
  script: 0,
  firstImages: 0,
  firstRequests: 1,
  whole: 14,
  elements: 400,
}

function budgetOf(kind: string): Budget {
  if (kind.startsWith('lite')) return lite
  if (kind.startsWith('search')) return search
  if (['home', 'front', 'topic', 'author', 'archive day'].includes(kind)) return lists
  return story
}

// onEach calls f with a page that has opened each kind in turn, and tells what f found.
async function onEach(
  context: BrowserContext,
  language: string,
  f: (page: Page, kind: Kind) => Promise<string[]>,
): Promise<string[]> {
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('pageerror', (e) => wrong.push(`${page.url()}: ${e.message}`))
  for (const kind of await kinds(language)) {
    await page.goto(readers + kind.path)
    for (const what of await f(page, kind)) wrong.push(`${kind.kind} ${kind.path}: ${what}`)
  }
  await context.close()
  return wrong
}

for (const language of languages) {
  test(`there is each kind of page, with valid HTML and headings in order: ${language}`, async () => {
    const all = await kinds(language)
    expect(all.map((k) => k.kind)).toEqual(
      expect.arrayContaining(['home', 'front', 'story', 'topic', 'missing', 'offline']),
    )
    for (const k of all) {
      expect(await invalid(k.html), `${k.kind} ${k.path}`).toEqual([])
      expect(headings(k.html), `${k.kind} ${k.path}`).toEqual([])
    }
  })

  for (const viewport of [phone, laptop]) {
    test(`axe finds nothing, and nothing moves or is too small: ${language} ${viewport.width}`, async ({
      browser,
    }) => {
      test.setTimeout(120_000)
      const context = await browser.newContext({ viewport })
      const wrong = await onEach(context, language, async (page) => {
        const found = await violations(page)
        await page.emulateMedia({ colorScheme: 'dark' })
        found.push(
          ...(await violations(page, ['color-contrast', 'link-in-text-block'])).map((v) => `dark: ${v}`),
        )
        await page.emulateMedia({ colorScheme: 'light' })
        found.push(...(await smallTargets(page)))
        const moved = await shift(page)
        if (moved > 0) found.push(`it moved by ${moved}`)
        return found
      })
      expect(wrong).toEqual([])
    })
  }

  test(`nothing scrolls sideways, however large the text: ${language}`, async ({ browser }) => {
    const wrong = await onEach(await browser.newContext(), language, async (page) => [
      ...(await sideways(page, 320, 100)),
      ...(await sideways(page, 360, 200)),
      ...(await sideways(page, 1280, 200)),
    ])
    expect(wrong).toEqual([])
  })

  test(`every page is within its weight: ${language}`, async ({ browser }) => {
    test.setTimeout(120_000)
    const context = await browser.newContext({
      viewport: phone,
      deviceScaleFactor: 2,
      serviceWorkers: 'block',
    })
    await context.addInitScript(() => Object.assign(Math, { random: () => 0.5 })) // not the one in fifty that is measured
    const table: string[] = []
    const wrong = await onEach(context, language, async (page, kind) => {
      const is = await measure(page, kind)
      const most = budgetOf(kind.kind)
      table.push(
        `${kind.kind}: ${Object.entries(is)
          .map(([k, v]) => `${k} ${v}`)
          .join(', ')}`,
      )
      return Object.entries(is)
        .filter(([what, n]) => n > most[what as keyof Budget])
        .map(([what, n]) => `${what} ${n}, at most ${most[what as keyof Budget]}`)
    })
    console.log(table.join('\n'))
    expect(wrong).toEqual([])
  })

  test(`without script every link leads somewhere and no button is dead: ${language}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false })
    const paths = new Set<string>()
    const wrong = await onEach(context, language, async (page, kind) => {
      for (const path of links(kind.html)) paths.add(path)
      const dead = await page.locator('button:visible:not(form button)').count()
      const found = dead ? [`${dead} buttons do nothing`] : []
      const shown = await page.locator('nav a:visible').count()
      if (!kind.kind.startsWith('lite') && shown < 5) found.push(`${shown} links of the navigation are seen`)
      return found
    })
    for (const path of paths) {
      const { status } = await fetch(readers + path, { method: 'HEAD', redirect: 'manual' })
      if (status >= 400) wrong.push(`a link leads to ${path}: ${status}`)
    }
    expect(wrong).toEqual([])
  })
}

test('Bangla pages have Bangla digits, whole letters and composed ones', async ({ browser }) => {
  const wrong = await onEach(await browser.newContext({ viewport: phone }), 'bn', (page) => bangla(page))
  expect(wrong).toEqual([])
})

const kb = (bytes: number): number => Math.round(bytes / 102.4) / 10

// measure opens the page anew and weighs it, before and after it was scrolled to its end.
async function measure(page: Page, kind: Kind): Promise<Budget> {
  const door = await page.context().newCDPSession(page)
  await door.send('Network.enable')
  await door.send('Network.setCacheDisabled', { cacheDisabled: true })
  const type = new Map<string, string>()
  const url = new Map<string, string>()
  const size = new Map<string, number>()
  door.on('Network.responseReceived', (e) => {
    type.set(e.requestId, e.type)
    url.set(e.requestId, e.response.url)
  })
  door.on('Network.loadingFinished', (e) => size.set(e.requestId, e.encodedDataLength))
  await page.goto(readers + kind.path, { waitUntil: 'load' })
  await page.waitForLoadState('networkidle').catch(() => {})
  const seen = await page.evaluate(() =>
    [...document.images]
      .filter((i) => i.getBoundingClientRect().top < innerHeight && i.currentSrc)
      .map((i) => i.currentSrc),
  )
  const sum = (want: (id: string) => boolean): number =>
    [...size].reduce((n, [id, bytes]) => n + (want(id) ? bytes : 0), 0)
  const first = {
    html: kb(await weight(kind.path)),
    css: kb(brotli(styleOf(kind.html))),
    script: kb(sum((id) => type.get(id) === 'Script')),
    firstImages: kb(sum((id) => seen.includes(url.get(id) ?? ''))),
    firstRequests: new Set(seen).size + 1 + [...type.values()].filter((t) => t === 'Script').length,
    elements: await page.evaluate(() => document.querySelectorAll('*').length),
  }
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
      scrollTo(0, y)
      await new Promise((done) => setTimeout(done, 30))
    }
  })
  await page.waitForTimeout(300)
  await door.detach()
  return { ...first, whole: kb(sum(() => true)) }
}
