// Where findings stand in the page: in the rich text, in the fields of the headline and the
// standfirst, or in the plain field of a phone.

import type { Content } from '../content.ts'
import { field } from '../form.ts'
import type { Rich } from '../rich.ts'
import { type Item, texts } from './answer.ts'
import { lookOf, reveal } from './card.ts'
import { Mirror, typeInto } from './mirror.ts'
import type { Keyed } from './pane.ts'

const heads = ['headline', 'standfirst'] as const
const fieldsOf: Record<string, string> = { caption: 'lead_caption', credit: 'lead_credit' }

export class Places {
  private readonly mirrors = new Map<string, Mirror>()
  private readonly area: HTMLTextAreaElement
  private readonly rich: Rich | undefined
  private read: Content | undefined // what was read last

  constructor(area: HTMLTextAreaElement, rich: Rich | undefined) {
    this.area = area
    this.rich = rich
    for (const name of heads) {
      const f = field(name)
      if (f instanceof HTMLTextAreaElement) this.mirrors.set(name, new Mirror(f))
    }
  }

  // show underlines the findings; those that seen leaves out keep their place unseen.
  show(all: Keyed[], content: Content, seen: (a: Keyed) => boolean): void {
    this.read = content
    const placed = (part: string) =>
      all
        .filter((a) => a.item.part === part)
        .map((a) => {
          const { block, start, end, text } = a.item
          return { key: a.key, look: seen(a) ? lookOf(a.item) : '', block, start, end, text }
        })
    for (const [name, mirror] of this.mirrors) mirror.show(placed(name))
    this.rich?.found.show(placed('body').filter((p) => p.text))
  }

  // heard calls f with the findings that the caret comes into, and whether it was pressed there.
  heard(f: (keys: string[], pressed: boolean) => void): void {
    this.rich?.found.heard(f)
    for (const mirror of this.mirrors.values()) {
      const { area } = mirror
      area.addEventListener('click', () => f(mirror.at(), true))
      area.addEventListener('keyup', () => f(mirror.at(), false))
    }
  }

  // go brings the caret to the finding. It reports whether it stands anywhere.
  go(a: Keyed, focus: boolean): boolean {
    const { item, key } = a
    const mirror = this.mirrors.get(item.part)
    if (mirror) {
      const r = mirror.range(key)
      if (!r) return false
      mirror.area.setSelectionRange(r.from, r.from)
      return reach(mirror.area, focus)
    }
    const name = fieldsOf[item.part]
    const other = name ? field(name) : null
    if (other) return reach(other, focus)
    if (this.rich) return this.rich.found.select(key, focus)
    const r = this.inPlain(item)
    if (!r) return false
    this.area.setSelectionRange(r.from, r.to)
    return reach(this.area, focus)
  }

  // put puts the words in place of the finding's, as one step to undo.
  put(a: Keyed, words: string): boolean {
    const { item, key } = a
    const mirror = this.mirrors.get(item.part)
    if (mirror) {
      const r = mirror.range(key)
      if (!r || mirror.area.readOnly) return false
      typeInto(mirror.area, r.from, r.to, words)
      return true
    }
    const name = fieldsOf[item.part]
    const other = name ? field(name) : null
    if (other instanceof HTMLInputElement) {
      if (other.readOnly || other.value.slice(item.start, item.end) !== item.text) return false
      typeInto(other, item.start, item.end, words)
      return true
    }
    if (this.rich) return this.rich.found.replace(key, item.text, words)
    const r = this.inPlain(item)
    if (!r || this.area.readOnly) return false
    typeInto(this.area, r.from, r.to, words)
    return true
  }

  // inPlain finds the words in the plain field, by how often the text has them before.
  private inPlain(item: Item): { from: number; to: number } | undefined {
    if (!this.read || !item.text || item.part !== 'body') return undefined
    const blocks = texts(this.read.body.content)
    let times = (blocks[item.block] ?? '').slice(0, item.start).split(item.text).length - 1
    for (const b of blocks.slice(0, item.block)) times += b.split(item.text).length - 1
    let from = -1
    for (let i = 0; i <= times; i++) {
      from = this.area.value.indexOf(item.text, from + 1)
      if (from < 0) return undefined
    }
    return { from, to: from + item.text.length }
  }

  // caret returns the part of the text and the place in it that the caret is at.
  private caret(): { part: string; at: number } {
    for (const [part, { area }] of this.mirrors) {
      if (area === document.activeElement) return { part, at: area.selectionStart }
    }
    return { part: 'body', at: this.rich ? this.rich.found.caret() : this.area.selectionStart }
  }

  private from(a: Keyed): number {
    const { item, key } = a
    const r = this.mirrors.get(item.part)?.range(key)
    if (r) return r.from
    if (item.part !== 'body') return 0
    return (this.rich ? this.rich.found.range(key)?.from : this.inPlain(item)?.from) ?? 0
  }

  // next returns the finding after the caret, or before it; past the last comes the first.
  next(all: Keyed[], current: string, by: number): Keyed | undefined {
    if (all.length === 0) return undefined
    const caret = this.caret()
    const i = all.findIndex((a) => a.key === current)
    const now = all[i]
    if (now && (this.at().includes(current) || !this.typing())) return all[(i + by + all.length) % all.length]
    const order = ['headline', 'standfirst', 'body', 'caption', 'credit']
    const rank = (a: Keyed) =>
      order.indexOf(a.item.part) - order.indexOf(caret.part) || this.from(a) - caret.at
    const after = all.filter((a) => (by > 0 ? rank(a) > 0 : rank(a) < 0))
    return by > 0 ? (after[0] ?? all[0]) : (after.at(-1) ?? all.at(-1))
  }

  private typing(): boolean {
    return document.activeElement?.closest('#text') !== null
  }

  // at returns the findings that the caret is in.
  at(): string[] {
    for (const mirror of this.mirrors.values()) if (mirror.area === document.activeElement) return mirror.at()
    return this.rich?.found.at() ?? []
  }
}

function reach(f: HTMLElement, focus: boolean): boolean {
  f.closest('details')?.setAttribute('open', '')
  reveal(f)
  if (focus) f.focus({ preventScroll: true })
  return true
}
