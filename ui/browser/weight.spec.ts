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

test('beside a story of 5,000 words with hundreds of findings the check keeps nobody from typing', async ({
  browser,
}) => {
  const wrong = ['accomodate', 'miniscule', 'definately', 'recieve']
  const paragraphs = Array.from({ length: 100 }, (_, i) =>
    Array.from({ length: 50 }, (_, j) => (j % 16 === 9 ? wrong[(i + j) % 4] : `word${i}x${j}`)).join(' '),
  )
  const s = await write(`Five thousand words to check ${Date.now()}`, paragraphs)
  const page = await enter(browser, 'sadia')
  await page.goto(`${staff}/n/s/${s.number}`)
  await page.locator('.panes [data-pane=checks]').click()
  await expect(page.locator('#reading .finding')).toHaveCount(300)
  await expect(text(page).locator('.found')).toHaveCount(300)
  await page.waitForTimeout(1500)
  await text(page).click({ position: { x: 60, y: 60 } })
  await page.keyboard.press('Control+Home') // away from what any card shows
  await page.evaluate(() => {
    const w = window as unknown as { long: number[]; drawn: number; waits: number[] }
    w.long = []
    w.waits = []
    w.drawn = 0
    new PerformanceObserver((l) => w.long.push(...l.getEntries().map((e) => Math.round(e.duration)))).observe(
      { type: 'longtask' },
    )
    addEventListener('keydown', (e) => w.waits.push(Math.round(performance.now() - e.timeStamp)), true)
    const lists = document.querySelectorAll('#reading .findings, .mirror, .ProseMirror > p:nth-child(n + 3)')
    const watch = new MutationObserver((all) => {
      w.drawn += all.length
    })
    for (const l of lists)
      watch.observe(l, { childList: true, attributeFilter: ['class', 'aria-current'], subtree: true })
  })
  let answers = 0
  page.on('requestfinished', (r) => r.url().endsWith('/reading') && answers++)
  for (let i = 0; i < 24; i++) {
    await page.keyboard.type('n', { delay: 400 }) // long enough for an answer after each key
  }
  await page.keyboard.type('and on and on and on and on', { delay: 40 })
  await expect.poll(() => answers).toBeGreaterThan(8)
  const { long, waits, drawn } = await page.evaluate(() => {
    const w = window as unknown as { long: number[]; waits: number[]; drawn: number }
    return { long: w.long, waits: w.waits, drawn: w.drawn }
  })
  console.log(
    `${answers} answers with 300 findings: keys waited ${Math.max(...waits)} ms at the most; tasks over 50 ms: ${JSON.stringify(long)}; drawn anew: ${drawn}`,
  )
  expect(drawn, 'what is found again is not drawn again').toBe(0)
  // The aim is 50 ms on a machine that does nothing else; see above.
  expect(Math.max(0, ...waits)).toBeLessThanOrEqual(100)
  expect(Math.max(0, ...long)).toBeLessThanOrEqual(250)
})
