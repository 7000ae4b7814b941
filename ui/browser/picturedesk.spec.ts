// The picture desk: looked for in both scripts, marked by the keyboard, described together, collected, put into a story.
import { expect, test } from '@playwright/test'
import { sideways } from './checks.ts'
import { enter, phone, write } from './people.ts'
import { api, staff, violations } from './world.ts'

test('pictures are found, marked, described, collected and used by the keyboard', async ({ browser }) => {
  const page = await enter(browser, 'sadia')
  await page.goto(`${staff}/n/pictures`)
  const shots = page.locator('[data-pictures] [data-picture]')
  const all = await shots.count()
  expect(all).toBeGreaterThan(5)

  // A word in Bangla, and one of the credit.
  await page.keyboard.press('/')
  await page.keyboard.type('যমুনায়')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=/)
  const found = await shots.count()
  expect(found).toBeGreaterThan(0)
  expect(found).toBeLessThan(all)
  await page.goto(`${staff}/n/pictures?credit=papia&shape=landscape`)
  await expect(shots.first()).toBeVisible()
  await page.reload()
  await expect(page.locator('select[name=shape]')).toHaveValue('landscape')
  expect(await violations(page)).toEqual([])

  // Two are marked without a mouse.
  await expect(page.locator('#marked')).toBeHidden()
  await page.locator('h1').click()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('x')
  await expect(page.locator('[data-marked]')).toHaveText('2')
  await page.locator('button[value=caption]').click()

  // Both are described together; the arrows go from row to row.
  const captions = page.locator('textarea[name^=caption]')
  await captions.first().fill('Described together, the first')
  await captions.first().press('ArrowDown')
  await page.keyboard.type('Described together, the second')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.notice')).toContainText('2 pictures')
  await page.goto(`${staff}/n/pictures?q=described+together`)
  await expect(shots).toHaveCount(2)

  // They become a collection, and go into a story.
  const mark = async () => {
    await page.locator('h1').click()
    for (const key of ['ArrowRight', 'x', 'ArrowRight', 'x']) await page.keyboard.press(key)
  }
  await mark()
  await page.locator('#marked summary').first().click()
  await page.locator('#marked input[name=name]').fill(`Together ${Date.now()}`)
  await page.locator('button[value=collect]').click()
  await expect(page).toHaveURL(/collection=/)
  await expect(shots).toHaveCount(2)
  const story = await write('A story for pictures', ['Its text.'])
  await mark()
  await page.locator('#marked summary').last().click()
  await page.locator('#marked input[name=story]').fill(`#${story.number}`)
  await page.locator('button[value=use]').click()
  await expect(page).toHaveURL(new RegExp(`/n/s/${story.number}`))
  const now = await api<{ content: { lead?: { picture: string } } }>('GET', `/stories/${story.number}`)
  expect(now.content.lead?.picture).toBeTruthy()
  await page.context().close()
})

test('the picture desk stands on a phone and works without script', async ({ browser }) => {
  const page = await enter(browser, 'sadia', { ...phone, javaScriptEnabled: false })
  await page.goto(`${staff}/n/pictures`)
  await expect(page.locator('#marked')).toBeVisible()
  await page.locator('input[name=picture]').first().check()
  await page.locator('button[value=caption]').click()
  await expect(page.locator('textarea[name^=caption]').first()).toBeVisible()
  await page.context().close()
  const held = await enter(browser, 'sadia', phone)
  await held.goto(`${staff}/n/pictures`)
  expect(await sideways(held, 360, 100)).toEqual([])
  await held.context().close()
})
