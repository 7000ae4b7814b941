// Who decides on the life of a story in the tests, and how a story comes to be ready.
import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { signedIn } from './people.ts'
import { api, readers, type Story, shift, staff, violations } from './world.ts'

export const sadia = 'sadia@stet.test' // the duty editor
export const rashed = 'rashed@stet.test' // a desk editor

export async function signIn(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await signedIn(context, who)
  await page.goto(`${staff}/n`)
  return page
}

export async function ready(headline: string, text: string): Promise<Story> {
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }
  const content = { language: 'en', section: 'business', headline, byline: { desk: 'City Desk' }, body }
  const story = await api<Story>('POST', '/stories', { desk: 'greenwatch', content })
  await api('POST', `/stories/${story.number}/submit`, {})
  return api<Story>('POST', `/stories/${story.number}/ready`, {})
}

// path is where readers have the story, once they do.
export const path = (s: Story, published = new Date()): string => {
  const day = new Date(published.getTime() + 6 * 3600_000).toISOString().slice(0, 10).replaceAll('-', '/')
  const slug = s.content.slug || s.content.headline.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `/en/${s.content.section}/${day}/${s.number}-${slug}`
}

export const read = async (path: string): Promise<string> => (await fetch(readers + path)).text()

// linked returns what a page says to programs about its story.
export async function linked(at: string): Promise<Record<string, unknown>> {
  const text = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(await read(at))?.[1] ?? ''
  const said = JSON.parse(text) as { '@graph'?: Record<string, unknown>[] }
  const all = said['@graph'] ?? [said as Record<string, unknown>]
  return all.find((o) => 'datePublished' in o) ?? {}
}

// clean opens a page as somebody who is signed out does: it moves by itself and breaks rules of
// reading no more than any page, and says nothing to the console.
export async function clean(browser: Browser, at: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  const said: string[] = []
  page.on('console', (m) => {
    if (m.type() === 'error' && !m.text().includes('status of 410')) said.push(m.text())
  })
  page.on('pageerror', (e) => said.push(e.message))
  await page.goto(readers + at)
  expect(await violations(page)).toEqual([])
  expect(await shift(page)).toBeLessThanOrEqual(0.01)
  expect(said).toEqual([])
  return page
}
