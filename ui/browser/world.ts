// What the tests share: where the demo is, and its API.
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, type Page } from '@playwright/test'
import type { Newsroom } from './setup.ts'

const newsrooms = JSON.parse(process.env.STET_NEWSROOMS ?? '[]') as Newsroom[]
// The number of the worker that this runs in says which newsroom is its own.
const own = newsrooms[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]

export const readers = own?.readers ?? ''
export const staff = own?.staff ?? ''
export const email = own?.email ?? ''
export const password = own?.password ?? ''
export const seedStory = own?.seedStory

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const axe = readFileSync(axePath, 'utf8')

export interface Story {
  number: number
  revision: number
  status: string
  published: string
  content: {
    headline: string
    slug?: string
    section: string
    language: string
    lead?: { picture: string }
  }
}

// House is a newsroom whose API is spoken to: that of all tests, if nothing else is said.
export interface House {
  staff: string
  token: string
}

const ours: House = { staff, token: own?.token ?? '' }

export async function api<T>(method: string, path: string, body?: unknown, house = ours): Promise<T> {
  const answer = await fetch(`${house.staff}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${house.token}`, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await answer.text()
  expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true)
  return JSON.parse(text) as T
}

// publish takes a story through the API to readers and returns it.
export async function publish(
  headline: string,
  flash: string,
  language = 'en',
  house = ours,
): Promise<Story> {
  const body = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: `${headline}, in its first words.` }] }],
  }
  const content = { language, section: 'world-news', headline, byline: { desk: 'GreenWatch Desk' }, body }
  const story = await api<Story>('POST', '/stories', { desk: 'greenwatch', content }, house)
  await api('POST', `/stories/${story.number}/submit`, {}, house)
  await api('POST', `/stories/${story.number}/ready`, {}, house)
  return api<Story>('POST', `/stories/${story.number}/publish`, { flash }, house)
}

// violations runs axe-core in the page, with all rules or with those that are named. Our
// policy lets no script in, so the tests come in by the debugger's door.
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return page.evaluate(async (rules) => {
    const run = (
      window as unknown as {
        axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
    ).axe
    const found = await run.run({
      runOnly: rules
        ? { type: 'rule', values: rules }
        : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`))
  }, rules)
}

// shift returns how far the page has moved by itself since it was opened.
export async function shift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0
        const watch = new PerformanceObserver((list) => {
          for (const e of list.getEntries()) sum += (e as unknown as { value: number }).value
        })
        watch.observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => {
          watch.disconnect()
          done(sum)
        }, 300)
      }),
  )
}

// weight returns how many bytes the page takes as a browser gets it: with brotli, which is
// made once two have asked, or with gzip if it is made for one reader.
export async function weight(path: string): Promise<number> {
  for (let left = 20; ; left--) {
    const { body, encoding } = await packed(path)
    if (encoding === 'br' || left === 0) {
      const unpack = encoding === 'br' ? brotliDecompressSync : gunzipSync
      expect(unpack(body).toString()).toContain('</html>')
      return body.length
    }
    await new Promise((done) => setTimeout(done, 10))
  }
}

// packed returns the page's bytes as a browser gets them, and how they are packed.
export async function packed(
  path: string,
  at = readers,
): Promise<{ body: Buffer; encoding: string | undefined }> {
  return new Promise((done, fail) => {
    request(new URL(at + path), { headers: { 'Accept-Encoding': 'br, gzip' } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (d: Buffer) => parts.push(d))
      answer.on('end', () =>
        done({ body: Buffer.concat(parts), encoding: answer.headers['content-encoding'] }),
      )
    })
      .on('error', fail)
      .end()
  })
}

// storyPath returns the path of the story that leads the home page of a language.
export async function storyPath(language: string): Promise<string> {
  const home = await (await fetch(`${readers}/${language}/`)).text()
  const found = new RegExp(`href="(/${language}/[^"]+/\\d{4}/\\d\\d/\\d\\d/\\d+-[^"]+)"`).exec(home)
  expect(found, 'the home page leads to a story').not.toBeNull()
  return found?.[1] ?? ''
}
