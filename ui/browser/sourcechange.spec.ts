// What a wire takes back reaches what was made from it: the story's people are asked, with both texts side by side.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { enter, laptop } from './people.ts'
import { another, type Demo } from './server.ts'
import { api, violations } from './world.ts'

// nitf is a dispatch as an agency sends it.
const nitf = (
  status: string,
  note: string,
  rise: number,
) => `<nitf><head><docdata management-status="${status}"><doc-id id-string="delta-77"/>
<urgency ed-urg="1"/><ed-msg info="${note}"/></docdata></head><body><body.head><hedline><hl1>River rises at two points</hl1></hedline></body.head>
<body.content><p>The river rose ${rise} centimetres in a day, the water board said.</p></body.content></body></nitf>`

interface Dispatch {
  id: string
  guid: string
  version: number
}

let house: Demo
let folder = ''
let data = ''

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'stet-source-'))
  house = await another(data)
  folder = join(data, 'wires', 'delta')
  mkdirSync(folder, { recursive: true })
  const wire = { name: 'Delta Wire', kind: 'folder', address: folder, language: 'en', every: 60_000_000_000 }
  await api('POST', '/wires', wire, house)
})

test.afterAll(async () => {
  await house.stop()
  rmSync(data, { recursive: true, force: true })
})

// sends drops a file into the wire's folder and waits until it has come as the version.
async function sends(text: string, version: number): Promise<Dispatch> {
  writeFileSync(join(folder, '.coming'), text)
  renameSync(join(folder, '.coming'), join(folder, `take${version}.nitf`))
  let found: Dispatch | undefined
  await expect(async () => {
    const { items } = await api<{ items: Dispatch[] }>('GET', '/dispatches?limit=20', undefined, house)
    found = items.find((d) => d.guid.includes('delta-77'))
    expect(found?.version).toBe(version)
  }).toPass({ timeout: 30_000 })
  return found as Dispatch
}

test('a killed source stops its story until an editor has answered', async ({ browser }) => {
  test.slow()
  const page = await enter(browser, 'sadia', laptop, house.staff)

  const d = await sends(nitf('usable', 'Graphics to follow', 41), 1)
  await page.goto(`${house.staff}/n/wires/d/${d.id}`)
  await expect(page.locator('.reading')).toContainText('URGENT')
  await expect(page.locator('.reading')).toContainText('Graphics to follow')
  await page.getByRole('button', { name: 'Take with its text' }).click()
  await expect(page).toHaveURL(/\/n\/s\/\d+/)
  const story = page.url().replace(/\?.*/, '')

  await page.goto(`${house.staff}/n/wires/d/${d.id}`)
  await page.getByRole('link', { name: 'Flash from this' }).click()
  await expect(page.locator('#flash')).toHaveValue('River rises at two points')
  await page.getByRole('button', { name: 'Put on the bar' }).click()
  await expect(page.locator('.bars')).toContainText('River rises at two points')

  await page.goto(story)
  await page.locator('#passages summary').click()
  await expect(page.locator('#passages li').last()).toContainText('The river rose 41 centimetres')
  // What was taken with its text is marked as the source's until it is changed.
  await expect(page.locator('#passages li').last()).toContainText('Word for word')
  await expect(page.locator('[data-unchanged]')).toHaveText(
    'Source text of Delta Wire, version 1, not changed: one sentence.',
  )

  await sends(nitf('usable', 'Corrects figure', 47), 2)
  await page.goto(`${house.staff}/n/wires/d/${d.id}?v=2&with=1`)
  await expect(page.locator('.compare del')).toHaveText(['Struck out', 'Graphics to follow', '41'])

  await sends(nitf('canceled', 'The board withdrew its figure', 47), 3)
  await expect(async () => {
    await page.goto(`${house.staff}/n`)
    const need = page.locator('.need', { hasText: 'Source killed' }).filter({ hasText: 'this story' })
    await need.getByRole('link').first().click({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Delta Wire killed what this story was made from.',
  )
  await expect(page.locator('h2', { hasText: 'rest on what was taken back' })).toBeVisible()
  await expect(page.locator('.rests > li').last()).toContainText('The river rose 41 centimetres')
  await expect(page.locator('.sides section')).toHaveCount(2)
  await expect(page.locator('.diff').last()).toContainText('47')
  expect(await violations(page)).toEqual([])

  await page.getByLabel('Why the story stands').fill('The board itself told us')
  await page.getByRole('button', { name: 'The story stands' }).click()
  await expect(page).toHaveURL(new RegExp(story))
  await expect(page.locator('body')).toContainText('Your answer is kept.')
  await expect(page.locator('.troubles')).not.toContainText('killed what this story was made from')

  await page.goto(`${house.staff}/n/ticker`)
  await expect(page.locator('.trouble').first()).toContainText('killed what this was made from')
  await page.locator('.trouble').first().getByRole('link', { name: 'Read both and answer' }).click()
  await expect(page.locator('blockquote.words')).toHaveText('River rises at two points')
  await expect(page.locator('.trouble').first()).toContainText('it goes from readers at')
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Why it stands').fill('The board itself told us')
  await page.getByRole('button', { name: 'It stands' }).click()
  await expect(page).toHaveURL(/\/n\/ticker/)
  await expect(page.locator('main')).not.toContainText('killed what this was made from')
})
