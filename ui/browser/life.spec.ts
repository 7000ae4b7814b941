// The life of a story that must not go out yet, must go away, or was wrong (journeys J4 to
// J8). Where two people decide, each has a browser of their own.
import { expect, type Page, test } from '@playwright/test'
import { clean, linked, path, rashed, read, ready, sadia, signIn } from './life.ts'
import { ready as listens } from './people.ts'
import { api, publish, readers, type Story, shift, staff, violations } from './world.ts'

const open = async (page: Page, story: Story): Promise<void> => {
  await page.goto(`${staff}/n/s/${story.number}`)
  await listens(page)
}
// surfaces are where readers and programs would meet a story.
const surfaces = [
  ...[
    '/en/',
    '/en/business/',
    '/en/world-news/',
    '/en/lite/',
    '/en/feed.rss',
    '/en/feed.atom',
    '/en/feed.json',
  ],
  ...['/sitemap.xml', '/sitemap-1.xml', '/sitemap-news.xml', '/ticker/en.json'],
]

// met returns where readers meet the story: its words, or a link to it.
async function met(story: Story): Promise<string[]> {
  const words = story.content.headline
  const found: string[] = []
  for (const s of [...surfaces, `/en/search?q=${encodeURIComponent(words)}`]) {
    const page = (await read(s)).replaceAll(/<(title|input)[^>]*>|value="[^"]*"/g, '')
    const shown = page.includes(`/${story.number}-`) || (page.includes(words) && !s.includes('search'))
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
  test.setTimeout(150_000)
  const imran = await signIn(browser, 'imran@stet.test')
  await imran.goto(`${staff}/n/wires`)
  await listens(imran)
  await imran.locator('li[data-id] a[lang=en]').first().click()
  await imran.getByRole('button', { name: /Take & edit/ }).click()
  await expect(imran).toHaveURL(/\/n\/s\/\d+/)
  const number = Number(/\/s\/(\d+)/.exec(imran.url())?.[1])
  const taken = await api<Story>('GET', `/stories/${number}`)
  const { content } = await ready(`Policy rate held ${Date.now()}`, 'The bank kept its policy rate.')
  await api('PUT', `/stories/${number}`, { base: taken.revision, content })
  await api('POST', `/stories/${number}/submit`, {})
  const story = await api<Story>('POST', `/stories/${number}/ready`, {})
  const embargo = async (milliseconds: number): Promise<Date> => {
    const until = new Date(Date.now() + milliseconds)
    await api('POST', `/stories/${story.number}/embargo`, {
      until: until.toISOString(),
      note: 'The bank says so.',
    })
    return until
  }
  await embargo(40 * 60_000)

  const page = await signIn(browser, rashed)
  await open(page, story)
  const pane = page.locator('#publish')
  await expect(pane.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled()
  await expect(pane).toContainText('The story is embargoed until')
  await open(imran, story)
  await expect(imran.locator('.troubles')).toContainText('Embargoed')
  await expect(imran.locator('#publish').getByRole('button', { name: /^Publish/ })).not.toBeEnabled()
  const soon = new Date(Date.now() + 6 * 3600_000 + 5 * 60_000).toISOString().slice(0, 16)
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
  const refused = async () =>
    (await log(story)).items.filter((r) => r.verb === 'refused').map((r) => r.detail.refused)
  expect(await refused(), 'the three refusals are in the audit').toEqual([
    'curate_front',
    'edit_ticker',
    'schedule',
  ])
  await expect(api('POST', `/stories/${number}/publish`, {}), 'past the button').rejects.toThrow(
    /embargoed until/,
  )
  expect(await refused()).toHaveLength(4)
  const until = await embargo(20_000) // the clock is the database's: what moves is the embargo
  await open(page, story)
  await page.check('input[name=schedule_after]')
  await page.locator('#publish button[value=schedule]').click()
  await expect(page.locator('.troubles')).toContainText('Goes out')

  const never = await read(path({ ...story, number: 999_999 }))
  const stranger = async (at: string) => {
    const answer = await fetch(staff + at, { redirect: 'manual' })
    expect([302, 303, 401, 403, 404], at).toContain(answer.status)
    expect(await answer.text(), at).not.toContain('olicy rate')
  }
  while (Date.now() < until.getTime() - 2500) {
    expect(await met(story), 'before its time').toEqual([])
    for (const at of [path(story), path(story).replace('/en/', '/en/lite/'), `${path(story)}/versions`]) {
      expect((await fetch(readers + at)).status, at).toBe(404)
    }
    expect(await read(path(story)), 'as one that never was').toBe(never)
    const of = `/n/s/${number}`
    for (const at of [of, `${of}/publish`, `${of}/r/1`, '/n/fronts/en/preview', `/api/v1/stories/${number}`])
      await stranger(at)
    await page.waitForTimeout(1000)
  }
  await expect.poll(async () => (await fetch(readers + path(story))).status, { intervals: [200] }).toBe(200)
  const late = Date.now() - until.getTime()
  expect(late, 'milliseconds after its time').toBeGreaterThan(-1000)
  expect(late).toBeLessThan(10_000)
  await expect
    .poll(() => met(story))
    .toEqual(expect.arrayContaining(['/en/', '/en/feed.rss', '/sitemap-1.xml']))
  await (await clean(browser, path(story))).context().close()
  for (const p of [imran, page]) await p.context().close()
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
  const waits = await api<{ items: { at: string; until: string }[] }>(
    'GET',
    `/stories/${story.number}/requests`,
  )
  const asks = waits.items[0] ?? { at: '', until: '' }
  expect(Date.parse(asks.until) - Date.parse(asks.at), 'ten minutes').toBe(600_000)

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
  await expect.poll(async () => (await fetch(readers + path(story))).status).toBe(200)
  const records = (await log(story)).items
  expect(records[0]?.verb).toBe('break_embargo')
  expect(records[0]?.detail.asked).toBe('Sadia Afrin')
  expect(records[0]?.detail.approved).toBe('Rashed Hasan')
  await duty.goto(`${staff}/n/log?story=${story.number}`)
  await listens(duty)
  const entry = duty.locator('tr.red', { hasText: 'broke the embargo of' })
  await expect(entry).toContainText('asked by Sadia Afrin')
  await expect(entry).toContainText('approved by Rashed Hasan')
  const color = (of: string) =>
    duty
      .locator(of)
      .first()
      .evaluate((e) => getComputedStyle(e).color)
  expect(await color('tr.red td')).toBe('rgb(180, 18, 31)')
  expect(await color('tr:not(.red) td')).not.toBe('rgb(180, 18, 31)')
  expect(await violations(duty)).toEqual([])
  await (await clean(browser, path(story))).context().close()
  await duty.context().close()
  await second.context().close()
})

test('J6: two people kill a story, and it is gone everywhere', async ({ browser }) => {
  const words = `Wrongly accused ${Date.now()}`
  const story = await publish(words, words)
  const beside: string[] = []
  for (const n of [1, 2, 3]) {
    const other = await publish(`Beside it ${n} ${Date.now()}`, '')
    await api('PUT', `/stories/${other.number}`, {
      base: other.revision,
      content: { ...other.content, related: [story.number] },
    })
    await api('POST', `/stories/${other.number}/update`, {})
    beside.push(path(other, new Date(other.published)))
  }
  const old = path(story, new Date(story.published))
  for (const at of beside) await expect.poll(() => read(at)).toContain(words)
  const before = [
    '/en/',
    '/en/feed.rss',
    '/en/feed.atom',
    '/en/feed.json',
    '/sitemap-1.xml',
    '/ticker/en.json',
  ]
  await expect
    .poll(() => met(story))
    .toEqual(expect.arrayContaining([...before, expect.stringContaining('search')]))

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
  const approved = Date.now()
  await expect(second).toHaveURL(new RegExp(`/n/s/${story.number}/killing`))
  await expect.poll(async () => (await fetch(readers + old)).status).toBe(410)
  expect(Date.now() - approved, 'milliseconds until it was gone').toBeLessThan(10_000)
  const gone = await fetch(readers + old)
  const notice = await gone.text()
  expect(notice).toContain('This story was withdrawn')
  for (const said of ['in its first words', words]) expect(notice).not.toContain(said)
  expect(`${gone.headers.get('x-robots-tag')} ${notice}`).toContain('noindex')
  await expect.poll(() => met(story)).toEqual([])
  for (const at of beside) await expect.poll(() => read(at)).not.toContain(words)

  // Feeds say so to those who have it, under the name that they know it by.
  const feeds = await Promise.all(['rss', 'atom', 'json'].map((f) => read(`/en/feed.${f}`)))
  for (const feed of feeds) expect(feed).toContain(`/${story.number}`)
  const item = new RegExp(`<item>(?:(?!</item>).)*/${story.number}<.*?</item>`, 's').exec(feeds[0] ?? '')?.[0]
  expect(item).toContain('This story was withdrawn')
  expect(feeds[1]).toContain('deleted-entry')
  const { items } = JSON.parse(feeds[2] ?? '') as { items: { url: string; _withdrawn?: object }[] }
  expect(items.find((i) => i.url.endsWith(`/${story.number}`))?._withdrawn).toBeTruthy()

  const tasks = [
    'Posts on social networks',
    'The printed paper',
    'Whoever republishes our copy',
    'Search engines and archives elsewhere',
  ]
  for (const task of tasks) {
    await second.getByRole('button', { name: `Done: ${task}` }).click()
    await expect(second.locator('main')).toContainText(`${task}: Rashed Hasan`)
  }
  await expect(second.locator('h2 .count')).toHaveText('0')
  await expect(second.locator('.checks button')).toHaveCount(0)
  expect(await violations(second)).toEqual([])
  await expect(second.locator('main')).toContainText('may not open the legal archive')
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const forced = await second.evaluate(
    async ([number, headers]) => {
      const answer = await fetch(`/n/s/${number}/archive`, {
        method: 'POST',
        headers,
        body: 'reason=curious',
      })
      return { status: answer.status, text: await answer.text() }
    },
    [story.number, form] as const,
  )
  expect(forced.status).toBe(403)
  expect(forced.text).not.toContain('in its first words')
  const [refusal] = (await log(story)).items
  expect([refusal?.verb, refusal?.actor.name, refusal?.detail.refused]).toEqual([
    'refused',
    'Rashed Hasan',
    'open_archive',
  ])
  await duty.goto(`${staff}/n/s/${story.number}/killing`)
  await listens(duty)
  await duty.fill('input[name=reason]', 'The lawyers ask.')
  await duty.getByRole('button', { name: 'Open the legal archive' }).click()
  await expect(duty.locator('main')).toContainText('in its first words')
  const [viewed] = (await log(story)).items
  expect([viewed?.verb, viewed?.actor.name, viewed?.detail.note]).toEqual([
    'open_archive',
    'Sadia Afrin',
    'The lawyers ask.',
  ])
  await (await clean(browser, old)).context().close()
  await duty.context().close()
  await second.context().close()
})

// retype writes the body of the story that the page has open, and waits until it is kept.
async function retype(page: Page, text: string): Promise<void> {
  await page.locator('.ProseMirror').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await expect(page.locator('#saving')).toContainText(/Saved \d/)
  await page.reload()
}

test('J7: a number that was wrong is corrected in public', async ({ browser }) => {
  const story = await ready(`Districts under water ${Date.now()}`, 'Water rose in 14 districts on Monday.')
  const live = await api<Story>('POST', `/stories/${story.number}/publish`, {})
  const at = path(live, new Date(live.published))
  await expect.poll(() => read(at)).toContain('14 districts')
  const was = await linked(at)
  const reader = await browser.newPage()
  await reader.goto(readers + at)
  const times = reader.locator('article.story p', { has: reader.locator('time') })
  const published = await times.filter({ hasText: 'Published' }).first().innerHTML()
  await expect(times.filter({ hasText: 'Updated' })).toHaveCount(0)
  const page = await signIn(browser, rashed)
  await open(page, story)
  await retype(page, 'Water rose in 41 districts on Monday.')
  expect(await read(at)).toContain('14 districts')
  const kinds = page.locator('input[name=update_kind]')
  for (const kind of ['typo', 'facts', 'correction'])
    await expect(kinds.and(page.locator(`[value=${kind}]`))).toHaveCount(1)
  await expect(page.locator('input[name=update_kind][value=correction]')).toBeChecked()
  await page.fill('textarea[name=correct_note]', 'An earlier version said 14 districts; it is 41.')
  await page.check('input[name=correct_top]')
  await page.locator('#publish button[value=update]').click()
  await expect(page.locator('main')).toContainText('in public?')
  await page.getByRole('button', { name: 'Correct now' }).click()
  await expect.poll(() => read(at)).toContain('41 districts')
  expect(await read('/en/corrections')).toContain('An earlier version said 14 districts')
  const is = await linked(at)
  expect(is.datePublished).toBe(was.datePublished)
  expect(Date.parse(String(is.dateModified))).toBeGreaterThan(Date.parse(String(was.dateModified)))
  expect(JSON.stringify(is.correction)).toContain('it is 41')
  expect(was.correction).toBeUndefined()
  const after = await api<Story & { updated?: string }>('GET', `/stories/${story.number}`)
  expect(after.published).toBe(live.published)
  expect(after.updated).toBeTruthy()
  const fresh = await clean(browser, at)
  const note = fresh.locator('aside.note', { hasText: 'An earlier version said 14 districts; it is 41.' })
  const above = await fresh
    .locator('.body')
    .evaluate(
      (body, note) => !!note && !!(body.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_PRECEDING),
      await note.elementHandle(),
    )
  expect(above, 'the note is on top, as ruled for a key figure').toBe(true)
  const shown = fresh.locator('article.story p', { has: fresh.locator('time') })
  expect(await shown.filter({ hasText: 'Published' }).first().innerHTML()).toBe(published)
  await expect(shown.filter({ hasText: 'Updated' }).first()).toBeVisible()
  await fresh.context().close()

  await expect(page.locator('#history')).toContainText('corrected')
  await page.goto(`${staff}/n/s/${story.number}/compare?a=${live.revision}&b=${after.revision}`)
  await listens(page)
  await expect(page.locator('.diff').first()).toContainText('14')
  await expect(page.locator('.diff').first()).toContainText('41')
  await expect(reader.locator('.body')).toContainText('14 districts')
  expect(await shift(reader)).toBeLessThanOrEqual(0.01)
  await reader.close()
  await page.context().close()
})

test('J8: a slip of the pen is mended without a word', async ({ browser }) => {
  const story = await ready(`Ferries return ${Date.now()}`, 'The ferrys are back on the river.')
  const live = await api<Story>('POST', `/stories/${story.number}/publish`, {})
  const at = path(live, new Date(live.published))
  await expect.poll(() => read(at)).toContain('ferrys')
  const was = await linked(at)
  const page = await signIn(browser, rashed)
  await open(page, story)
  await retype(page, 'The ferries are back on the river.')
  await page.check('input[name=update_kind][value=typo]')
  await page.locator('#publish button[value=update]').click()
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => read(at)).toContain('ferries')
  const after = await api<Story & { updated?: string; revision: number }>('GET', `/stories/${story.number}`)
  expect(after.updated).toBeFalsy()
  const is = await linked(at)
  expect([is.datePublished, is.dateModified]).toEqual([was.datePublished, was.dateModified])
  const fresh = await clean(browser, at)
  await expect(fresh.locator('article.story')).not.toContainText('Updated')
  await expect(fresh.locator('.notes, aside.note')).toHaveCount(0)
  await fresh.context().close()
  expect(await read('/en/corrections')).not.toContain(live.content.headline)
  const kept = await api<{ items: { number: number }[] }>('GET', `/stories/${story.number}/revisions`)
  expect(kept.items.map((r) => r.number)).toEqual(expect.arrayContaining([live.revision, after.revision]))
  await page.goto(`${staff}/n/s/${story.number}/r/${live.revision}`)
  await listens(page)
  await expect(page.locator('main')).toContainText('The ferrys are back')
  await page.context().close()
})
