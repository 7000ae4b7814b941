// J1: from an empty folder to a story that readers have.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { laptop, text } from './people.ts'
import { packed, violations } from './world.ts'

const data = mkdtempSync(join(tmpdir(), 'stet-first-'))
let program: ChildProcess
const at: Record<string, string> = {}
test.beforeAll(async () => {
  const all = ['serve', '--data', data, '--readers', '127.0.0.1:0', '--staff', '127.0.0.1:0']
  program = spawn(process.env.STET_PROGRAM ?? '', all, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((ready, fail) => {
    program.once('exit', (code) => fail(new Error(`the program ended with ${code}`)))
    createInterface({ input: program.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const [name = '', address = ''] = line.trim().split(/\s+/)
      at[name] = new URL(address).origin
      if (name === 'staff') ready()
    })
  })
})
test.afterAll(() => {
  program.kill('SIGTERM')
  rmSync(data, { recursive: true, force: true })
})

test('J1: an empty folder becomes a newsroom with a story that readers have', async ({ browser }) => {
  test.setTimeout(120_000)
  const began = Date.now()
  const context = await browser.newContext(laptop)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (e) => errors.push(e.message))
  await page.goto(at.staff as string)
  await expect(page.locator('h1')).toHaveText('Set up the newsroom')
  expect(await violations(page)).toEqual([])
  await page.fill('input[name=name_en]', 'The First Paper')
  await page.fill('input[name=name_bn]', 'প্রথম কাগজ')
  await page.fill('input[name=zone]', 'Asia/Dhaka')
  await page.fill('textarea[name=desks]', 'City')
  await page.fill('input[name=person]', 'Nusrat Karim')
  await page.fill('input[name=email]', 'nusrat@first.test')
  await page.fill('input[name=password]', 'a river runs past the window')
  await page.locator('main form button').last().click()
  await expect(page).toHaveURL(/\/n(\?.*)?$/)
  await expect(page.locator('h1')).toContainText('Today')

  await page.goto(`${at.staff}/n/new`)
  await page.locator('main form button').first().click()
  await expect(page).toHaveURL(/\/n\/s\/1(\?|$)/)
  await page.locator('details.about').evaluate((d) => d.setAttribute('open', ''))
  await page.locator('select[name=language]').selectOption('en')
  await page.locator('select[name=section]').selectOption({ index: 1 })
  const section = await page.locator('select[name=section]').inputValue()
  await page.fill('#headline', 'The first ferry of the day')
  await text(page).click()
  for (const words of ['The ferry left at six.', 'It carried forty lorries.', 'It came back at noon.']) {
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
  }
  await page.setInputFiles('input[name=lead_file]', '../internal/seed/pictures/river-dusk.jpg')
  await expect(page.locator('#lead-now img')).toBeVisible()
  await page.fill('input[name=lead_alt]', 'A river at dusk')
  await page.fill('input[name=lead_credit]', 'Rafi Ahmed')
  await page.fill('input[name=lead_caption]', 'The river at dusk')
  await page.fill('input[name=byline_people]', 'Nusrat Karim')
  for (const verb of ['Submit', 'Mark ready', 'Publish …']) {
    await page.locator('.story-head').getByRole('button', { name: verb, exact: true }).click()
    await page.waitForLoadState()
  }
  await page.getByRole('button', { name: 'Publish now' }).click()
  // The house leaves ten seconds to undo it; the page shows by itself when they are over.
  await expect(page.locator('.story-head')).toContainText('Going out')
  await expect(page.locator('.story-head')).toContainText('Live', { timeout: 30_000 })

  const reader = await (await browser.newContext(laptop)).newPage()
  reader.on('pageerror', (e) => errors.push(e.message))
  const link = await page.getByRole('link', { name: "The reader's page" }).getAttribute('href')
  const path = new URL(link ?? '').pathname
  await expect.poll(async () => (await fetch(at.readers + path)).status).toBe(200)
  await reader.goto(at.readers + path)
  await expect(reader.locator('h1')).toHaveText('The first ferry of the day')
  await expect(reader.locator('main img').first()).toHaveAttribute('alt', 'A river at dusk')
  await expect(reader.locator('main')).toContainText('Nusrat Karim')
  await expect(reader.locator('main')).toContainText('Published')
  await expect(reader.locator('main')).toContainText('GMT+6')
  expect(await violations(reader)).toEqual([])
  for (const other of ['/en/', `/en/${section}/`, '/en/feed.rss'])
    expect(await (await fetch(at.readers + other)).text(), other).toContain('The first ferry of the day')
  const { body } = await packed(path, at.readers)
  console.log(`J1: ${Date.now() - began} ms; the story's page is ${body.length} bytes`)
  expect(body.length).toBeLessThanOrEqual(14 * 1024)
  expect(errors).toEqual([])
  await context.close()
})
