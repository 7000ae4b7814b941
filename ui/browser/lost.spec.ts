// Lost connections: a newsroom that stops and comes back, under somebody who writes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { enter, laptop, plain, text, typeAtEnd, write } from './people.ts'
import { another, type Demo, start } from './server.ts'
import { api } from './world.ts'

const data = mkdtempSync(join(tmpdir(), 'stet-lost-'))
let demo: Demo
test.beforeAll(async () => {
  demo = await another(data)
})
test.afterAll(async () => {
  await demo.stop()
  rmSync(data, { recursive: true, force: true })
})

const words = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ')

// J11.
test('a text written without the newsroom survives its tab and is sent once', async ({ browser }) => {
  test.setTimeout(180_000)
  const s = await write(`Without a newsroom ${Date.now()}`, ['Before the line went.'], demo)
  const first = await enter(browser, 'sadia', laptop, demo.staff)
  const url = `${demo.staff}/n/s/${s.number}`
  await first.goto(url)
  await typeAtEnd(first, ' One sentence more.')
  await expect(first.locator('#saving')).toContainText(/^Saved \d/)
  await first.waitForFunction(
    async () => (await caches.keys()).length > 1 && (await caches.match(location.pathname)),
  )
  const before = await api<{ revision: number }>('GET', `/stories/${s.number}`, undefined, demo)

  await demo.stop()
  await typeAtEnd(first, ' Now the line is gone.')
  await expect(first.locator('#saving')).toContainText(/^On this computer, not sent \(\d+ changes\)$/)
  await first.keyboard.insertText(` ${words}`)
  await first.waitForTimeout(2000) // what is older than this may not be lost
  const typed = await text(first).innerText()
  await first.close({ runBeforeUnload: false })

  const again = await first.context().newPage()
  await again.goto(`${demo.staff}/n`)
  await again.getByRole('link', { name: new RegExp(`#${s.number} `) }).click()
  await expect(text(again)).toContainText('word299')
  expect(await text(again).innerText()).toBe(typed)
  await typeAtEnd(again, ' And the end.')

  demo = await start(process.env.STET_PROGRAM ?? '', data, demo)
  await expect(again.locator('#saving')).toContainText(/^Saved \d/, { timeout: 40_000 })
  expect(await plain(s.number, demo)).toEqual([
    `Before the line went. One sentence more. Now the line is gone. ${words} And the end.`,
  ])
  const now = await api<{ revision: number }>('GET', `/stories/${s.number}`, undefined, demo)
  expect(now.revision, 'one save is one revision').toBe(before.revision + 1)
  await again.context().close()
})
