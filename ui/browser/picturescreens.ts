// The screens of the newsroom's pictures, films and sounds, each with something on it.
import type { Page } from '@playwright/test'
import { api, type Story, staff } from './world.ts'

interface Picture {
  id: string
  rights?: { use?: string }
}

// sound is a second of silence, as MP3.
function sound(): Buffer {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x64]) // layer III, 128 kbit/s, 44.1 kHz
  return Buffer.concat(Array.from({ length: 40 }, () => frame))
}

// pictureScreens makes what they show and the demo has not, a collection and a sound, as whoever is signed in on the page, and returns their paths under /n.
export async function pictureScreens(page: Page): Promise<string[]> {
  const { items } = await api<{ items: Picture[] }>('GET', '/pictures?limit=3')
  const ids = items.map((p) => p.id)
  const name = `নদী ${Date.now()}`
  await api('POST', '/collections', { name, pictures: ids })
  await page.goto(`${staff}/n/recordings`)
  if ((await page.locator('.grid li').count()) === 0) {
    await page.setInputFiles('#upload-file', {
      name: 'silence.mp3',
      mimeType: 'audio/mpeg',
      buffer: sound(),
    })
    await page.fill('#upload-form [name=caption]', 'ঘাটের শব্দ')
    await page.click('#upload-form button.main')
    await page.locator('#upload-list > li a').first().waitFor()
    await page.goto(`${staff}/n/recordings`)
  }
  const recording = await page.locator('.grid li a').first().getAttribute('href')
  const stories = (await api<{ items: Story[] }>('GET', '/stories?limit=200')).items
  const used = stories.find((s) => s.status === 'live' && s.content.lead)?.content.lead?.picture ?? ids[0]
  return [
    '/pictures',
    '/pictures?view=list',
    '/pictures?credit=nobody',
    '/pictures/upload',
    '/pictures/collections',
    `/pictures/captions?${ids.map((id) => `picture=${id}`).join('&')}`,
    `/pictures/${used}`,
    `/pictures/${used}/replace`,
    '/recordings',
    String(recording).replace(/^\/n/, ''),
  ]
}
