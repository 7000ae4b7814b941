// Builds the program and starts its demo for the tests, on ports of its own.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from './server.ts'

// seedPage returns the saved page that the project began with, if it is there: in the
// folder that STET_SEED names, or in shared/seed beside the repository.
function seedPage(): string | undefined {
  const folder = process.env.STET_SEED ?? join('..', '..', 'shared', 'seed')
  const name = existsSync(folder) ? readdirSync(folder).find((n) => n.endsWith('.txt')) : undefined
  return name && join(folder, name)
}

export default async function setup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'stet-browser-'))
  const program = join(dir, 'stet')
  execFileSync('go', ['build', '-o', program, './cmd/stet'], { cwd: '..', stdio: 'inherit' })
  const demo = await start(program, join(dir, 'data'))
  process.env.STET_PROGRAM = program
  process.env.STET_READERS = demo.readers
  process.env.STET_STAFF = demo.staff
  process.env.STET_EMAIL = demo.email
  process.env.STET_PASSWORD = demo.password
  process.env.STET_TOKEN = demo.token
  const page = seedPage()
  if (page) {
    const made = execFileSync(program, [
      ...['import', 'page', page, '--data', join(dir, 'data')],
      ...['--publish', '--desk', 'greenwatch', '--by', 'sadia@stet.test'],
    ])
    process.env.STET_SEED_STORY = /^Story (\d+)/.exec(made.toString())?.[1]
  }
  return async () => {
    await demo.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
