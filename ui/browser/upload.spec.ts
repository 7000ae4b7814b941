// Pictures in, over lines that break: by form, by drag and paste, shared from another program,
// with the keyboard alone and without script.
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { enter, laptop, phone, signedIn } from './people.ts'
import { api, email, staff, violations } from './world.ts'

interface Known {
  id: string
  name: string
  credit?: string
  caption?: string
}

const known = async () => (await api<{ items: Known[] }>('GET', '/pictures')).items

// photographs returns pictures of about a megabyte each, other ones for each first number.
async function photographs(page: Page, first: number, count: number) {
  const all: { name: string; mimeType: string; buffer: Buffer }[] = []
  for (let n = first; n < first + count; n++) {
    const url = await page.evaluate((seed) => {
      const canvas = document.createElement('canvas')
      canvas.width = 1400
      canvas.height = 933
      const pen = canvas.getContext('2d') as CanvasRenderingContext2D
      const image = pen.createImageData(canvas.width, canvas.height)
      let s = seed * 7919 + 1
      for (let i = 0; i < image.data.length; i++) {
        s ^= s << 13
        s ^= s >>> 17
        s ^= s << 5
        image.data[i] = i % 4 === 3 ? 255 : s
      }
      pen.putImageData(image, 0, 0)
      return canvas.toDataURL('image/jpeg', 0.8)
    }, n)
    const buffer = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
    all.push({ name: `upload-${n}.jpg`, mimeType: 'image/jpeg', buffer })
  }
  return all
}

// lineOf returns what makes the page's line slow, takes it away and brings it back.
async function lineOf(page: Page): Promise<(there: boolean, speed?: number) => Promise<void>> {
  const door = await page.context().newCDPSession(page)
  await door.send('Network.enable')
  return async (there, speed = -1) => {
    await door.send('Network.emulateNetworkConditions', {
      ...{ offline: !there, latency: 20, downloadThroughput: -1, uploadThroughput: speed },
    })
  }
}

const said = (page: Page) => page.locator('#upload-list > li .said')
const atUpload = (page: Page) => page.goto(`${staff}/n/pictures/upload`)
const choose = (page: Page) => page.locator('#upload-file')
const press = (page: Page) => page.locator('#upload-form button.main')

test('three files arrive once, although the line goes and the tab is closed in the middle', async ({
  browser,
}) => {
  const page = await enter(browser, 'sadia', laptop)
  await atUpload(page)
  const files = await photographs(page, 10, 3)
  const line = await lineOf(page)
  await choose(page).setInputFiles(files)
  await expect(said(page)).toHaveText(['Ready to send', 'Ready to send', 'Ready to send'])
  await page.fill('[name=credit]', 'A. Rahman')
  await line(true, 150_000)
  await press(page).click()
  await expect(said(page).first()).toContainText(/Sending: [1-9]/)
  await line(false)
  await expect(said(page)).toHaveText(['Waiting: offline', 'Waiting: offline', 'Waiting: offline'])
  expect((await known()).filter((p) => p.name.startsWith('upload-1'))).toEqual([])
  await page.close()

  const again = await page.context().newPage()
  await atUpload(again)
  await expect(said(again)).toHaveText(['It is here.', 'It is here.', 'It is here.'], { timeout: 60_000 })
  const there = (await known()).filter((p) => p.name.startsWith('upload-1'))
  expect(there.map((p) => `${p.name} ${p.credit}`).sort()).toEqual([
    'upload-10.jpg A. Rahman',
    'upload-11.jpg A. Rahman',
    'upload-12.jpg A. Rahman',
  ])
  expect(await violations(again)).toEqual([])

  // The same once more is said to be there, and leads to it; what is no picture says why.
  await again.reload()
  await choose(again).setInputFiles([
    files[0]!,
    { name: 'map.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
    { name: 'torn.jpg', mimeType: 'image/jpeg', buffer: files[1]!.buffer.subarray(0, 90) },
  ])
  await press(again).click()
  await expect(said(again).nth(0)).toHaveText('It was here already; it is not kept twice.')
  await expect(said(again).nth(1)).toContainText('SVG is refused')
  await expect(said(again).nth(2)).toHaveClass(/trouble/)
  await again.locator('#upload-list > li').first().getByRole('link', { name: 'Open' }).click()
  await expect(again).toHaveURL(`${staff}/n/pictures/${there.find((p) => p.name === 'upload-10.jpg')?.id}`)
  await again.context().close()
})

// give drops the file onto the page, or pastes it.
async function give(
  page: Page,
  kind: 'drop' | 'paste',
  file: { name: string; buffer: Buffer },
): Promise<void> {
  await page.evaluate(
    ([data, name, kind]) => {
      const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], name, { type: 'image/jpeg' }))
      const options = { bubbles: true, cancelable: true }
      document.body.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: transfer })
          : new ClipboardEvent('paste', { ...options, clipboardData: transfer }),
      )
    },
    [file.buffer.toString('base64'), file.name, kind] as const,
  )
}

test('files are dropped and pasted, and a story is told of its pictures', async ({ browser }) => {
  const page = await enter(browser, 'sadia', laptop)
  await atUpload(page)
  const files = await photographs(page, 20, 2)
  const story = page.locator('[name=story] option').nth(1)
  const number = await story.getAttribute('value')
  for (const [n, kind] of (['drop', 'paste'] as const).entries()) {
    await give(page, kind, files[n]!)
    await expect(said(page)).toHaveCount(n + 1)
  }
  await page.selectOption('[name=story]', number)
  await press(page).click()
  await expect(said(page)).toHaveText(['It is here.', 'It is here.'])
  const notes = () => api<{ items: { text: string }[] }>('GET', `/stories/${number}/notes`)
  await expect
    .poll(async () => (await notes()).items.filter((n) => n.text.includes('upload-20.jpg')).length)
    .toBe(1)
  expect((await notes()).items.find((n) => n.text.includes('upload-20.jpg'))?.text).toContain('upload-21.jpg')
  await page.context().close()
})

test('files that are dropped or pasted onto the picture desk go by the screen for uploads', async ({
  browser,
}) => {
  const page = await enter(browser, 'sadia', laptop)
  const files = await photographs(page, 70, 2)
  for (const [n, kind] of (['drop', 'paste'] as const).entries()) {
    await page.goto(`${staff}/n/pictures`)
    await give(page, kind, files[n]!)
    await expect(page).toHaveURL(`${staff}/n/pictures/upload`)
    await expect(said(page)).toHaveCount(n + 1)
  }
  await press(page).click()
  await expect(said(page)).toHaveText(['It is here.', 'It is here.'])
  await page.goto(`${staff}/n/pictures`)
  await expect(page.locator('[data-pictures] [data-picture]').first()).toContainText('upload-71.jpg')
  await page.getByRole('link', { name: 'Upload', exact: true }).click()
  await expect(page).toHaveURL(`${staff}/n/pictures/upload`)
  await page.context().close()
})

test('a smaller copy goes over a dear line, with what the camera wrote', async ({ browser }) => {
  const page = await enter(browser, 'sadia', laptop)
  await atUpload(page)
  const [file] = await photographs(page, 30, 1)
  // EXIF with an orientation and an artist stands before the pixels.
  const exif = Buffer.from(
    '45786966000049492a000800000002001201030001000000060000003b010200090000002600000000000000' +
      '4e2e204b6172696d00',
    'hex',
  )
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif])
  const big = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes]))
    const canvas = document.createElement('canvas')
    canvas.width = 3200
    canvas.height = 2000
    canvas.getContext('2d')?.drawImage(image, 0, 0, 3200, 2000)
    return canvas.toDataURL('image/jpeg', 0.95)
  }, file!.buffer.toString('base64'))
  const bytes = Buffer.from(big.slice(big.indexOf(',') + 1), 'base64')
  const buffer = Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)])
  await choose(page).setInputFiles({ name: 'upload-big.jpg', mimeType: 'image/jpeg', buffer })
  await page.check('[name=small]')
  await press(page).click()
  await expect(said(page)).toHaveText('It is here.')
  const p = (await known()).find((p) => p.name === 'upload-big.jpg') as Known & {
    width: number
    height: number
  }
  // It was on its side, so that it stands 2,560 pixels high.
  expect([p.width, p.height, p.credit]).toEqual([1600, 2560, 'N. Karim'])
  await page.uncheck('[name=small]')
  await page.context().close()
})

test('photographs are shared into the newsroom from another program', async ({ browser }) => {
  const page = await enter(browser, 'sadia', phone)
  const path = await page.locator('link[rel=manifest]').getAttribute('href')
  const manifest = (await (await page.request.get(`${staff}${path}`)).json()) as {
    share_target: { action: string; params: { files: { name: string }[] } }
  }
  const { action, params } = manifest.share_target
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true)
  const [file] = await photographs(page, 40, 1)
  await page.evaluate(
    ([data, action, name]) => {
      const bytes = Uint8Array.from(atob(data as string), (c) => c.charCodeAt(0))
      const form = document.createElement('form')
      Object.assign(form, { action, method: 'post', enctype: 'multipart/form-data' })
      const input = document.createElement('input')
      Object.assign(input, { type: 'file', name })
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], 'upload-shared.jpg', { type: 'image/jpeg' }))
      input.files = transfer.files
      const caption = document.createElement('input')
      Object.assign(caption, { name: 'caption', value: 'Families board a boat' })
      form.append(input, caption)
      document.body.append(form)
      form.submit()
    },
    [file!.buffer.toString('base64'), action, params.files[0]!.name],
  )
  await expect(page).toHaveURL(/\/n\/pictures\/upload\?caption=Families/)
  await expect(page.locator('[name=caption]')).toHaveValue('Families board a boat')
  await expect(page.locator('#upload-list .name')).toContainText('upload-shared.jpg')
  await press(page).tap()
  await expect(said(page)).toHaveText('It is here.')
  expect((await known()).find((p) => p.name === 'upload-shared.jpg')?.caption).toBe('Families board a boat')
  await page.context().close()
})

test('a phone and the keyboard alone do', async ({ browser }) => {
  const page = await enter(browser, 'sadia', { viewport: phone.viewport })
  await atUpload(page)
  const files = await photographs(page, 50, 2)
  await choose(page).focus()
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Enter')
  await (await chooser).setFiles([
    ...files,
    { name: 'x.tiff', mimeType: 'image/tiff', buffer: Buffer.from('II*') },
  ])
  await expect(said(page)).toHaveCount(3)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  // The one that is refused is taken out of the list, and the focus stays in it.
  await tabTo(page, /Remove x\.tiff/)
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveCount(2)
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', 'Remove upload-51.jpg')
  await tabTo(page, /^Send 2$/)
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveText(['It is here.', 'It is here.'])
  await expect(page.locator('#upload-state')).toHaveText('2 sent')
  expect(await violations(page)).toEqual([])
  await page.context().close()
})

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let left = 40; left > 0; left--) {
    await page.keyboard.press('Tab')
    const words = await page.evaluate(() => {
      const e = document.activeElement
      return e?.getAttribute('aria-label') ?? e?.textContent ?? ''
    })
    if (name.test(words.trim())) return
  }
  throw new Error(`no ${name} is reached`)
}

async function plain(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await signedIn(context, email)
  await page.goto(`${staff}/n`)
  return page
}

test('without script several files go with the form, and each says what became of it', async ({
  browser,
}) => {
  const drawing = await browser.newPage()
  const files = await photographs(drawing, 60, 2)
  await drawing.close()
  const context = await browser.newContext({ ...laptop, javaScriptEnabled: false })
  const page = await plain(context)
  await atUpload(page)
  await choose(page).setInputFiles([
    ...files,
    files[0]!,
    {
      name: 'map.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
  ])
  await page.fill('[name=credit]', 'A. Rahman')
  await press(page).click()
  const results = page.locator('#upload-results li')
  await expect(results).toHaveCount(4)
  await expect(results.nth(0)).toContainText('The picture is here.')
  await expect(results.nth(2)).toContainText('It was here already')
  await expect(results.nth(3)).toContainText('SVG')
  await results.nth(1).getByRole('link', { name: 'Open' }).click()
  await expect(page).toHaveURL(/\/n\/pictures\/[0-9a-f-]{36}$/)
  expect((await known()).find((p) => p.name === 'upload-61.jpg')?.credit).toBe('A. Rahman')
  await context.close()
})
