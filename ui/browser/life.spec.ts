// The life of a story that must not go out yet, must go away, or was wrong (journeys J4 to
// J8). Where two people decide, each has a browser of their own.
import { expect, type Page, test } from '@playwright/test'
import { path, rashed, ready, sadia, signIn } from './life.ts'
import { api, publish, readers, type Story, shift, staff, violations } from './world.ts'

const read = async (path: string): Promise<string> => (await fetch(readers + path)).text()
const open = async (page: Page, story: Story): Promise<void> => {
  await page.goto(`${staff}/n/s/${story.number}`)
}
// surfaces are where readers would meet a story.
const surfaces = ['/en/', '/en/business/', '/en/feed.rss', '/en/feed.json', '/sitemap.xml', '/ticker/en.json']

// met returns where readers meet the words.
async function met(words: string): Promise<string[]> {
  const found: string[] = []
  for (const s of [...surfaces, `/en/search?q=${encodeURIComponent(words)}`]) {
    const page = (await read(s)).replaceAll(/<(title|input)[^>]*>|value="[^"]*"/g, '')
    const shown = s.includes('search') ? page.includes(`${words}</a>`) : page.includes(words)
    if (shown) found.push(s)
  }
  return found
}

interface LogPage {
  items: { verb: string; actor: { name: string }; detail: Record<string, string> }[]
}
const log = (s: Story): Promise<LogPage> => api<LogPage>('GET', `/log?object=story/${s.number}&limit=50`)

// asked is where Today leads to what waits for a second person about the story.
async function asked(story: Story): Promise<string> {
  const all = await api<{ items: { id: string }[] }>('GET', `/stories/${story.number}/requests`)
  return `main a[href="/n/requests/${all.items[0]?.id}"]`
}

test('J4: an embargo holds every way out, and ends by itself', async ({ browser }) => {
  test.setTimeout(120_000)
  const story = await ready(`Policy rate held ${Date.now()}`, 'The bank kept its policy rate.')
  const until = new Date(Date.now() + 40_000)
  await api('POST', `/stories/${story.number}/embargo`, { until: until.toISOString() })
  const page = await signIn(browser, rashed)
  await open(page, story)
  const pane = page.locator('#publish')
  await expect(pane.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled()
  await expect(pane).toContainText('The story is embargoed until')
  await expect(page.locator('.troubles')).toContainText('Embargoed')
  const soon = new Date(Date.now() + 6 * 3600_000 + 1000).toISOString().slice(0, 16)
  await page.fill('input[name=schedule_at]', soon)
  await pane.locator('button[value=schedule]').click()
  await expect(page.locator('.troubles')).toContainText('Schedule it for then or later')
  const line = { language: 'en', text: 'Rate held', story: story.number }
  for (const [method, where, body] of [
    ['POST', '/ticker', line],
    ['POST', '/fronts/en/draft', { do: 'place', block: 'top', story: story.number }],
  ] as const) {
    await expect(api(method, where, body), where).rejects.toThrow(/embargoed until/)
  }
  await open(page, story)
  await page.check('input[name=schedule_after]')
  await page.locator('#publish button[value=schedule]').click()
  await expect(page.locator('.troubles')).toContainText('Goes out')
  expect((await log(story)).items.filter((r) => r.verb === 'refused')).toHaveLength(3)

  while (Date.now() < until.getTime() - 1500) {
    expect(await met(story.content.headline), 'before its time').toEqual([])
    expect((await fetch(readers + path(story))).status).toBe(404)
    await page.waitForTimeout(1000)
  }
  await expect
    .poll(async () => (await fetch(readers + path(story))).status, { timeout: 6500, intervals: [200] })
    .toBe(200)
  const late = Date.now() - until.getTime()
  expect(late, 'milliseconds after its time').toBeGreaterThan(-1000)
  expect(late).toBeLessThan(5000)
  await page.context().close()
})

test('J5: an embargo is broken by two people', async ({ browser }) => {
  const story = await ready(`Budget leaks ${Date.now()}`, 'The budget is out.')
  await api('POST', `/stories/${story.number}/embargo`, {
    until: new Date(Date.now() + 3600_000).toISOString(),
  })
  const duty = await signIn(browser, sadia)
  await open(duty, story)
  await duty.getByText('Break the embargo …').click()
  await duty.fill('textarea[name=break_embargo_note]', 'The ministry published it itself.')
  await duty.getByRole('button', { name: 'Ask to break the embargo' }).click()
  await expect(duty.locator('body')).toContainText('A second person is asked')
  expect((await fetch(readers + path(story))).status).toBe(404)

  // Who asked cannot approve it.
  await duty.getByRole('link', { name: 'Decide' }).click()
  await expect(duty.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await expect(duty.getByRole('button', { name: 'Take it back' })).toBeVisible()

  const second = await signIn(browser, rashed)
  await second
    .locator(await asked(story))
    .first()
    .click()
  await expect(second.locator('main')).toContainText('The ministry published it itself.')
  expect(await violations(second)).toEqual([])
  await second.getByRole('button', { name: 'Approve' }).click()
  await expect.poll(async () => (await fetch(readers + path(story))).status, { timeout: 5000 }).toBe(200)
  const records = (await log(story)).items
  expect(records[0]?.verb).toBe('break_embargo')
  expect(records[0]?.detail.asked).toBe('Sadia Afrin')
  expect(records[0]?.detail.approved).toBe('Rashed Hasan')
  await duty.goto(`${staff}/n/log?story=${story.number}`)
  await expect(duty.locator('main')).toContainText('broke the embargo of')
  await duty.context().close()
  await second.context().close()
})

test('J6: two people kill a story, and it is gone everywhere', async ({ browser }) => {
  const words = `Wrongly accused ${Date.now()}`
  const story = await publish(words, words)
  const beside = await publish(`Beside it ${Date.now()}`, '')
  await api('PUT', `/stories/${beside.number}`, {
    base: beside.revision,
    content: { ...beside.content, related: [story.number] },
  })
  await api('POST', `/stories/${beside.number}/update`, {})
  const old = path(story, new Date(story.published))
  const besidePath = path(beside, new Date(beside.published))
  await expect.poll(() => read(besidePath), { timeout: 5000 }).toContain(words)
  expect(await met(words)).toContain('/en/')

  const duty = await signIn(browser, sadia)
  await open(duty, story)
  await duty.getByText('Kill …').click()
  await duty.fill('input[name=kill_number]', String(story.number))
  await duty.fill('textarea[name=kill_note]', 'The quote is made up.')
  await duty.getByRole('button', { name: 'Kill the story' }).click()
  await expect(duty.locator('body')).toContainText('A second person is asked')
  expect((await fetch(readers + old)).status).toBe(200)

  const second = await signIn(browser, rashed)
  await second
    .locator(await asked(story))
    .first()
    .click()
  await second.getByRole('button', { name: 'Approve' }).click()
  await expect(second).toHaveURL(new RegExp(`/n/s/${story.number}/killing`))
  await expect.poll(async () => (await fetch(readers + old)).status, { timeout: 10_000 }).toBe(410)
  const gone = await fetch(readers + old)
  const notice = await gone.text()
  expect(notice).not.toContain('in its first words')
  expect(`${gone.headers.get('x-robots-tag')} ${notice}`).toContain('noindex')
  await expect.poll(() => met(words), { timeout: 10_000 }).toEqual([])
  await expect.poll(() => read(besidePath), { timeout: 10_000 }).not.toContain(words)

  for (const task of ['Posts on social networks', 'The printed paper']) {
    await second.getByRole('button', { name: `Done: ${task}` }).click()
    await expect(second.locator('main')).toContainText(`${task}: Rashed Hasan`)
  }
  expect(await violations(second)).toEqual([])
  await expect(second.locator('main')).toContainText('may not open the legal archive')
  await duty.goto(`${staff}/n/s/${story.number}/killing`)
  await duty.fill('input[name=reason]', 'The lawyers ask.')
  await duty.getByRole('button', { name: 'Open the legal archive' }).click()
  await expect(duty.locator('main')).toContainText('in its first words')
  expect((await log(story)).items[0]?.verb).toBe('open_archive')
  await duty.context().close()
  await second.context().close()
})

// retype writes the body of the story that the page has open, and waits until it is kept.
async function retype(page: Page, text: string): Promise<void> {
  await page.locator('.ProseMirror').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await expect(page.locator('#saving')).toContainText(/Saved \d/, { timeout: 10_000 })
  await page.reload()
}

test('J7: a number that was wrong is corrected in public', async ({ browser }) => {
  const story = await ready(`Districts under water ${Date.now()}`, 'Water rose in 14 districts on Monday.')
  const live = await api<Story>('POST', `/stories/${story.number}/publish`, {})
  const at = path(live, new Date(live.published))
  await expect.poll(() => read(at), { timeout: 5000 }).toContain('14 districts')
  const reader = await browser.newPage()
  await reader.goto(readers + at)
  const page = await signIn(browser, rashed)
  await open(page, story)
  await retype(page, 'Water rose in 41 districts on Monday.')
  expect(await read(at)).toContain('14 districts')
  await expect(page.locator('input[name=update_kind][value=correction]')).toBeChecked()
  await page.fill('textarea[name=correct_note]', 'An earlier version said 14 districts; it is 41.')
  await page.locator('#publish button[value=update]').click()
  await expect(page.locator('main')).toContainText('in public?')
  await page.getByRole('button', { name: 'Correct now' }).click()
  await expect.poll(() => read(at), { timeout: 5000 }).toContain('41 districts')
  const html = await read(at)
  expect(html).toContain('An earlier version said 14 districts; it is 41.')
  expect(html).toContain('"correction"')
  expect(await read('/en/corrections')).toContain('An earlier version said 14 districts')
  const after = await api<Story & { updated?: string }>('GET', `/stories/${story.number}`)
  expect(after.published).toBe(live.published)
  expect(after.updated).toBeTruthy()
  await expect(page.locator('#history')).toContainText('corrected')
  await expect(reader.locator('.body')).toContainText('14 districts')
  expect(await shift(reader)).toBeLessThanOrEqual(0.01)
  await reader.close()
  await page.context().close()
})

test('J8: a slip of the pen is mended without a word', async ({ browser }) => {
  const story = await ready(`Ferries return ${Date.now()}`, 'The ferrys are back on the river.')
  const live = await api<Story>('POST', `/stories/${story.number}/publish`, {})
  const at = path(live, new Date(live.published))
  await expect.poll(() => read(at), { timeout: 5000 }).toContain('ferrys')
  const page = await signIn(browser, rashed)
  await open(page, story)
  await retype(page, 'The ferries are back on the river.')
  await page.check('input[name=update_kind][value=typo]')
  await page.locator('#publish button[value=update]').click()
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => read(at), { timeout: 5000 }).toContain('ferries')
  const after = await api<Story & { updated?: string }>('GET', `/stories/${story.number}`)
  expect(after.updated).toBeFalsy()
  expect(await read('/en/corrections')).not.toContain(live.content.headline)
  const kept = await api<{ items: unknown[] }>('GET', `/stories/${story.number}/revisions`)
  expect(kept.items.length).toBeGreaterThan(1)
  await page.context().close()
})
