// People of the demo, each in a browser context of their own, and stories for them.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Cookie,
  expect,
  type Page,
} from '@playwright/test'
import { api, type House, password, type Story, staff } from './world.ts'

export const laptop: BrowserContextOptions = { viewport: { width: 1366, height: 768 } }
export const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
}

// The sessions that this worker's people have, by newsroom and address.
const sessions = new Map<string, Cookie[]>()

// signedIn gives a browser somebody's session. It is the same for all of a worker's tests, since signing in costs more than most of
// what they do after it; those that are about signing in do it themselves.
export async function signedIn(context: BrowserContext, email: string, at = staff): Promise<void> {
  const name = `${at} ${email}`
  const kept = sessions.get(name)
  if (kept) {
    await context.addCookies(kept)
    if ((await context.request.get(`${at}/api/v1/me`)).ok()) return
  }
  const answer = await context.request.post(`${at}/n/sign-in`, {
    form: { email, password },
    headers: { Origin: at },
    maxRedirects: 0,
  })
  expect(answer.status(), `${email} signs in`).toBe(303)
  sessions.set(name, await context.cookies(at))
}

// ready waits until every script of a newsroom's page listens: a key that is pressed before is one that the page does not know.
export const ready = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-ready', '')

// arrived waits until what was pressed has led to the address, and its page listens.
export async function arrived(page: Page, url: RegExp): Promise<void> {
  await expect(page).toHaveURL(url)
  await ready(page)
}

// enter opens Today for somebody, in a context of their own.
export async function enter(browser: Browser, who: string, as = laptop, at = staff): Promise<Page> {
  const context = await browser.newContext(as)
  await signedIn(context, `${who}@stet.test`, at)
  const page = await context.newPage()
  await page.goto(`${at}/n`)
  if (as.javaScriptEnabled !== false) await ready(page)
  return page
}

// write starts a story with these paragraphs.
export async function write(headline: string, paragraphs: string[], house?: House): Promise<Story> {
  const body = {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  }
  const content = { language: 'en', section: 'world-news', headline, byline: {}, body }
  return api<Story>('POST', '/stories', { desk: 'city', content }, house)
}

export const text = (page: Page) => page.locator('.ProseMirror')

export async function typeAtEnd(page: Page, words: string): Promise<void> {
  await text(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
}

interface Node {
  text?: string
  content?: Node[]
}

// plain returns the paragraphs of a story as the newsroom has it.
export async function plain(number: number, house?: House): Promise<string[]> {
  const s = await api<{ content: { body: Node } }>('GET', `/stories/${number}`, undefined, house)
  const words = (n: Node): string => n.text ?? (n.content ?? []).map(words).join('')
  return (s.content.body.content ?? []).map(words)
}

// startedBy starts a story as whoever is signed in on the page.
export async function startedBy(page: Page, headline: string, paragraph: string): Promise<Story> {
  return page.evaluate(
    async ([headline, text]) => {
      const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }
      const content = { language: 'en', section: 'world-news', headline, byline: {}, body }
      const r = await fetch('/api/v1/stories', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Stet': '1' },
        body: JSON.stringify({ desk: 'city', content }),
      })
      if (!r.ok) throw new Error(await r.text())
      return (await r.json()) as Story
    },
    [headline, paragraph] as const,
  )
}
