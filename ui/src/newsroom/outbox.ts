// A note that could not be sent: it waits on this device and goes by itself, once, when the
// newsroom answers. It has a key by which the newsroom knows it again.
import { headers } from './api.ts'
import { make } from './dialog.ts'
import { t } from './words.ts'

export interface Note {
  text: string
  question: boolean
  answers: string
}

interface Waiting {
  key: string
  number: number // of the story
  person: string
  note: Note
  refused?: string // why the newsroom will not take it
}

type Became = 'sent' | 'waits' | { refused: string }

const place = 'stet-notes'
const again = 5_000
const person = () => document.body.dataset.person ?? ''

function waiting(): Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '[]') as Waiting[]
  } catch {
    return []
  }
}

const put = (all: Waiting[]) => localStorage.setItem(place, JSON.stringify(all))

async function send(w: Waiting): Promise<Became> {
  try {
    const r = await fetch(`/api/v1/stories/${w.number}/notes`, {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': w.key },
      body: JSON.stringify(w.note),
      signal: AbortSignal.timeout(20_000),
    })
    if (r.ok) return 'sent'
    if (r.status >= 500 || r.status === 401 || r.status === 429) return 'waits'
    return { refused: ((await r.json()) as { title: string }).title }
  } catch {
    return 'waits'
  }
}

// flush sends what waits, one after the other and in one window only.
async function flush(): Promise<void> {
  await navigator.locks?.request(place, { ifAvailable: true }, async (mine) => {
    if (!mine) return
    for (const w of waiting().filter((w) => w.person === person() && !w.refused)) {
      const became = await send(w)
      if (became === 'waits') break
      const rest = waiting().filter((o) => o.key !== w.key)
      put(became === 'sent' ? rest : [...rest, { ...w, refused: became.refused }])
      document.dispatchEvent(new Event('stet-look'))
      document.dispatchEvent(new Event('stet-noted'))
    }
  })
}

// writeNote sends the note, and keeps it on this device if the newsroom does not answer. It
// resolves to why the newsroom will not have it, if it will not.
export async function writeNote(number: number, note: Note): Promise<string | undefined> {
  const w = { key: crypto.randomUUID(), number, person: person(), note }
  const became = await send(w)
  if (became === 'waits') {
    put([...waiting(), w])
    document.dispatchEvent(new Event('stet-noted'))
  }
  return typeof became === 'string' ? undefined : became.refused
}

// showWaiting shows before an element what waits of the story; field is where it was written.
export function showWaiting(before: Element, number: number, field: HTMLTextAreaElement): void {
  const box = make('div', { class: 'waiting', role: 'status', hidden: true })
  before.before(box)
  const show = () => {
    const mine = waiting().filter((w) => w.number === number && w.person === person())
    box.hidden = mine.length === 0
    box.replaceChildren(
      ...mine.map((w) => {
        const why = w.refused ?? t('Not sent yet: this note is on this device and goes by itself.')
        const line = make('p', { class: 'notice' }, make('span', {}, `${why} “${w.note.text}” `))
        if (w.refused) {
          const back = make('button', { type: 'button', class: 'quiet small' }, t('Back into the field'))
          back.onclick = () => {
            put(waiting().filter((o) => o.key !== w.key))
            field.value = field.value ? `${w.note.text}\n${field.value}` : w.note.text
            field.dispatchEvent(new Event('input', { bubbles: true })) // it is kept as if typed
            show()
          }
          line.append(back)
        }
        return line
      }),
    )
  }
  document.addEventListener('stet-noted', show)
  // Another window may have sent it.
  addEventListener('storage', (e) => {
    if (e.key !== place) return
    show()
    document.dispatchEvent(new Event('stet-look'))
  })
  show()
}

// outbox sends what waits, on every page, and keeps what is written on the page of notes.
export function outbox(): void {
  const form = document.getElementById('write') as HTMLFormElement | null
  const look = () => {
    if (person() && waiting().length > 0) void flush()
  }
  look()
  setInterval(look, again)
  addEventListener('online', look)
  const story = /^\/n\/s\/(\d+)\/notes$/.exec(form ? new URL(form.action).pathname : '')
  if (!form || !story) return
  const number = Number(story[1])
  const text = form.elements.namedItem('text') as HTMLTextAreaElement
  const question = form.elements.namedItem('question')
  const answers = (form.elements.namedItem('answers') as HTMLInputElement).value
  showWaiting(form, number, text)
  form.addEventListener('submit', (e) => {
    e.preventDefault()
    const asks = question instanceof HTMLInputElement && question.checked
    void writeNote(number, { text: text.value.trim(), question: asks, answers }).then((refused) => {
      if (refused !== undefined)
        form.submit() // the page says why
      else if (waiting().some((w) => w.number === number)) text.value = ''
      else location.assign(`/n/s/${number}/notes?said=noted`)
    })
  })
}
