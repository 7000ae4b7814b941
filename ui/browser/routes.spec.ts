// A preset of one's own, from its filter to what it rings for.
import { expect, test } from '@playwright/test'
import { enter } from './people.ts'
import { type PushWire, pushWire } from './wires.ts'
import { staff } from './world.ts'

let wire: PushWire

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
