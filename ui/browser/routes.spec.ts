// A route from its filter to what it did: written, tried with the last week, switched on, and asked when copy arrives.
import { expect, type Page, test } from '@playwright/test'
import { sideways } from './checks.ts'
import { enter } from './people.ts'
import { dispatchOf, type PushWire, pushWire } from './wires.ts'
import { staff, violations } from './world.ts'

let wire: PushWire

const state = (page: Page) => page.locator('main .chip').first()

test.beforeAll(async () => {
  wire = await pushWire('Surma Wire')
  await wire.push({
    uri: 'surma-1',
    headline: 'Landslide shuts the Jaflong road',
    body_text:
      'A landslide after two days of rain shut the road to Jaflong in Sylhet, the highway police said.',
  })
  await wire.push({
    uri: 'surma-2',
    headline: 'Landslide warning is lifted for the cricket',
    body_text:
      'The landslide warning was lifted before the cricket in Sylhet, where the match starts on Saturday.',
  })
})

test('a route is tried with the last week before it is on, and then tags, rings and explains itself', async ({
  browser,
}) => {
  const page = await enter(browser, 'sadia')
  await page.goto(`${staff}/n/wires?q=${encodeURIComponent('landslide -cricket')}`)
  await expect(page.locator('.dispatches')).toContainText('Landslide shuts the Jaflong road')
  await expect(page.locator('.dispatches')).not.toContainText('Landslide warning is lifted')
  await page.locator('.feeds').getByRole('link', { name: 'Routes', exact: true }).click()
  await page.getByRole('link', { name: 'Add a route' }).click()

  // A filter that cannot be read is told, and nothing that was written is lost.
  await page.getByLabel('Name').fill('Landslides')
  await page.getByLabel('Filter', { exact: true }).fill('landslide -cricket (')
  await page.getByLabel('Tags, with commas').fill('landslide')
  await page.getByLabel('Priority, 1 to 9').fill('2')
  await page.getByRole('group', { name: 'For the desk' }).getByLabel('GreenWatch').check()
  await page.getByLabel('Alert people').selectOption({ label: 'Imran Hossain' })
  await page.getByRole('button', { name: 'Add the route, switched off' }).click()
  await expect(page.locator('#trouble')).toBeVisible()
  await expect(page.getByLabel('Tags, with commas')).toHaveValue('landslide')
  await page.getByLabel('Filter', { exact: true }).fill('landslide -cricket')
  await page.getByRole('button', { name: 'Add the route, switched off' }).click()

  await expect(state(page)).toHaveText('Off, not tried yet')
  await expect(page.getByRole('button', { name: 'Switch on' })).toHaveCount(0)
  expect(await violations(page)).toEqual([])

  // The trial says what it would have taken, and why, and leaves everything as it was.
  await page.getByRole('button', { name: 'Try it with the last week' }).click()
  const trial = page.getByRole('region', { name: 'What it would have done' })
  await expect(trial).toContainText('One dispatch')
  await expect(trial.locator('.dispatches > li')).toHaveCount(1)
  await expect(trial).toContainText('Landslide shuts the Jaflong road')
  await expect(trial).toContainText('has landslide')
  expect(await violations(page)).toEqual([])
  await page.goto(`${staff}/n/wires/d/${(await dispatchOf('surma-1')).id}`)
  await expect(page.locator('.reading')).not.toContainText('#landslide')

  await page.goto(`${staff}/n/wires/routes`)
  await page.getByRole('link', { name: 'Landslides' }).click()
  await expect(state(page)).toHaveText('Off, tried')
  await page.getByRole('button', { name: 'Switch on' }).click()
  await expect(page.locator('.notice')).toContainText('The route is on')
  await expect(state(page)).toHaveText('On')

  // What arrives now is routed, tagged and put first; what the filter leaves out is not.
  const imran = await enter(browser, 'imran')
  await wire.push({
    uri: 'surma-3',
    headline: 'Second landslide near Bichhanakandi',
    body_text:
      'A second landslide came down near Bichhanakandi in Gowainghat in the night; nobody was hurt, police said.',
  })
  await wire.push({
    uri: 'surma-4',
    headline: 'Cricket moved after a landslide',
    body_text:
      'The board moved a cricket practice match from Sylhet since a landslide cut the power of the ground.',
  })
  const came = await dispatchOf('surma-3')
  await page.goto(`${staff}/n/wires/d/${came.id}`)
  const reading = page.locator('.reading')
  for (const words of ['#landslide', 'priority 2', 'GreenWatch', 'Routed by Landslides'])
    await expect(reading).toContainText(words)
  await page.goto(`${staff}/n/wires/d/${(await dispatchOf('surma-4')).id}`)
  await expect(reading).not.toContainText('#landslide')

  // Imran is told while he is at something else, and the notice leads to it.
  await expect(imran.locator('#bell [data-unread]')).not.toBeHidden()
  await imran.locator('#bell').click()
  await expect(imran.locator('main')).toContainText('Second landslide near Bichhanakandi')
  await imran.getByRole('link', { name: 'On the wires' }).first().click()
  await expect(imran).toHaveURL(new RegExp(`/n/wires/d/${came.id}`))

  // Changed, it is off until it was tried again; each change has its name.
  await page.goto(`${staff}/n/wires/routes`)
  await page.getByRole('link', { name: 'Landslides' }).click()
  await page.getByText('Change the route').click()
  await page.getByLabel('Priority, 1 to 9').fill('1')
  await page.getByRole('button', { name: 'Save, switched off' }).click()
  await expect(state(page)).toHaveText('Off, not tried yet')
  await expect(page.locator('main')).toContainText('changed the route, which switched it off')
  await expect(page.locator('main')).toContainText('switched it on')
  expect(await violations(page)).toEqual([])
  expect(await sideways(page, 360, 100)).toEqual([])
  await page.getByRole('button', { name: 'Delete the route' }).click()
  await expect(page.locator('main')).not.toContainText('Landslides')
})

test('a preset of one’s own rings when something passes', async ({ browser }) => {
  const page = await enter(browser, 'nusrat')
  await page.goto(`${staff}/n/wires?q=hailstorm`)
  await page.locator('.feeds .keep summary').click()
  await page.locator('.feeds').getByLabel('Name').fill('Hail')
  await page.locator('.feeds').getByLabel('Alert me when something passes').check()
  await page.locator('.feeds').getByRole('button', { name: 'Save preset' }).click()
  await expect(page.locator('.notice')).toContainText('The preset is kept.')
  await wire.push({
    uri: 'surma-5',
    headline: 'Hailstorm flattens boro rice in Sunamganj',
    body_text:
      'A hailstorm flattened ripe boro rice on 300 hectares in Sunamganj on Friday, the farm office said.',
  })
  await page.goto(`${staff}/n/wires`)
  await expect(page.locator('.feeds .presets li').filter({ hasText: 'Hail' })).toContainText('1')
  await page.goto(`${staff}/n/notices`)
  await expect(page.locator('main')).toContainText('Hailstorm flattens boro rice in Sunamganj')
  await page.goto(`${staff}/n/wires`)
  await page.locator('.feeds').getByRole('link', { name: 'Hail' }).click()
  await page.locator('.dispatches a').first().click()
  await expect(page.locator('.reading')).toContainText('It passes the filter: has hailstorm.')
  await page.goto(`${staff}/n/wires`)
  await page.locator('.feeds').getByRole('link', { name: 'Hail' }).click()
  await page.locator('.feeds').getByRole('button', { name: 'Delete the preset Hail' }).click()
  await expect(page.locator('.notice')).toContainText('The preset is deleted.')
})
