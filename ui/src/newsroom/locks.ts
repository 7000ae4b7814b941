// Who is here, and who edits what: the window's side of internal/newsroom/presence. A part
// is taken by the first change and not by opening the story; whoever must leave one hands in
// its last keystrokes first.

import { headers } from './api.ts'
import type { Content } from './content.ts'
import { type AnyPart, allParts, isText, type Part } from './parts.ts'
import { t } from './words.ts'

export interface Person {
  id: string
  name: string
}

export interface Lock {
  part: AnyPart
  holder?: Person
  client?: string
  since?: string
  asks?: { by: Person; client?: string; at: string; until: string }
  takes?: { by: Person; client?: string }
  last?: { kind: string; from: Person; to?: Person; at: string; revision?: number; aside?: string }
  stale?: boolean
  turn?: number // counts its changes: of two that are told, the one with more is newer
}

export interface Now {
  people: { person: Person; client: string; watching?: string }[]
  locks: Lock[]
}

// Word is what somebody is told about a part.
export type Word =
  | { kind: 'asked'; lock: Lock } // somebody wants it: yes or no
  | { kind: 'lost'; lock: Lock; text: Content; aside: string } // it is somebody else's now; text is what was typed
  | { kind: 'held'; lock: Lock; text: Content; aside: string } // it was somebody else's all the time
  | { kind: 'got'; lock: Lock } // it is yours now
  | { kind: 'no'; lock: Lock } // whoever has it keeps it
  | { kind: 'idle'; part: AnyPart } // it was given back, since nothing was typed

export interface Page {
  read(): Content
  base(): number
  dirty(): boolean // something is typed that is not saved
  show(now: Now): void
  word(word: Word): void
  text(part: Part, content: Content): void // what the holder of a watched part has typed
  revision(revision: number): void // the story has this revision now
  connected(): void // the newsroom answers, perhaps again
  freeze(part: AnyPart): void // nothing more can be typed, from now
}

const beat = 20_000
const second = 1_000

export class Locks {
  readonly client = [...crypto.getRandomValues(new Uint8Array(8))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('')
  readonly mine = new Set<AnyPart>()
  now: Now = { people: [], locks: [] }
  private readonly typedIn = new Set<AnyPart>()
  private readonly under = new Set<AnyPart>() // a call about it is under way
  private waits: { part: AnyPart; at: string } | undefined // I asked for it, and when
  private asked = ''
  private showing = 0
  private readonly shownTo = new Set<string>() // the windows that watch, and what
  private stream: EventSource | undefined
  private watching: Part | undefined
  private readonly number: number
  private readonly person: string
  private readonly page: Page

  constructor(number: number, person: string, page: Page) {
    this.number = number
    this.person = person
    this.page = page
  }

  start(): void {
    document.addEventListener('visibilitychange', () => (document.hidden ? this.close() : this.open()))
    if (!document.hidden) this.open()
    setInterval(() => this.beat(), beat)
  }

  // watch asks for what the holder of the part types, or for nothing.
  watch(part: Part | undefined): void {
    if (this.watching === part) return
    this.watching = part
    if (!document.hidden) this.open()
  }

  get watched(): Part | undefined {
    return this.watching
  }

  // again opens the stream anew, after somebody has signed in.
  again(): void {
    if (!document.hidden) this.open()
  }

  private close(): void {
    this.stream?.close()
    this.stream = undefined
  }

  private open(): void {
    this.close()
    const q = new URLSearchParams({ story: String(this.number), client: this.client })
    if (this.watching) q.set('watch', this.watching)
    const s = new EventSource(`/api/v1/stream?${q}`)
    this.stream = s
    s.onopen = () => this.page.connected()
    s.onerror = () => {
      // What the newsroom refused is not asked again by the browser itself.
      if (s.readyState === EventSource.CLOSED && this.stream === s)
        setTimeout(() => this.stream === s && !document.hidden && this.open(), 5_000)
    }
    const on = (name: string, f: (data: never) => void) =>
      s.addEventListener(name, (e) => f(JSON.parse((e as MessageEvent<string>).data) as never))
    on('presence', (now: Now) => this.see(now))
    on('text', (t: { part: Part; content: Content }) => {
      if (t.part === this.watching && !this.mine.has(t.part)) this.page.text(t.part, t.content)
    })
    on('story', (t: { revision: number }) => this.page.revision(t.revision))
    on('receipt', () => void receipt(this.number))
  }

  // other returns the lock of the part if somebody else has it.
  other(part: AnyPart): Lock | undefined {
    const l = this.now.locks.find((x) => x.part === part)
    return l?.holder?.id && l.holder.id !== this.person ? l : undefined
  }

  private see(now: Now): void {
    this.now = { people: now.people ?? [], locks: this.now.locks }
    for (const l of now.locks ?? []) this.learn(l)
    this.look()
    this.page.show(this.now)
  }

  // learn takes a lock as it is told, unless something newer was told before: an event may
  // come after the answer to a later call.
  private learn(l: Lock): void {
    const i = this.now.locks.findIndex((x) => x.part === l.part)
    if (i < 0) this.now.locks.push(l)
    else if ((l.turn ?? 0) >= (this.now.locks[i]?.turn ?? 0)) this.now.locks[i] = l
  }

  // look does what the locks ask of this window. One that a call is under way about is
  // looked at once more when the call has ended.
  private look(): void {
    for (const part of allParts) {
      const l = this.now.locks.find((x) => x.part === part)
      if (!l || this.under.has(part)) continue
      if (l.holder?.id === this.person && l.client === this.client) {
        if (!this.mine.has(part)) this.gain(part, l)
        if (l.takes) void this.give(part)
        else if (l.asks && l.asks.by.id + l.asks.until !== this.asked) {
          this.asked = l.asks.by.id + l.asks.until
          this.page.word({ kind: 'asked', lock: l })
        }
      } else if (this.mine.has(part)) this.lose(part, l, '')
      else if (this.waits?.part === part) this.answered(l)
    }
    this.showNew()
  }

  // answered says that whoever has the part does not give it. The question and its answer
  // may be told in one.
  private answered(l: Lock): void {
    const { last } = l
    if (last?.to?.id !== this.person || !(Date.parse(last.at) >= Date.parse(this.waits?.at ?? ''))) return
    this.waits = undefined
    if (last.kind === 'kept' || last.kind === 'unheard') this.page.word({ kind: 'no', lock: l })
  }

  // showNew shows whoever has begun to watch what is typed and not saved.
  private showNew(): void {
    const there = this.now.people.filter((p) => p.watching && p.client !== this.client)
    const known = new Set(this.shownTo)
    this.shownTo.clear()
    for (const p of there) {
      const part = p.watching as AnyPart
      this.shownTo.add(`${p.client} ${part}`)
      if (!known.has(`${p.client} ${part}`) && this.mine.has(part) && this.page.dirty()) this.later(part)
    }
  }

  // isWatched reports whether somebody looks on at the part.
  private isWatched(part: AnyPart): boolean {
    return this.now.people.some((p) => p.watching === part && p.client !== this.client)
  }

  private gain(part: AnyPart, lock: Lock): void {
    this.mine.add(part)
    if (this.waits?.part === part) this.waits = undefined
    this.page.word({ kind: 'got', lock })
  }

  // lose notes that the part is not this window's any more; aside is where its text is kept
  // if it came too late.
  private lose(part: AnyPart, lock: Lock, aside: string): void {
    this.mine.delete(part)
    if (lock.holder?.id === this.person) return // it goes on in another window of mine
    if (!lock.holder?.id) {
      this.page.word({ kind: 'idle', part })
      return
    }
    this.page.freeze(part)
    this.page.word({ kind: 'lost', lock, text: this.page.read(), aside })
  }

  // typed takes the part with its first change, and shows those who watch what is typed.
  typed(part: AnyPart): void {
    this.typedIn.add(part)
    if (!this.mine.has(part)) void this.take(part)
    else if (this.isWatched(part)) this.later(part)
  }

  private later(part: AnyPart): void {
    if (this.showing) return
    this.showing = window.setTimeout(() => {
      this.showing = 0
      if (this.mine.has(part)) void this.say(part, true)
    }, second / 2)
  }

  private async take(part: AnyPart): Promise<void> {
    if (this.under.has(part)) return
    this.under.add(part)
    const r = await this.call(part, 'PUT', '', { typed: true })
    this.under.delete(part)
    if (r.lock) {
      this.mine.add(part)
      this.typedIn.delete(part)
      this.look()
      if (this.isWatched(part)) this.later(part) // of what was typed meanwhile
    } else if (r.held) this.heldBy(r.held, '')
    else this.look()
  }

  // heldBy says that the part is somebody else's, and that what was typed in it is kept.
  heldBy(lock: Lock, aside: string): void {
    const part = lock.part
    this.mine.delete(part)
    const text = this.page.read()
    this.page.freeze(part)
    this.learn(lock)
    this.page.show(this.now)
    this.page.word({ kind: 'held', lock, text, aside })
  }

  private beat(): void {
    for (const part of this.mine) void this.say(part, false)
  }

  // say tells that this window is still there, and what is typed if it is to be shown.
  private async say(part: AnyPart, show: boolean): Promise<void> {
    const typed = this.typedIn.delete(part)
    const r = await this.call(part, 'PUT', '', { typed, ...(show ? this.what(part) : {}) })
    if (!this.mine.has(part)) return // it was handed over meanwhile
    if (r.held) this.lose(part, r.held, r.aside ?? '')
    else if (r.status === 409) {
      this.mine.delete(part)
      this.page.word({ kind: 'idle', part })
    }
  }

  private what(part: AnyPart): object {
    return !isText(part) ? {} : { base: this.page.base(), content: this.page.read() }
  }

  // give hands the part in, up to the last keystroke.
  async give(part: AnyPart): Promise<void> {
    if (this.under.has(part)) return
    this.under.add(part)
    const what = this.what(part)
    const text = this.page.read()
    this.page.freeze(part)
    this.mine.delete(part)
    const r = await this.call(part, 'POST', '/give', what)
    this.under.delete(part)
    const lock = r.lock ?? r.held
    if (lock) this.page.word({ kind: 'lost', lock, text, aside: r.aside ?? '' })
    else this.open() // the stream says how it stands
  }

  async keep(part: AnyPart): Promise<void> {
    await this.call(part, 'POST', '/keep', {})
  }

  // ask and takeOver resolve to why not, or to ''.
  async ask(part: AnyPart): Promise<string> {
    return this.want(part, '/ask')
  }

  async takeOver(part: AnyPart): Promise<string> {
    return this.want(part, '/take')
  }

  private async want(part: AnyPart, path: string): Promise<string> {
    const r = await this.call(part, 'POST', path, {})
    if (!r.lock) return r.why
    if (r.lock.asks?.by.id === this.person) this.waits = { part, at: r.lock.asks.at }
    this.look()
    return ''
  }

  // leave gives back what this window has, as it goes.
  leave(): void {
    for (const part of this.mine) void this.call(part, 'POST', '/release', this.what(part), true)
  }

  private async call(
    part: AnyPart,
    method: string,
    path: string,
    body: object,
    keepalive = false,
  ): Promise<{ status: number; lock?: Lock; held?: Lock; aside?: string; why: string }> {
    const text = JSON.stringify({ client: this.client, ...body })
    try {
      const r = await fetch(`/api/v1/stories/${this.number}/locks/${part}${path}`, {
        method,
        headers,
        body: text,
        keepalive: keepalive && text.length < 60_000,
      })
      const answer = (await r.json()) as Lock & { title?: string; held?: { lock: Lock; aside?: string } }
      if (r.ok) {
        this.learn(answer)
        return { status: r.status, lock: answer, why: '' }
      }
      const out = { status: r.status, why: answer.title ?? '' }
      if (!answer.held) return out
      this.learn(answer.held.lock)
      return { ...out, held: answer.held.lock, aside: answer.held.aside ?? '' }
    } catch {
      return { status: 0, why: t('There is no connection.') }
    }
  }
}

// receipt shows again whether readers have the newest change everywhere.
async function receipt(number: number): Promise<void> {
  const place = document.getElementById('receipt')
  const r = await fetch(`/n/s/${number}/receipt?part`).catch(() => undefined)
  if (!place || !r?.ok) return
  const fresh = new DOMParser().parseFromString(await r.text(), 'text/html').body
  if (fresh.textContent === place.textContent) return
  const open = place.querySelector('details')?.open
  place.replaceChildren(...fresh.childNodes)
  const list = place.querySelector('details')
  if (list && open !== undefined) list.open = open
}
