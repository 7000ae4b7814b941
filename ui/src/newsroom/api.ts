// Calls of the newsroom's API from its own pages.
import type { Content, Revision, Story } from './content.ts'
import type { Lock } from './locks.ts'
import type { Part } from './parts.ts'
import type { Answer } from './save.ts'
import { lang, t } from './words.ts'

// What is refused is said in the language of the page.
export const headers = { 'Content-Type': 'application/json', 'X-Stet': '1', 'Accept-Language': lang }

interface Problem {
  title: string
  status: number
  stale?: { theirs: Revision; aside?: string }
  held?: { lock: Lock; aside?: string }
}

// put saves these parts of a story's text. What somebody else did to the same part meanwhile
// is merged with it where the two do not touch the same paragraph.
export async function put(
  number: number,
  base: number,
  content: Content,
  label: string,
  parts: Part[],
): Promise<Answer> {
  let r: Response
  try {
    r = await fetch(`/api/v1/stories/${number}`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ base, content, label, parts, merge: true }),
      signal: AbortSignal.timeout(30_000),
    })
  } catch {
    return { kind: 'offline' }
  }
  if (r.ok) return { kind: 'saved', story: (await r.json()) as Story }
  if (r.status === 401) return { kind: 'signed-out' }
  if (r.status >= 500 || r.status === 429) return { kind: 'offline' }
  const p = await problem(r)
  if (p.held) return { kind: 'held', lock: p.held.lock, words: p.title, aside: p.held.aside ?? '' }
  if (p.stale) return { kind: 'conflict', theirs: p.stale.theirs, words: p.title, aside: p.stale.aside ?? '' }
  return { kind: 'refused', words: p.title }
}

async function problem(r: Response): Promise<Problem> {
  try {
    return (await r.json()) as Problem
  } catch {
    return { title: t('The newsroom answered %.', r.status), status: r.status }
  }
}

export interface Picture {
  id: string
  name: string
  width: number
  height: number
  caption?: string
  credit?: string
  alt?: string
}

// upload sends a picture's file, in pieces over whatever line there is, and resolves to the
// picture, or to why not.
export async function upload(file: File): Promise<Picture | string> {
  try {
    return await (await import('../upload.ts')).sendOne(file)
  } catch {
    return t('The picture was not sent: there is no connection. Try again when there is.')
  }
}

export const pictureSrc = (id: string, width: number) => `/n/pictures/${id}/${width}`

export interface Recording {
  id: string
  name: string
  kind: string
  bytes: number
  milliseconds: number
  caption?: string
  credit?: string
}

// recordings lists the films and sounds that are here, the newest first.
export async function recordings(): Promise<Recording[]> {
  const r = await fetch('/api/v1/recordings', { headers })
  return r.ok ? ((await r.json()) as { items: Recording[] }).items : []
}
