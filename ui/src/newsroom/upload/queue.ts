// The files that wait, on this device: they outlive the tab and the line.
import type { About, Going, Taken } from './send.ts'

export interface Item extends Going {
  id: string
  person: string // '' of what another program shared: it is whoever opens it first
  added: number
  name: string
  size: number
  file?: Blob // until it is sent
  state: 'ready' | 'waiting' | 'done' | 'refused'
  as?: string // 'recording' for a film or a sound, else a picture
  small?: boolean
  about?: About
  story?: string
  batch?: string // those that were sent with one press
  sent: number // bytes
  total?: number // of what is sent
  words?: string // why it waits, or was refused
  taken?: Taken
}

// The worker writes here too: see worker/newsroom.ts.
const name = 'stet-uploads'
const store = 'files'

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const r = indexedDB.open(name, 1)
    r.onupgradeneeded = () => r.result.createObjectStore(store, { keyPath: 'id' })
    r.onsuccess = () => resolve(r.result)
    r.onerror = () => reject(r.error)
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
  })
}

const person = document.body.dataset.person ?? ''

// What this device has no room for is kept by the tab alone.
const here = new Map<string, Item>()

// items returns the person's files that are to become the same, in the order in which they came.
export async function items(as: string): Promise<Item[]> {
  const kept = await run<Item[]>('readonly', (s) => s.getAll()).catch(() => [])
  const all = new Map(kept.map((i) => [i.id, i]))
  for (const i of here.values()) all.set(i.id, i)
  return [...all.values()]
    .filter((i) => (i.person === person || i.person === '') && (i.as ?? '') === as)
    .sort((a, b) => a.added - b.added)
}

// put keeps the item and resolves to whether the device does, and not the tab alone.
export async function put(i: Item): Promise<boolean> {
  i.person = person
  try {
    await run('readwrite', (s) => s.put(i))
    here.delete(i.id)
    return true
  } catch {
    here.set(i.id, i)
    return false
  }
}

export async function forget(i: Item): Promise<void> {
  here.delete(i.id)
  await run('readwrite', (s) => s.delete(i.id)).catch(() => {})
}
