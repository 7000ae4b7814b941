// Starts the program's demo, for all tests or for one that stops it.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface Demo {
  readers: string // its address, without a slash at its end
  staff: string
  email: string
  password: string
  token: string
  stop: () => Promise<void>
  kill: () => Promise<void> // at once, as a power cut does
}

// another starts a demo of a test's own over the folder, which gets a copy of the one that all tests began with: that is sooner there
// than one that is filled, and its pictures are developed already. More is told to the program besides.
export async function another(data: string, ...more: string[]): Promise<Demo> {
  cpSync(process.env.STET_FILLED ?? '', data, { recursive: true })
  return start(process.env.STET_PROGRAM ?? '', data, undefined, ...more)
}

// start starts the demo over the folder, on ports of its own or on those of addresses
// that it had before. More is told to the program besides.
export async function start(program: string, data: string, before?: Demo, ...more: string[]): Promise<Demo> {
  const at = (address?: string): string => (address ? new URL(address).host : '127.0.0.1:0')
  const demo = spawn(
    program,
    ['demo', '--data', data, '--readers', at(before?.readers), '--staff', at(before?.staff), ...more],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise<void>((done) => demo.once('exit', () => done()))
  const said = await sayings(demo)
  const [email = '', ...password] = (said['sign in'] ?? '').split(/\s{2,}/)
  const token = said.token ?? ''
  const staff = (said.staff ?? '').replace(/\/n$/, '')
  if (!before) await undoFor(0, { staff, token }) // the tests publish much, and undo.spec.ts waits for all
  return {
    readers: (said.readers ?? '').replace(/\/$/, ''),
    staff,
    email,
    password: password.join(' '),
    token,
    ...ending(demo, gone),
  }
}

// undoFor says for how many seconds a publication can be undone in the house.
export async function undoFor(seconds: number, house: { staff: string; token: string }): Promise<void> {
  const headers = { Authorization: `Bearer ${house.token}`, 'Content-Type': 'application/json' }
  const at = `${house.staff}/api/v1/house`
  const settings = (await (await fetch(at, { headers })).json()) as object
  const body = JSON.stringify({ ...settings, undo_seconds: seconds })
  const answer = await fetch(at, { method: 'PUT', headers, body })
  if (!answer.ok) throw new Error(`the house was not changed: ${answer.status} ${await answer.text()}`)
}

const ending = (child: ChildProcess, gone: Promise<void>) => ({
  stop: async () => {
    child.kill('SIGTERM')
    await gone
  },
  kill: async () => {
    child.kill('SIGKILL')
    await gone
  },
})

// serve serves what a demo has filled, at the addresses that it had, and is what a house
// runs: no demo. More is told to the program besides.
export async function serve(program: string, data: string, before: Demo, ...more: string[]): Promise<Demo> {
  const at = (address: string) => new URL(address).host
  const child = spawn(
    program,
    ['serve', '--data', data, '--readers', at(before.readers), '--staff', at(before.staff), ...more],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  await new Promise<void>((ready, fail) => {
    child.once('exit', (code) => fail(new Error(`the program ended with ${code}`)))
    if (!child.stdout) throw new Error('the program says nothing')
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('staff')) ready()
    })
  })
  return { ...before, ...ending(child, gone) }
}

// sayings waits until the demo has said where it is and how to sign in.
async function sayings(demo: ChildProcess): Promise<Record<string, string>> {
  const said: Record<string, string> = {}
  await new Promise<void>((ready, fail) => {
    const late = setTimeout(() => fail(new Error('the demo did not start within two minutes')), 120_000)
    demo.once('exit', (code) => fail(new Error(`the demo ended with ${code}`)))
    if (!demo.stdout) throw new Error('the demo says nothing')
    createInterface({ input: demo.stdout }).on('line', (line) => {
      const found = /^(readers|staff|sign in|token)\s+(.*)$/.exec(line.trim())
      if (found?.[1] && found[2]) said[found[1]] = found[2]
      if (said.readers && said.staff && said['sign in'] && said.token) {
        clearTimeout(late)
        ready()
      }
    })
  })
  return said
}
