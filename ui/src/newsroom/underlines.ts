// The underlines of the copy check in the rich text: where each finding stands now, while the
// text moves on beneath it.
import { closeHistory } from 'prosemirror-history'
import type { Node } from 'prosemirror-model'
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import { schema } from './schema.ts'

// Place is where a finding stands in a text: its block, as internal/news counts the text
// blocks of a document, and UTF-16 code units in it.
export interface Place {
  key: string
  look: string // the class of its underline; '' for none
  block: number
  start: number
  end: number
  text: string // that stands there
}

export interface Underlines {
  show(places: Place[]): void
  range(key: string): { from: number; to: number } | undefined
  caret(): number // where the caret is
  at(): string[] // the findings that the caret is in
  select(key: string, focus: boolean): boolean
  replace(key: string, was: string, by: string): boolean
  heard(moved: (keys: string[], pressed: boolean) => void): void // told of the caret
}

const name = new PluginKey<DecorationSet>('found')

// blocks returns the position at which each text block begins, as TextPlaces in
// internal/news counts them; those that are no text of the editor's, but an attribute, have
// none.
export function blocks(doc: Node): number[] {
  const all: number[] = []
  const said = (text: unknown) => {
    if (text) all.push(-1)
  }
  const walk = (node: Node, pos: number) => {
    const a = node.attrs
    if (node.type.name === 'table') said(a.caption)
    if (node.isTextblock) {
      if (node.content.size > 0) all.push(pos + 1)
    } else {
      node.forEach((child, offset) => {
        walk(child, pos + 1 + offset)
      })
    }
    if (node.type.name === 'quotation' || node.type.name === 'pull_quote') said(a.attribution)
    if (node.type.name === 'picture') [a.caption, a.credit].forEach(said)
    if (node.type.name === 'embed') [a.title, a.url].forEach(said)
  }
  doc.forEach(walk)
  return all
}

const textOf = (doc: Node, from: number, to: number) => doc.textBetween(from, to, '\n', '\n')

// found is the plugin: what it shows moves with the text.
export const found = new Plugin<DecorationSet>({
  key: name,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, was) {
      const next = tr.getMeta(name) as DecorationSet | undefined
      return next ?? was.map(tr.mapping, tr.doc)
    },
  },
  props: { decorations: (state) => name.getState(state) },
})

// drawn makes the underlines of those that stand where they should.
function drawn(doc: Node, places: Place[]): DecorationSet {
  const starts = blocks(doc)
  const all: Decoration[] = []
  for (const p of places) {
    const at = starts[p.block] ?? -1
    const [from, to] = [at + p.start, at + p.end]
    if (at < 0 || to > doc.content.size || textOf(doc, from, to) !== p.text) continue
    const look = p.look ? { class: `found ${p.look}`, 'data-found': p.key } : {}
    all.push(Decoration.inline(from, to, look, { key: p.key, look: p.look }))
  }
  return DecorationSet.create(doc, all)
}

// same reports whether two sets show the same: most answers find again what is underlined already,
// and whoever types does not wait for it to be drawn anew.
function same(a: DecorationSet, b: DecorationSet): boolean {
  const written = (s: DecorationSet) =>
    s
      .find()
      .map((d) => `${d.from} ${d.to} ${d.spec.key} ${d.spec.look}`)
      .sort()
      .join('|')
  return written(a) === written(b)
}

// underlines returns what the check does with the view.
export function underlines(view: EditorView): Underlines & { moved(pressed: boolean): void } {
  let tell: (keys: string[], pressed: boolean) => void = () => {}
  const set = () => name.getState(view.state) ?? DecorationSet.empty
  const range = (key: string) => {
    const [d] = set().find(undefined, undefined, (spec) => spec.key === key)
    return d && { from: d.from, to: d.to }
  }
  const at = () => {
    const { from, to } = view.state.selection
    return set()
      .find(from, to)
      .map((d) => String(d.spec.key))
  }
  return {
    range,
    at,
    caret: () => view.state.selection.from,
    show(places) {
      const next = drawn(view.state.doc, places)
      if (!same(set(), next)) view.dispatch(view.state.tr.setMeta(name, next).setMeta('addToHistory', false))
    },
    select(key, focus) {
      const r = range(key)
      if (!r) return false
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, r.from)).scrollIntoView())
      if (focus) view.focus()
      return true
    },
    replace(key, was, by) {
      const r = range(key)
      if (!r || !view.editable || textOf(view.state.doc, r.from, r.to) !== was) return false
      const marks = view.state.doc.resolve(r.from + 1).marks()
      const tr = closeHistory(view.state.tr).replaceWith(r.from, r.to, schema.text(by, marks))
      view.dispatch(tr.setSelection(TextSelection.create(tr.doc, r.from + by.length)).scrollIntoView())
      view.dispatch(closeHistory(view.state.tr)) // what is typed next is a step of its own
      return true
    },
    heard(moved) {
      tell = moved
    },
    moved: (pressed) => tell(at(), pressed),
  }
}
