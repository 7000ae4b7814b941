// Builds the program and starts a demo for each worker of the tests, on ports of their own.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
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

async function fill(program: string, data: string): Promise<Demo & Newsroom> {
  const demo = await start(program, data)
  const page = seedPage()
  if (!page) return demo
  const made = execFileSync(program, [
    ...['import', 'page', page, '--data', data],
    ...['--publish', '--desk', 'greenwatch', '--by', 'sadia@stet.test'],
  ])
  return { ...demo, seedStory: /^Story (\d+)/.exec(made.toString())?.[1] }
}

export default async function setup(config: FullConfig): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'stet-browser-'))
  const program = join(dir, 'stet')
  execFileSync('go', ['build', '-o', program, './cmd/stet'], { cwd: '..', stdio: 'inherit' })
  const folders = Array.from({ length: config.workers }, (_, i) => join(dir, `data${i}`))
  const demos = await Promise.all(folders.map((data) => fill(program, data)))
  process.env.STET_PROGRAM = program
  process.env.STET_NEWSROOMS = JSON.stringify(demos.map(({ stop: _, kill: __, ...newsroom }) => newsroom))
  return async () => {
    await Promise.all(demos.map((d) => d.stop()))
    rmSync(dir, { recursive: true, force: true })
  }
}
