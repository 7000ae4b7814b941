// Tables without merged cells: rows and columns come and go, and Tab walks the cells.
import type { Node as PMNode } from 'prosemirror-model'
import { type Command, type EditorState, Selection, TextSelection, type Transaction } from 'prosemirror-state'
import { schema } from './schema.ts'

const { table, row, cell } = schema.nodes

// Place is where the cursor is in a table.
interface Place {
  node: PMNode // the table
  pos: number // before it
  row: number
  column: number
}

export function placeOf(state: EditorState): Place | undefined {
  const { $head } = state.selection
  for (let d = $head.depth; d > 1; d--) {
    if ($head.node(d).type === cell) {
      return {
        node: $head.node(d - 2),
        pos: $head.before(d - 2),
        row: $head.index(d - 2),
        column: $head.index(d - 1),
      }
    }
  }
  return undefined
}

// newTable returns a table with a header row.
export function newTable(rows: number, columns: number): PMNode {
  return table.create(
    null,
    Array.from({ length: rows }, (_, r) =>
      row.create(
        null,
        Array.from({ length: columns }, () => cell.create({ header: r === 0 })),
      ),
    ),
  )
}

// rebuilt replaces the table by one of the given rows, and puts the cursor in a cell.
function rebuilt(tr: Transaction, at: Place, rows: PMNode[][], cursor: [number, number]): Transaction {
  const fresh = table.create(
    at.node.attrs,
    rows.map((cells) => row.create(null, cells)),
  )
  tr.replaceWith(at.pos, at.pos + at.node.nodeSize, fresh)
  let pos = at.pos + 1
  const r = Math.min(cursor[0], rows.length - 1)
  for (let i = 0; i < r; i++) pos += fresh.child(i).nodeSize
  const target = fresh.child(r)
  pos += 1
  for (let i = 0; i < Math.min(cursor[1], target.childCount - 1); i++) pos += target.child(i).nodeSize
  return tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView()
}

function cells(t: PMNode): PMNode[][] {
  const rows: PMNode[][] = []
  t.forEach((r) => {
    const list: PMNode[] = []
    r.forEach((c) => void list.push(c))
    rows.push(list)
  })
  return rows
}

function change(f: (rows: PMNode[][], at: Place) => [PMNode[][], [number, number]] | undefined): Command {
  return (state, dispatch) => {
    const at = placeOf(state)
    if (!at) return false
    const done = f(cells(at.node), at)
    if (!done) return false
    dispatch?.(rebuilt(state.tr, at, done[0], done[1]))
    return true
  }
}

export const addRow = change((rows, at) => {
  const width = rows[at.row]?.length ?? 1
  rows.splice(
    at.row + 1,
    0,
    Array.from({ length: width }, () => cell.create()),
  )
  return [rows, [at.row + 1, 0]]
})

export const addColumn = change((rows, at) => {
  for (const r of rows)
    r.splice(at.column + 1, 0, cell.create({ header: r[at.column]?.attrs.header ?? false }))
  return [rows, [at.row, at.column + 1]]
})

export const dropRow = change((rows, at) => {
  if (rows.length === 1) return undefined
  rows.splice(at.row, 1)
  return [rows, [at.row, at.column]]
})

export const dropColumn = change((rows, at) => {
  if (rows.some((r) => r.length === 1)) return undefined
  for (const r of rows) r.splice(at.column, 1)
  return [rows, [at.row, at.column]]
})

// toggleHeader makes the first row headers, or cells again.
export const toggleHeader = change((rows, at) => {
  const header = !rows[0]?.every((c) => c.attrs.header)
  rows[0] = (rows[0] ?? []).map((c) => cell.create({ header }, c.content))
  return [rows, [at.row, at.column]]
})

export const dropTable: Command = (state, dispatch) => {
  const at = placeOf(state)
  if (!at) return false
  dispatch?.(state.tr.delete(at.pos, at.pos + at.node.nodeSize).scrollIntoView())
  return true
}

// step goes to the next cell, or the one before; past the last one a row is added.
export function step(by: 1 | -1): Command {
  return (state, dispatch, view) => {
    const at = placeOf(state)
    if (!at) return false
    const rows = cells(at.node)
    const flat = rows.flatMap((r, i) => r.map((_, j) => [i, j] as [number, number]))
    const here = flat.findIndex(([i, j]) => i === at.row && j === at.column)
    const next = flat[here + by]
    if (!next) return by === 1 ? addRow(state, dispatch, view) : false
    if (!dispatch) return true
    let pos = at.pos + 1
    for (let i = 0; i < next[0]; i++) pos += at.node.child(i).nodeSize
    pos += 1
    for (let j = 0; j < next[1]; j++) pos += at.node.child(next[0]).child(j).nodeSize
    dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(pos + 1))).scrollIntoView())
    return true
  }
}

// lineBreak is Enter in a cell, which cannot be split.
export const lineBreak: Command = (state, dispatch) => {
  if (!placeOf(state)) return false
  dispatch?.(state.tr.replaceSelectionWith(schema.node('break')).scrollIntoView())
  return true
}
