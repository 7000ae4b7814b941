// A PostgreSQL server of a test's own, which it can take away and bring back.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// programs returns the folder of PostgreSQL's programs, if it is installed.
export function programs(): string | undefined {
  const all = '/usr/lib/postgresql'
  const versions = existsSync(all) ? readdirSync(all) : []
  return versions.map((v) => join(all, v, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
}

export class Postgres {
  url = ''
  private readonly bin: string
  private readonly folder = mkdtempSync(join(tmpdir(), 'stet-postgres-'))
  private port = 0

  constructor(bin: string) {
    this.bin = bin
  }

  // run runs one of the programs. None of them runs as root.
  private run(program: string, ...args: string[]): void {
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    execFileSync(join(this.bin, program), args, {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'inherit'],
      ...nobody,
    })
  }

  async make(): Promise<void> {
    chmodSync(this.folder, 0o777)
    const data = join(this.folder, 'data')
    this.run(
      'initdb',
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    )
    this.port = await free()
    this.url = `postgres://postgres@127.0.0.1:${this.port}/postgres?sslmode=disable`
    this.start()
  }

  start(): void {
    const options = `-c listen_addresses=127.0.0.1 -c port=${this.port} -c unix_socket_directories=${this.folder}`
    this.run(
      'pg_ctl',
      '-D',
      join(this.folder, 'data'),
      '-s',
      '-w',
      '-l',
      join(this.folder, 'log'),
      '-o',
      options,
      'start',
    )
  }

  // stop takes it away as a power cut does: nobody is let finish.
  stop(): void {
    this.run('pg_ctl', '-D', join(this.folder, 'data'), '-s', '-w', '-m', 'immediate', 'stop')
  }

  end(): void {
    try {
      this.stop()
    } catch {} // it is away already
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function free(): Promise<number> {
  return new Promise((done) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const at = s.address()
      s.close(() => done(typeof at === 'object' && at ? at.port : 0))
    })
  })
}
