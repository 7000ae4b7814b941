// Frames of a camera, and stories that show them.
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { api, readers, type Story } from './world.ts'

export interface Picture {
  id: string
  revision?: number
  taken?: string
}

// shot is a picture of the demo's as a camera would have written it then, by the clock of Dhaka. Each is another file.
let shots = 0
export function shot(name: string, taken: string): Buffer {
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
export async function uploaded(page: Page, file: Buffer, caption: string): Promise<Picture> {
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

// exif is the time as a camera in Dhaka writes it.
export const exif = (at: Date) =>
  new Date(at.getTime() + 6 * 3600_000).toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')

// withLead starts a story with the picture as its lead.
export async function withLead(
  headline: string,
  language: string,
  p: Picture,
  caption: string,
): Promise<Story> {
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

// live takes the story to readers and returns its address there.
export async function live(s: Story): Promise<string> {
  for (const step of ['submit', 'ready', 'publish']) await api('POST', `/stories/${s.number}/${step}`, {})
  return address(s.number)
}

async function address(number: number): Promise<string> {
  const s = await api<Story>('GET', `/stories/${number}`)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Dhaka' }).format(new Date(s.published))
  return `${readers}/${s.content.language}/${s.content.section}/${day.replaceAll('-', '/')}/${number}-${s.content.slug}`
}

// html is what readers get at the address.
export const html = async (at: string) => (await fetch(at)).text()
