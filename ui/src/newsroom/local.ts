// What was typed, kept on this device until the newsroom has it: one copy a story, person
// and window in IndexedDB, which outlives the tab, the session and the power. Two windows of
// one story never write over each other's copy.
import type { Content } from './content.ts'

export interface Draft {
  number: number
  person: string
  window?: string // none in copies from before there was one
  at: number // ms
  base: number // the revision it was based on
  sent: boolean // the newsroom has it
  content: Content
}

const store = 'drafts'

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const r = indexedDB.open('stet', 1)
    r.onupgradeneeded = () => r.result.createObjectStore(store)
    r.onsuccess = () => resolve(r.result)
    r.onerror = () => reject(r.error)
    r.onblocked = () => reject(new Error('another tab holds an older version'))
  })
  return opened
}

async function run<T>(mode: IDBTransactionMode, f: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  return new Promise((resolve, reject) => {
    const tx = db.transaction(store, mode)
    const r = f(tx.objectStore(store))
    tx.oncomplete = () => resolve(r.result)
    tx.onabort = () => reject(tx.error)
    tx.onerror = () => reject(tx.error)
  })
}

const self = [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16)).join('')

const story = (person: string, number: number) => `${person}/${number}`
const name = (d: Draft) => story(d.person, d.number) + (d.window ? `/${d.window}` : '')

// A lock of the browser's says to other windows that this one is open; it goes with it.
const lock = (window: string) => `stet-window-${window}`

async function openWindows(): Promise<Set<string | undefined>> {
  const held = (await navigator.locks?.query().catch(() => undefined))?.held ?? []
  return new Set(held.map((l) => l.name))
}

let first = true

// keep writes this window's copy; once it returns, the device has it.
export const keep = (d: Omit<Draft, 'window'>) => {
  if (first) {
    void navigator.storage?.persist?.().catch(() => {})
    void navigator.locks?.request(lock(self), () => new Promise(() => {})).catch(() => {})
  }
  first = false
  const copy = { ...d, window: self }
  return run('readwrite', (s) => s.put(copy, name(copy)))
}

// kept returns the copies of a story that no open window goes on with, the newest first.
export async function kept(person: string, number: number): Promise<Draft[]> {
  const at = story(person, number)
  const find = (key: string | IDBKeyRange) => run<Draft[]>('readonly', (s) => s.getAll(key))
  const all = [...(await find(at)), ...(await find(IDBKeyRange.bound(`${at}/`, `${at}/\uffff`)))]
  const open = await openWindows()
  return all
    .filter((d) => d.window !== self && !(d.window && open.has(lock(d.window))))
    .sort((a, b) => b.at - a.at)
}

export const drop = (d: Draft) => run('readwrite', (s) => s.delete(name(d)))

// unsent returns the copies that the newsroom does not have, of everybody on this device,
// one a story.
export const unsent = async (): Promise<Draft[]> => {
  const all = (await run<Draft[]>('readonly', (s) => s.getAll())).filter((d) => !d.sent)
  return [...new Map(all.map((d) => [story(d.person, d.number), d])).values()]
}
