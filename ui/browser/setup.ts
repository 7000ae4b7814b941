// Builds the program, fills a demo, and starts a copy of it for each worker of the tests, on ports of their own.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { type Demo, start } from './server.ts'

// seedPage returns the saved page that the project began with, if it is there: in the
// folder that STET_SEED names, or in shared/seed beside the repository.
function seedPage(): string | undefined {
  const folder = process.env.STET_SEED ?? join('..', '..', 'shared', 'seed')
  const name = existsSync(folder) ? readdirSync(folder).find((n) => n.endsWith('.txt')) : undefined
  return name && join(folder, name)
}

// Newsroom is a demo that runs, and the number of the seed's story in it.
export type Newsroom = Omit<Demo, 'stop' | 'kill'> & { seedStory?: string }

// developed waits until every picture of the demo is there in all its formats, which the newsroom sees to behind everything else.
async function developed(demo: Demo): Promise<void> {
  for (let left = 300; left > 0; left--) {
    const answer = await fetch(`${demo.staff}/api/v1/pictures?limit=200`, {
      headers: { Authorization: `Bearer ${demo.token}` },
    })
    const { items } = (await answer.json()) as { items: { renditions: { avif?: object }[] }[] }
    if (items.every((p) => p.renditions.every((r) => r.avif))) return
    await new Promise((done) => setTimeout(done, 1000))
  }
  throw new Error('the pictures of the demo were not developed within five minutes')
}

// fill fills a demo, with the seed's page if that is there, and returns the number of its story.
async function fill(program: string, data: string): Promise<string | undefined> {
  const demo = await start(program, data)
  const page = seedPage()
  const made =
    page &&
    execFileSync(program, [
      ...['import', 'page', page, '--data', data],
      ...['--publish', '--desk', 'greenwatch', '--by', 'sadia@stet.test'],
    ])
  await developed(demo)
  await demo.stop()
  return made && /^Story (\d+)/.exec(made.toString())?.[1]
}

export default async function setup(config: FullConfig): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'stet-browser-'))
  const program = join(dir, 'stet')
  execFileSync('go', ['build', '-o', program, './cmd/stet'], { cwd: '..', stdio: 'inherit' })
  const filled = join(dir, 'filled')
  const seedStory = await fill(program, filled)
  const folders = Array.from({ length: config.workers }, (_, i) => join(dir, `data${i}`))
  for (const data of folders) cpSync(filled, data, { recursive: true })
  const demos = await Promise.all(folders.map((data) => start(program, data)))
  process.env.STET_PROGRAM = program
  process.env.STET_FILLED = filled
  process.env.STET_NEWSROOMS = JSON.stringify(
    demos.map(({ stop: _, kill: __, ...newsroom }): Newsroom => ({ ...newsroom, seedStory })),
  )
  return async () => {
    await Promise.all(demos.map((d) => d.stop()))
    rmSync(dir, { recursive: true, force: true })
  }
}
