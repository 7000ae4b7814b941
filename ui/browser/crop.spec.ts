// Cropping by keyboard alone (journey J16), and what readers are then given.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter, write } from './people.ts'
import { api, readers, type Story, shift, staff, violations } from './world.ts'

interface Rendition {
  name: string
  width: number
  height: number
  bytes: number
  webp?: { name: string; bytes: number }
  avif?: { name: string; bytes: number }
}
interface Crop {
  shape: string
  x: number
  y: number
  width: number
  height: number
  by_hand?: boolean
  renditions?: Rendition[]
}
interface Picture {
  id: string
  plan?: number
  width: number
  height: number
  faces?: { x: number; y: number; width: number; height: number }[]
  focus?: { x: number; y: number; set?: boolean }
  crops?: Crop[]
  renditions: Rendition[]
}

// The most bytes that a file of a width may have (screens.md §1.6).
const ceilings: Record<number, number> = { 160: 6, 240: 10, 320: 16, 480: 28, 640: 42, 960: 75, 1280: 120 }

// portrait draws a picture of nobody: soft light, and on the right something that is taken for a face.
async function portrait(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage()
  const url = await page.evaluate(() => {
    const [w, h] = [2400, 1600]
    const canvas = document.createElement('canvas')
    canvas.width = w
    canvas.height = h
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D
    const light = new Float32Array(w * h)
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        light[y * w + x] =
          110 + 25 * Math.sin(x / 370) * Math.cos(y / 450) + ((x * 7 + y * 13 + Date.now()) % 3)
    const [left, top, size] = [1650, 350, 520]
    for (const [u, v, ru, rv, soft, to] of [
      [0.5, 0.42, 0.44, 0.56, 0.05, 45],
      [0.5, 0.56, 0.36, 0.47, 0.06, 190],
      [0.5, 0.36, 0.3, 0.16, 0.15, 205],
      [0.5, 0.6, 0.05, 0.2, 0.3, 215],
      [0.33, 0.47, 0.12, 0.055, 0.2, 90],
      [0.67, 0.47, 0.12, 0.055, 0.2, 90],
      [0.33, 0.395, 0.12, 0.02, 0.2, 70],
      [0.67, 0.395, 0.12, 0.02, 0.2, 70],
      [0.33, 0.47, 0.04, 0.035, 0.1, 30],
      [0.67, 0.47, 0.04, 0.035, 0.1, 30],
      [0.5, 0.7, 0.09, 0.025, 0.3, 120],
      [0.5, 0.82, 0.14, 0.03, 0.2, 95],
      [0.5, 0.88, 0.1, 0.02, 0.3, 160],
    ] as const) {
      const [cx, cy, rx, ry] = [left + u * size, top + v * size, ru * size, rv * size]
      for (let y = Math.floor(cy - ry * 1.6); y < cy + ry * 1.6; y++)
        for (let x = Math.floor(cx - rx * 1.6); x < cx + rx * 1.6; x++) {
          const share = 1 / (1 + Math.exp((Math.hypot((x - cx) / rx, (y - cy) / ry) - 1) / soft))
          const was = light[y * w + x] as number
          light[y * w + x] = was + (to - was) * share
        }
    }
    const pixels = pen.createImageData(w, h)
    for (let i = 0; i < w * h; i++) {
      const v = light[i] as number
      pixels.data.set([v, v, v, 255], i * 4)
    }
    pen.putImageData(pixels, 0, 0)
    return canvas.toDataURL('image/jpeg', 0.9)
  })
  await page.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

// sent uploads the file as whoever is signed in on the page.
async function sent(page: Page, file: Buffer, name: string): Promise<Picture> {
  const answer = await page.request.post(
    `${staff}/api/v1/pictures?name=${name}&credit=Papia%20Das&alt=Somebody%20in%20soft%20light&caption=Somebody%20looks%20up`,
    { data: file, headers: { 'Content-Type': 'image/jpeg', Origin: staff } },
  )
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as Picture
}

const read = (id: string) => api<Picture>('GET', `/pictures/${id}`)

// focusOn presses Tab until the element that matches has the focus.
async function focusOn(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return
  }
  throw new Error(`Tab never comes to ${selector}`)
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await page.keyboard.press(key)
}

const numbers = (page: Page, shape: string) =>
  page.evaluate(
    (s) =>
      ['x', 'y', 'w', 'h'].map((n) =>
        Number((document.querySelector(`input[name=crop_${s}_${n}]`) as HTMLInputElement).value),
      ),
    shape,
  )

test('J16: a picture is cropped by keyboard alone, and readers get it within its bytes', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const page = await enter(browser, 'sadia')
  const picture = await sent(page, await portrait(browser), 'looking-up.jpg')
  expect(picture.faces, 'the face that was drawn is found').toHaveLength(1)
  expect(picture.focus?.set ?? false, 'nobody chose the focus').toBe(false)
  expect(picture.focus?.x, 'and so it is on the face').toBeGreaterThan(0.7)

  await page.goto(`${staff}/n/pictures/${picture.id}`)
  // 3:2 by arrow keys: it fills the picture, and so it is made smaller first.
  await focusOn(page, 'input[name=tool]')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('input[name=tool][value="3x2"]')).toBeChecked()
  await focusOn(page, '#box')
  expect(await numbers(page, '3x2')).toEqual([0, 0, 2400, 1600])
  await press(page, 'Shift+Minus', 20) // 30 pixels each
  const [, , width] = await numbers(page, '3x2')
  expect(width).toBe(1800)
  await press(page, 'Shift+ArrowRight', 35)
  await press(page, 'Shift+ArrowUp', 25)
  await press(page, 'ArrowLeft', 3)
  const crop3x2 = await numbers(page, '3x2')
  expect(crop3x2).toEqual([597, 0, 1800, 1200])
  const warning = page.locator('fieldset[data-tool="3x2"] .facecut')
  await expect(warning).toBeHidden()

  // A face that is cut is warned of, and no longer when it is whole again.
  await press(page, 'Shift+ArrowLeft', 40)
  await expect(warning).toBeVisible()
  await press(page, 'Shift+ArrowRight', 40)
  await expect(warning).toBeHidden()
  await expect(page.locator('fieldset[data-tool="3x2"] .toonarrow')).toBeHidden()

  // The other shapes by number fields: the height follows the width, and the preview all of it.
  for (const [shape, x, y, w, h] of [
    ['16x9', 700, 100, 1600, 900],
    ['4x3', 900, 200, 1400, 1050],
    ['1x1', 1300, 150, 1000, 1000],
  ] as const) {
    await focusOn(page, 'input[name=tool]')
    await page.keyboard.press('ArrowRight')
    await expect(page.locator(`input[name=tool][value="${shape}"]`)).toBeChecked()
    await focusOn(page, `input[name=crop_${shape}_w]`)
    for (const value of [w, y, x]) {
      await page.keyboard.press('Control+a')
      await page.keyboard.type(String(value))
      await page.keyboard.press('Shift+Tab')
    }
    expect(await numbers(page, shape)).toEqual([x, y, w, h])
    await expect(page.locator(`fieldset[data-tool="${shape}"] .cropview`)).toHaveAttribute(
      'viewBox',
      `${x} ${y} ${w} ${h}`,
    )
  }
  await expect(page.locator('fieldset[data-tool="1x1"] .toonarrow')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await focusOn(page, '.known button.main')
  await page.keyboard.press('Enter')
  await expect(page.locator('.notice', { hasText: 'Saved.' })).toBeVisible()

  const kept = await read(picture.id)
  const hands = (kept.crops ?? []).filter((c) => c.by_hand)
  expect(hands.map((c) => [c.shape, c.x, c.y, c.width, c.height])).toEqual([
    ['3:2', ...crop3x2],
    ['16:9', 700, 100, 1600, 900],
    ['4:3', 900, 200, 1400, 1050],
    ['1:1', 1300, 150, 1000, 1000],
  ])

  // The files are made anew, each in the shape and below its ceiling.
  await expect.poll(async () => (await read(picture.id)).plan ?? 0, { timeout: 60_000 }).toBeGreaterThan(0)
  const made = await read(picture.id)
  const files: Record<string, number> = {}
  for (const part of [{ shape: '3:2', renditions: made.renditions }, ...(made.crops ?? [])]) {
    for (const r of part.renditions ?? []) {
      const most = (ceilings[r.width] ?? 120) * 1024
      for (const f of [{ name: r.name, bytes: r.bytes }, r.webp, r.avif]) {
        if (!f?.name) continue
        files[f.name] = r.width
        expect(f.bytes, `${part.shape} at ${r.width}: ${f.name}`).toBeLessThanOrEqual(most)
      }
      const [w = 1, h = 1] = part.shape.split(':').map(Number)
      expect(
        Math.abs(r.height - (r.width * h) / w),
        `${part.shape} at ${r.width} is ${r.height} high`,
      ).toBeLessThan(2)
    }
  }
  const crop = made.crops?.find((c) => c.shape === '3:2')
  expect([crop?.x, crop?.y, crop?.width, crop?.height]).toEqual(crop3x2)
  expect(crop?.renditions?.map((r) => r.width)).toEqual([160, 240, 320, 480, 640, 960, 1280])

  // It leads a story, and its page offers nothing but these files.
  const story = await write('Somebody looks up in Rajshahi', ['They looked up in the morning.'])
  await api('POST', `/pictures/${picture.id}/use`, { story: story.number })
  await api('POST', `/stories/${story.number}/submit`, {})
  await api('POST', `/stories/${story.number}/ready`, {})
  const live = await api<Story>('POST', `/stories/${story.number}/publish`, {})
  const day = new Date(live.published)
    .toLocaleDateString('en-CA', { timeZone: 'Asia/Dhaka' })
    .replaceAll('-', '/')
  const path = `/en/world-news/${day}/${story.number}-${live.content.slug ?? ''}`
  const reader = await browser.newPage()
  await expect.poll(async () => (await reader.goto(readers + path))?.status()).toBe(200)
  const offered = await reader.evaluate(() =>
    [...document.querySelectorAll('figure img, figure source')].flatMap((e) =>
      (e.getAttribute('srcset') ?? e.getAttribute('src') ?? '').split(',').map((s) => s.trim().split(' ')),
    ),
  )
  expect(offered.length).toBeGreaterThan(3)
  for (const [url = '', w = ''] of offered) {
    const name = url.slice(url.lastIndexOf('/') + 1)
    expect(files[name], `${name} is one of the picture’s files`).toBeDefined()
    if (w.endsWith('w')) expect(files[name]).toBe(Number(w.slice(0, -1)))
    const file = await reader.request.get(new URL(url, readers).href)
    expect((await file.body()).length).toBeLessThanOrEqual((ceilings[files[name] as number] ?? 120) * 1024)
  }
  expect(await shift(reader)).toBeLessThan(0.01)
})

test('without script the numbers are a form, and a crop follows its focus again', async ({ browser }) => {
  const signed = await enter(browser, 'sadia')
  const picture = await sent(signed, await portrait(browser), 'plain-form.jpg')
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await signed.context().storageState(),
  })
  const page = await context.newPage()
  await page.goto(`${staff}/n/pictures/${picture.id}`)
  await page.fill('input[name=crop_16x9_w]', '1600')
  await page.fill('input[name=crop_16x9_x]', '20')
  await page.fill('textarea[name=caption_en]', 'Somebody looks up')
  await page.fill('textarea[name=caption_bn]', 'একজন ওপরে তাকিয়ে আছেন')
  await page.fill('input[name=focus_x]', '10')
  await page.locator('.known button.main').click()
  await expect(page.locator('.notice', { hasText: 'Saved.' })).toBeVisible()
  let kept = await read(picture.id)
  expect(kept.focus).toMatchObject({ x: 0.1, set: true })
  expect((kept.crops ?? []).filter((c) => c.by_hand).map((c) => [c.shape, c.x, c.width, c.height])).toEqual([
    ['16:9', 20, 1600, 900],
  ])
  await expect(page.locator('.timeline ins', { hasText: 'একজন ওপরে তাকিয়ে আছেন' })).toBeVisible()
  await page.check('input[name=crop_16x9_auto]')
  await page.locator('.known button.main').click()
  kept = await read(picture.id)
  expect((kept.crops ?? []).filter((c) => c.by_hand)).toEqual([])
})

test('whoever saves second sees what the first one wrote, and loses nothing', async ({ browser }) => {
  const one = await enter(browser, 'sadia')
  const picture = await sent(one, await portrait(browser), 'two-at-once.jpg')
  const two = await enter(browser, 'rashed')
  await one.goto(`${staff}/n/pictures/${picture.id}`)
  await two.goto(`${staff}/n/pictures/${picture.id}`)
  await one.fill('input[name=credit]', 'Papia Das / The Padma Courier')
  await two.fill('textarea[name=caption_en]', 'Somebody looks up at the rain')
  await one.locator('.known button.main').click()
  await expect(one.locator('.notice', { hasText: 'Saved.' })).toBeVisible()
  await two.locator('.known button.main').click()
  await expect(two.locator('section.warn')).toContainText('Papia Das / The Padma Courier')
  await expect(two.locator('textarea[name=caption_en]')).toHaveValue('Somebody looks up at the rain')
  await two.locator('.known button.main').click()
  await expect(two.locator('.notice', { hasText: 'Saved.' })).toBeVisible()
})
