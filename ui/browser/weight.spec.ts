// What the editor weighs, and whether a long story types without a hitch.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { enter, text, write } from './people.ts'
import { staff } from './world.ts'

const packed = (name: string) => gzipSync(readFileSync(`dist/${name}`), { level: 9 }).length
const kilobyte = 1024

test('the scripts of the newsroom are within what they may weigh', () => {
  expect(readdirSync('dist')).toContain('editor.js')
  const shell = packed('newsroom.js') + packed('words.js')
  const phone = shell + packed('editor.js')
  const laptop = phone + packed('editor-rich.js')
  const check = packed('editor-check.js') // comes after the editor can be typed in
  console.log(`gzip bytes: shell ${shell}, phone editor ${phone}, laptop editor ${laptop}, check ${check}`)
  expect(shell).toBeLessThanOrEqual(25 * kilobyte)
  expect(phone).toBeLessThanOrEqual(40 * kilobyte)
  expect(laptop).toBeLessThanOrEqual(120 * kilobyte)
  expect(check).toBeLessThanOrEqual(14 * kilobyte)
})

test('a story of 5,000 words opens soon and types without a hitch', async ({ browser }) => {
  const paragraphs = Array.from({ length: 100 }, (_, i) =>
    Array.from({ length: 50 }, (_, j) => `word${i}x${j}`).join(' '),
  )
  const s = await write(`Five thousand words ${Date.now()}`, paragraphs)
  const page = await enter(browser, 'sadia')
  const answer = await page.goto(`${staff}/n/s/${s.number}`)
  const timing = answer?.request().timing()
  const server = (timing?.responseEnd ?? 0) - (timing?.requestStart ?? 0)
  await expect(text(page)).toContainText('word99x49')
  await page.waitForTimeout(1500)
  await page.evaluate(() => {
    const w = window as unknown as { long: number[]; watch: PerformanceObserver }
    w.long = []
    w.watch = new PerformanceObserver((l) =>
      w.long.push(...l.getEntries().map((e) => Math.round(e.duration))),
    )
    w.watch.observe({ type: 'longtask' })
  })
  await text(page).click({ position: { x: 60, y: 60 } })
  for (let i = 0; i < 12; i++) {
    await page.keyboard.type('typing on and on ', { delay: 40 })
  }
  await page.waitForTimeout(4500) // a save is under way in this too
  const long = await page.evaluate(() => (window as unknown as { long: number[] }).long)
  console.log(
    `5,000 words: the server took ${Math.round(server)} ms; tasks over 50 ms: ${JSON.stringify(long)}`,
  )
  // The aims are 300 and 50 ms on a machine that does nothing else. Another browser is at work
  // on this one, so twice and five times as much is what would be wrong here too.
  expect(server).toBeLessThanOrEqual(600)
  expect(Math.max(0, ...long)).toBeLessThanOrEqual(250)
})
