// Sends a file in pieces, by the protocol tus 1.0: what came before the line broke stays, and
// the rest follows when there is a line again.
import { headers, type Picture } from '../api.ts'
import { t } from './said.ts'

// About is what is known of a file beside its bytes.
export interface About {
  caption?: string
  credit?: string
  alt?: string
  taken?: string // by the house's clock, as a field of a form has it
  as?: string // 'recording' for a film or a sound
  filetype?: string
}

// Going is where an upload is: what is needed to go on with it after the tab was killed.
export interface Going {
  key: string // by which the newsroom knows it again if the answer to the beginning was lost
  at?: string // its address
}

export interface Taken {
  picture?: Picture
  recording?: { id: string } // a film or a sound, instead
  already: boolean // it was there before
  similar: Picture[] // what looks like it
}

export type Outcome = Taken | { refused: string }

// Later is a line that is away, or a newsroom that does not answer: the same again will do.
export class Later extends Error {}

interface State {
  done: boolean
  already: boolean
  similar?: Picture[]
  picture?: Picture
  recording?: { id: string }
  refused?: string
}

const base = '/api/v1/uploads'
const tus = { ...headers, 'Tus-Resumable': '1.0.0' }

// A piece is as long as the line takes in some seconds.
const least = 64 << 10
const most = 4 << 20
const soon = 2_000
const late = 8_000
let piece = 256 << 10

// summed is how large a file is at most whose sum is made before it is sent: that takes it into memory.
const summed = 64 << 20

// send sends what the newsroom does not have of the file yet. on is told how many bytes it has,
// and is to keep going meanwhile. It throws Later if it is to be asked again.
export async function send(
  file: Blob,
  name: string,
  about: About,
  going: Going,
  on: (sent: number) => void | Promise<void>,
  stop?: AbortSignal,
): Promise<Outcome> {
  for (;;) {
    let offset = going.at ? await offsetOf(going, stop) : 0
    if (!going.at) {
      const begun = await begin(file, name, about, going, stop)
      if (begun) return begun
    }
    await on(offset ?? 0)
    let done: Outcome | undefined
    while (!done && going.at && offset !== undefined) {
      const next = await append(file, going, offset, stop)
      if (typeof next === 'object') done = next
      else {
        offset = next
        if (offset !== undefined) await on(offset)
      }
    }
    if (done) return done
    // It is not there any more: it begins anew.
    going.key = crypto.randomUUID()
    going.at = undefined
  }
}

async function begin(
  file: Blob,
  name: string,
  about: About,
  going: Going,
  stop?: AbortSignal,
): Promise<Outcome | undefined> {
  let sha256 = ''
  try {
    const sum = file.size <= summed && (await crypto.subtle?.digest('SHA-256', await file.arrayBuffer()))
    if (sum) sha256 = [...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, '0')).join('')
  } catch {
    return { refused: t('This device can no longer read the file. Choose it again.') }
  }
  const said = Object.entries({ filename: name, sha256, ...about }).filter(([, v]) => v)
  const r = await call(base, stop, {
    method: 'POST',
    headers: {
      ...tus,
      'Upload-Length': String(file.size),
      'Upload-Metadata': said.map(([k, v]) => `${k} ${base64(v)}`).join(','),
      'Idempotency-Key': going.key,
    },
  })
  if (!r.ok) return { refused: await title(r) }
  going.at = r.headers.get('Location') ?? undefined
  const state = (await r.json()) as State
  const there = became(state)
  if (!there) return undefined
  // It is there already: nothing has to go over the line.
  await drop(going)
  return there
}

// became returns what the newsroom says that a file has become, undefined if it has not.
function became({ picture, recording, already, similar }: State): Taken | undefined {
  return picture || recording ? { picture, recording, already, similar: similar ?? [] } : undefined
}

// append sends the piece from the offset on. It resolves to where the next one begins, to what
// has become of the file, or to undefined if the upload is not there any more.
async function append(
  file: Blob,
  going: Going,
  offset: number,
  stop?: AbortSignal,
): Promise<number | Outcome | undefined> {
  const began = performance.now()
  let r: Response
  try {
    r = await call(going.at as string, stop, {
      method: 'PATCH',
      headers: {
        ...tus,
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(offset),
        Accept: 'application/json',
      },
      body: file.slice(offset, offset + piece),
    })
  } catch (e) {
    piece = Math.max(least, piece / 2)
    throw e
  }
  const took = performance.now() - began
  if (took < soon) piece = Math.min(most, piece * 2)
  else if (took > late) piece = Math.max(least, piece / 2)
  if (r.status === 409) return offsetOf(going, stop)
  if (r.status === 404) return undefined
  if (!r.ok) return { refused: await title(r) }
  const state = (await r.json()) as State
  if (state.done) return became(state) ?? { refused: state.refused ?? '' }
  return Number(r.headers.get('Upload-Offset'))
}

// offsetOf asks how much the newsroom has; undefined if it knows nothing of the upload.
async function offsetOf(going: Going, stop?: AbortSignal): Promise<number | undefined> {
  const r = await call(going.at as string, stop, { method: 'HEAD', headers: tus })
  if (!r.ok) return undefined
  return Number(r.headers.get('Upload-Offset'))
}

// drop tells the newsroom to throw away what it has of the upload. It may as well expire.
export async function drop(going: Going): Promise<void> {
  if (going.at) await fetch(going.at, { method: 'DELETE', headers: tus }).catch(() => {})
}

async function call(path: string, stop: AbortSignal | undefined, init: RequestInit): Promise<Response> {
  let r: Response
  try {
    r = await fetch(path, { ...init, signal: either(stop, 90_000) })
  } catch {
    throw new Later(t('No connection. It goes on by itself.'))
  }
  if (r.status === 401) throw new Later(t('You are signed out. Sign in in another tab, and it goes on.'))
  if (r.status >= 500 || r.status === 429) throw new Later(await title(r))
  return r
}

// either is a signal that goes when stop does, or after a while.
function either(stop: AbortSignal | undefined, ms: number): AbortSignal {
  const end = new AbortController()
  if (stop?.aborted) end.abort()
  stop?.addEventListener('abort', () => end.abort(), { once: true })
  setTimeout(() => end.abort(), ms)
  return end.signal
}

async function title(r: Response): Promise<string> {
  const said = (await r.json().catch(() => ({}))) as { title?: string }
  return said.title ?? t('The newsroom answered %.', r.status)
}

function base64(s: string): string {
  return btoa(Array.from(new TextEncoder().encode(s), (b) => String.fromCharCode(b)).join(''))
}

// lineBack resolves when the device says that there is a line again, or after a while.
export function lineBack(ms: number): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      done()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
  })
}

// patience is for how long a file of the editor may make no progress.
const patience = 60_000

// sendOne sends a file and resolves to the picture, or to why not.
export async function sendOne(file: File): Promise<Picture | string> {
  const going: Going = { key: crypto.randomUUID() }
  let last = performance.now()
  for (;;) {
    try {
      const done = await send(file, file.name, {}, going, () => {
        last = performance.now()
      })
      return 'refused' in done ? done.refused : (done.picture ?? t('That did not work.'))
    } catch (e) {
      if (!(e instanceof Later)) return t('That did not work.')
      if (performance.now() - last > patience)
        return t('The picture was not sent: there is no connection. Try again when there is.')
      await lineBack(3_000)
    }
  }
}
