// When the text is read again: a quarter of a second after the last key, one question at a time.
// What is answered about a text that is no longer there is dropped.

// World is what the asking needs of the page.
export interface World<Q, A> {
  read(): Q
  ask(text: Q): Promise<A | undefined> // undefined if there was no answer
  got(answer: A, text: Q): void
  failed(next: number): void // ms until the next try
}

export const pause = 250
export const retries = [3_000, 10_000, 30_000]

export class Asking<Q, A> {
  private readonly world: World<Q, A>
  private timer: ReturnType<typeof setTimeout> | undefined
  private running = false
  private due = false // to be asked as soon as the question that is under way has its answer
  private changes = 0
  private failures = 0
  private told: (() => void)[] = []

  constructor(world: World<Q, A>) {
    this.world = world
  }

  // changed notes that the text is another.
  changed(): void {
    this.changes++
    this.after(pause)
  }

  // now asks without waiting, and resolves when an answer about the text as it is now is there, or
  // none came.
  now(): Promise<void> {
    this.changes++
    this.after(0)
    return new Promise((done) => this.told.push(done))
  }

  private after(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.ask(), ms)
  }

  private async ask(): Promise<void> {
    this.due = this.running
    if (this.running) return
    this.running = true
    const at = this.changes
    const text = this.world.read()
    const answer = await this.world.ask(text).catch(() => undefined)
    this.running = false
    if (at !== this.changes) {
      if (this.due) void this.ask()
      return
    }
    if (answer !== undefined) {
      this.failures = 0
      this.world.got(answer, text)
    } else {
      const next = retries[Math.min(this.failures++, retries.length - 1)] as number
      this.world.failed(next)
      this.after(next)
    }
    for (const done of this.told.splice(0)) done()
  }
}
