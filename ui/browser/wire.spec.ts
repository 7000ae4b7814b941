// The wire desk: what arrives while it is open, read beside the list, and made into stories by the keyboard alone. What happens to
// the story then, journey J3 to its end, is in copycheck.spec.ts.
import { expect, type Page, test } from '@playwright/test'
import { sideways, smallTargets } from './checks.ts'
import { arrived, enter, phone, ready, write } from './people.ts'
import { type PushWire, pushWire } from './wires.ts'
import { api, publish, shift, staff, violations } from './world.ts'

let wire: PushWire

const rows = (page: Page) => page.locator('.dispatches > li')
const reading = (page: Page) => page.locator('.reading')

// focused is the link that the keyboard is on.
const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest('a')?.textContent ?? '')

test.beforeAll(async () => {
  wire = await pushWire('Karnaphuli Wire')
  await wire.push({
    uri: 'karna-1',
    headline: 'Ferry ghat at Daulatdia opens again',
    body_text:
      'Ferries began to cross the Padma at Daulatdia on Friday after nine hours of fog, the port said.',
  })
  await wire.push({
    uri: 'karna-2',
    headline: 'Central bank holds its rate',
    body_text:
      'Bangladesh Bank kept its policy rate at 10 per cent on Thursday and said that prices rise more slowly.',
    embargoed: new Date(Date.now() + 3 * 3_600_000).toISOString(),
  })
})

test('what is pushed waits behind a line that moves nothing, and is read by the keyboard', async ({
  browser,
}) => {
  const page = await enter(browser, 'imran')
  const errors: string[] = []
  page.on('pageerror', (e) => errors.push(e.message))
  const streams = page.waitForResponse('**/api/v1/stream')
  await page.goto(`${staff}/n/wires?wire=${wire.id}`)
  await streams
  await expect(rows(page)).toHaveCount(2)
  // The embargo of the wire is said in words, before anything is opened.
  await expect(rows(page).first()).toContainText('Central bank holds its rate')
  await expect(rows(page).first()).toContainText('embargo until')
  const list = rows(page).first()
  const before = await list.boundingBox()

  await page.keyboard.press('j')
  await wire.push({
    uri: 'karna-3',
    headline: 'Fire in a garment works at Ashulia',
    body_text:
      'At least four workers were hurt when a fire broke out in a garment works at Ashulia, the fire service said.',
    urgency: 1,
  })
  const fresh = page.getByRole('button', { name: 'Show 1 new' })
  await expect(fresh).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  expect(await list.boundingBox()).toEqual(before)
  expect(await focused(page)).toBe('Central bank holds its rate')
  expect(await shift(page)).toBe(0)
  expect(await violations(page)).toEqual([])

  // The full stop shows it, and the keyboard is on it.
  await page.keyboard.press('.')
  await expect(rows(page)).toHaveCount(3)
  await expect(fresh).toBeHidden()
  await expect(rows(page).first()).toContainText('URGENT')
  expect(await focused(page)).toBe('Fire in a garment works at Ashulia')
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/wires\/d\//)
  await expect(reading(page).getByRole('heading', { level: 1 })).toHaveText(
    'Fire in a garment works at Ashulia',
  )
  await expect(reading(page)).toContainText('URGENT')
  await expect(rows(page)).toHaveCount(3) // the list is still beside it, filtered as it was
  expect(await violations(page)).toEqual([])
  // Esc leads back to its row, and the next is one key further.
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('Fire in a garment works at Ashulia')
  await page.keyboard.press('j')
  await page.keyboard.press('ArrowRight')
  await expect(reading(page).getByRole('heading', { level: 1 })).toHaveText('Central bank holds its rate')
  await expect(reading(page)).toContainText('embargo until')
  expect(errors).toEqual([])
})

test('a row that was looked at is lighter the next time, and no higher', async ({ browser }) => {
  const page = await enter(browser, 'nusrat')
  await page.goto(`${staff}/n/wires?wire=${wire.id}`)
  const heights = () => rows(page).evaluateAll((all) => all.map((li) => li.getBoundingClientRect().height))
  const before = await heights()
  await page.waitForFunction(
    (n) => JSON.parse(localStorage.getItem('stet-wires-seen') ?? '[]').length >= n,
    before.length,
  )
  await page.reload()
  await expect(rows(page).first()).toHaveClass(/seen/)
  await expect(rows(page).first()).toContainText('seen')
  const after = await heights()
  for (const [i, height] of after.entries())
    expect(height - (before[i] ?? 0), 'the row is no higher than a line for its word').toBeLessThan(30)
})

test('it is taken, given to an open story as one more source, and followed up', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await page.goto(`${staff}/n/wires?wire=${wire.id}&q=Daulatdia`)
  await ready(page)
  await expect(rows(page)).toHaveCount(1)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/wires\/d\//)
  const dispatch = page.url()

  // Take: a story is made, and the desk reads on.
  await page.keyboard.press('t')
  await expect(page.locator('.notice').first()).toContainText('A story is made of it, on your desk.')
  const taken = Number(
    /#(\d+)/.exec((await reading(page).locator('.notice a').first().textContent()) ?? '')?.[1],
  )
  await page.goto(`${staff}/n/wires?wire=${wire.id}`)
  await expect(rows(page).filter({ hasText: 'Daulatdia' })).toContainText(`used #${taken} by Imran`)
  const story = await api<{ content: { headline: string; body: { content?: unknown[] } } }>(
    'GET',
    `/stories/${taken}`,
  )
  expect(story.content.headline).toBe('Ferry ghat at Daulatdia opens again')
  expect(story.content.body.content ?? []).toEqual([])

  // Another who takes it a moment later is asked whether they join.
  const nusrat = await enter(browser, 'nusrat')
  await nusrat.goto(dispatch)
  await ready(nusrat)
  await nusrat.keyboard.press('e')
  await expect(nusrat.getByRole('heading', { level: 1 })).toContainText('Imran Hossain took')
  await expect(nusrat.getByRole('button', { name: 'Join Imran Hossain’s story' })).toBeFocused()
  expect(await violations(nusrat)).toEqual([])
  await nusrat.keyboard.press('Enter')
  await expect(nusrat).toHaveURL(new RegExp(`/n/s/${taken}`))
  await nusrat.context().close()

  // Add as a source: a stands in the field, and Enter opens the story with the dispatch beside it.
  const open = await write('Fog over the Padma', ['The fog over the Padma was thick for nine hours.'])
  await page.goto(dispatch)
  await ready(page)
  await page.keyboard.press('a')
  await page.keyboard.type(String(open.number))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/n/s/${open.number}`))
  await expect(page.locator('.notice').first()).toContainText('stands beside the story as one more source')
  await expect(page.locator('#source')).toContainText('Ferries began to cross the Padma at Daulatdia')

  // A story that follows one that readers have is begun from what the wire says now.
  const live = await publish('A launch sinks off Chandpur', 'Launch sinks off Chandpur')
  await wire.push({
    uri: 'karna-4',
    headline: 'Divers reach the launch that sank off Chandpur',
    body_text:
      'Navy divers reached the launch that sank off Chandpur and found nobody in it, the rescuers said.',
  })
  await page.goto(`${staff}/n/wires?wire=${wire.id}&q=Chandpur`)
  await ready(page)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/wires\/d\//)
  await page.keyboard.press('a')
  await page.keyboard.type(`#${live.number}`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/n/s/${live.number}`))
  await page.goto(`${staff}/n/wires?wire=${wire.id}&q=Chandpur`)
  await rows(page).first().getByRole('link').click()
  await reading(page)
    .getByRole('button', { name: `Follow-up of #${live.number}` })
    .click()
  await expect(page).toHaveURL(/\/n\/s\/\d+/)
  const followed = Number(/\/s\/(\d+)/.exec(page.url())?.[1])
  expect(followed).not.toBe(live.number)
  await expect(page.locator('#source')).toContainText('Navy divers reached the launch')
})

test('what somebody is done with is hidden, several at once, and comes back', async ({ browser }) => {
  const own = await pushWire('Kushiyara Wire')
  const copy = {
    'Tea prices go up': 'Growers in Sreemangal asked for two taka more a kilo of green leaf.',
    'Rail fares go up': 'A ticket from Dhaka to Chattogram costs a tenth more, the railway said.',
    'Bridge tolls go up': 'Lorries are to pay twice as much at night on the way to Khulna.',
  }
  for (const [headline, body_text] of Object.entries(copy))
    await own.push({ uri: `kushiyara-${headline}`, headline, body_text })
  const page = await enter(browser, 'rashed')
  const list = `${staff}/n/wires?wire=${own.id}`
  await page.goto(list)
  await expect(rows(page)).toHaveCount(3)
  const first = await rows(page).first().boundingBox()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  const bar = page.locator('#group')
  await expect(bar).toBeVisible()
  expect(await rows(page).first().boundingBox()).toEqual(first) // what is done with it comes at the foot, and moves nothing
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(bar).toContainText('2')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('h')
  await expect(rows(page)).toHaveCount(1)
  expect(await focused(page)).toBe('Tea prices go up')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows(page)).toHaveCount(3)
})

test('on a phone the dispatch has the screen, and what is done with it is at its foot', async ({
  browser,
}) => {
  const page = await enter(browser, 'imran', phone)
  await page.goto(`${staff}/n/wires?wire=${wire.id}`)
  await rows(page).first().getByRole('link').tap()
  await arrived(page, /\/n\/wires\/d\//)
  await expect(page.locator('.arrivals')).toBeHidden()
  await expect(reading(page).getByRole('button', { name: 'Take & edit' })).toBeInViewport()
  expect(await violations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sideways(page, 360, 100)).toEqual([])
  expect(await shift(page)).toBeLessThan(0.01)

  // What stands below the text is not shown while the end of the text is still to come, which would push it down.
  const more = page.locator('#more-acts')
  await expect(more).toBeVisible()
  await reading(page)
    .locator('> .foot')
    .evaluate((e) => e.remove())
  await expect(more).toBeHidden()
})
