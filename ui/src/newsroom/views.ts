// How the editor shows the blocks that have more to them than their text: who said a
// quote, a picture's caption, a table's rows. What they have is typed in place.
import type { Node as PMNode } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view'
import { pictureSrc } from './api.ts'
import { make } from './dialog.ts'
import { markStays } from './mark.ts'
import { addColumn, addRow, dropColumn, dropRow, dropTable, toggleHeader } from './tables.ts'
import { t } from './words.ts'

// Block is a node's view with fields for its attributes.
class Block implements NodeView {
  dom: HTMLElement
  contentDOM?: HTMLElement
  private inputs = new Map<string, HTMLInputElement>()
  private node: PMNode
  private view: EditorView
  private getPos: () => number | undefined

  constructor(
    node: PMNode,
    view: EditorView,
    getPos: () => number | undefined,
    dom: HTMLElement,
    content?: HTMLElement,
  ) {
    this.node = node
    this.view = view
    this.getPos = getPos
    this.dom = dom
    if (content) this.contentDOM = content
  }

  // field returns an input for the attribute.
  field(name: string, label: string): HTMLElement {
    const input = make('input', { 'aria-label': label, placeholder: label })
    input.value = String(this.node.attrs[name])
    input.readOnly = !this.view.editable
    input.oninput = () => this.set(name, input.value)
    input.onkeydown = (e) => {
      if (e.key !== 'Enter' && e.key !== 'Escape') return
      e.preventDefault()
      this.view.focus()
    }
    this.inputs.set(name, input)
    return input
  }

  // tick returns a box for the attribute. A click may be taken back.
  tick(name: string, label: string, click?: (e: MouseEvent) => void): HTMLElement {
    const box = make('input', { type: 'checkbox' })
    box.onclick = click ?? null
    box.checked = this.node.attrs[name]
    box.disabled = !this.view.editable
    box.onchange = () => this.set(name, box.checked)
    return make('label', { class: 'tick' }, box, ' ', label)
  }

  // button returns a button for the command.
  button(label: string, command: Command): HTMLElement {
    const b = make('button', { type: 'button', class: 'quiet small' }, label)
    b.onmousedown = (e) => e.preventDefault() // the cursor stays in the text
    b.onclick = () => {
      command(this.view.state, this.view.dispatch)
      this.view.focus()
    }
    return b
  }

  private set(name: string, value: string | boolean): void {
    const pos = this.getPos()
    if (pos === undefined) return
    this.view.dispatch(
      this.view.state.tr.setNodeMarkup(pos, undefined, { ...this.node.attrs, [name]: value }),
    )
  }

  update(node: PMNode): boolean {
    if (
      node.type !== this.node.type ||
      node.attrs.picture !== this.node.attrs.picture ||
      node.attrs.media !== this.node.attrs.media
    )
      return false
    this.node = node
    for (const [name, input] of this.inputs) {
      if (input !== document.activeElement) input.value = String(node.attrs[name])
    }
    return true
  }

  stopEvent(e: Event): boolean {
    return e.target instanceof HTMLElement && e.target.closest('input, button') !== null
  }

  ignoreMutation(m: { type: string; target: globalThis.Node }): boolean {
    return m.type !== 'selection' && !this.contentDOM?.contains(m.target)
  }
}

// said makes the view of a quotation or a pull quote.
const said =
  (tag: 'blockquote' | 'aside', inner: 'div' | 'p'): NodeViewConstructor =>
  (node, view, getPos) => {
    const content = make(inner)
    const dom = make(tag, tag === 'aside' ? { class: 'pull' } : {}, content)
    const block = new Block(node, view, getPos, dom, content)
    dom.append(make('footer', { contenteditable: 'false' }, '— ', block.field('attribution', 'Who said it')))
    return block
  }

const picture: NodeViewConstructor = (node, view, getPos) => {
  const img = make('img', {
    src: pictureSrc(node.attrs.picture, 640),
    alt: node.attrs.alt || 'Picture without a description',
  })
  const dom = make('figure', { class: 'in-text', contenteditable: 'false' }, img)
  const block = new Block(node, view, getPos, dom)
  dom.append(
    make(
      'div',
      { class: 'fields one' },
      block.field('alt', 'What it shows, for readers who cannot see it'),
      block.field('caption', t('Caption')),
      block.field('credit', t('Credit')),
      block.tick('decorative', t('Decoration: there is nothing to describe')),
      block.field('graphic', t('Graphic: what its cover says it shows; empty for no cover')),
      block.tick('file', t('File photo, whatever its date says'), (e) => markStays(e, node.attrs.picture)),
    ),
  )
  return block
}

const media: NodeViewConstructor = (node, view, getPos) => {
  const dom = make('div', { class: 'in-text embed', contenteditable: 'false' })
  const block = new Block(node, view, getPos, dom)
  dom.append(
    make(
      'strong',
      {},
      make('a', { href: `/n/recordings/${node.attrs.media}`, target: '_blank' }, t('Video or audio')),
    ),
    make(
      'div',
      { class: 'fields one' },
      block.field('caption', t('Caption')),
      block.field('credit', t('Credit')),
    ),
  )
  return block
}

const embed: NodeViewConstructor = (node, view, getPos) => {
  const dom = make('div', { class: 'in-text embed', contenteditable: 'false' })
  const block = new Block(node, view, getPos, dom)
  dom.append(
    make('strong', {}, t('Embed')),
    make(
      'div',
      { class: 'fields one' },
      block.field('title', 'Title'),
      block.field('url', 'Address'),
      block.field('provider', 'Where it is'),
    ),
  )
  return block
}

const table: NodeViewConstructor = (node, view, getPos) => {
  const body = make('tbody')
  const dom = make('div', { class: 'in-text table' })
  const block = new Block(node, view, getPos, dom, body)
  const tools = make(
    'div',
    { class: 'table-tools', contenteditable: 'false' },
    block.field('caption', 'What the table shows'),
    block.button('＋ row', addRow),
    block.button('＋ column', addColumn),
    block.button('− row', dropRow),
    block.button('− column', dropColumn),
    block.button('heads', toggleHeader),
    block.button('remove', dropTable),
  )
  dom.append(tools, make('table', {}, body))
  return block
}

export const views: Record<string, NodeViewConstructor> = {
  quotation: said('blockquote', 'div'),
  pull_quote: said('aside', 'p'),
  picture,
  media,
  embed,
  table,
}
