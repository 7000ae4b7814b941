// What the toolbar and the keys do.
import { chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import type { Node, NodeType } from 'prosemirror-model'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import type { Command, EditorState } from 'prosemirror-state'
import { schema } from './schema.ts'
import { placeOf } from './tables.ts'

const { paragraph, heading, quotation, pull_quote, list, item } = schema.nodes

export const bold = toggleMark(schema.marks.bold)
export const italic = toggleMark(schema.marks.italic)

// inside returns the innermost node of the type around the cursor, with its depth.
export function inside(state: EditorState, type: NodeType, ordered?: boolean) {
  const { $from } = state.selection
  for (let d = $from.depth; d > 0; d--) {
    const node = $from.node(d)
    if (node.type === type && (ordered === undefined || node.attrs.ordered === ordered))
      return { node, pos: $from.before(d), depth: d }
  }
  return undefined
}

// block makes the paragraph a block of the type, or a paragraph again.
function block(type: NodeType): Command {
  return (state, dispatch) => setBlockType(inside(state, type) ? paragraph : type)(state, dispatch)
}

export const subHeading = block(heading)
export const pullQuote = block(pull_quote)

export const quote: Command = (state, dispatch) =>
  inside(state, quotation) ? lift(state, dispatch) : wrapIn(quotation)(state, dispatch)

// toList makes a list of the kind, changes the list around the cursor to the kind, or
// takes the item out of it.
export function toList(ordered: boolean): Command {
  return (state, dispatch) => {
    const around = inside(state, list)
    if (!around) return wrapInList(list, { ordered })(state, dispatch)
    if (around.node.attrs.ordered === ordered) return liftListItem(item)(state, dispatch)
    dispatch?.(state.tr.setNodeMarkup(around.pos, undefined, { ordered }))
    return true
  }
}

const hard: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.node('break')).scrollIntoView())
  return true
}

export const newLine = chainCommands(exitCode, hard)

// setLink links the selection, or the link around the cursor, to href; '' takes it off.
export function setLink(href: string): Command {
  const type = schema.marks.link
  return (state, dispatch) => {
    const { from, to } = linkAround(state)
    if (from === to && href === '') return false
    if (!dispatch) return true
    const tr = state.tr
    if (from === to) tr.insert(from, schema.text(href, [type.create({ href })]))
    else {
      tr.removeMark(from, to, type)
      if (href !== '') tr.addMark(from, to, type.create({ href }))
    }
    dispatch(tr.scrollIntoView())
    return true
  }
}

// linkAround returns the selection or, if there is none, the link that the cursor is in.
export function linkAround(state: EditorState): { from: number; to: number; href: string } {
  const { from, to, empty, $from } = state.selection
  const type = schema.marks.link
  const mark = type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? [])
  if (!empty || !mark) return { from, to, href: String(mark?.attrs.href ?? '') }
  let start = from
  let end = from
  const base = $from.start()
  $from.parent.forEach((node, offset) => {
    const at = base + offset
    if (mark.isInSet(node.marks) && at <= from && at + node.nodeSize >= from) {
      start = at
      end = at + node.nodeSize
    }
  })
  return { from: start, to: end, href: String(mark.attrs.href) }
}

// insert puts a block after the one that the cursor is in.
export function insert(node: Node): Command {
  return (state, dispatch) => {
    if (placeOf(state)) return false
    const { $to } = state.selection
    const pos = $to.depth === 0 ? $to.pos : $to.after(1)
    if (!dispatch) return true
    const empty = $to.depth === 1 && $to.parent.type === paragraph && $to.parent.content.size === 0
    const tr = empty ? state.tr.replaceWith($to.before(1), $to.after(1), node) : state.tr.insert(pos, node)
    dispatch(tr.scrollIntoView())
    return true
  }
}
