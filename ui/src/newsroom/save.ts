// Saving: what was typed is on this device within half a second and in the newsroom
// three seconds after the last key, or every twenty while the keys go on. The state is
// always said in words, and nothing is ever thrown away by itself.
import { type Content, canonical, type Revision, type Story } from './content.ts'
import type { Lock } from './locks.ts'
import { changedParts, type Part, parts, samePart, withPart } from './parts.ts'
import { typedOnto } from './rebase.ts'

export type State =
  | 'saved'
  | 'changed'
  | 'saving'
  | 'offline'
  | 'signed-out'
  | 'refused'
  | 'conflict'
  | 'full'
  | 'read-only'

// Answer is what the newsroom said to a save.
export type Answer =
  | { kind: 'saved'; story: Story }
  | { kind: 'conflict'; theirs: Revision; words: string; aside: string }
  | { kind: 'held'; lock: Lock; words: string; aside: string } // somebody else edits a part of it
  | { kind: 'refused'; words: string } // it will not take this text as it is
  | { kind: 'signed-out' }
  | { kind: 'offline' } // no answer, or one that says to try again

// World is what saving needs of the page.
export interface World {
  read(): Content
  put(base: number, content: Content, label: string, parts: Part[]): Promise<Answer>
  show(content: Content, parts: Part[]): void // what others have written in these parts
  held(lock: Lock, aside: string): void
  keep(base: number, content: Content, sent: boolean): Promise<void>
  say(state: State, words: string): void
  conflict(theirs: Revision, aside: string): void
  saved(story: Story): void
}

export const pause = 3_000
export const most = 20_000
export const local = 400
const retries = [2_000, 5_000, 10_000] // within ten seconds of the newsroom's return

export class Saver {
  base: number
  // server is the content that the newsroom has, as text; known is the same as content.
  // has is the same as the page had it, which is not tidied as the newsroom does.
  private server: string
  private has: Content
  known: Content
  private running: Promise<boolean> | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private localTimer: ReturnType<typeof setTimeout> | undefined
  private firstChange = 0
  private failures = 0
  changes = 0 // since the newsroom last had all of it
  private halted = false
  private readonly world: World

  constructor(world: World, base: number, content: Content) {
    this.world = world
    this.base = base
    this.known = content
    this.has = content
    this.server = canonical(content)
  }

  // dirty reports whether there is text that the newsroom does not have.
  get dirty(): boolean {
    return canonical(this.world.read()) !== this.server
  }

  // changed notes that something may have been typed.
  changed(): void {
    this.changes++
    // From the first change on, not from the last: whoever never stops is kept too.
    this.localTimer ??= setTimeout(() => void this.onDevice(), local)
    if (this.halted) return
    const now = Date.now()
    this.firstChange ||= now
    this.world.say('changed', '')
    this.after(Math.max(0, Math.min(pause, this.firstChange + most - now)))
  }

  private after(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.save(''), ms)
  }

  // onDevice keeps the text on this device.
  async onDevice(): Promise<void> {
    clearTimeout(this.localTimer)
    this.localTimer = undefined
    const content = this.world.read()
    await this.world.keep(this.base, content, canonical(content) === this.server)
  }

  // save sends the text, under a name if there is one. It resolves to whether the
  // newsroom has what was on the page when it was called.
  async save(label: string): Promise<boolean> {
    while (this.running) await this.running
    this.running = this.send(label)
    try {
      return await this.running
    } finally {
      this.running = undefined
    }
  }

  private async send(label: string): Promise<boolean> {
    clearTimeout(this.timer)
    const content = this.world.read()
    const text = canonical(content)
    if (text === this.server && label === '') {
      this.firstChange = 0
      this.changes = 0
      this.world.say('saved', '')
      return true
    }
    this.world.say('saving', '')
    const sent = changedParts(this.has, content)
    const answer = await this.world.put(this.base, content, label, sent.length > 0 ? sent : ['body'])
    switch (answer.kind) {
      case 'saved':
        this.have(answer.story, content, sent)
        return true
      case 'held':
        // The words are kept beside the story; the page goes on with what is not held.
        this.world.held(answer.lock, answer.aside)
        this.world.say('read-only', '')
        return false
      case 'conflict':
        this.halted = true
        this.world.say('conflict', answer.words)
        this.world.conflict(answer.theirs, answer.aside)
        return false
      case 'refused':
        this.firstChange = 0 // it is sent again when something is typed
        this.world.say('refused', answer.words)
        return false
    }
    this.firstChange = 0
    this.world.say(answer.kind, '')
    this.after(retries[Math.min(this.failures++, retries.length - 1)] as number)
    return false
  }

  // have notes that the newsroom has the text, as the story's newest revision.
  private have(story: Story, content: Content, sent: Part[]): void {
    this.failures = 0
    this.firstChange = 0
    this.changes = 0
    this.world.saved(story)
    this.world.say('saved', story.changed)
    const theirs: Part[] = []
    const saved: Part[] = []
    for (const p of sent) {
      if (!story.merged?.includes(p)) {
        this.has = withPart(this.has, p, content)
        saved.push(p)
      } else if (samePart(p, this.world.read(), content)) theirs.push(p)
      else if (this.onto(p, content, story)) saved.push(p)
    }
    this.take(story, theirs, saved)
    if (this.dirty) this.changed()
    else void this.onDevice()
  }

  // onto puts what was typed in a merged part while it was sent onto what it became. Where it
  // cannot, the page keeps the part, over the revision that it was typed over.
  private onto(part: Part, sent: Content, story: Story): boolean {
    const next = typedOnto(part, sent, this.world.read(), story.content)
    if (!next) return false
    this.has = withPart(this.has, part, story.content)
    this.world.show(next, [part])
    return true
  }

  // take brings the page up to a newer revision: every part that nothing was typed in since
  // becomes what the newsroom has. Those that are theirs do so in any case: what was typed
  // there is kept elsewhere. The parts in saved are as the page had them.
  take(story: Story, theirs: Part[], saved: Part[] = []): void {
    const page = this.world.read()
    const show: Part[] = []
    let behind = false
    for (const p of parts) {
      const typed = !samePart(p, page, this.has)
      if (saved.includes(p) && !theirs.includes(p)) continue
      if (typed && !theirs.includes(p)) {
        behind ||= !samePart(p, story.content, this.known)
        continue
      }
      if (!samePart(p, page, story.content)) show.push(p)
      this.has = withPart(this.has, p, story.content)
    }
    if (!behind) {
      this.base = story.revision
      this.known = story.content
    }
    this.server = canonical(this.has)
    if (show.length > 0) this.world.show(story.content, show)
  }

  // shown notes that the page shows the part as somebody else has it in their window: it was
  // not typed here, and is not this window's to save.
  shown(part: Part, content: Content): void {
    this.has = withPart(this.has, part, content)
    this.server = canonical(this.has)
  }

  // retry sends what waits, now: the line is back, or somebody has signed in.
  retry(): void {
    this.failures = 0
    if (!this.halted && this.dirty) void this.save('')
  }

  // kept notes that the text of a conflict is beside the story, where it waits for somebody
  // to choose: the device need not offer it again.
  async kept(): Promise<void> {
    await this.world.keep(this.base, this.world.read(), true)
  }

  // stop sends nothing more from this page.
  stop(): void {
    this.halted = true
    clearTimeout(this.timer)
  }

  // again lets a save be tried after a conflict.
  again(): void {
    this.halted = false
  }
}
