// Builds the program and starts its demo for the tests, on ports of its own.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

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
  const demo = spawn(
    program,
    ['demo', '--data', join(dir, 'data'), '--readers', '127.0.0.1:0', '--staff', '127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise<void>((done) => demo.once('exit', () => done()))
  const said: Record<string, string> = {}
  await new Promise<void>((ready, fail) => {
    const late = setTimeout(() => fail(new Error('the demo did not start within two minutes')), 120_000)
    demo.once('exit', (code) => fail(new Error(`the demo ended with ${code}`)))
    createInterface({ input: demo.stdout }).on('line', (line) => {
      const found = /^(readers|staff|sign in|token)\s+(.*)$/.exec(line.trim())
      if (found?.[1] && found[2]) said[found[1]] = found[2]
      if (said.readers && said.staff && said['sign in'] && said.token) {
        clearTimeout(late)
        ready()
      }
    })
  })
  process.env.STET_READERS = said.readers?.replace(/\/$/, '')
  process.env.STET_STAFF = said.staff?.replace(/\/n$/, '')
  const [email, ...password] = (said['sign in'] ?? '').split(/\s{2,}/)
  process.env.STET_EMAIL = email
  process.env.STET_PASSWORD = password.join(' ')
  process.env.STET_TOKEN = said.token
  const page = seedPage()
  if (page) {
    const made = execFileSync(program, [
      ...['import', 'page', page, '--data', join(dir, 'data')],
      ...['--publish', '--desk', 'greenwatch', '--by', 'sadia@stet.test'],
    ])
    process.env.STET_SEED_STORY = /^Story (\d+)/.exec(made.toString())?.[1]
  }
  return async () => {
    demo.kill('SIGTERM')
    await gone
    rmSync(dir, { recursive: true, force: true })
  }
}
