// The last steps of what was typed in the rich text, kept on this device, so that undo goes
// on after a reload (screens.md §2.3). What somebody else changed is no step of one's own:
// with it the past ends.
import { closeHistory } from 'prosemirror-history'
import type { Node } from 'prosemirror-model'
import { EditorState, type Plugin } from 'prosemirror-state'
import { ReplaceStep, Step } from 'prosemirror-transform'
import { schema } from './schema.ts'

const most = 50 // steps
const bytes = 500_000 // of one story's
const keptFor = 2 * 24 * 3600 * 1000 // ms
const database = 'stet-steps' // apart from the drafts, which are more precious

// Past is the way back from a text: each step leads to the one before, the newest last.
interface Past {
  at: number // ms
  doc: string // the text that it leads back from
  back: object[]
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const r = indexedDB.open(database, 1)
    r.onupgradeneeded = () => r.result.createObjectStore('steps')
    r.onsuccess = () => resolve(r.result)
    r.onerror = () => reject(r.error)
  })
}

async function run<T>(mode: IDBTransactionMode, f: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  try {
    return await new Promise((resolve, reject) => {
      const r = f(db.transaction('steps', mode).objectStore('steps'))
      r.onsuccess = () => resolve(r.result)
      r.onerror = () => reject(r.error)
    })
  } finally {
    db.close() // so that signing out can remove it
  }
}

// between returns the one step that makes b of a, undefined if they are the same.
function between(a: Node, b: Node): Step | undefined {
  const from = a.content.findDiffStart(b.content)
  if (from === null) return undefined
  const ends = a.content.findDiffEnd(b.content)
  let { a: endA, b: endB } = ends ?? { a: a.content.size, b: b.content.size }
  const over = from - Math.min(endA, endB)
  if (over > 0) {
    endA += over
    endB += over
  }
  return new ReplaceStep(from, endA, b.slice(from, endB))
}

const written = (doc: Node) => JSON.stringify(doc.toJSON())

// past reads the steps that lead back from the text under the name.
async function past(name: string, doc: Node): Promise<object[]> {
  // A device may be slow, and then the plain field is there to be typed in; one that does not answer has no past.
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), 5000))
  const kept = await Promise.race([run<Past | undefined>('readonly', (s) => s.get(name)), late]).catch(
    () => undefined,
  )
  if (!kept || kept.at < Date.now() - keptFor || kept.doc !== written(doc)) return []
  return kept.back
}

// begin returns the state of an editor of the text whose undo knows what was typed before.
export async function begin(name: string, doc: Node, plugins: Plugin[]): Promise<[EditorState, Steps]> {
  let first = doc
  const forth: Step[] = []
  const back = await past(name, doc)
  for (const json of [...back].reverse()) {
    try {
      const step = Step.fromJSON(schema, json)
      const before = step.apply(first).doc
      if (!before) break
      forth.unshift(step.invert(first))
      first = before
    } catch {
      break // of an older program
    }
  }
  let state = EditorState.create({ doc: first, plugins })
  for (const step of forth) state = state.apply(closeHistory(state.tr.step(step)))
  return [state, new Steps(name, doc, back.slice(back.length - forth.length))]
}

// Steps keeps what is typed from here on.
export class Steps {
  private readonly name: string
  private last: Node
  private back: object[]
  private timer = 0

  constructor(name: string, doc: Node, back: object[]) {
    this.name = name
    this.last = doc
    this.back = back
  }

  // typed notes that the text is another, by a key or by undo.
  typed(doc: () => Node): void {
    this.timer ||= window.setTimeout(() => {
      this.timer = 0
      this.note(doc())
    }, 400)
  }

  // theirs notes that somebody else has changed the text.
  theirs(doc: Node): void {
    clearTimeout(this.timer)
    this.timer = 0
    this.last = doc
    this.back = []
    this.keep()
  }

  private note(doc: Node): void {
    const step = between(this.last, doc)
    if (!step) return
    if (!this.undone(doc)) this.back.push(step.invert(this.last).toJSON())
    this.back = this.back.slice(-most)
    this.last = doc
    this.keep()
  }

  // undone takes the last step off if the text is what it was before it.
  private undone(doc: Node): boolean {
    const json = this.back.at(-1)
    const was = json && Step.fromJSON(schema, json).apply(this.last).doc
    if (!was?.eq(doc)) return false
    this.back.pop()
    return true
  }

  private keep(): void {
    while (this.back.length > 1 && JSON.stringify(this.back).length > bytes) this.back.shift()
    const now: Past = { at: Date.now(), doc: written(this.last), back: this.back }
    void run('readwrite', (s) => s.put(now, this.name)).catch(() => {}) // undo is as long as the window
  }
}
