// The text of a story on a wide screen: ProseMirror over the newsroom's own schema.
import { baseKeymap } from 'prosemirror-commands'
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { closeHistory, history, redo, undo } from 'prosemirror-history'
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list'
import { type Command, Selection, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { fromEditor, toEditor } from './bodydoc.ts'
import { bold, insert, italic, newLine, quote, setLink, subHeading, toList } from './commands.ts'
import type { Doc } from './content.ts'
import { begin } from './past.ts'
import { clean } from './paste.ts'
import { uploaded } from './picture.ts'
import { reachable } from './plain.ts'
import { schema } from './schema.ts'
import { lineBreak, step } from './tables.ts'
import { askLink, toolbar } from './toolbar.ts'
import { found, type Underlines, underlines } from './underlines.ts'
import { views } from './views.ts'

const { heading, quotation, pull_quote, list, item } = schema.nodes

const rules = inputRules({
  rules: [
    textblockTypeInputRule(/^##? $/, heading),
    wrappingInputRule(/^> $/, quotation),
    textblockTypeInputRule(/^>> $/, pull_quote),
    wrappingInputRule(/^[-*•] $/, list, { ordered: false }),
    wrappingInputRule(/^(?:1|১)[.)] $/, list, { ordered: true }),
    new InputRule(/(?<=\S)--$/, '—'),
  ],
})

// physical are keys that are matched by where they are on the keyboard, so that they
// work under a Bangla layout too.
const physical: Record<string, Command> = {
  KeyB: bold,
  KeyI: italic,
  KeyZ: undo,
  KeyY: redo,
  'Shift+KeyZ': redo,
  'Shift+KeyK': askLink,
  'Shift+KeyH': subHeading,
  'Shift+Digit7': toList(true),
  'Shift+Digit8': toList(false),
  'Shift+Digit9': quote,
}

const keys = keymap({
  ...baseKeymap,
  Enter: (s, d, v) =>
    lineBreak(s, d, v) || splitListItem(item)(s, d, v) || (baseKeymap.Enter as Command)(s, d, v),
  'Shift-Enter': newLine,
  Tab: (s, d, v) => step(1)(s, d, v) || sinkListItem(item)(s, d, v),
  'Shift-Tab': (s, d, v) => step(-1)(s, d, v) || liftListItem(item)(s, d, v),
})

export interface Rich {
  doc(): Doc
  set(doc: Doc): void
  focus(): void
  caret(block: number, offset: number): void // goes there, or as near as can be, with the focus
  quote(text: string, who: string): void
  put(text: string): void // where the caret is
  found: Underlines
  language(lang: string): void
  readonly(on: boolean): void
}

export interface Options {
  doc: Doc
  lang: string
  label: string
  readonly: boolean
  past: string // the name of its steps on this device
  changed(): void
}

// mount shows the document in the element, with its toolbar.
export async function mount(place: HTMLElement, bar: HTMLElement, o: Options): Promise<Rich> {
  let refresh = () => {}
  let readonly = o.readonly
  let quiet = false // what changes is not typed here
  const plugins = [rules, keys, history(), dropCursor({ color: false }), gapCursor(), found]
  const [state, steps] = await begin(o.past, toEditor(o.doc), plugins)
  const view: EditorView = new EditorView(place, {
    state,
    nodeViews: views,
    editable: () => !readonly,
    attributes: {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': o.label,
      lang: o.lang,
      spellcheck: 'true',
      class: 'copy',
    },
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      refresh()
      if (tr.selectionSet || tr.docChanged) marks.moved(false)
      if (!tr.docChanged) return
      if (quiet) steps.theirs(tr.doc)
      else {
        steps.typed(() => view.state.doc)
        o.changed()
      }
    },
    handleKeyDown(v, e) {
      if (!(e.ctrlKey || e.metaKey) || e.altKey || e.isComposing) return false
      const command = physical[(e.shiftKey ? 'Shift+' : '') + e.code]
      return command ? command(v.state, v.dispatch, v) || true : false
    },
    transformPastedHTML: clean,
    handlePaste,
    handleDrop: (v, e) => files(v, e.dataTransfer?.files),
  })
  const marks = underlines(view)
  view.dom.addEventListener('click', () => marks.moved(true))
  refresh = toolbar(bar, view)
  bar.hidden = readonly
  refresh()
  return {
    doc: () => fromEditor(view.state.doc),
    set(doc) {
      // Only what differs is replaced, so that the caret and the marks of undo stay.
      const fresh = toEditor(doc)
      const from = view.state.doc.content.findDiffStart(fresh.content)
      if (from === null) return
      const ends = view.state.doc.content.findDiffEnd(fresh.content)
      let { a, b } = ends ?? { a: view.state.doc.content.size, b: fresh.content.size }
      const over = from - Math.min(a, b)
      if (over > 0) {
        a += over
        b += over
      }
      quiet = true
      view.dispatch(view.state.tr.replace(from, a, fresh.slice(from, b)).setMeta('addToHistory', false))
      quiet = false
    },
    focus: () => view.focus(),
    caret(block, offset) {
      const { doc } = view.state
      const n = Math.max(0, Math.min(block, doc.childCount - 1))
      let at = 1
      for (let i = 0; i < n; i++) at += doc.child(i).nodeSize
      const place = doc.resolve(
        Math.min(at + Math.min(offset, doc.maybeChild(n)?.content.size ?? 0), doc.content.size),
      )
      view.dispatch(view.state.tr.setSelection(Selection.near(place)))
      view.focus()
    },
    quote(text, attribution) {
      insert(
        schema.node('quotation', { attribution }, [schema.node('paragraph', null, [schema.text(text)])]),
      )(view.state, view.dispatch)
    },
    put(text) {
      const { $from, $to } = view.state.selection
      const space = (next: string | undefined) => (/^\S/.test(next ?? '') ? ' ' : '')
      const left = space($from.nodeBefore?.text?.slice(-1))
      const words = `${left}${text}${space($to.nodeAfter?.text)}`
      view.dispatch(closeHistory(view.state.tr).insertText(words).scrollIntoView())
      view.focus()
    },
    found: marks,
    language(lang) {
      view.dom.lang = lang
    },
    readonly(on) {
      // The focus stays in the text: the next letters are no keys of the newsroom's.
      const typing = view.hasFocus()
      readonly = on
      bar.hidden = on
      view.setProps({ editable: () => !readonly })
      view.dom.tabIndex = 0
      view.dom.setAttribute('aria-readonly', String(on))
      if (typing) view.dom.focus({ preventScroll: true })
    },
  }
}

// pasted tells the page what came in, with a way to turn it into something else.
function pasted(text: string, turn: (f: (s: string) => string) => void): void {
  document.dispatchEvent(new CustomEvent('stet-pasted', { detail: { text, turn } }))
}

// convert turns the text of a range into another, as one step to undo.
function convert(view: EditorView, from: number, to: number, f: (s: string) => string): void {
  const tr = closeHistory(view.state.tr)
  view.state.doc.nodesBetween(from, Math.min(to, view.state.doc.content.size), (node, pos) => {
    if (!node.isText || !node.text) return
    const [start, end] = [Math.max(from, pos), Math.min(to, pos + node.nodeSize)]
    const was = node.text.slice(start - pos, end - pos)
    if (f(was)) tr.replaceWith(tr.mapping.map(start), tr.mapping.map(end), schema.text(f(was), node.marks))
  })
  view.dispatch(tr)
  view.focus()
}

// handlePaste takes pictures as pictures, and an address on selected words as their link.
function handlePaste(view: EditorView, e: ClipboardEvent): boolean {
  const data = e.clipboardData
  if (data && !data.types.includes('text/html') && files(view, data.files)) return true
  const text = data?.getData('text/plain').trim() ?? ''
  if (
    !view.state.selection.empty &&
    view.state.selection instanceof TextSelection &&
    /^https?:\/\/\S+$/.test(text) &&
    reachable(text)
  ) {
    return setLink(text)(view.state, view.dispatch)
  }
  // What was pasted is looked at once it is there, and is one step of its own to undo.
  const from = view.state.selection.from
  setTimeout(() => {
    const to = view.state.selection.to
    if (text && to > from) pasted(text, (f) => convert(view, from, to, f))
  })
  return false
}

function files(view: EditorView, list: FileList | undefined | null): boolean {
  const images = [...(list ?? [])].filter((f) => f.type.startsWith('image/'))
  for (const file of images) {
    void uploaded(file).then((p) => {
      if (p)
        insert(
          schema.node('picture', {
            picture: p.id,
            caption: p.caption ?? '',
            credit: p.credit ?? '',
            alt: p.alt ?? '',
          }),
        )(view.state, view.dispatch)
    })
  }
  return images.length > 0
}
