// Saving: what was typed is on this device within half a second and in the newsroom
// three seconds after the last key, or every twenty while the keys go on. The state is
// always said in words, and nothing is ever thrown away by itself.
import { type Content, canonical, type Revision, type Story } from './content.ts'

export type State = 'saved' | 'changed' | 'saving' | 'offline' | 'signed-out' | 'refused' | 'conflict'

// Answer is what the newsroom said to a save.
export type Answer =
  | { kind: 'saved'; story: Story }
  | { kind: 'conflict'; theirs: Revision; words: string }
  | { kind: 'refused'; words: string } // it will not take this text as it is
  | { kind: 'signed-out' }
  | { kind: 'offline' } // no answer, or one that says to try again

// World is what saving needs of the page.
export interface World {
  read(): Content
  put(base: number, content: Content, label: string): Promise<Answer>
  keep(base: number, content: Content, sent: boolean): Promise<void>
  say(state: State, words: string): void
  conflict(mine: Content, theirs: Revision): void
  saved(story: Story): void
}

export const pause = 3_000
export const most = 20_000
export const local = 400
const retries = [2_000, 5_000, 10_000, 20_000, 30_000]

export class Saver {
  base: number
  // server is the content that the newsroom has, as text; known is the same as content.
  private server: string
  known: Content
  private running: Promise<boolean> | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private localTimer: ReturnType<typeof setTimeout> | undefined
  private firstChange = 0
  private failures = 0
  private halted = false
  private readonly world: World

  constructor(world: World, base: number, content: Content) {
    this.world = world
    this.base = base
    this.known = content
    this.server = canonical(content)
  }

  // dirty reports whether there is text that the newsroom does not have.
  get dirty(): boolean {
    return canonical(this.world.read()) !== this.server
  }

  // changed notes that something may have been typed.
  changed(): void {
    clearTimeout(this.localTimer)
    this.localTimer = setTimeout(() => void this.onDevice(), local)
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
      this.world.say('saved', '')
      return true
    }
    this.world.say('saving', '')
    const answer = await this.world.put(this.base, content, label)
    switch (answer.kind) {
      case 'saved':
        this.have(answer.story, text)
        return true
      case 'conflict':
        this.halted = true
        this.world.say('conflict', answer.words)
        this.world.conflict(content, answer.theirs)
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
  private have(story: Story, text: string): void {
    this.base = story.revision
    this.known = story.content
    this.server = text
    this.failures = 0
    this.firstChange = 0
    this.world.saved(story)
    this.world.say('saved', story.changed)
    if (this.dirty) this.changed()
    else void this.onDevice()
  }

  // retry sends what waits, now: the line is back, or somebody has signed in.
  retry(): void {
    this.failures = 0
    if (!this.halted && this.dirty) void this.save('')
  }

  // settle ends a conflict: theirs stays as it is in the history, mine is kept there
  // too if the result is another text, and the result becomes the newest.
  async settle(
    mine: Content,
    result: Content,
    theirs: Revision,
    names: { aside: string; result: string },
  ): Promise<boolean> {
    this.base = theirs.number
    this.known = theirs.content
    this.server = canonical(theirs.content)
    const steps: [Content, string][] = [[result, names.result]]
    if (canonical(mine) !== canonical(result)) steps.unshift([mine, names.aside])
    for (const [content, label] of steps) {
      if (canonical(content) === this.server) continue
      this.world.say('saving', '')
      const answer = await this.world.put(this.base, content, label)
      if (answer.kind === 'conflict') {
        this.world.conflict(mine, answer.theirs)
        return false
      }
      if (answer.kind !== 'saved') {
        this.world.say(answer.kind, 'words' in answer ? answer.words : '')
        return false
      }
      this.base = answer.story.revision
      this.known = answer.story.content
      this.server = canonical(content)
      this.world.saved(answer.story)
    }
    this.halted = false
    this.firstChange = 0
    this.world.say('saved', '')
    return true
  }
}
