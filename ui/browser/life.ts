// Who decides on the life of a story in the tests, and how a story comes to be ready.
import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { api, password, type Story, staff } from './world.ts'

export const sadia = 'sadia@stet.test' // the duty editor
export const rashed = 'rashed@stet.test' // a desk editor

export async function signIn(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await page.goto(`${staff}/n/sign-in`)
  await page.fill('input[name=email]', who)
  await page.fill('input[name=password]', password)
  await page.locator('main form button').first().click()
  await expect(page).toHaveURL(/\/n\/?(\?.*)?$/)
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
