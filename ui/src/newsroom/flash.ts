// A flash from a phone: once it is sent it is kept on the device until the desk has it,
// however often the line goes away. The words go first and the picture follows, smaller:
// nobody waits for a photograph to know what has happened.
import { t } from './words.ts'

interface Waiting {
  once: string
  fields: Record<string, string>
  photo?: Blob
  number?: number // the desk has the words
}

const AGAIN = 5_000
const WIDEST = 1600

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const r = indexedDB.open('stet-flash', 1)
    r.onupgradeneeded = () => r.result.createObjectStore('waiting', { keyPath: 'once' })
    r.onsuccess = () => resolve(r.result)
    r.onerror = () => reject(r.error)
  })
  return opened
}

async function run<T>(mode: IDBTransactionMode, f: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  return new Promise((resolve, reject) => {
    const tx = db.transaction('waiting', mode)
    const r = f(tx.objectStore('waiting'))
    tx.oncomplete = () => resolve(r.result)
    tx.onabort = () => reject(tx.error)
  })
}

// flashes gives life to the form, and sends what waits from before on whatever page this is.
export function flashes(): void {
  const form = document.getElementById('flash-form') as HTMLFormElement | null
  if (form) formOf(form)
  const send = () => void sendAll(form)
  addEventListener('online', send)
  send()
}

function formOf(form: HTMLFormElement): void {
  form.addEventListener('submit', (e) => {
    if (!('indexedDB' in window) || e.defaultPrevented) return
    e.preventDefault()
    const fields: Record<string, string> = {}
    let photo: Blob | undefined
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') fields[name] = value
      else if (value.size > 0) photo = value
    }
    const w: Waiting = { once: fields.once ?? '', fields, photo }
    for (const b of form.querySelectorAll('button')) b.disabled = true
    run('readwrite', (s) => s.put(w)).then(
      () => sendAll(form),
      () => form.submit(), // nothing can be kept here, as in some private windows
    )
  })
}

let sending = false
let timer = 0

// sendAll sends what waits, and comes back for what could not be sent.
async function sendAll(form: HTMLFormElement | null): Promise<void> {
  if (sending) return
  sending = true
  clearTimeout(timer)
  try {
    for (const w of await run<Waiting[]>('readonly', (s) => s.getAll())) await sendOne(w, form)
  } catch {
    say(form, t('Not sent yet: it is on this phone and goes by itself.'))
    timer = window.setTimeout(() => void sendAll(form), AGAIN)
  } finally {
    sending = false
  }
}

// sendOne sends the words and then the picture. It fails if there is no line; what the
// desk refuses goes back into the form.
async function sendOne(w: Waiting, form: HTMLFormElement | null): Promise<void> {
  if (w.number === undefined) {
    const answer = await post('/n/flash', w.fields)
    if (!answer.ok) return refused(w, answer, form)
    w.number = ((await answer.json()) as { number: number }).number
    await run('readwrite', (s) => s.put(w))
    say(form, t('The desk has the words.'))
  }
  if (w.photo) {
    say(form, t('The desk has the words. The picture is on its way.'))
    const photo = await smaller(w.photo)
    const answer = await post(`/n/flash/${w.number}/picture`, { once: w.once }, photo)
    if (answer.status === 401 || answer.status >= 500) throw new Error('later')
  }
  await run('readwrite', (s) => s.delete(w.once))
  if (form?.querySelector<HTMLInputElement>('[name=once]')?.value === w.once) location.assign('/n?said=filed')
}

async function post(path: string, fields: Record<string, string>, photo?: Blob): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  if (photo) body.set('photo', photo, 'photo.jpg')
  const answer = await fetch(path, { method: 'POST', headers: { Accept: 'application/json' }, body })
  // A server that is in trouble, or a sign-in that has ended, is no answer to a flash.
  if (answer.status >= 500 || answer.status === 401) throw new Error('later')
  return answer
}

async function refused(w: Waiting, answer: Response, form: HTMLFormElement | null): Promise<void> {
  if (!form) return // it waits until the form is open, where somebody can read why
  const why = ((await answer.json().catch(() => ({}))) as { title?: string }).title ?? ''
  await run('readwrite', (s) => s.delete(w.once))
  const text = form.querySelector<HTMLTextAreaElement>('[name=text]')
  if (text && !text.value) text.value = w.fields.text ?? ''
  for (const b of form.querySelectorAll('button')) b.disabled = false
  say(form, why)
}

function say(form: HTMLFormElement | null, words: string): void {
  const state = form?.querySelector('#flash-state') ?? document.getElementById('net')
  if (state) state.textContent = words
}

// smaller returns the photograph as a page could use it: a tenth of what a camera makes.
async function smaller(photo: Blob): Promise<Blob> {
  try {
    const image = await createImageBitmap(photo, { imageOrientation: 'from-image' })
    const scale = Math.min(1, WIDEST / Math.max(image.width, image.height))
    if (scale === 1 && photo.size < 500_000) return photo
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82))
    return made && made.size < photo.size ? made : photo
  } catch {
    return photo // the desk's own machine may know what it is
  }
}
