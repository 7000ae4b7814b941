// The editor's life: the rich text, the saving, the panes, the keys. Without it the page
// is a form that works.
import { put } from './newsroom/api.ts'
import type { Check, check } from './newsroom/check/check.ts'
import { type Content, countWords, type Doc, type Revision, type Start } from './newsroom/content.ts'
import { make } from './newsroom/dialog.ts'
import { field, form, freeze, read, write } from './newsroom/form.ts'
import { leadChosen, leadFile } from './newsroom/lead.ts'
import { keep } from './newsroom/local.ts'
import type { Locks } from './newsroom/locks.ts'
import { notes } from './newsroom/notes.ts'
import { offer, phone } from './newsroom/offer.ts'
import { panes } from './newsroom/panes.ts'
import { type AnyPart, isText, type Part, partOf, parts, withPart } from './newsroom/parts.ts'
import { pasteOffers } from './newsroom/pasted.ts'
import * as plain from './newsroom/plain.ts'
import type { mount, Rich } from './newsroom/rich.ts'
import { Saver, type State } from './newsroom/save.ts'
import { seen } from './newsroom/seen.ts'
import { freshSide } from './newsroom/side.ts'
import { signIn } from './newsroom/signin.ts'
import { together } from './newsroom/together.ts'
import { local, t } from './newsroom/words.ts'

const start = JSON.parse(document.getElementById('story-data')?.textContent ?? '{}') as Start
const saving = document.getElementById('saving') as HTMLElement
const say = document.getElementById('say') as HTMLElement
const area = field('body') as HTMLTextAreaElement

// The text field shows the plain form of shown; what plain characters cannot hold is
// taken from it.
let shown: Doc = start.content.body
let rich: Rich | undefined
let checks: Check | undefined // once it is loaded
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

// words are what the state of saving is called: one of five.
function words(state: State, more: string): string {
  switch (state) {
    case 'saved':
      if (more) savedAt = local(clock.format(new Date(more)))
      return savedAt ? t('Saved %', savedAt) : t('Saved %', '').trim()
    case 'saving':
      return t('Saving…')
    case 'full':
      return t('Not saved — storage full')
    case 'read-only':
      return t('Read only')
  }
  const n = saver.changes
  const where = phone() ? 'On this phone, not sent' : 'On this computer, not sent'
  return `${t(where)} (${t(n === 1 ? '% change' : '% changes', n)})`
}

let full = false // the device can keep no copy

// sayState says how many changes there are, if there still are.
let counted = 0
function sayState(): void {
  counted = 0
  if (saving.dataset.state === 'changed') saving.textContent = words(full ? 'full' : 'changed', '')
}

const saver = new Saver(
  {
    read: () => read(start.content, body(), start.zone),
    put: (base, content, label, of) => put(start.number, base, content, label, of),
    keep: (base, content, sent) =>
      keep({ number: start.number, person: start.person, at: Date.now(), base, sent, content }).then(
        () => {
          full = false
        },
        () => {
          full = true
          if (!sent) saving.textContent = words('full', '')
        },
      ),
    say(state, more) {
      saving.dataset.state = state
      if (state === 'changed') {
        counted ||= window.setTimeout(sayState, 250) // once for many keys
        return
      }
      const said = words(full && state !== 'saved' && state !== 'saving' ? 'full' : state, more)
      if (saving.textContent !== said) saving.textContent = said
      why(state, more)
    },
    conflict: (theirs, aside) => conflict(theirs, aside),
    held: (lock, aside) => locks?.heldBy(lock, aside),
    show: (content, of) => show(content, of),
    saved(story) {
      ;(field('base') as HTMLInputElement).value = String(story.revision)
      if (story.merged?.length)
        tell(
          t(
            'Somebody else changed other paragraphs meanwhile. Both changes are in the text now; see the history.',
          ),
        )
      void still().then(side)
    },
  },
  start.base,
  start.content,
)

// why says what keeps the text from being sent, beside the one word of the state.
function why(state: State, more: string): void {
  if (state === 'signed-out') void again()
  else if (state === 'refused') trouble(more)
  else if (state === 'saved') say.querySelector('.not-sent')?.remove()
}

let asking = false
let keyAt = 0 // when a key was last struck
document.addEventListener(
  'keydown',
  (e) => {
    if (!e.ctrlKey && !e.metaKey) keyAt = performance.now()
  },
  true,
)

// still resolves as soon as nobody has typed for a moment: what comes over the page must not
// take half a word.
async function still(): Promise<void> {
  for (let left = keyAt + quiet - performance.now(); left > 0; left = keyAt + quiet - performance.now())
    await new Promise((done) => setTimeout(done, left))
}
const quiet = 1200

async function again(): Promise<void> {
  if (asking) return
  asking = true
  await still()
  const at = document.activeElement
  const who = await signIn()
  // The browser gives the focus back, but not always the caret with it.
  if (at?.closest('.ProseMirror')) rich?.focus()
  else if (at instanceof HTMLElement) at.focus()
  asking = false
  if (!who) {
    const b = make('button', { type: 'button' }, t('Sign in'))
    b.onclick = () => void again()
    trouble(t('You are signed out: your text is on this device and not sent.'), b)
  } else if (who !== start.person) {
    trouble(t('Somebody else is signed in now. Your text is on this device: sign in as yourself to send it.'))
    saver.stop()
  } else {
    say.querySelector('.not-sent')?.remove()
    locks?.again()
    saver.retry()
  }
}

function trouble(what: string, ...buttons: HTMLElement[]): void {
  const close = make('button', { type: 'button', class: 'quiet small' }, t('Put away'))
  const box = make(
    'p',
    { class: 'trouble not-sent', role: 'alert' },
    make('span', {}, what),
    ...buttons,
    close,
  )
  close.onclick = () => box.remove()
  say.replaceChildren(box)
}

function tell(what: string): void {
  say.replaceChildren(make('p', { class: 'notice', role: 'status' }, what))
}

document.addEventListener('stet-trouble', (e) => trouble((e as CustomEvent<string>).detail))

// conflict leads to the screen on which the two texts are compared. Until somebody has
// chosen, nothing more is sent, and the device keeps a copy.
function conflict(theirs: Revision, aside: string): void {
  const open = make('button', { type: 'button', class: 'main' }, t('Compare and choose'))
  open.onclick = async () => {
    open.setAttribute('aria-disabled', 'true')
    saver.again()
    where = aside
    if (await saver.save('')) return // the two do not overlap any more
    if (saving.dataset.state !== 'conflict') return
    await saver.kept()
    leaving = true
    location.href = `/n/s/${start.number}/merge/${where}`
  }
  where = aside
  trouble(
    t('% changed the same paragraphs. Your text is kept beside the story, not in it.', theirs.by.name),
    open,
  )
}
let where = ''

function show(c: Content, of: readonly Part[]): void {
  if (of.includes('body')) setBody(c.body)
  if (of.length > 1 || !of.includes('body')) {
    let all = read(start.content, c.body, start.zone)
    for (const p of of) all = withPart(all, p, c)
    write(all, start.zone)
    speak()
  }
  count()
  checks?.changed()
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
function typed(part: AnyPart): void {
  locks?.typed(part)
  if (!isText(part)) return // no revision keeps it: its button sends it
  saver.changed()
  checks?.changed()
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
        t(
          'Nothing was done and nothing was published, because your text could not be sent. It is on this device; try again when it says Saved.',
        ),
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

async function changed(e: Event): Promise<void> {
  const target = e.target as HTMLInputElement
  if (target.name === 'lead_file') {
    if (await leadFile(target)) typed('pictures')
  } else if (target.name === 'lead_picture') {
    leadChosen(target)
    typed('pictures')
  } else if (target.name === 'language') speak()
}

async function enrich(): Promise<void> {
  const name = './editor-rich.js'
  const module = (await import(new URL(name, import.meta.url).href)) as { mount: typeof mount }
  const place = document.getElementById('rich') as HTMLElement
  const bar = document.getElementById('toolbar') as HTMLElement
  const label = document.getElementById('body-label') as HTMLElement
  const before = body()
  const mounted = await module.mount(place, bar, {
    doc: before,
    past: `${start.person}/${start.number}`,
    lang: field('language')?.value || start.content.language,
    label: label.textContent?.trim() || 'Text',
    readonly: start.readonly || frozen.has('body'),
    changed: () => typed('body'),
  })
  const now = body() // somebody may have typed in the plain field meanwhile
  const upTo = document.activeElement === area ? area.value.slice(0, area.selectionStart) : undefined
  rich = mounted
  if (JSON.stringify(now) !== JSON.stringify(before)) rich.set(now)
  rich.readonly(start.readonly || frozen.has('body'))
  place.hidden = false
  area.hidden = true
  ;(document.getElementById('body-hint') as HTMLElement).hidden = true
  label.hidden = true
  // Whoever is in the plain field goes on where they are.
  const left = upTo?.split('\n\n')
  if (left) rich.caret(left.length - 1, left.at(-1)?.length ?? 0)
}

const frozen = new Set<AnyPart>()

// freezePart says whether a part can be typed in. The caret stays where it is.
function freezePart(part: AnyPart, on: boolean): void {
  if (start.readonly || frozen.has(part) === on) return
  if (on) frozen.add(part)
  else frozen.delete(part)
  freeze(part, on)
  if (part === 'body') rich?.readonly(on)
  if (parts.every((p) => frozen.has(p))) saving.textContent = words('read-only', '')
}

// side brings what stands beside the text up to date; what somebody else holds of it stays
// out of reach.
async function side(): Promise<void> {
  await freshSide()
  if (frozen.has('publish')) freeze('publish', true)
}

// preview shows how readers would see the text, as it is now if it can be saved.
async function preview(): Promise<void> {
  const saved = start.readonly || (await saver.save(''))
  seen(start.number, saved ? '' : t('Not saved yet: this is the text that the newsroom has.'))
}

document.getElementById('see')?.addEventListener('click', (e) => {
  e.preventDefault()
  void preview()
})

document.addEventListener('keydown', (e) => {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return
  if (e.code === 'KeyS' && !e.shiftKey) {
    e.preventDefault()
    if (!start.readonly) void saver.save('Saved by hand')
  } else if (e.code === 'Digit6' && e.shiftKey) {
    e.preventDefault()
    void preview()
  } else if (e.code === 'Enter') {
    e.preventDefault()
    void next()
  }
})

// next does what comes next. What can come next may have to be saved and asked for first.
async function next(): Promise<void> {
  const button = () => form.querySelector<HTMLButtonElement>('[data-do=next]')
  if (!button() && !start.readonly && (await saver.save(''))) await side()
  button()?.click()
}

let locks: Locks | undefined
const said = notes(start.number, trouble)
const showPane = panes(form, (pane) => said.shown(pane === 'notes'))
if (!start.readonly) {
  locks = together({
    number: start.number,
    person: start.person,
    zone: start.zone,
    takeOver: start.takeOver,
    read: () => read(start.content, body(), start.zone),
    base: () => saver.base,
    dirty: () => saver.dirty,
    freeze: freezePart,
    showPart(part, content) {
      show(content, [part])
      saver.shown(part, read(start.content, body(), start.zone))
    },
    take: (story, theirs) => {
      saver.take(story, theirs)
      if (saver.dirty) saver.changed()
      ;(field('base') as HTMLInputElement).value = String(saver.base)
    },
    connected: () => saver.retry(),
    settings: side,
    focus(part) {
      if (part === 'body') (rich ?? area).focus()
      else if (part === 'head') field('headline')?.focus()
    },
  })
  form.addEventListener('input', (e) => {
    const part = e.target instanceof Element && partOf(e.target)
    if (part) typed(part)
  })
  form.addEventListener('change', (e) => void changed(e))
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
  pasteOffers(say)
  void offer(start, say, async (draft) => {
    saver.base = draft.base
    show(draft.content, parts)
    saver.changed()
    await saver.onDevice()
    void saver.save('')
  })
}

// watch lets the copy check follow the text, once there is one to type in.
async function watch(): Promise<void> {
  const name = './editor-check.js'
  const module = (await import(new URL(name, import.meta.url).href)) as { check: typeof check }
  checks = module.check({
    number: start.number,
    zone: start.zone,
    readonly: start.readonly,
    area,
    rich,
    read: () => read(start.content, body(), start.zone),
    frozen: (part) => start.readonly || frozen.has(part),
    save: () => (start.readonly ? Promise.resolve(true) : saver.save('')),
    show: showPane,
  })
}

const wide = matchMedia('(min-width: 700px) and (pointer: fine)').matches
const loaded = wide
  ? enrich()
      .catch(() => trouble(t('The rich text could not be loaded; the plain field works.')))
      .then(watch)
  : watch()
void loaded.finally(() => {
  document.documentElement.dataset.ready = '' // as newsroom.ts says it of other pages
})
if (!start.readonly && field('headline')?.value && !countWords(start.content.body) && !start.stale)
  (wide ? field('headline') : area)?.focus()
count()
