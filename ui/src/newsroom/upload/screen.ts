// The screen for uploads: files wait in a list on this device and go one after the other, also
// after the tab was closed and whenever there is a line.
import { headers } from '../api.ts'
import { keep } from './keep.ts'
import { line } from './list.ts'
import { forget, type Item, items, put } from './queue.ts'
import { t } from './said.ts'
import { type About, drop, type Going, Later, lineBack, send } from './send.ts'
import { smaller } from './smaller.ts'
import { takes } from './takes.ts'

const most = 40 << 20
const again = 5_000
const dear = 'stet-upload-small'

let form: HTMLFormElement
let as = '' // what the files are to become: see Item.as
let list: HTMLElement
let press: HTMLButtonElement
let state: HTMLElement
const stops = new Map<string, AbortController>()

export async function screen(of: HTMLFormElement): Promise<void> {
  form = of
  as = form.dataset.as ?? ''
  list = document.getElementById('upload-list') as HTMLElement
  press = form.querySelector('button.main') as HTMLButtonElement
  state = document.getElementById('upload-state') as HTMLElement
  for (const i of await items(as)) if (i.state === 'done' && !i.story) await forget(i)
  chooses()
  const small = form.elements.namedItem('small') as HTMLInputElement | null
  if (small) {
    small.checked = localStorage.getItem(dear) === '1'
    small.onchange = () => localStorage.setItem(dear, small.checked ? '1' : '')
  }
  form.addEventListener('submit', (e) => {
    e.preventDefault()
    void go()
  })
  const look = () => void show().then(run)
  addEventListener('online', look)
  addEventListener('offline', () => void show())
  setInterval(look, again)
  look()
}

// chooses takes files from wherever they come: chosen, taken by the camera, dropped, pasted.
function chooses(): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type=file]')) {
    input.required = false
    input.multiple ||= !input.capture
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])]
      input.value = ''
      void add(files)
    })
  }
  takes(form, (files) => void add(files))
}

async function add(files: File[]): Promise<void> {
  const room = await keep(files, as)
  await show()
  if (!room) say(t('This device has no room to keep them: leave this page open until they are sent.'))
}

// go lets what was chosen go, with what is said of all of it.
async function go(): Promise<void> {
  const about: About = {}
  const said = new FormData(form)
  for (const name of ['caption', 'credit', 'taken'] as const) {
    const v = String(said.get(name) ?? '').trim()
    if (v) about[name] = v
  }
  const batch = crypto.randomUUID()
  for (const i of await items(as)) {
    if (i.state !== 'ready') continue
    const small = said.get('small') !== null
    if (as) Object.assign(about, { as, filetype: i.file?.type || undefined })
    Object.assign(i, {
      about: { ...about },
      batch,
      small,
      story: String(said.get('story') ?? ''),
      state: 'waiting',
    })
    if (!as && !small && i.size > most)
      Object.assign(i, { state: 'refused', words: t('The file is larger than 40 MB. Send a smaller copy.') })
    await put(i)
  }
  await show()
  void run()
}

let running = false

// run sends what waits, in one tab of all.
async function run(): Promise<void> {
  if (running) return
  const waits = async () => (await items(as)).find((i) => i.state === 'waiting')
  if (!(await waits())) return
  running = true
  try {
    const all = async () => {
      for (let i = await waits(); i; i = await waits()) {
        await one(i)
        await show()
      }
      await tell()
    }
    if (!navigator.locks) await all()
    else
      await navigator.locks.request('stet-uploads', { ifAvailable: true }, (mine) => {
        if (mine) return all()
        say(t('Another tab sends them.'))
        return undefined
      })
  } finally {
    running = false
  }
}

// one sends the item until it is there or refused, however long there is no line.
async function one(i: Item): Promise<void> {
  const stop = new AbortController()
  stops.set(i.id, stop)
  try {
    if (i.small && i.file && !i.total) {
      line(list, i, act, t('Making it smaller…'))
      i.file = await smaller(i.file)
    }
    if (!i.file) return await refuse(i, t('This device can no longer read the file. Choose it again.'))
    i.total = i.file.size
    while (!stop.signal.aborted) {
      try {
        const done = await send(i.file, i.name, i.about ?? {}, i, (sent) => at(i, sent), stop.signal)
        if (stop.signal.aborted) break
        if ('refused' in done) return await refuse(i, done.refused)
        Object.assign(i, { state: 'done', taken: done, words: undefined, file: undefined, sent: i.total })
        await put(i)
        return
      } catch (e) {
        if (stop.signal.aborted) break
        if (!(e instanceof Later)) return await refuse(i, t('That did not work.'))
        i.words = e.message
        await put(i)
        await show()
        await lineBack(again)
      }
    }
  } finally {
    stops.delete(i.id)
  }
}

async function at(i: Item, sent: number): Promise<void> {
  if (stops.get(i.id)?.signal.aborted) return
  i.sent = sent
  i.words = undefined
  await put(i)
  line(list, i, act)
}

async function refuse(i: Item, words: string): Promise<void> {
  Object.assign(i, { state: 'refused', words })
  await put(i)
}

// tell writes to each story which pictures came for it.
async function tell(): Promise<void> {
  const all = await items(as)
  const batches = new Set(all.filter((i) => i.story && i.state === 'done').map((i) => i.batch))
  for (const batch of batches) {
    const of = all.filter((i) => i.batch === batch)
    if (of.some((i) => i.state === 'waiting')) continue
    const done = of.filter((i) => i.state === 'done')
    const links = done.map((i) => `${i.name} ${location.origin}/n/pictures/${i.taken?.picture?.id}`)
    const r = await fetch(`/api/v1/stories/${done[0]?.story}/notes`, {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': `pictures-${batch}` },
      body: JSON.stringify({ text: [t('Pictures for this story:'), ...links].join('\n') }),
    }).catch(() => undefined)
    if (!r || r.status >= 500 || r.status === 401) continue // at the next look
    if (!r.ok) {
      const said = (await r.json().catch(() => ({}))) as { title?: string }
      say(t('The story was not told of its pictures: %', said.title ?? r.status))
    }
    for (const i of done) {
      i.story = ''
      await put(i)
    }
  }
}

// act does what a button of a line asks for.
const act = {
  retry: async (i: Item) => {
    Object.assign(i, { state: i.batch ? 'waiting' : 'ready', words: undefined, key: crypto.randomUUID() })
    i.at = undefined
    await put(i)
    await show()
    void run()
  },
  remove: async (i: Item) => {
    stops.get(i.id)?.abort()
    const going: Going = { key: i.key, at: i.at }
    await forget(i)
    await show()
    if (i.state !== 'done') await drop(going)
  },
  show: () => show(),
}

const say = (words: string) => {
  if (state.textContent !== words) state.textContent = words
}

async function show(): Promise<void> {
  const all = await items(as)
  for (const e of [...list.children]) if (!all.some((i) => i.id === (e as HTMLElement).dataset.id)) e.remove()
  for (const i of all) line(list, i, act)
  const count = (s: Item['state']) => all.filter((i) => i.state === s).length
  press.textContent = count('ready') ? t('Send %', count('ready')) : t('Send')
  press.disabled = count('ready') === 0
  const parts = (
    [
      ['% sent', count('done')],
      ['% waiting', count('waiting')],
      ['% refused', count('refused')],
    ] as const
  ).filter(([, n]) => n > 0)
  say(
    parts
      .map(([words, n]) => ({ words, n }))
      .map(summed)
      .join(' · '),
  )
}

function summed({ words, n }: { words: string; n: number }): string {
  if (words === '% sent') return t('% sent', n)
  return words === '% waiting' ? t('% waiting', n) : t('% refused', n)
}
