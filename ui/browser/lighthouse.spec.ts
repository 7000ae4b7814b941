// Lighthouse with its mobile profile, on the pages that most readers see: 100 of 100 in the three that are no matter of time. Performance, whose
// goal is 100 as well, goes by the clock of the machine: it is printed, the median of three (two that agree are it), and fails below what a busy
// machine has been seen to take from it.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { readers, storyPath } from './world.ts'

const categories = ['performance', 'accessibility', 'best-practices', 'seo']

interface Result {
  lhr: {
    categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>
    audits: Record<string, { score: number | null; displayValue?: string; title: string }>
  }
}

let chromium: ChildProcess
let profile: string
let port: number

test.beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'stet-lighthouse-'))
  chromium = spawn(
    process.env.STET_CHROMIUM ?? '/usr/bin/chromium',
    [
      ...[
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
      ],
      ...[
        '--disable-component-update',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        'about:blank',
      ],
    ],
    { stdio: 'ignore' },
  )
  const said = join(profile, 'DevToolsActivePort')
  await expect.poll(() => existsSync(said) && readFileSync(said, 'utf8'), { timeout: 30_000 }).toBeTruthy()
  port = Number(readFileSync(said, 'utf8').split('\n')[0])
})
test.afterAll(async () => {
  const gone = new Promise((done) => chromium.once('exit', done))
  chromium.kill('SIGTERM')
  await gone
  // Its helpers write for a moment after it has ended.
  await expect(() => rmSync(profile, { recursive: true, force: true })).toPass({ timeout: 20_000 })
})

async function run(url: string, only = categories): Promise<Result> {
  const name = 'lighthouse' // imported when it is needed: it is as large as all else together
  const { default: lighthouse } = await import(name)
  return lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: only,
    formFactor: 'mobile',
  })
}

const scoreOf = (r: Result, category: string): number =>
  Math.round((r.lhr.categories[category]?.score ?? 0) * 100)

// lost returns what cost points.
function lost(r: Result): string[] {
  return Object.values(r.lhr.categories).flatMap((c) =>
    c.auditRefs
      .filter((a) => a.weight > 0 && (r.lhr.audits[a.id]?.score ?? 1) < 1)
      .map((a) => `${a.id} ${r.lhr.audits[a.id]?.displayValue ?? r.lhr.audits[a.id]?.title}`),
  )
}

// score returns the four scores of the page, with what cost points.
async function score(url: string): Promise<{ scores: number[]; why: string[] }> {
  const first = await run(url)
  const fixed = categories.slice(1).map((c) => scoreOf(first, c))
  const speed = [scoreOf(first, 'performance')]
  const why = lost(first)
  while (speed.length < 2 || (speed.length < 3 && speed[0] !== speed[1])) {
    const again = await run(url, ['performance'])
    speed.push(scoreOf(again, 'performance'))
    why.push(...lost(again))
  }
  speed.sort((a, b) => a - b)
  return { scores: [speed[1] ?? 0, ...fixed], why: [...new Set(why)] }
}

const leastPerformance = 90

for (const language of ['en', 'bn']) {
  test(`Lighthouse gives 100 to home, section and story, but for what goes by the clock: ${language}`, async () => {
    test.setTimeout(600_000) // on a machine that does much else
    const pages = {
      home: `/${language}/`,
      section: `/${language}/bangladesh/`,
      story: await storyPath(language),
    }
    for (const [name, path] of Object.entries(pages)) {
      const { scores, why } = await score(readers + path)
      console.log(`${name} ${language}: ${scores.join(', ')} ${why.join('; ')}`)
      expect(scores.slice(1), `${name} ${path}: ${why.join('; ')}`).toEqual([100, 100, 100])
      expect(scores[0], `${name} ${path}: ${why.join('; ')}`).toBeGreaterThanOrEqual(leastPerformance)
    }
  })
}

// The control: a page that is slow, and says nothing of itself, gets less.
test('Lighthouse gives less to a page with faults', async () => {
  test.setTimeout(120_000)
  const bad = `data:text/html,<html><body><img src=x><p style="color:%23ccc">pale</p></body></html>`
  const found = await run(bad, ['accessibility', 'seo']).catch(() => undefined)
  if (found?.lhr.categories.seo?.score != null) {
    expect(scoreOf(found, 'accessibility')).toBeLessThan(100)
    expect(scoreOf(found, 'seo')).toBeLessThan(100)
    return
  }
  // Lighthouse takes no data: address: a page of the site that is not to be found by search.
  const missing = await run(`${readers}/en/offline`, ['seo'])
  expect(scoreOf(missing, 'seo')).toBeLessThan(100)
})
