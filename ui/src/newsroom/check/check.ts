// The copy check as somebody writes: what the story says otherwise than its sources is underlined
// and listed a quarter of a second after the last key, and can be put right, let stand or looked up
// from there.
import { headers } from '../api.ts'
import type { Content } from '../content.ts'
import { make } from '../dialog.ts'
import type { Pane as Name } from '../panes.ts'
import type { Rich } from '../rich.ts'
import { local } from '../words.ts'
import { type Answer, isFinding, standsIn, textAt, texts } from './answer.ts'
import { Asking } from './asking.ts'
import { type Acts, around, inZone, levels, reveal } from './card.ts'
import { type Keyed, keyed, Pane } from './pane.ts'
import { Places } from './place.ts'
import { quoting } from './quoting.ts'
import { t } from './said.ts'
import { mark, sourceOf } from './source.ts'

// Page is what the check needs of the editor.
export interface Page {
  number: number
  zone: string
  readonly: boolean
  area: HTMLTextAreaElement
  rich: Rich | undefined
  read(): Content
  frozen(part: 'body' | 'head'): boolean
  save(): Promise<boolean>
  show(pane: Name): void // without taking the focus
}

export interface Check {
  changed(): void // the text is another
}

const at = (page: Page) => `/api/v1/stories/${page.number}`

export function check(page: Page): Check {
  const place = document.getElementById('reading')
  if (!place) return { changed: () => {} }
  inZone(page.zone)
  const places = new Places(page.area, page.rich)
  const spoken = make('p', { class: 'vh', role: 'status', id: 'found-say' })
  document.querySelector('.troubles')?.append(spoken)
  const say = (words: string) => {
    spoken.textContent = words
  }
  const acts: Acts = { turn, words, put, source, stet, back }
  const pane = new Pane(place, acts, step, () => shown && draw(shown.all, shown.content))
  let shown: { all: Keyed[]; content: Content; answer: Answer } | undefined
  let readAt = ''
  let failing = false

  const asking = new Asking<Content, Answer | string>({
    read: page.read,
    async ask(content) {
      const r = await fetch(`${at(page)}/reading`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ content }),
        signal: AbortSignal.timeout(10_000),
      })
      if (r.ok) return (await r.json()) as Answer
      // What it refuses it refuses again: a text that is too long, a story that was killed.
      const refused = ![401, 429].includes(r.status) && r.status < 500
      return refused ? ((await r.json()) as { title: string }).title : undefined
    },
    got(answer, content) {
      if (typeof answer === 'string') {
        shown = undefined
        draw([], content)
        pane.state.replaceChildren(make('p', { class: 'warn' }, answer))
        return
      }
      readAt = local(
        new Intl.DateTimeFormat('en-GB', { timeZone: page.zone, timeStyle: 'medium' }).format(new Date()),
      )
      if (failing) say('')
      failing = false
      const blocks = texts(content.body.content)
      const all = keyed(answer, (item) => ({
        beside: around(textAt(content, blocks, item), item),
        language: content.language,
        readonly: page.frozen(item.part === 'body' ? 'body' : 'head'),
      }))
      shown = { all, content, answer }
      draw(all, content)
      state()
    },
    failed(next) {
      const words = t('The checks did not run. Next try in % s.', Math.round(next / 1000))
      const again = make('button', { type: 'button', class: 'quiet small' }, t('Try now'))
      again.onclick = () => void asking.now()
      const had = pane.state.contains(document.activeElement)
      pane.state.replaceChildren(
        make('p', { class: 'warn' }, `${words} ${readAt ? t('What is below is of %.', readAt) : ''}`),
        again,
      )
      if (had) again.focus()
      if (!failing) say(t('The checks did not run'))
      failing = true
      counts()
    },
  })

  // draw shows what was found in the text, in the list and in the header.
  function draw(all: Keyed[], content: Content): void {
    pane.show(all)
    places.show(all, content, (a) => pane.underlined(a))
    counts()
  }

  // state says in words what the reading came to, where the list does not.
  function state(): void {
    if (!shown) return
    const none = shown.answer.sources.length === 0
    const open = shown.all.some((a) => a.group === 'open' || a.group === 'check')
    const words = none
      ? t('The story has no source. Made from an item of a wire, it is read against it here.')
      : open
        ? ''
        : t('As far as words show, it says what its sources say.')
    const had = pane.state.contains(document.activeElement)
    if (pane.state.textContent !== words)
      pane.state.replaceChildren(...(words ? [make('p', { class: 'hint' }, words)] : []))
    if (had) place?.closest<HTMLElement>('.pane')?.focus({ preventScroll: true })
  }

  // counts keeps the header's counts, and what stops the story, as they are now.
  function counts(): void {
    const link = document.getElementById('found-counts')
    const c = shown?.answer.counts
    if (link && !c && !failing) link.hidden = true
    else if (link) {
      const of = (n: number, look: string, words: string) =>
        n > 0 ? [make('span', { class: `look-count ${look}` }, words)] : []
      const parts = failing
        ? [make('span', {}, t('The checks did not run'))]
        : [
            ...of(c?.certain ?? 0, 'certain', t('% certain', c?.certain)),
            ...of(c?.likely ?? 0, 'likely', t('% likely', c?.likely)),
            ...(pane.toCheck ? of(c?.check ?? 0, 'check', t('% to check', c?.check)) : []),
          ]
      if (parts.length === 0) parts.push(make('span', {}, t('no differences')))
      link.hidden = !failing && shown?.answer.sources.length === 0
      const words = parts.map((p) => p.textContent).join('|')
      if (link.dataset.words !== words) {
        link.dataset.words = words
        link.replaceChildren(
          make('span', { class: 'vh' }, `${t('Copy check')}: `),
          ...parts.flatMap((p) => [p, ' ']),
        )
      }
    }
    const stops = document.getElementById('found-stops')
    if (stops && shown) {
      stops.hidden = shown.answer.stops === ''
      const words = stops.querySelector('a') ?? stops
      if (words.textContent !== shown.answer.stops) words.textContent = shown.answer.stops
    }
  }

  // sayFinding says a finding to whoever does not see its underline.
  function sayFinding(a: Keyed, where = ''): void {
    const level = isFinding(a.item) ? levels[a.item.level]() : t('House style')
    say(`${where}${level}: ${a.item.sentence} ${a.item.text ? `“${a.item.text}”` : ''}`)
  }

  // step goes to the next finding, or the one before.
  function step(by: number): void {
    const next = places.next(pane.walked(), pane.current, by)
    if (!next) {
      say(t('There is no finding.'))
      return
    }
    page.show('text')
    if (wide()) page.show('checks')
    pane.open(next.key, false)
    quiet = next.key
    places.go(next, true)
    sayFinding(next, pane.position(next.key))
  }

  const wide = () => matchMedia('(min-width: 60em)').matches

  // The caret comes into a finding: its card is the current one.
  let inside = ''
  let quiet = '' // it was said already
  places.heard((keys, pressed) => {
    const key = keys.includes(pane.current) ? pane.current : (keys.find((k) => seen(k)) ?? '')
    if (key && pressed && wide()) {
      page.show('checks')
      pane.open(key, false)
    }
    if (key === inside) return
    inside = key
    const a = pane.about(key)
    if (a) {
      pane.current = key
      pane.mark()
      if (quiet !== key) sayFinding(a)
    }
    quiet = ''
  })
  const seen = (key: string) => {
    const a = pane.about(key)
    return a !== undefined && pane.underlined(a)
  }

  // words brings the caret to what a card is about.
  function words(key: string): void {
    const a = pane.about(key)
    if (!a) return
    page.show('text')
    quiet = key
    places.go(a, true)
  }

  // turn opens or shuts a card, and brings its words into view.
  function turn(key: string): void {
    const a = pane.about(key)
    if (!a) return
    if (!pane.turn(key)) return
    pane.current = key
    pane.mark()
    if (!wide()) return
    quiet = key
    places.go(a, false)
  }

  function put(key: string): void {
    const a = pane.about(key)
    if (!a) return
    page.show('text')
    if (!places.put(a, standsIn(a.item))) {
      say(t('The words there are others by now.'))
      asking.changed()
      return
    }
    if (a.item.part === 'body') (page.rich ?? page.area).focus()
    say(t('The source’s words are in place.'))
  }

  function source(key: string): void {
    const a = pane.about(key)
    if (!a || !isFinding(a.item)) return
    const item = sourceOf(a.item)
    if (!item) return
    page.show('source')
    item.open = true
    const m = mark(a.item)
    const to = m ?? item.querySelector<HTMLElement>('summary')
    if (to) reveal(to)
    to?.focus({ preventScroll: true })
    if (!m) say(t('The passage is not in the version beside the story.'))
    returns = key
  }
  let returns = '' // the card that the source was opened from

  // sent sends a word about a finding. It returns '' or why it was refused.
  async function sent(method: string, path: string, body?: object): Promise<string> {
    const r = await fetch(`${at(page)}/stets${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => undefined)
    if (!r) return t('There is no connection. Try again when there is.')
    if (!r.ok) return ((await r.json().catch(() => ({}))) as { title?: string }).title ?? String(r.status)
    return ''
  }

  async function stet(key: string, reason: string, note: string): Promise<string> {
    const a = pane.about(key)
    if (!a) return t('The words there are others by now.')
    if (!(await page.save())) return t('The text could not be saved, so nothing was let stand.')
    const refused = await sent('POST', '', { fingerprint: a.item.fingerprint, reason, note })
    if (refused) return refused
    pane.settled(key)
    await asking.now()
    say(t('Let stand.'))
    return ''
  }

  async function back(key: string): Promise<string> {
    const a = pane.about(key)
    if (!a || !isFinding(a.item) || !a.item.stet) return ''
    const refused = await sent('DELETE', `/${a.item.stet.number}`)
    if (refused) return refused
    await asking.now()
    say(t('Taken back.'))
    return ''
  }

  document.addEventListener(
    'keydown',
    (e) => {
      if (e.isComposing || e.ctrlKey || e.metaKey) return
      if (e.key === 'F8' && !e.altKey) {
        e.preventDefault()
        step(e.shiftKey ? -1 : 1)
      } else if (e.key === 'Enter' && e.altKey && document.activeElement?.closest('#text')) {
        const key = places.at().find(seen) ?? (seen(pane.current) ? pane.current : '')
        if (!key) return
        e.preventDefault()
        e.stopPropagation()
        page.show('checks')
        pane.open(key, true)
      } else if (e.key === 'Escape') {
        const from = document.activeElement
        const a = pane.about(from?.closest<HTMLElement>('[data-key]')?.dataset.key ?? '')
        if (a) {
          page.show('text')
          quiet = a.key
          places.go(a, true)
        } else if (from?.closest('#source') && returns) {
          page.show('checks')
          pane.open(returns, true)
          returns = ''
        }
      }
    },
    true,
  )
  const { rich } = page
  if (rich && !page.readonly) quoting({ quote: rich.quote, put: rich.put, may: () => !page.frozen('body') })
  document.addEventListener('stet-style', () => asking.changed())
  addEventListener('online', () => asking.changed())
  addEventListener('focus', () => asking.changed())
  void asking.now()
  return { changed: () => asking.changed() }
}
