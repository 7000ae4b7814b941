// A first publication can be undone for ten seconds, by whoever may, from any screen; and goes
// out by itself, with no screen open (screens.md §2.5.5).
import { expect, type Page, test } from '@playwright/test'
import { enter, write } from './people.ts'
import { undoFor } from './server.ts'
import { api, readers, type Story, staff, violations } from './world.ts'

const token = () =>
  (JSON.parse(process.env.STET_NEWSROOMS ?? '[]') as { token: string }[])[
    Number(process.env.TEST_PARALLEL_INDEX ?? 0)
  ]?.token

const house = () => ({ staff, token: token() ?? '' })
test.beforeAll(() => undoFor(10, house()))
test.afterAll(() => undoFor(0, house()))

async function publish(page: Page, story: Story): Promise<void> {
  await page.goto(`${staff}/n/s/${story.number}`)
  await page.locator('.story-head').getByRole('button', { name: 'Publish …', exact: true }).click()
  await expect(page.locator('main')).toContainText('10 seconds to undo it')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.locator('.story-head')).toContainText('Going out')
}

const home = async () => (await fetch(`${readers}/en/`)).text()

test('a publication is undone from another screen, and the next goes out with all screens shut', async ({
  browser,
}) => {
  test.setTimeout(60_000)
  const headline = `A ferry that waits ${Date.now()}`
  const story = await write(headline, ['It leaves at six.'])
  await api('POST', `/stories/${story.number}/submit`, {})
  await api('POST', `/stories/${story.number}/ready`, {})

  const first = await enter(browser, 'rashed')
  const second = await enter(browser, 'sadia')
  await publish(first, story)
  await second.goto(`${staff}/n/s/${story.number}`)
  await second.getByRole('button', { name: 'Undo the publication' }).click()
  await expect(second.locator('main')).toContainText('no reader had it')
  await expect(second.locator('.story-head')).toContainText('Ready')
  await expect(first.locator('.story-head')).toContainText('Ready')
  const records = await api<{ items: { verb: string }[] }>('GET', `/log?object=story/${story.number}&limit=2`)
  expect(records.items.map((r) => r.verb)).toEqual(['undo_publish', 'publish_soon'])

  await publish(first, story)
  await expect(first.locator('[data-left]')).toContainText(/in \d+ s/)
  expect(await home()).not.toContain(headline)
  const { publish_at } = await api<{ publish_at: string }>('GET', `/stories/${story.number}`)
  expect(await violations(first)).toEqual([])
  await first.context().close()
  await second.context().close()
  await expect.poll(home, { timeout: 30_000, intervals: [250] }).toContain(headline)
  const late = Date.now() - new Date(publish_at).getTime()
  console.log(`it was seen ${late} ms after its moment`)
  expect(late).toBeGreaterThanOrEqual(0)
  const live = await api<Story & { versions: unknown[] }>('GET', `/stories/${story.number}`)
  expect(live.status).toBe('live')
  expect(live.versions).toHaveLength(1)
})
