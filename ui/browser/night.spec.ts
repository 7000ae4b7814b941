// J25: the database goes away at night, under readers who read and people who work.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { enter, laptop, plain, text, typeAtEnd, write } from './people.ts'
import { Postgres, programs } from './postgres.ts'
import { type Demo, start } from './server.ts'
import { api, publish, violations } from './world.ts'

const bin = programs()
test.skip(!bin, 'PostgreSQL is not installed: a file does not go away')

const program = process.env.STET_PROGRAM ?? ''
const data = mkdtempSync(join(tmpdir(), 'stet-night-'))
let database: Postgres
let demo: Demo
test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = new Postgres(bin ?? '')
  await database.make()
  demo = await start(program, data, undefined, '--db', database.url)
})
test.afterAll(async () => {
  await demo?.stop()
  database?.end()
  rmSync(data, { recursive: true, force: true })
})

const read = (path: string) => fetch(demo.readers + path)

// J25.
test('without its database the newsroom says so, loses nothing, and publishes nothing by itself', async ({
  browser,
}) => {
  test.setTimeout(90_000)
  const live = await publish('Ferries run again', 'Ferries run again', 'en', demo)
  const ready = await write('Nobody sends this by itself', ['Whole.'], demo)
  await api('POST', `/stories/${ready.number}/submit`, {}, demo)
  await api('POST', `/stories/${ready.number}/ready`, {}, demo)
  const typed = await write('Typed in the dark', ['Before.'], demo)
  const home = await (await read('/en/')).text()
  const story = /href="(\/en\/[^"]+\/\d{4}\/\d\d\/\d\d\/\d+-ferries[^"]*)"/.exec(home)?.[1] ?? ''
  expect(story, 'readers have the story').toContain(`${live.number}-`)

  const desk = await enter(browser, 'rashed', laptop, demo.staff)
  await desk.goto(`${demo.staff}/n/s/${ready.number}`)
  await desk.locator('button[value=publish]').first().click()
  await expect(desk).toHaveURL(new RegExp(`/n/s/${ready.number}$`))
  const confirm = desk.locator(`form[action$="/${ready.number}/publish"] button.main`)
  await expect(confirm).toBeVisible()
  const writer = await enter(browser, 'sadia', laptop, demo.staff)
  await writer.goto(`${demo.staff}/n/s/${typed.number}`)
  await expect(text(writer)).toBeVisible()
  const noter = await writer.context().newPage()
  await noter.goto(`${demo.staff}/n/s/${typed.number}/notes`)
  const reader = await browser.newPage()
  const errors: string[] = []
  reader.on('console', (m) => m.type() === 'error' && errors.push(m.text()))
  await reader.goto(`${demo.readers}/en/`)

  database.stop()

  // Readers notice nothing; only who searches is told to come again.
  await reader.reload()
  await expect(reader.locator('body')).toContainText('Ferries run again')
  await reader.goto(demo.readers + story)
  await expect(reader.locator('h1')).toHaveText('Ferries run again')
  expect(errors).toEqual([])
  for (const path of ['/en/', '/bn/', story, '/en/feed.rss', '/ticker/en.json'])
    expect((await read(path)).status, path).toBe(200)
  const search = await read('/en/search?q=ferries')
  expect(search.status).toBe(503)
  expect(Number(search.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await search.text()).toContain('value="ferries"')

  // Publishing says that nothing was published, and keeps what was sent.
  const answer = desk.waitForResponse((r) => r.request().method() === 'POST')
  await confirm.click()
  expect((await answer).status()).toBe(503)
  expect((await answer).headers()['retry-after']).toBeDefined()
  await expect(desk.locator('h1')).toHaveText('Nothing was published')
  await expect(desk.locator('[role=alert]')).toContainText('so nothing was changed')
  await expect(desk.locator('input[name=revision]')).toHaveValue(/^\d+$/)
  expect(await violations(desk)).toEqual([])
  const bangla = await browser.newContext({ ...laptop, locale: 'bn-BD' })
  const stranger = await bangla.newPage()
  await stranger.goto(`${demo.staff}/n`)
  await expect(stranger.locator('h1')).toHaveText('নিউজরুমের ডেটাবেস সাড়া দিচ্ছে না')
  expect(await violations(stranger)).toEqual([])
  await bangla.close()
  const program503 = await fetch(`${demo.staff}/api/v1/stories`, {
    headers: { Authorization: `Bearer ${demo.token}` },
  })
  expect(program503.status).toBe(503)
  expect(program503.headers.get('content-type')).toBe('application/problem+json')

  // What is typed and what is noted waits on the device, and the chip says so.
  await typeAtEnd(writer, ' In the dark.')
  await expect(writer.locator('#saving')).toHaveText(/^On this computer, not sent \(\d+ changes?\)$/)
  await noter.fill('#write textarea', 'Ring the ferry office.')
  await noter.locator('#write button.main').click()
  await expect(noter.locator('.waiting')).toContainText('Not sent yet')

  database.start()

  // What is safe goes by itself, once; what readers would see does not.
  await expect(writer.locator('#saving')).toHaveText(/^Saved \d/, { timeout: 25_000 })
  expect(await plain(typed.number, demo)).toEqual(['Before. In the dark.'])
  const after = await api<{ revision: number }>('GET', `/stories/${typed.number}`, undefined, demo)
  expect(after.revision, 'one save is one revision').toBe(typed.revision + 1)
  await expect(noter.locator('.waiting')).toBeHidden({ timeout: 25_000 })
  await noter.reload()
  await expect(noter.locator('.note-text')).toHaveText(['Ring the ferry office.'])
  const status = async () =>
    (await api<{ status: string }>('GET', `/stories/${ready.number}`, undefined, demo)).status
  expect(await status()).toBe('ready')
  expect(await (await read('/en/')).text()).not.toContain('Nobody sends this by itself')

  // Today tells of it, once; and the log is whole.
  const today = await desk.context().newPage()
  await today.goto(`${demo.staff}/n`)
  await expect(today.getByText(/The database was away from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d/)).toHaveCount(1)
  execFileSync(program, ['log', 'verify', '--data', data, '--db', database.url])

  // Whoever wants it published says so again, and needs to type nothing.
  await desk.getByRole('button', { name: 'Send it again' }).click()
  await expect(desk).toHaveURL(/said=publish|\/n\/s\/\d+$/)
  await expect.poll(status).toBe('live')
})
