// Live coverage from its beginning to its end, as a desk makes it and a reader has it open
// (journey J19).
import { type Browser, expect, type Page, test } from '@playwright/test'
import { laptop, signedIn } from './people.ts'
import { api, email, publish, readers, type Story, shift, staff, violations } from './world.ts'

interface Post {
  id: string
  title?: string
  body?: unknown
  key?: boolean
  pinned?: boolean
}

interface Coverage {
  posts: Post[]
}

const phone = { width: 360, height: 740 }

const text = (words: string): unknown => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
})

async function post(story: Story, title: string, more: Partial<Post> = {}): Promise<Post> {
  const body = text(`${title}: নদীর পানি বাড়ছে, ঘাটে অপেক্ষায় শত শত ট্রাক।`)
  const now = await api<Coverage>('POST', `/stories/${story.number}/coverage/posts`, { title, body, ...more })
  return now.posts.find((p) => p.title === title) as Post
}

async function covered(headline: string, posts: number): Promise<{ story: Story; path: string }> {
  const story = await publish(headline, '', 'bn')
  await api('POST', `/stories/${story.number}/coverage`)
  for (let i = 1; i <= posts; i++) await post(story, `পোস্ট ${i}`)
  let path = ''
  await expect(async () => {
    const home = await (await fetch(`${readers}/bn/`)).text()
    path = new RegExp(`href="(/bn/[^"]+/${story.number}-[^"]+)"`).exec(home)?.[1] ?? ''
    expect(await (await fetch(readers + path)).text()).toContain(`পোস্ট ${posts}`)
  }).toPass()
  return { story, path }
}

// opened opens a page and waits until it has asked what came before its stream.
async function opened(browser: Browser, path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: phone })).newPage()
  const asked = page.waitForResponse('**/posts.json')
  await page.goto(readers + path)
  await asked
  return page
}

const button = (page: Page) => page.locator('[data-do=posts]')

test('a reader of live coverage is told of posts and moved by none', async ({ browser }) => {
  test.setTimeout(120_000)
  const { story, path } = await covered('যমুনায় বন্যা', 25)
  const page = await opened(browser, path)
  const title = await page.title()
  const asked: string[] = []
  page.on('request', (r) => asked.push(new URL(r.url()).pathname))

  await page.locator('.post').nth(12).scrollIntoViewIfNeeded()
  const reading = page.locator('.post').nth(12)
  const stood = (await reading.boundingBox())?.y ?? 0
  const moved = async () => Math.abs(((await reading.boundingBox())?.y ?? 0) - stood)

  const desk = await deskOf(browser, story.number)
  for (const n of [1, 2, 3]) {
    await desk.locator('[name=title]').fill(`নতুন পোস্ট ${n}`)
    await desk.locator('textarea[name=text]').fill(`ঘাট থেকে ${n}`)
    if (n === 1) {
      await desk.locator('summary', { hasText: 'Add a picture' }).click()
      // The last are the demo's own; what other tests brought may have no credit.
      await desk.locator('[name=picture]').last().check({ force: true })
      await desk.locator('[name=alt]').fill('ঘাটে ফেরি')
    }
    if (n === 2) await desk.locator('[name=pinned]').check()
    if (n === 3) await desk.locator('[name=key]').check()
    await desk.locator('[data-primary]').click()
    await expect(desk.locator('.lines')).toContainText(`নতুন পোস্ট ${n}`)
  }
  await expect(button(page)).toHaveText('৩টি নতুন পোস্ট')
  expect(await page.title()).toBe(`(৩) ${title}`)
  await expect(page.locator('.fresh [role=status]')).toHaveText(/নতুন পোস্ট/)
  expect(await moved(), 'what is being read').toBeLessThanOrEqual(1)

  // One above what is read is corrected, one is taken away.
  const { posts } = await api<Coverage>('GET', `/stories/${story.number}/coverage`)
  const [corrected, removed] = [
    posts.find((p) => p.title === 'পোস্ট 25'),
    posts.find((p) => p.title === 'পোস্ট 24'),
  ]
  await desk.goto(`${staff}/n/live/${story.number}?post=${corrected?.id}`)
  await desk.locator('[name=title]').fill('পোস্ট 25, সংশোধিত')
  await desk.locator('textarea[name=text]').fill('৪১টি আশ্রয়কেন্দ্র, ১৪টি নয়। '.repeat(12))
  await desk.locator('[name=note]').fill('আশ্রয়কেন্দ্রের সংখ্যা ১৪ নয়, ৪১।') // a fact has changed
  await desk.locator('[data-primary]').click()
  await desk.locator(`.lines li[data-id="${removed?.id}"] [value=remove]`).click()
  await expect(page.locator(`#p-${corrected?.id}`)).toContainText('সংশোধিত')
  await expect(page.locator(`#p-${corrected?.id} .by`)).toContainText('সম্পাদিত')
  await expect(page.locator(`#p-${removed?.id}`)).toContainText('পোস্টটি সরিয়ে নেওয়া হয়েছে')
  await expect(page.locator(`#p-${removed?.id}`)).not.toContainText('পোস্ট 24')
  expect(await moved(), 'what is being read').toBeLessThanOrEqual(1)
  expect(await shift(page)).toBeLessThan(0.01)
  await expect(page.locator('.pinned'), 'above what is read').toContainText('নতুন পোস্ট 2')

  await button(page).click()
  const newest = page.locator('.post').first()
  await expect(newest).toContainText('নতুন পোস্ট 3')
  await expect(newest.locator('h3 a')).toBeFocused()
  await expect(page.locator('.post h3').nth(2)).toContainText('নতুন পোস্ট 1')
  await expect(page.locator('.post').nth(2).locator('figure img[alt="ঘাটে ফেরি"]')).toBeVisible()
  await expect(button(page)).toBeHidden()
  expect(await page.title()).toBe(title)
  await expect(page.locator('.events')).toContainText('নতুন পোস্ট 3')
  expect(await violations(page)).toEqual([])

  // Its address leads to the page on which it stays.
  const permalink = (await newest.locator('h3 a').getAttribute('href')) ?? ''
  expect(permalink).toMatch(/\/posts\/2#p-/)
  const there = await page.context().newPage()
  await there.goto(readers + permalink)
  await expect(there.locator('.post:target')).toContainText('নতুন পোস্ট 3')
  expect(await violations(there)).toEqual([])
  await there.close()
  await page.bringToFront()

  await desk.locator('[value=end]').click()
  await expect(page.locator('.status')).toContainText('সরাসরি সম্প্রচার শেষ হয়েছে')
  const streams = () => asked.filter((p) => p === '/sse/ticker/bn').length
  await expect.poll(streams, 'the bar has a stream of its own again').toBe(1)
  await page.reload()
  await expect(page.locator('.live')).not.toHaveAttribute('data-live')
  await page.locator('.start a').click()
  await expect(page.locator('.post').first()).toContainText('পোস্ট 1')
  await Promise.all([page.context().close(), desk.context().close()])
})

// deskOf signs in and opens the live desk of the story.
async function deskOf(browser: Browser, story: number): Promise<Page> {
  const context = await browser.newContext(laptop)
  await signedIn(context, email)
  const desk = await context.newPage()
  await desk.goto(`${staff}/n/live/${story}`)
  await expect(desk.locator('[data-primary]')).toBeVisible()
  return desk
}

// hide tells the page that it is not seen, or is.
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

test('who comes back to a page has what was posted meanwhile, and the bar by the same stream', async ({
  browser,
}) => {
  const { story, path } = await covered('তিস্তায় ভাঙন', 2)
  const page = await opened(browser, path)
  await page.context().setOffline(true)
  await expect(page.locator('#lost')).toContainText('ইন্টারনেট সংযোগ নেই')
  await page.context().setOffline(false)
  await expect(page.locator('#lost')).toHaveCount(0)
  await hide(page, true) // gives its stream back
  await post(story, 'আড়ালে যা হলো')
  expect(await button(page).isVisible(), 'without a stream').toBe(false)
  await hide(page, false)
  await expect(button(page)).toHaveText('১টি নতুন পোস্ট')
  const flash = await api<{ id: string }>('POST', '/ticker', { language: 'bn', text: 'পরীক্ষার শিরোনাম, লাইভে' })
  await expect(page.locator(`.tk li[data-id="${flash.id}"]`)).toBeAttached()
  await api('DELETE', `/ticker/${flash.id}`)
  await page.context().close()
})

test('where there is no stream the page asks every minute, and a stopped page changes nothing by itself', async ({
  page,
}) => {
  const { story, path } = await covered('মেঘনায় ঝড়', 3)
  await page.route('**/sse/**', (r) => r.fulfill({ status: 204 }))
  await page.setViewportSize(phone)
  await page.clock.install()
  await page.goto(readers + path)
  await page.clock.runFor(1_000)
  await page.waitForTimeout(300)
  await page.locator('.tk [data-do=pause]').click()
  const first = (await api<Coverage>('GET', `/stories/${story.number}/coverage`)).posts.at(-1) as Post
  await api('POST', `/stories/${story.number}/coverage/posts`, {
    ...first,
    title: 'বদলে গেছে',
    body: text('অন্য কথা'),
    note: 'আগের কথা ভুল ছিল।',
  })
  await post(story, 'চতুর্থ')
  await page.waitForTimeout(300)
  expect(await button(page).isVisible()).toBe(false)
  await page.clock.runFor(67_000)
  await expect(button(page)).toHaveText('১টি নতুন পোস্ট')
  await expect(page.locator(`#p-${first.id}`)).toContainText('পোস্ট 1')
  await page.locator('.tk [data-do=pause]').click()
  await expect(page.locator(`#p-${first.id}`)).toContainText('বদলে গেছে')
})

test('without script live coverage is whole and says that it stands still', async ({ browser }) => {
  const { path } = await covered('পদ্মায় কুয়াশা', 22)
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(readers + path)
  await expect(page.locator('.post')).toHaveCount(20)
  await expect(page.locator('.live .note')).toContainText('আবার লোড করুন')
  await expect(page.locator('.fresh')).toBeHidden()
  await page.locator('.live .pager .step').click()
  await expect(page.locator('.post').first()).toContainText('পোস্ট 22')
  await page.goto(readers + path.replace('/bn/', '/bn/lite/'))
  await expect(page.locator('.post')).toHaveCount(20)
  await context.close()
})
