// The editor's life: the rich text, the saving, the panes, the keys. Without it the page
// is a form that works.
import { pictureSrc, put, upload } from './newsroom/api.ts'
import { choose } from './newsroom/compare.ts'
import {
  type Content,
  canonical,
  countWords,
  type Doc,
  type Revision,
  type Start,
} from './newsroom/content.ts'
import { make } from './newsroom/dialog.ts'
import { field, form, leadId, read, write } from './newsroom/form.ts'
import { drop, keep, kept } from './newsroom/local.ts'
import { panes } from './newsroom/panes.ts'
import * as plain from './newsroom/plain.ts'
import type { mount, Rich } from './newsroom/rich.ts'
import { Saver, type State } from './newsroom/save.ts'
import { local, t } from './newsroom/words.ts'

const start = JSON.parse(document.getElementById('story-data')?.textContent ?? '{}') as Start
const saving = document.getElementById('saving') as HTMLElement
const say = document.getElementById('say') as HTMLElement
const area = field('body') as HTMLTextAreaElement

// The text field shows the plain form of shown; what plain characters cannot hold is
// taken from it.
let shown: Doc = start.content.body
let rich: Rich | undefined
let bodyWas = { text: area.value, doc: shown }

function body(): Doc {
  if (rich) return rich.doc()
  if (area.value !== bodyWas.text) bodyWas = { text: area.value, doc: plain.read(area.value, shown) }
  return bodyWas.doc
}

function setBody(doc: Doc): void {
  shown = doc
  area.value = plain.write(doc)
  bodyWas = { text: area.value, doc }
  rich?.set(doc)
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: start.zone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
let savedAt = ''

function words(state: State, more: string): (string | Node)[] {
  switch (state) {
    case 'saved':
      if (more) savedAt = local(clock.format(new Date(more)))
      return [savedAt ? t('Saved %', savedAt) : t('Saved %', '').trim()]
    case 'changed':
      return [t('On this device, not sent yet')]
    case 'saving':
      return [t('Saving…')]
    case 'offline':
      return [t('Not sent: offline. Your text is on this device.')]
    case 'signed-out':
      return [
        'Not sent: you are signed out. Your text is on this device. ',
        make('a', { href: '/n/sign-in', target: '_blank' }, t('Sign in')),
      ]
    case 'refused':
      return [`Not saved: ${more}`]
    case 'conflict':
      return ['Not saved: somebody else saved this story.']
  }
}

const saver = new Saver(
  {
    read: () => read(start.content, body(), start.zone),
    put: (base, content, label) => put(start.number, base, content, label),
    keep: (base, content, sent) =>
      keep({ number: start.number, person: start.person, at: Date.now(), base, sent, content }).then(
        () => {},
        () =>
          trouble(
            'This device cannot keep a copy of your text: its storage is full or closed. Keep this page open until it says Saved.',
          ),
      ),
    say(state, more) {
      saving.dataset.state = state
      saving.replaceChildren(...words(state, more))
    },
    conflict: (mine, theirs) => void conflict(mine, theirs),
    saved(story) {
      ;(field('base') as HTMLInputElement).value = String(story.revision)
      void freshSide()
    },
  },
  start.base,
  start.content,
)

// freshSide brings what may be done with the story, and its history, up to what is saved
// now. It leaves alone a pane that somebody is in or has typed into.
async function freshSide(): Promise<void> {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } }).catch(() => undefined)
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const id of ['publish', 'history']) {
    const pane = document.getElementById(id)
    const next = page.getElementById(id)
    if (!pane || !next || pane.contains(document.activeElement)) continue
    const typed = [...pane.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some(
      (f) => f.value !== f.defaultValue || (f instanceof HTMLInputElement && f.checked !== f.defaultChecked),
    )
    if (!typed) pane.replaceChildren(...next.childNodes)
  }
  const head = document.querySelector('.story-head')
  const main = head?.querySelector('button.main')
  const next = page.querySelector('.story-head button.main')
  if (main && next && main !== document.activeElement) main.replaceWith(next)
  else if (!main && next) head?.append(next)
  const about = page.querySelector('.about summary')
  if (about) document.querySelector('.about summary')?.replaceChildren(...about.childNodes)
}

function trouble(words: string): void {
  const close = make('button', { type: 'button', class: 'quiet small' }, 'Put away')
  const box = make('p', { class: 'trouble', role: 'alert' }, make('span', {}, words), close)
  close.onclick = () => box.remove()
  say.replaceChildren(box)
}

document.addEventListener('stet-trouble', (e) => trouble((e as CustomEvent<string>).detail))

// conflict asks which text stands. Until somebody has chosen, nothing more is sent, and
// the device keeps a copy.
async function conflict(mine: Content, theirs: Revision): Promise<void> {
  const result = await choose({
    mine,
    theirs: theirs.content,
    base: saver.known,
    names: { mine: 'yours', theirs: `${theirs.by.name}'s` },
    title: `${theirs.by.name} saved this story too`,
    lead: 'Yours is not sent yet. Choose what stands; the other text stays in the history, so nothing is lost.',
  })
  if (!result) {
    const again = make('button', { type: 'button' }, 'Compare and choose')
    again.onclick = () => void conflict(read(start.content, body(), start.zone), theirs)
    say.replaceChildren(
      make(
        'p',
        { class: 'trouble', role: 'alert' },
        make('span', {}, `${theirs.by.name} saved this story too. Your text is on this device, not sent. `),
        again,
      ),
    )
    return
  }
  const names = { aside: 'Set aside in a conflict', result: 'Chosen in a conflict' }
  const now = read(start.content, body(), start.zone) // typing may have gone on
  const done = await saver.settle(canonical(now) === canonical(mine) ? mine : now, result, theirs, names)
  if (!done) return
  show(result)
  say.replaceChildren()
}

function show(c: Content): void {
  write(c, start.zone)
  setBody(c.body)
  speak()
  count()
  saver.changed()
}

// offered shows a copy that this device has and the newsroom does not.
async function offerLocal(): Promise<void> {
  const draft = await kept(start.person, start.number).catch(() => undefined)
  if (!draft || draft.sent || canonical(draft.content) === canonical(start.content)) return
  const at = local(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: start.zone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(draft.at),
  )
  const difference = Math.abs(countWords(draft.content.body) - countWords(start.content.body))
  const use = make('button', { type: 'button', class: 'main' }, 'Use it')
  const look = make('button', { type: 'button' }, 'Compare')
  const no = make('button', { type: 'button', class: 'quiet' }, 'Discard')
  const box = make(
    'p',
    { class: 'trouble', role: 'alert' },
    make(
      'span',
      {},
      `This device has text from ${at} that was not sent${difference > 0 ? `, ${local(String(difference))} words longer or shorter` : ''}. `,
    ),
    use,
    look,
    no,
  )
  say.replaceChildren(box)
  const take = (c: Content) => {
    box.remove()
    saver.base = draft.base
    show(c)
    void saver.save('')
  }
  use.onclick = () => take(draft.content)
  look.onclick = async () => {
    const c = await choose({
      mine: draft.content,
      theirs: start.content,
      names: { mine: 'this device', theirs: 'the newsroom' },
      title: 'Two texts of this story',
      lead: `One is on this device, from ${at}; the other is the newest in the newsroom.`,
    })
    if (!c) return
    box.remove()
    show(c)
    void saver.save('')
  }
  no.onclick = () => {
    box.remove()
    void drop(start.person, start.number)
  }
}

// speak gives every text the language of the story.
function speak(): void {
  const lang = field('language')?.value ?? ''
  for (const e of document.querySelectorAll<HTMLElement>('#text input, #text textarea, #publish textarea')) {
    if (e.lang) e.lang = lang
  }
  rich?.language(lang)
}

function count(): void {
  const place = document.getElementById('words')
  const n = countWords(body())
  if (place)
    place.textContent = `${local(String(n))} ${t('words')} · ${local(String(Math.max(1, Math.round(n / 230))))} ${t('min')}`
  document.dispatchEvent(new Event('stet-count'))
}

let counting = 0
function typed(): void {
  saver.changed()
  clearTimeout(counting)
  counting = window.setTimeout(count, 300)
}

// leave sends the form once the newsroom has the text. What cannot be sent now is not
// sent at all, and said.
async function leave(button: HTMLElement | null): Promise<void> {
  for (const b of form.querySelectorAll('button')) b.setAttribute('aria-disabled', 'true')
  const done = await saver.save('')
  for (const b of form.querySelectorAll('button')) b.removeAttribute('aria-disabled')
  if (!done) {
    if (saving.dataset.state !== 'conflict')
      trouble(
        'That was not done, because your text could not be sent. It is on this device; try again when it says Saved.',
      )
    return
  }
  for (const f of form.querySelectorAll<HTMLInputElement>('input[type=file]')) f.value = ''
  ;(field('body_json') as HTMLInputElement).value = JSON.stringify(body())
  leaving = true
  // Not while the first submission is still being told to whoever listens: a browser
  // ignores another one until then.
  setTimeout(() => form.requestSubmit(button))
}

let leaving = false
form.addEventListener('submit', (e) => {
  if (leaving || start.readonly) return
  e.preventDefault()
  const button = e.submitter
  if (button instanceof HTMLButtonElement && button.value === 'save') void saver.save('Saved by hand')
  else if (button?.getAttribute('aria-disabled') !== 'true') void leave(button)
})

// leadFile sends a lead picture at once, so that it is a picture like any other.
async function leadFile(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0]
  if (!file) return
  const place = document.getElementById('lead-now') as HTMLElement
  place.replaceChildren(make('p', { role: 'status' }, 'Sending the picture…'))
  const p = await upload(file)
  input.value = ''
  if (typeof p === 'string') {
    place.replaceChildren(make('p', { class: 'trouble', role: 'alert' }, p))
    return
  }
  const radio = make('input', { type: 'radio', name: 'lead_picture', value: p.id, class: 'vh' })
  form.querySelector('#lead')?.append(radio)
  radio.checked = true
  for (const [name, v] of [
    ['lead_alt', p.alt],
    ['lead_caption', p.caption],
    ['lead_credit', p.credit],
  ] as const) {
    const f = field(name)
    if (f && !f.value) f.value = v ?? ''
  }
  showLead()
  typed()
}

function showLead(): void {
  const id = leadId()
  const place = document.getElementById('lead-now')
  const alt = field('lead_alt')?.value || 'The lead picture, not described yet'
  place?.replaceChildren(
    id ? make('img', { src: pictureSrc(id, 320), alt }) : make('p', { class: 'empty' }, 'No picture.'),
  )
}

function changed(e: Event): void {
  const target = e.target as HTMLInputElement
  if (target.name === 'lead_file') void leadFile(target)
  else if (target.name === 'lead_picture') {
    for (const name of ['alt', 'caption', 'credit']) {
      const f = field(`lead_${name}`)
      if (f) f.value = target.dataset[name] ?? ''
    }
    showLead()
    typed()
  } else if (target.name === 'language') speak()
}

async function enrich(): Promise<void> {
  const name = './editor-rich.js'
  const module = (await import(new URL(name, import.meta.url).href)) as { mount: typeof mount }
  const place = document.getElementById('rich') as HTMLElement
  const bar = document.getElementById('toolbar') as HTMLElement
  const label = document.getElementById('body-label') as HTMLElement
  rich = module.mount(place, bar, {
    doc: body(),
    lang: field('language')?.value || start.content.language,
    label: label.textContent?.trim() || 'Text',
    readonly: start.readonly,
    changed: typed,
  })
  place.hidden = false
  area.hidden = true
  ;(document.getElementById('body-hint') as HTMLElement).hidden = true
  label.hidden = true
}

// quoted puts the words selected in the source into the text as a quote.
function quoteFromSource(): void {
  const source = document.getElementById('source') as HTMLElement
  const b = make('button', { type: 'button', class: 'float', hidden: true }, 'Insert as quote')
  source.append(b)
  document.addEventListener('selectionchange', () => {
    const s = getSelection()
    const inside = s && !s.isCollapsed && source.contains(s.anchorNode) && source.contains(s.focusNode)
    b.hidden = !inside || !rich
  })
  b.onmousedown = (e) => e.preventDefault()
  b.onclick = () => {
    const text = getSelection()
      ?.toString()
      .replace(/\s+/g, ' ')
      .replace(/^[“"‘]+|[”"’]+$/g, '')
      .trim()
    if (text) rich?.quote(text, '')
  }
}

document.addEventListener('keydown', (e) => {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return
  if (e.code === 'KeyS' && !e.shiftKey) {
    e.preventDefault()
    if (!start.readonly) void saver.save('Saved by hand')
  } else if (e.code === 'Enter') {
    e.preventDefault()
    form.querySelector<HTMLButtonElement>('[data-do=next]')?.click()
  }
})

panes(form)
if (!start.readonly) {
  form.addEventListener('input', typed)
  form.addEventListener('change', changed)
  addEventListener('online', () => saver.retry())
  addEventListener('focus', () => saver.retry())
  addEventListener('pagehide', () => void saver.onDevice())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return saver.retry()
    void saver.onDevice()
    if (saver.dirty && saving.dataset.state !== 'conflict') void saver.save('')
  })
  addEventListener('beforeunload', (e) => {
    if (!leaving && saver.dirty) {
      void saver.onDevice()
      e.preventDefault()
    }
  })
  void offerLocal()
}
const wide = matchMedia('(min-width: 700px) and (pointer: fine)').matches
if (wide)
  void enrich().then(
    () => !start.readonly && quoteFromSource(),
    () => trouble('The rich text could not be loaded; the plain field works.'),
  )
if (!start.readonly && field('headline')?.value && !countWords(start.content.body) && !start.stale)
  (wide ? field('headline') : area)?.focus()
count()
