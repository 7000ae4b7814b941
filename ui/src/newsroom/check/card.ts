// One finding: how sure it is, both passages, and what can be done about it.
import { make } from '../dialog.ts'
import { lang, local } from '../words.ts'
import { type Item, isFinding, type Level, type Stet, standsIn } from './answer.ts'
import { t } from './said.ts'
import { sourceLanguage, sourceOf } from './source.ts'

// Acts are what the buttons of a card do.
export interface Acts {
  turn(key: string): void // opens or shuts the card
  words(key: string): void // the caret goes to them
  put(key: string): void // what may stand there in place of them
  source(key: string): void
  stet(key: string, reason: string, note: string): Promise<string> // '' or why not
  back(key: string): Promise<string>
}

// About is what a card needs to know beside its finding.
export interface About {
  key: string
  item: Item
  beside: [string, string] // what stands before and after it
  language: string // of the story
  readonly: boolean
}

export const levels: Record<Level, () => string> = {
  certain: () => t('Certainly otherwise'),
  likely: () => t('Likely otherwise'),
  check: () => t('To check'),
  info: () => t('For information'),
}

// reasons are those that internal/news has, in its order.
export const reasons: [string, () => string][] = [
  ['own reporting', () => t('Own reporting')],
  ['background knowledge', () => t('Background knowledge')],
  ['source corrected', () => t('The source was corrected')],
  ['house style', () => t('House style')],
  ['checker wrong', () => t('The check is wrong')],
]

const reasonOf = (reason: string) => reasons.find(([r]) => r === reason)?.[1]() ?? reason

const clock = (zone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })

let zone = 'UTC'
export const inZone = (z: string): void => {
  zone = z
}

const at = (time: string) => local(clock(zone).format(new Date(time)))

// inQuotes returns a sentence in which what stands in quotation marks is in the language of the
// story or its source.
export function inQuotes(sentence: string, language: string): (Node | string)[] {
  return sentence
    .split(/(“[^”]*”)/)
    .flatMap((part) =>
      part.startsWith('“') && part.endsWith('”')
        ? ['“', make('span', { lang: language }, part.slice(1, -1)), '”']
        : part
          ? [part]
          : [],
    )
}

const most = 60

// around returns what stands before and after a finding in its text, as much as a card shows.
export function around(text: string, item: Item): [string, string] {
  const { start: from, end: to } = item
  if (text.slice(from, to) !== item.text) return ['', '']
  let [left, right] = [text.slice(0, from), text.slice(to)]
  left = left.slice(left.lastIndexOf('\n') + 1)
  right = right.split('\n')[0] as string
  if (left.length > most) left = `… ${left.slice(-most).replace(/^\S*\s/, '')}`
  if (right.length > most) right = `${right.slice(0, most).replace(/\s\S*$/, '')} …`
  return [left, right]
}

// reveal scrolls the pane that something is in, and nothing else, until it is seen.
export function reveal(e: HTMLElement): void {
  const around = e.closest<HTMLElement>('.side, .columns > .pane')
  if (!around || around.scrollHeight <= around.clientHeight) {
    e.scrollIntoView({ block: 'nearest' })
    return
  }
  const [box, here] = [around.getBoundingClientRect(), e.getBoundingClientRect()]
  if (here.top < box.top || here.height > box.height) around.scrollTop += here.top - box.top - 8
  else if (here.bottom > box.bottom) around.scrollTop += here.bottom - box.bottom + 8
}

const passage = (who: string, language: string, left: string, words: string, right: string) =>
  make(
    'div',
    { class: 'passage' },
    make('small', {}, who),
    make('blockquote', language ? { lang: language } : {}, left, make('mark', {}, words), right),
  )

function passages({ item, beside: [left, right], language }: About): HTMLElement[] {
  const all: HTMLElement[] = []
  if (item.text) all.push(passage(t('The story'), language, left, item.text, right))
  if (isFinding(item) && item.source && item.source_text) {
    const who = `${item.source_wire ?? ''} · ${t('version %', item.source_version ?? 1)}`
    const from = sourceLanguage(item)
    // What is cut off is cut between words: inside one it is not read, and in Bangla not even shown.
    const left = (item.source_before ?? '').replace(/^…\S*\s/, '… ')
    const right = (item.source_after ?? '').replace(/\s\S*…$/, ' …')
    all.push(passage(who, from, left, item.source_text, right))
  }
  return all
}

// stood is who lets a finding stand, and why.
function stood(s: Stet, words: string): HTMLElement {
  return make(
    'p',
    { class: 'stood' },
    `${words} ${s.by.name}, ${at(s.at)}: ${reasonOf(s.reason)}`,
    ...(s.note ? [' — ', make('q', { lang: '' }, s.note)] : []),
  )
}

function button(words: string, run: (b: HTMLButtonElement) => void, kind = 'small'): HTMLButtonElement {
  const b = make('button', { type: 'button', class: kind }, words)
  b.onclick = () => b.getAttribute('aria-disabled') !== 'true' && run(b)
  return b
}

// stetForm asks why a finding may stand.
function stetForm(a: About, acts: Acts, close: () => void): HTMLElement {
  const certain = a.item.level === 'certain'
  const why = make('select', { required: certain })
  why.append(
    make('option', { value: '' }, certain ? t('Choose a reason') : t('No reason given')),
    ...reasons.map(([value, words]) => make('option', { value }, words())),
  )
  const note = make('textarea', { rows: '2', lang })
  const said = make('p', { class: 'trouble small-trouble', role: 'alert', hidden: true })
  const say = (words: string) => {
    said.textContent = words
    said.hidden = words === ''
  }
  const yes = button(
    t('Let it stand'),
    async () => {
      if (certain && !why.value) {
        say(t('Say why: what is certainly otherwise stands only with a reason.'))
        why.focus()
        return
      }
      yes.setAttribute('aria-disabled', 'true')
      const refused = await acts.stet(a.key, why.value, note.value.trim())
      yes.removeAttribute('aria-disabled')
      say(refused)
    },
    'main small',
  )
  const box = make(
    'div',
    { class: 'stet-form', role: 'group', 'aria-label': t('Let it stand') },
    make('label', {}, t('Why it may stand'), why),
    make('label', {}, t('Note, for whoever reads it next'), note),
    said,
    make('div', { class: 'actions' }, yes, button(t('Cancel'), close, 'quiet small')),
  )
  box.onkeydown = (e) => {
    if (e.key === 'Escape') {
      e.stopPropagation()
      close()
    } else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault()
      e.stopPropagation() // it is not what comes next with the story
      yes.click()
    }
  }
  return box
}

function actions(a: About, acts: Acts): HTMLElement {
  const { item, key } = a
  const row = make('div', { class: 'actions' })
  const instead = standsIn(item)
  if (instead && !a.readonly)
    row.append(
      button(
        isFinding(item) ? t('Use source wording') : t('Put right'),
        () => acts.put(key),
        item.level === 'certain' ? 'main small' : 'small',
      ),
    )
  const place = make('div')
  row.append(button(t('In the story'), () => acts.words(key), 'small narrow'))
  if (isFinding(item) && !item.stet) {
    const open = button(t('Stet…'), () => {
      const close = () => {
        place.replaceChildren()
        open.setAttribute('aria-expanded', 'false')
        open.focus()
      }
      if (place.firstChild) return close()
      const form = stetForm(a, acts, close)
      place.append(form)
      open.setAttribute('aria-expanded', 'true')
      form.querySelector('select')?.focus()
    })
    open.setAttribute('aria-expanded', 'false')
    row.append(open)
  }
  if (isFinding(item) && item.source && sourceOf(item))
    row.append(button(t('Open source'), () => acts.source(key)))
  return make('div', {}, row, place)
}

// card returns the finding's card, open or shut.
export function card(a: About, acts: Acts, open: boolean): HTMLElement {
  const { item, key } = a
  const id = `finding-${key}`
  const head = make('button', { type: 'button', class: 'finding-head', 'aria-expanded': String(open) })
  const words = isFinding(item) ? [make('strong', {}, levels[item.level]()), ' '] : []
  const said = make('span', {}, ...inQuotes(item.sentence, a.language))
  const about = make('span', {}, ...words, said)
  // A card that is shut says which words it is about.
  if (item.text) about.append(' ', make('q', { class: 'about-words', lang: a.language }, item.text))
  head.append(about)
  const body = make('div', { id, class: 'finding-body', hidden: !open })
  head.setAttribute('aria-controls', id)
  if (isFinding(item) && item.reopened)
    body.append(
      make(
        'p',
        { class: 'reopened' },
        item.reopened.why === 'the words'
          ? t('Open again: the words here were changed since it was let stand.')
          : t('Open again: the source was changed since it was let stand.'),
      ),
      stood(item.reopened, t('It was let stand by')),
    )
  body.append(...passages(a))
  if (isFinding(item) && item.stet) {
    const refused = make('p', { class: 'refused', role: 'alert', hidden: true })
    body.append(
      stood(item.stet, t('Let stand by')),
      refused,
      button(t('Take back'), async (b) => {
        b.setAttribute('aria-disabled', 'true')
        refused.textContent = await acts.back(key)
        refused.hidden = refused.textContent === ''
        b.removeAttribute('aria-disabled')
      }),
    )
  } else body.append(actions(a, acts))
  head.onclick = () => acts.turn(key)
  return make('li', { class: `finding ${lookOf(item)}`, 'data-key': key }, head, body)
}

// lookOf is the shape of a finding's underline.
export const lookOf = (item: Item): string => (isFinding(item) ? item.level : 'style')

// sameCard reports whether two say the same: where their words stand by now is not on a card.
export const sameCard = (a: About, b: About): boolean => written(a) === written(b)

const known = new WeakMap<About, string>()

function written(a: About): string {
  const was = known.get(a)
  if (was !== undefined) return was
  const words = JSON.stringify({ ...a, item: { ...a.item, block: 0, start: 0, end: 0 } })
  known.set(a, words)
  return words
}
