// What the release gate holds: why is said at once, one person asks, another releases it in a
// browser of their own, and then readers have it; and never by one person alone.
import { expect, test } from '@playwright/test'
import { sideways } from './checks.ts'
import { path, rashed, ready, sadia, signIn } from './life.ts'
import { ready as listens } from './people.ts'
import { api, readers, staff, violations } from './world.ts'

test('what the gate holds goes out when a second person releases it', async ({ browser }) => {
  const words = `Minister TK resigns ${Date.now()}`
  const story = await ready(words, 'She wrote to the speaker on Monday.')
  const first = await signIn(browser, sadia)
  await first.goto(`${staff}/n/s/${story.number}`)
  await listens(first)
  await first.locator('#publish').getByRole('button', { name: 'Publish …' }).click()
  await first.getByRole('button', { name: 'Publish now' }).click()
  await expect(first.locator('#trouble')).toContainText('Nothing went out')
  const reason = first.locator('form.box', { hasText: 'The headline of story' })
  await expect(reason).toContainText('hold marker “TK”')
  expect(await violations(first)).toEqual([])
  expect((await fetch(readers + path(story))).status).toBe(404)
  await reason.getByLabel('Why it must go out').fill('TK are her initials.')
  await reason.getByRole('button', { name: 'Ask for release' }).click()
  const mine = first.locator('form.box', { hasText: `#${story.number}` })
  await expect(mine).toContainText('Release asked for')
  await expect(mine.getByRole('button')).toHaveCount(0) // who asked does not release it

  const second = await signIn(browser, rashed)
  const need = second.locator('[data-box="1"] li', { hasText: 'TK are her initials.' })
  await expect(need).toContainText('Sadia Afrin')
  await need.getByRole('link').first().click()
  const theirs = second.locator('form.box', { hasText: `#${story.number}` })
  await theirs.getByLabel('Note').fill('So they are.')
  await theirs.getByRole('button', { name: 'Release' }).click()
  await expect(second.locator('form.box', { hasText: `#${story.number}` })).toContainText('Released')
  expect((await fetch(readers + path(story))).status).toBe(404) // a release publishes nothing

  await first.goto(`${staff}/n/notices`)
  await listens(first)
  await expect(first.locator('main')).toContainText('So they are.')
  await first.goto(`${staff}/n/s/${story.number}`)
  await listens(first)
  await first.locator('#publish').getByRole('button', { name: 'Publish …' }).click()
  await first.getByRole('button', { name: 'Publish now' }).click()
  await expect.poll(async () => (await fetch(readers + path(story))).status).toBe(200)
  const records = await api<{ items: { verb: string }[] }>('GET', '/log?limit=20')
  expect(records.items.map((r) => r.verb)).toEqual(
    expect.arrayContaining(['held_back', 'ask_release', 'release_held', 'publish']),
  )
  for (const p of [first, second]) await p.context().close()
})

for (const width of [360, 1366]) {
  test(`what is held is read without going sideways, at ${width}`, async ({ browser }) => {
    await ready(`Held TK ${Date.now()}`, 'Nothing else.')
    const page = await signIn(browser, sadia)
    await page.setViewportSize({ width, height: 768 })
    await page.goto(`${staff}/n/held`)
    await listens(page)
    expect(await sideways(page, width, 100)).toEqual([])
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })
}
