// Ten failures under somebody who types, and with STET_KEYSTROKES=100 as many as one likes.
// STET_SEED_OF_KEYS plays a run once more.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { kinds, random, Stage, serverKinds, type Trial } from './keystrokes.ts'
import { another, type Demo, serve } from './server.ts'

const program = process.env.STET_PROGRAM ?? ''
const trials = Number(process.env.STET_KEYSTROKES ?? 10)
const seed = Number(process.env.STET_SEED_OF_KEYS ?? 20261126)
const data = mkdtempSync(join(tmpdir(), 'stet-keys-'))
let newsroom: Demo

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const demo = await another(data)
  await demo.stop()
  newsroom = await serve(program, data, demo)
})
test.afterAll(async () => {
  await newsroom.stop()
  rmSync(data, { recursive: true, force: true })
})

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

test('no keystroke that is older than two seconds is lost, whatever fails', async ({ browser }) => {
  test.setTimeout(60_000 + trials * 20_000)
  const chance = random(seed)
  console.log(`${trials} failures, seed ${seed}`)
  const all: Trial[] = []
  for (let round = 0; all.length < trials; round++) {
    const server = round % 2 === 1
    const plays = (server ? serverKinds : kinds).slice(0, trials - all.length)
    const stages = await Promise.all(
      plays.map((k) => Stage.open(browser, newsroom, k, random(chance() * 2 ** 32))),
    )
    await Promise.all(stages.map((s) => s.begin()))
    await pause(2500 + chance() * 4000)
    await expect.poll(() => stages.every((s) => s.enough), { timeout: 30_000 }).toBe(true)
    if (server) await newsroom.kill()
    await Promise.all(stages.map((s) => s.strike()))
    await pause(2500 + chance() * 2500)
    await Promise.all(stages.map((s) => s.fall()))
    if (server) newsroom = await serve(program, data, newsroom)
    for (const t of await Promise.all(stages.map((s) => s.judge()))) {
      all.push(t)
      if (t.lost > 0 || t.due === 0) console.log(`${t.kind}: ${t.lost} of ${t.due} keystrokes lost`)
    }
  }
  const sum = (f: (t: Trial) => number) => all.reduce((n, t) => n + f(t), 0)
  console.log(
    `${all.length} failures: ${sum((t) => t.due)} keystrokes were older than two seconds, ${sum((t) => t.lost)} of them lost`,
  )
  expect(sum((t) => t.lost)).toBe(0)
  for (const t of all) expect(t.due, t.kind).toBeGreaterThan(5)
})

// The control: without the device's copies the same failure loses keystrokes.
test('a device that keeps nothing is found to lose them', async ({ browser }) => {
  const stage = await Stage.open(browser, newsroom, 'tab killed', random(seed), () => {
    indexedDB.open = () => {
      throw new Error('there is no room')
    }
  })
  await stage.begin()
  await pause(6000)
  await stage.fall()
  const trial = await stage.judge()
  console.log(`without copies on the device: ${trial.lost} of ${trial.due} lost`)
  expect(trial.lost).toBeGreaterThan(0)
})
