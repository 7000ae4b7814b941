// A film from a telephone to a reader: in over a bad line, with a poster and captions, into a story, played, withdrawn,
// reinstated, and gone with its story. The film is made in the browser, so that no encoder is needed here.
import { expect, type Page, test } from '@playwright/test'
import { enter, laptop } from './people.ts'
import { api, readers, type Story, staff, violations } from './world.ts'

const caption = 'The river rises at Sirajganj'

// recorded returns a film of two seconds, as the browser's own recorder makes it.
async function recorded(page: Page): Promise<Buffer> {
  const data = await page.evaluate(
    () =>
      new Promise<string>((done) => {
        const canvas = document.createElement('canvas')
        canvas.width = 320
        canvas.height = 180
        const pen = canvas.getContext('2d') as CanvasRenderingContext2D
        const draw = setInterval(() => {
          const image = pen.createImageData(320, 180)
          for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : Math.random() * 255
          pen.putImageData(image, 0, 0)
        }, 50)
        const options = { mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 4_000_000 }
        const recorder = new MediaRecorder(canvas.captureStream(20), options)
        const parts: Blob[] = []
        recorder.ondataavailable = (e) => parts.push(e.data)
        recorder.onstop = () => {
          clearInterval(draw)
          const reader = new FileReader()
          reader.onload = () => done(String(reader.result))
          reader.readAsDataURL(new Blob(parts))
        }
        recorder.start()
        setTimeout(() => recorder.stop(), 2000)
      }),
  )
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64')
}

const status = async (path: string) => (await fetch(readers + path)).status

// published takes a story with the film through the API to readers, and returns its path.
async function published(film: string): Promise<{ number: number; path: string }> {
  const body = {
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: 'Water rose by two metres in a night.' }] },
      { type: 'media', attrs: { media: film, caption, credit: 'N. Karim' } },
    ],
  }
  const content = {
    ...{ language: 'en', section: 'world-news', headline: 'The river rises' },
    ...{ byline: { desk: 'GreenWatch Desk' }, body },
  }
  const { number } = await api<Story>('POST', '/stories', { desk: 'greenwatch', content })
  await api('POST', `/stories/${number}/submit`, {})
  await api('POST', `/stories/${number}/ready`, {})
  const s = await api<Story>('POST', `/stories/${number}/publish`, {})
  const day = new Date(Date.parse(s.published) + 6 * 3600_000).toISOString().slice(0, 10)
  return { number, path: `/en/world-news/${day.replaceAll('-', '/')}/${number}-the-river-rises` }
}

test('a film comes in over a bad line, is played by readers, and is taken from them', async ({ browser }) => {
  test.slow() // it is a whole day of a film
  const desk = await enter(browser, 'sadia', laptop)
  await desk.goto(`${staff}/n/recordings`)
  const buffer = await recorded(desk)
  const door = await desk.context().newCDPSession(desk)
  await door.send('Network.enable')
  const line = (offline: boolean, uploadThroughput: number) =>
    door.send('Network.emulateNetworkConditions', {
      ...{ offline, latency: 20, downloadThroughput: -1, uploadThroughput },
    })
  const said = desk.locator('#upload-list > li .said')
  await desk.getByText('Upload video or audio').first().click()
  if (!(await desk.locator('#upload-file').isVisible()))
    await desk.getByText('Upload video or audio').first().click()
  await desk.setInputFiles('#upload-file', [
    { name: 'river.webm', mimeType: 'video/webm', buffer },
    { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
  ])
  await expect(said.nth(1)).toContainText('This is no video or sound')
  await desk.fill('#upload-form [name=caption]', caption)
  await line(false, 60_000)
  await desk.click('#upload-form button.main')
  await expect(said.first()).toContainText('Sending:')
  await line(true, 60_000)
  await expect(said.first()).toHaveText('Waiting: offline')
  await line(false, -1)
  await expect(said.first()).toHaveText('It is here.', { timeout: 45_000 })
  expect(await violations(desk)).toEqual([])
  await desk.locator('#upload-list > li').first().getByRole('link', { name: 'Open' }).click()

  // What stands for it, and what it says.
  await expect(desk.locator('h1')).toHaveText(caption)
  await desk.fill('[name=credit]', 'N. Karim')
  await desk.locator('[name=poster]').nth(1).check()
  await desk.setInputFiles('[name=captions_en]', {
    ...{ name: 'en.vtt', mimeType: 'text/vtt' },
    buffer: Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.900\n<v Nusrat>The water is here.\n'),
  })
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText('Saved.')).toBeVisible()
  expect(await violations(desk)).toEqual([])
  const film = new URL(desk.url()).pathname.split('/').pop() as string
  const { number, path } = await published(film)

  // Nothing of it is loaded before it is played but what stands for it.
  const reader = await (await browser.newContext({ ...laptop })).newPage()
  const asked: string[] = []
  reader.on('request', (r) => asked.push(new URL(r.url()).pathname))
  await reader.goto(readers + path)
  const video = reader.locator('figure.media video')
  await expect(video).toHaveAttribute('poster', /^\/media\/.+\.jpg$/)
  const files = await reader.evaluate(() => ({
    film: document.querySelector('figure.media source')?.getAttribute('src') ?? '',
    captions: document.querySelector('figure.media track')?.getAttribute('src') ?? '',
    poster: document.querySelector('figure.media video')?.getAttribute('poster') ?? '',
  }))
  await reader.waitForLoadState('networkidle')
  expect(asked).not.toContain(files.film)
  expect(asked).toContain(files.poster)
  await expect(reader.locator('figure.media figcaption')).toContainText(/Video · .+ · 0:0[12]/)
  expect(await violations(reader)).toEqual([])

  // A reader plays it, with its captions.
  await video.evaluate((v: HTMLVideoElement) => {
    v.muted = true
    void v.play()
  })
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.currentTime)).toBeGreaterThan(0.2)
  const cues = () => video.evaluate((v: HTMLVideoElement) => v.textTracks[0]?.cues?.length ?? 0)
  await expect.poll(cues).toBe(1)
  expect(await video.evaluate((v: HTMLVideoElement) => [v.videoWidth, v.videoHeight])).toEqual([320, 180])

  // Without script the player is the browser's own.
  const bare = await (await browser.newContext({ ...laptop, javaScriptEnabled: false })).newPage()
  await bare.goto(readers + path)
  await expect(bare.locator('figure.media video[controls][preload=none]')).toBeVisible()
  const part = await fetch(readers + files.film, { headers: { Range: 'bytes=4-99' } })
  expect([part.status, part.headers.get('content-type'), (await part.arrayBuffer()).byteLength]).toEqual([
    ...[206, 'video/webm', 96],
  ])

  // A duty editor takes it from every story, and the story stays.
  await desk.locator('details.danger summary').click()
  await desk.locator('details.danger [name=reason]').fill('The family asks')
  await desk.locator('details.danger button').click()
  await expect(desk.getByText('Withdrawn: no reader has it.')).toBeVisible()
  const all = () => Promise.all([files.film, files.captions, path].map(status))
  await expect.poll(all).toEqual([404, 404, 200])
  expect(await (await fetch(readers + path)).text()).not.toContain('<video')
  await desk.locator('form[action$=reinstate] [name=reason]').fill('They agree')
  await desk.locator('form[action$=reinstate] button').click()
  await expect.poll(all).toEqual([200, 200, 200])

  // What is killed takes its film along.
  await api('POST', `/stories/${number}/kill`, { reason: 'It is not true', alone: 'It is night' })
  await expect.poll(all).toEqual([404, 404, 410])
  for (const p of [desk, reader, bare]) await p.context().close()
})
