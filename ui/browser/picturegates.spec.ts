// Pictures on readers' pages: what is offered, what a browser takes of it, and that nothing moves or waits for
// them (screens.md §1.6).
import { expect, type Page, test } from '@playwright/test'
import { kinds } from './kinds.ts'
import { readers, shift, storyPath } from './world.ts'

const phone = { width: 360, height: 740 }

// The most bytes of a file by its width, and the most width by where it is.
const ceilings: Record<number, number> = {
  160: 6,
  240: 10,
  320: 16,
  480: 28,
  640: 42,
  960: 75,
  1280: 120,
}
const types: Record<string, string> = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' }

interface Offer {
  url: string
  width: number
  type: string // as the page says it
  most: number
}

// offers returns every file that the page offers for a picture.
function offers(page: Page): Promise<Offer[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLImageElement>('img[src^="/media/"]')].flatMap((img) => {
      const most = img.closest('.card:not(.first), .author')
        ? 480
        : img.getAttribute('fetchpriority')
          ? 1280
          : img.closest('.first')
            ? 1280
            : 960
      const of = (e: Element, type: string): Offer[] =>
        (e.getAttribute('srcset') ?? '').split(', ').flatMap((one) => {
          const [url = '', width = ''] = one.split(' ')
          return url ? [{ url, width: Number.parseInt(width, 10), type, most }] : []
        })
      const sources = [...(img.closest('picture')?.querySelectorAll('source') ?? [])]
      return [
        {
          url: img.getAttribute('src') ?? '',
          width: Number(img.getAttribute('width')),
          type: 'image/jpeg',
          most,
        },
        ...of(img, 'image/jpeg'),
        ...sources.flatMap((s) => of(s, s.type)),
      ]
    }),
  )
}

// developed waits until the page offers a picture in every format: the newsroom makes them by and by.
async function developed(page: Page, path: string): Promise<void> {
  await expect(async () => {
    await page.goto(readers + path)
    const left = await page.evaluate(
      () => [...document.querySelectorAll('img[src^="/media/"]')].filter((i) => !i.closest('picture')).length,
    )
    expect(left).toBe(0)
    expect(await page.locator('picture').count()).toBeGreaterThan(0)
  }).toPass({ timeout: 60_000 })
}

for (const language of ['en', 'bn']) {
  test(`every file that a page offers is under its ceiling, and of the form it is said to be: ${language}`, async ({
    page,
  }) => {
    await developed(page, `/${language}/`)
    const wrong: string[] = []
    const seen = new Map<string, { bytes: number; type: string }>()
    let offered = 0
    for (const kind of await kinds(language)) {
      await page.goto(readers + kind.path)
      for (const o of await offers(page)) {
        offered++
        let file = seen.get(o.url)
        if (!file) {
          const answer = await fetch(readers + o.url)
          file = {
            bytes: (await answer.arrayBuffer()).byteLength,
            type: answer.headers.get('content-type') ?? '',
          }
          seen.set(o.url, file)
        }
        const at = `${kind.kind} ${o.url} ${o.width}w`
        if (file.type !== o.type || file.type !== types[o.url.split('.').pop() ?? ''])
          wrong.push(`${at}: ${file.type}`)
        if (o.width > o.most) wrong.push(`${at}: wider than ${o.most}`)
        const ceiling = ceilings[o.width]
        if (!ceiling) console.log(`${at} is of no width that is planned`)
        else if (file.bytes > ceiling << 10) wrong.push(`${at}: ${file.bytes} bytes`)
      }
    }
    console.log(`${language}: ${offered} offers of ${seen.size} files`)
    expect(seen.size).toBeGreaterThan(10)
    expect(wrong).toEqual([])
  })
}

test('a browser takes AVIF, one that does not know it WebP, and one that knows neither JPEG', async ({
  browser,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block' }) // its copies are as they were
  const page = await context.newPage()
  const story = await storyPath('en') // the home's first story may have no picture
  await developed(page, story)
  const lead = (): Promise<string> =>
    page
      .locator('img[fetchpriority=high]')
      .evaluate((i: HTMLImageElement) => i.decode().then(() => i.currentSrc.split('.').pop() ?? ''))
  expect(await lead()).toBe('avif')
  for (const [unknown, taken] of [
    [/image\/avif/g, 'webp'],
    [/image\/(avif|webp)/g, 'jpg'],
  ] as [RegExp, string][]) {
    await page.route(readers + story, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replace(unknown, 'image/x-unknown'),
      })
    })
    await page.goto(readers + story)
    expect(await lead()).toBe(taken)
    await page.unroute(readers + story)
  }
  await context.close()
})

for (const viewport of [phone, { width: 1366, height: 768 }]) {
  test(`nothing moves while pictures are slow, and their colour is there before them: ${viewport.width}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ viewport, serviceWorkers: 'block' })
    const page = await context.newPage()
    const story = await storyPath('en')
    await developed(page, story)
    let open: () => void = () => {}
    for (const path of ['/en/', story]) {
      const held = new Promise<void>((done) => {
        open = done
      })
      await page.route('**/media/**', async (route) => {
        await held
        await route.continue()
      })
      await page.goto(readers + path, { waitUntil: 'commit' })
      const img = page.locator('img[fetchpriority=high]')
      await expect(img).toBeVisible()
      const before = await img.evaluate((i: HTMLImageElement) => ({
        colour: getComputedStyle(i).backgroundColor,
        class: i.className,
        whole: i.complete,
        high: i.getBoundingClientRect().height,
      }))
      const digits = before.class.slice(1).replace(/./g, '$&$&')
      const rgb = [0, 2, 4].map((n) => Number.parseInt(digits.slice(n, n + 2), 16)).join(', ')
      expect(before.colour).toBe(`rgb(${rgb})`)
      expect(before.whole).toBe(false)
      open()
      await img.evaluate((i: HTMLImageElement) => i.decode())
      expect(await img.evaluate((i) => i.getBoundingClientRect().height)).toBeCloseTo(before.high, 0)
      expect(await shift(page)).toBe(0)
      await page.unroute('**/media/**')
    }
    await context.close()
  })
}

test('what the page waits for is the picture that it fetches first', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, serviceWorkers: 'block' })
  const page = await context.newPage()
  const story = await storyPath('en')
  for (const path of ['/en/', story]) {
    await page.goto(readers + path, { waitUntil: 'load' })
    const largest = await page.evaluate(
      () =>
        new Promise<string>((done) => {
          new PerformanceObserver((list) => {
            const last = list.getEntries().at(-1) as unknown as { element?: Element } | undefined
            const e = last?.element
            done(
              e ? `${e.tagName} ${e.getAttribute('fetchpriority')} ${e.getAttribute('loading')}` : 'nothing',
            )
          }).observe({ type: 'largest-contentful-paint', buffered: true })
        }),
    )
    expect(largest, path).toBe('IMG high null')
    expect(await page.locator('img[src^="/media/"]:not([loading=lazy])').count(), path).toBe(1)
  }
  await context.close()
})
