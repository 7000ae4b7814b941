// The list of findings beside the story. What is in it already stays as it is, so that nobody loses
// the button they are at.
import { make } from '../dialog.ts'
import { local } from '../words.ts'
import { type Answer, before, type Item, isFinding } from './answer.ts'
import { type About, type Acts, card, reveal, sameCard } from './card.ts'
import { t } from './said.ts'

// About of each item of an answer, with a key that it keeps from one answer to the next.
export type Keyed = About & { group: 'open' | 'check' | 'info' | 'stet' | 'style' }

// keyed gives each item of an answer a key and its place in the pane.
export function keyed(answer: Answer, about: (item: Item) => Omit<About, 'key' | 'item'>): Keyed[] {
  const seen = new Map<string, number>()
  return [...answer.findings, ...answer.style].sort(before).map((item) => {
    const n = (seen.get(item.fingerprint) ?? 0) + 1
    seen.set(item.fingerprint, n)
    const group = !isFinding(item)
      ? 'style'
      : item.stet
        ? 'stet'
        : item.level === 'certain' || item.level === 'likely'
          ? 'open'
          : item.level
    return { key: item.fingerprint + (n > 1 ? `-${n}` : ''), item, group, ...about(item) }
  })
}

const kept = 'stet-to-check'

export class Pane {
  private readonly place: HTMLElement
  private readonly acts: Acts
  private readonly changed: () => void
  readonly state = make('div', { class: 'found-state' })
  private readonly lists: Record<Keyed['group'], HTMLOListElement>
  private readonly folds: Partial<Record<Keyed['group'], HTMLDetailsElement>> = {}
  private readonly style = make('h3', {}, t('House style'))
  private readonly tick = make('input', { type: 'checkbox', role: 'switch' })
  private readonly tickWords = make('span')
  private readonly ticked = make('label', { class: 'tick' }, this.tick, this.tickWords)
  private readonly walk: HTMLElement
  private readonly now = new Map<string, { about: Keyed; card: HTMLElement; open: boolean }>()
  current = ''

  constructor(place: HTMLElement, acts: Acts, step: (by: number) => void, changed: () => void) {
    this.place = place
    this.acts = acts
    this.changed = changed
    const list = (label: string) => make('ol', { class: 'findings', 'aria-label': label })
    this.lists = {
      open: list(t('Copy check')),
      check: list(t('To check')),
      info: list(t('For information')),
      stet: list(t('Let stand by')),
      style: list(t('House style')),
    }
    for (const group of ['info', 'stet'] as const)
      this.folds[group] = make('details', { class: 'found-fold' }, make('summary'), this.lists[group])
    this.tick.checked = localStorage.getItem(kept) === 'on'
    this.tick.onchange = () => {
      localStorage.setItem(kept, this.tick.checked ? 'on' : 'off')
      this.sift()
      this.changed()
    }
    const to = (words: string, key: string, by: number) => {
      const b = make(
        'button',
        { type: 'button', class: 'quiet small', title: key.replace('+', ' '), 'aria-keyshortcuts': key },
        words,
      )
      b.onclick = () => step(by)
      return b
    }
    this.walk = make(
      'div',
      { class: 'actions found-walk' },
      to(t('Previous finding'), 'Shift+F8', -1),
      to(t('Next finding'), 'F8', 1),
    )
    place.replaceChildren(
      this.state,
      this.walk,
      this.lists.open,
      this.ticked,
      this.lists.check,
      ...Object.values(this.folds),
      this.style,
      this.lists.style,
    )
    place.dataset.live = ''
  }

  // toCheck reports whether what is to check is shown.
  get toCheck(): boolean {
    return this.tick.checked
  }

  about(key: string): Keyed | undefined {
    return this.now.get(key)?.about
  }

  // walked returns those that F8 goes through, in the order of the text.
  walked(): Keyed[] {
    return [...this.now.values()].map((n) => n.about).filter((a) => this.underlined(a))
  }

  // underlined reports whether the finding is shown in the text.
  underlined(a: Keyed): boolean {
    return a.group === 'open' || a.group === 'style' || (a.group === 'check' && this.toCheck)
  }

  show(all: Keyed[]): void {
    const was = new Map(this.now)
    const active = document.activeElement
    const at = active?.closest<HTMLElement>('[data-key]')
    this.now.clear()
    for (const about of all) {
      const old = was.get(about.key)
      const asked = old?.card.querySelector('.stet-form') // somebody says why it may stand
      if (old && (asked || sameCard(old.about, about))) this.now.set(about.key, { ...old, about })
      else {
        const open = old?.open ?? (about.item.level === 'certain' && about.group === 'open')
        this.now.set(about.key, { about, card: card(about, this.acts, open), open })
      }
    }
    for (const [group, list] of Object.entries(this.lists))
      settle(
        list,
        [...this.now.values()].filter((n) => n.about.group === group).map((n) => n.card),
      )
    this.sift()
    this.mark()
    if (at && !at.isConnected) this.rescue(at.dataset.key ?? '', was)
    else if (at && active instanceof HTMLElement) active.focus({ preventScroll: true })
  }

  // rescue keeps the focus in the pane when the card that had it is gone.
  private rescue(key: string, was: Map<string, unknown>): void {
    const now = this.now.get(key)?.card
    const next = [...was.keys()].slice([...was.keys()].indexOf(key)).find((k) => this.now.has(k))
    const target = now ?? this.now.get(next ?? '')?.card ?? this.lists.open.firstElementChild
    const head = target?.querySelector<HTMLElement>('.finding-head')
    if (head?.offsetParent) head.focus({ preventScroll: true })
    else (this.place.closest<HTMLElement>('.pane') ?? this.place).focus({ preventScroll: true })
  }

  // sift shows the parts of the pane that have something in them.
  private sift(): void {
    const n = (group: Keyed['group']) => this.lists[group].childElementCount
    this.lists.open.hidden = n('open') === 0
    this.ticked.hidden = n('check') === 0
    this.tickWords.textContent = t('Show what is to check (%)', n('check'))
    this.lists.check.hidden = !this.toCheck || n('check') === 0
    for (const [group, words] of [
      ['info', 'For information (%)'],
      ['stet', 'Let stand (%)'],
    ] as const) {
      const fold = this.folds[group] as HTMLDetailsElement
      fold.hidden = n(group) === 0
      ;(fold.firstElementChild as HTMLElement).textContent = t(words, n(group))
    }
    this.style.hidden = n('style') === 0
    this.lists.style.hidden = n('style') === 0
    this.walk.hidden = this.walked().length === 0
  }

  // open opens the card of a finding, as the one that is looked at.
  open(key: string, into: boolean): void {
    const now = this.now.get(key)
    if (!now) return
    this.turn(key, true)
    this.current = key
    this.mark()
    const fold = now.card.closest('details')
    if (fold) fold.open = true
    reveal(now.card)
    if (into) now.card.querySelector<HTMLElement>('.finding-body button')?.focus({ preventScroll: true })
  }

  // turn opens or shuts a card.
  turn(key: string, open?: boolean): boolean {
    const now = this.now.get(key)
    if (!now) return false
    now.open = open ?? !now.open
    const body = now.card.querySelector<HTMLElement>('.finding-body')
    if (body) body.hidden = !now.open
    now.card.querySelector('.finding-head')?.setAttribute('aria-expanded', String(now.open))
    return now.open
  }

  // settled shuts a card of which it was said why it may stand.
  settled(key: string): void {
    const now = this.now.get(key)
    if (!now) return
    now.card.querySelector('.stet-form')?.replaceWith()
    now.open = false
  }

  // mark marks the one that the caret is at.
  mark(): void {
    for (const [key, { card: c }] of this.now) {
      if (key === this.current) c.setAttribute('aria-current', 'true')
      else if (c.hasAttribute('aria-current')) c.removeAttribute('aria-current')
    }
  }

  // position says the how manieth of those that are walked through it is.
  position(key: string): string {
    const all = this.walked()
    const n = all.findIndex((a) => a.key === key) + 1
    return n > 0 ? `${t('Finding % of ', n)}${local(String(all.length))}. ` : ''
  }
}

// settle makes the children of a list these, in this order, and leaves alone what is right.
function settle(list: HTMLElement, cards: HTMLElement[]): void {
  const stays = new Set<Element>(cards)
  for (const old of [...list.children]) if (!stays.has(old)) old.remove()
  let at = list.firstElementChild
  for (const c of cards) {
    if (at === c) at = at.nextElementSibling
    else list.insertBefore(c, at)
  }
}
