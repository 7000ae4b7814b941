// J14, the file photo, and J15, the end of rights.
import { readFileSync } from 'node:fs'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter } from './people.ts'
import { api, publish, readers, type Story, staff } from './world.ts'

interface Picture {
  id: string
  revision?: number
  taken?: string
}

// shot is a picture of the demo's as a camera would have written it then, by the clock of Dhaka. Each is another file.
let shots = 0
function shot(name: string, taken: string): Buffer {
  const jpeg = readFileSync(`../internal/seed/pictures/${name}.jpg`)
  const tiff = Buffer.alloc(26 + 30 + 20 + 8)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(1, 8) // one entry: where the EXIF is
  entry(tiff, 10, 0x8769, 4, 1, 26)
  tiff.writeUInt16LE(2, 26)
  entry(tiff, 28, 0x9003, 2, 20, 56) // DateTimeOriginal
  entry(tiff, 40, 0x9011, 2, 7, 76) // OffsetTimeOriginal
  tiff.write(`${taken}\0`, 56, 'latin1')
  tiff.write('+06:00\0', 76, 'latin1')
  const comment = Buffer.from(`frame ${Date.now()} ${shots++}`)
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    segment(0xfe, comment),
    jpeg.subarray(2),
  ])
}

function entry(to: Buffer, at: number, tag: number, type: number, count: number, value: number): void {
  to.writeUInt16LE(tag, at)
  to.writeUInt16LE(type, at + 2)
  to.writeUInt32LE(count, at + 4)
  to.writeUInt32LE(value, at + 8)
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

// uploaded sends the file as whoever is signed in on the page.
async function uploaded(page: Page, file: Buffer, caption: string): Promise<Picture> {
  const about = new URLSearchParams({
    name: 'frame.jpg',
    caption,
    credit: 'A. Rahman',
    alt: `Seen: ${caption}`,
  })
  return page.evaluate(
    async ([bytes, query]) => {
      const r = await fetch(`/api/v1/pictures?${query}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream', 'X-Stet': '1' },
        body: Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)),
      })
      if (!r.ok) throw new Error(await r.text())
      return (await r.json()) as Picture
    },
    [file.toString('base64'), about.toString()] as const,
  )
}

const exif = (at: Date) =>
  new Date(at.getTime() + 6 * 3600_000).toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')

// ready starts a story with the picture as its lead and takes it to where it can be published.
async function withLead(headline: string, language: string, p: Picture, caption: string): Promise<Story> {
  const body = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Ferries run.' }] }],
  }
  const lead = { picture: p.id, caption, credit: 'A. Rahman', alt: 'A ferry' }
  const content = {
    language,
    section: 'world-news',
    headline,
    byline: { desk: 'GreenWatch Desk' },
    body,
    lead,
  }
  return api<Story>('POST', '/stories', { desk: 'greenwatch', content })
}

async function live(s: Story): Promise<string> {
  for (const step of ['submit', 'ready', 'publish']) await api('POST', `/stories/${s.number}/${step}`, {})
  return address(s.number)
}

async function address(number: number): Promise<string> {
  const s = await api<Story>('GET', `/stories/${number}`)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Dhaka' }).format(new Date(s.published))
  return `${readers}/${s.content.language}/${s.content.section}/${day.replaceAll('-', '/')}/${number}-${s.content.slug}`
}

const html = async (at: string) => (await fetch(at)).text()

for (const [language, mark, who] of [
  ['en', 'File photo', 'sadia'],
  ['bn', 'ফাইল ছবি', 'sadia'],
] as const)
  test(`J14: a frame of 2024 is a file photo until somebody says why not, in ${language}`, async ({
    browser,
  }) => {
    const page = await enter(browser, who)
    const old = await uploaded(page, shot('river-dusk', '2024:03:12 15:11:00'), 'Ferry at the Jamuna quay')
    expect(old.taken).toContain('2024-03-12T09:11')
    const fresh = await uploaded(
      page,
      shot('river-dusk', exif(new Date(Date.now() - 3600_000))),
      'Ferry at the Jamuna quay',
    )
    const s = await withLead(`Ferries run on the Jamuna ${language} ${Date.now()}`, language, old, 'A ferry')
    await page.goto(`${staff}/n/s/${s.number}`)
    const used = page.locator('#pictures .in-use')
    await expect(used.locator('.file-mark')).toContainText('File photo: yes, taken 12 Mar 2024')
    await expect(used.getByRole('link', { name: 'Ferry at the Jamuna quay' }).first()).toBeVisible()
    const at = await live(s)
    // The caption ends with the mark, before the credit.
    await expect.poll(() => html(at)).toMatch(new RegExp(`A ferry[^]{0,60}${mark}[^]{0,90}A\\. Rahman`))

    await page.goto(`${staff}/n/s/${s.number}`)
    await used.locator('.mark-off summary').click()
    await used.getByRole('button', { name: 'Take it off' }).click()
    await expect(page.locator('.troubles')).toContainText('needs a reason')
    expect(await html(at)).toContain(mark)
    await page.goto(`${staff}/n/s/${s.number}`)
    await used.locator('.mark-off summary').click()
    await used.locator('.mark-off input').fill('The clock of the camera was never set')
    await used.getByRole('button', { name: 'Take it off' }).click()
    await expect(used.locator('.file-mark')).toContainText('File photo: no')
    await expect(used).toContainText('The clock of the camera was never set')
    await expect.poll(() => html(at)).not.toContain(`${mark}.`)
    expect(await html(at)).not.toContain('never set')
    await page.goto(`${staff}/n/log?object=story/${s.number}`)
    await expect(page.locator('main')).toContainText('never set')

    const other = await withLead(`Ferries run again ${language} ${Date.now()}`, language, fresh, 'A ferry')
    const today = await live(other)
    await expect.poll(() => html(today)).toContain('A. Rahman')
    expect(await html(today)).not.toMatch(new RegExp(`<strong>${mark}`))
    await page.context().close()
  })

async function rights(p: Picture, until: Date): Promise<void> {
  const now = await api<Picture>('GET', `/pictures/${p.id}`)
  await api('PATCH', `/pictures/${p.id}`, { base: now.revision ?? 0, rights: { until: until.toISOString() } })
}

test('J15: a picture whose rights are over is not put in, and one that readers have needs somebody', async ({
  browser,
}) => {
  const page = await enter(browser as Browser, 'sadia')
  const frame = await uploaded(
    page,
    shot('river-dusk', exif(new Date(Date.now() - 3600_000))),
    'A ferry of the agency',
  )
  const other = await uploaded(
    page,
    shot('river-dusk', exif(new Date(Date.now() - 3600_000))),
    'A ferry of our own',
  )
  const s = await withLead(`Ferries of the agency ${Date.now()}`, 'en', frame, 'A ferry of the agency')
  const at = await live(s)
  await expect.poll(() => html(at)).toContain('A ferry of the agency')
  await page.goto(`${staff}/n`)
  const needs = page.locator('section[aria-labelledby=h-waiting]')
  await expect(needs).not.toContainText('Picture may not be shown') // nothing is wrong yet

  await rights(frame, new Date(Date.now() - 60_000))
  await page.goto(`${staff}/n`)
  const line = needs.locator('li', { hasText: s.content.headline }).first()
  await expect(line).toContainText('Picture may not be shown')
  await expect(line).toContainText('the right to show it ended at')

  const fresh = await publish(`Another story ${Date.now()}`, '')
  await page.goto(`${staff}/n/s/${fresh.number}`)
  await page.locator('#lead details.choose summary').click()
  const choice = page.locator(`input[name=lead_picture][value="${frame.id}"]`)
  await expect(choice).toBeDisabled()
  await expect(page.locator('li', { has: choice })).toContainText(
    'may not be used: the right to show it ended at',
  )

  await page.goto(`${staff}/n/s/${s.number}`)
  await expect(page.locator('#pictures .in-use')).toContainText('may not be used')
  await page.locator('#lead details.choose summary').click()
  await page.locator(`input[name=lead_picture][value="${other.id}"]`).check()
  await page.fill('input[name=lead_caption]', 'A ferry of our own')
  await page.keyboard.press('Control+s')
  await expect(page.locator('#pictures .in-use')).not.toContainText('may not be used', { timeout: 10_000 })
  await api('POST', `/stories/${s.number}/update`, { note: 'Another picture.' })
  await expect.poll(() => html(at)).toContain('A ferry of our own')
  expect(await html(at)).not.toContain('A ferry of the agency')
  await page.goto(`${staff}/n`)
  await expect(needs.locator('li', { hasText: s.content.headline })).toHaveCount(0)
  await page.context().close()
})
