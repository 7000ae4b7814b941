// Scripted failures under somebody who types: what was typed two seconds before one, or
// earlier, must be on the device or in the newsroom after it.
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { laptop, text, write } from './people.ts'
import { api, type House, password, type Story } from './world.ts'

export const kinds = ['tab killed', 'tab closed', 'session gone', 'offline', 'two tabs'] as const
export const serverKinds = [
  'server killed',
  'server and tab killed',
  'server killed, two tabs',
  'server and tab killed',
  'server killed',
] as const
export type Kind = (typeof kinds)[number] | (typeof serverKinds)[number]

// random returns numbers from 0 to 1, the same for the same seed.
export function random(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

// Typist types letters that tell each from every other, at a person's speed, and remembers
// when the page had each.
class Typist {
  typed = ''
  readonly at: number[] = []
  private going = true
  private done: Promise<void> = Promise.resolve()
  readonly page: Page
  readonly crashed: Promise<unknown>
  private readonly chance: () => number
  private readonly turn: () => boolean

  constructor(page: Page, chance: () => number, turn: () => boolean) {
    this.page = page
    this.crashed = new Promise((done) => page.once('crash', done))
    this.chance = chance
    this.turn = turn
  }

  async place(paragraph: number): Promise<void> {
    await text(this.page).locator('p').nth(paragraph).click()
    await this.page.keyboard.press('End')
  }

  start(): void {
    this.going = true
    this.done = this.run().catch(() => {}) // its page is gone
  }

  private async run(): Promise<void> {
    let word = 2 + Math.floor(this.chance() * 6)
    while (this.going) {
      if (!this.turn()) {
        await pause(20)
        continue
      }
      const letter = word-- > 0 ? String.fromCharCode(97 + Math.floor(this.chance() * 26)) : ' '
      if (letter === ' ') word = 2 + Math.floor(this.chance() * 6)
      if (await this.page.locator('dialog[open]').count()) break // it asks to sign in
      await this.page.keyboard.press(letter === ' ' ? 'Space' : letter)
      this.typed += letter
      this.at.push(Date.now())
      await pause(40 + this.chance() * 120)
    }
  }

  async stop(): Promise<void> {
    this.going = false
    await this.done
  }

  // due is what was typed two seconds before the moment, or earlier.
  due(moment: number): string {
    return this.typed.slice(0, this.at.filter((t) => t <= moment - 2000).length)
  }
}

// Trial is one failure: what it did, and what it lost.
export interface Trial {
  kind: Kind
  due: number // keystrokes that may not be lost
  lost: number
}

// Stage is where a trial plays: a story, and windows of one person.
export class Stage {
  readonly kind: Kind
  private readonly context: BrowserContext
  private readonly story: Story
  private readonly house: House
  private readonly typists: Typist[]
  private due: string[] = []

  private constructor(kind: Kind, context: BrowserContext, story: Story, house: House, typists: Typist[]) {
    this.kind = kind
    this.context = context
    this.story = story
    this.house = house
    this.typists = typists
  }

  // open opens the story; before is run in every page before anything else.
  static async open(
    browser: Browser,
    house: House,
    kind: Kind,
    chance: () => number,
    before?: () => void,
  ): Promise<Stage> {
    const story = await write(`Keystrokes, ${kind}`, ['One', 'Two'], house)
    const context = await browser.newContext(laptop)
    if (before) await context.addInitScript(before)
    await signIn(context, house)
    const typists: Typist[] = []
    // Whoever has two windows has one keyboard, and turns from one to the other.
    const windows = kind.includes('two tabs') ? 2 : 1
    const began = Date.now()
    for (let i = 0; i < windows; i++) {
      const page = await context.newPage()
      await page.goto(`${house.staff}/n/s/${story.number}`)
      await text(page).waitFor()
      const turn = () => Math.floor((Date.now() - began) / 1500) % windows === i
      typists.push(new Typist(page, chance, turn))
    }
    return new Stage(kind, context, story, house, typists)
  }

  // enough reports whether so much was typed that a failure can be judged by it.
  get enough(): boolean {
    const now = Date.now()
    return this.typists.reduce((n, t) => n + t.due(now).length, 0) > 5
  }

  async begin(): Promise<void> {
    for (const [i, t] of this.typists.entries()) {
      await t.place(i)
      t.start()
    }
  }

  // strike is what goes away at first, while the typing goes on.
  async strike(): Promise<void> {
    if (this.kind === 'session gone') {
      const headers = { Origin: this.house.staff }
      await this.context.request.post(`${this.house.staff}/n/sign-out`, { headers })
      await this.context.clearCookies()
    } else if (this.kind === 'offline') {
      for (const t of this.typists) {
        const door = await this.context.newCDPSession(t.page)
        const nothing = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 }
        await door.send('Network.emulateNetworkConditions', nothing)
      }
    }
  }

  // fall is when the windows go, too, but for those that see the newsroom come back.
  async fall(): Promise<void> {
    const now = Date.now()
    this.due = this.typists.map((t) => t.due(now))
    const stays = this.kind === 'server killed'
    for (const t of this.typists) {
      if (this.kind === 'tab closed') await t.page.close()
      else if (!stays) await crash(t)
      await t.stop()
    }
  }

  // judge asks the device and the newsroom for what was due.
  async judge(): Promise<Trial> {
    const looks = await this.context.newPage()
    await looks.goto(`${this.house.staff}/n/sign-in`)
    const there = [await onDevice(looks), ...(await this.inNewsroom())]
    const lost = this.lost(there)
    if (lost === 0) await this.recover(looks)
    const trial = { kind: this.kind, due: this.due.join('').length, lost: this.lost(await this.inNewsroom()) }
    await this.context.close()
    return { ...trial, lost: Math.max(lost, trial.lost) }
  }

  // recover brings what is on the device into the newsroom, as somebody does who comes back.
  private async recover(page: Page): Promise<void> {
    if (this.kind === 'server killed') {
      const saving = this.typists[0]?.page.locator('#saving')
      if (saving) await expect(saving).toContainText(/^Saved \d/, { timeout: 60_000 })
      return
    }
    if (this.lost(await this.inNewsroom()) === 0) return
    await signIn(this.context, this.house)
    await page.goto(`${this.house.staff}/n/s/${this.story.number}`)
    for (let left = this.typists.length; left > 0; left--) {
      if (this.lost(await this.inNewsroom()) === 0) return
      await page.getByRole('button', { name: 'Use it' }).first().click()
      await expect
        .poll(() => page.locator('#saving').getAttribute('data-state'), { timeout: 60_000 })
        .toMatch(/^(saved|conflict)$/)
    }
  }

  private lost(there: string[]): number {
    let lost = 0
    for (const want of this.due) {
      let kept = want.length
      while (kept > 0 && !there.some((s) => s.includes(want.slice(0, kept)))) kept--
      lost += want.length - kept
    }
    return lost
  }

  private async inNewsroom(): Promise<string[]> {
    const path = `/stories/${this.story.number}`
    const all = await Promise.all(
      [path, `${path}/asides`, `${path}/revisions`].map((p) => api<unknown>('GET', p, undefined, this.house)),
    )
    return all.map((a) => JSON.stringify(a))
  }
}

// One after the other: the newsroom lets nobody try two passwords at a time.
let queue: Promise<unknown> = Promise.resolve()

function signIn(context: BrowserContext, house: House): Promise<void> {
  const done = queue.then(async () => {
    const answer = await context.request.post(`${house.staff}/n/sign-in`, {
      form: { email: 'sadia@stet.test', password },
      headers: { Origin: house.staff },
    })
    expect(answer.status()).toBe(200)
  })
  queue = done.catch(() => {})
  return done
}

async function crash(t: Typist): Promise<void> {
  const door = await t.page
    .context()
    .newCDPSession(t.page)
    .catch(() => undefined)
  void door?.send('Page.crash').catch(() => {})
  await t.crashed
  await t.page.close().catch(() => {})
}

// onDevice returns every copy that this browser keeps, as one text.
async function onDevice(page: Page): Promise<string> {
  const reads = page.evaluate(
    () =>
      new Promise<string>((done) => {
        const r = indexedDB.open('stet', 1)
        r.onupgradeneeded = () => r.result.createObjectStore('drafts')
        r.onerror = () => done('')
        r.onsuccess = () => {
          const all = r.result.transaction('drafts').objectStore('drafts').getAll()
          all.onsuccess = () => done(JSON.stringify(all.result))
          all.onerror = () => done('')
        }
      }),
  )
  return reads.catch(() => '') // this device keeps nothing
}
