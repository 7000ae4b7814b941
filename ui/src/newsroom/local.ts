// What was typed, kept on this device until the newsroom has it: one copy a story and
// person in IndexedDB, which outlives the tab, the session and the power.
import type { Content } from './content.ts'

export interface Draft {
  number: number
  person: string
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

const name = (person: string, number: number) => `${person}/${number}`

let persistent = false

// keep writes the copy; once it returns, the device has it.
export const keep = (d: Draft) => {
  if (!persistent) void navigator.storage?.persist?.().catch(() => {})
  persistent = true
  return run('readwrite', (s) => s.put(d, name(d.person, d.number)))
}

export const kept = (person: string, number: number): Promise<Draft | undefined> =>
  run<Draft | undefined>('readonly', (s) => s.get(name(person, number)))

export const drop = (person: string, number: number) =>
  run('readwrite', (s) => s.delete(name(person, number)))

// unsent returns the copies that the newsroom does not have, of everybody on this device.
export const unsent = async (): Promise<Draft[]> =>
  (await run<Draft[]>('readonly', (s) => s.getAll())).filter((d) => !d.sent)

// wipe removes every copy of the person.
export const wipe = async (person: string): Promise<void> => {
  const all = await run<Draft[]>('readonly', (s) => s.getAll())
  for (const d of all) if (d.person === person) await drop(person, d.number)
}
