// Two texts of one story side by side: what only one side changed is chosen by itself,
// what both changed is for a person. Nothing on the page is thrown away by choosing.
import { type Content, canonical, type Node, type PictureUse, plainText } from './content.ts'
import { make } from './dialog.ts'
import { key } from './plain.ts'

// Side is whose words stand.
export type Side = 'mine' | 'theirs'

// Hunk is a run of blocks, or a field, on which the two differ.
export interface Hunk {
  name: string // of the field; 'Text' for blocks
  mine: string
  theirs: string
  side: Side
  both: boolean // both changed it
  blocks?: { mine: Node[]; theirs: Node[] }
}

// Piece is blocks that both have, or a hunk of the body.
type Piece = { blocks: Node[] } | Hunk

export interface Comparison {
  hunks: Hunk[]
  body: Piece[]
}

const fields: [keyof Content, string][] = [
  ['kicker', 'Kicker'],
  ['headline', 'Headline'],
  ['standfirst', 'Standfirst'],
  ['section', 'Section'],
  ['language', 'Language'],
  ['byline', 'Byline'],
  ['dateline', 'Dateline'],
  ['topics', 'Topics'],
  ['slug', 'Slug'],
  ['credit', 'Credit line'],
  ['contributors', 'Who reported and edited'],
  ['label', 'Label'],
  ['related', 'Beside it'],
  ['translates', 'Translation of'],
  ['lead', 'Lead picture'],
]

// words says a field's value for people.
function words(value: Content[keyof Content]): string {
  if (value === undefined || value === null || value === '') return '–'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return value ? String(value) : '–'
  if (Array.isArray(value)) return value.join(', ') || '–'
  const o = value as Record<string, unknown> & Partial<PictureUse>
  const parts = Object.values(o)
    .flat()
    .filter((v) => typeof v === 'string' && v !== '')
  return parts.join(' · ') || '–'
}

// compare finds where mine and theirs differ, and which side changed it since base.
export function compare(mine: Content, theirs: Content, base: Content | undefined): Comparison {
  const hunks: Hunk[] = []
  for (const [name, label] of fields) {
    const [m, t, b] = [canonical(mine[name]), canonical(theirs[name]), base && canonical(base[name])]
    if (m === t) continue
    hunks.push({
      name: label,
      mine: words(mine[name]),
      theirs: words(theirs[name]),
      side: b === m ? 'theirs' : 'mine',
      both: b !== m && b !== t,
    })
  }
  const body = compareBlocks(mine.body.content ?? [], theirs.body.content ?? [], base?.body.content)
  return { hunks: [...hunks, ...body.filter((p): p is Hunk => 'side' in p)], body }
}

function compareBlocks(mine: Node[], theirs: Node[], base: Node[] | undefined): Piece[] {
  const known = base && new Set(base.map(key))
  const pieces: Piece[] = []
  let open: { mine: Node[]; theirs: Node[] } = { mine: [], theirs: [] }
  const flush = () => {
    if (open.mine.length + open.theirs.length === 0) return
    const mineOld = open.mine.every((n) => known?.has(key(n)))
    const theirsOld = open.theirs.every((n) => known?.has(key(n)))
    pieces.push({
      name: 'Text',
      mine: plainText(open.mine).trim() || '(not there)',
      theirs: plainText(open.theirs).trim() || '(not there)',
      side: known !== undefined && mineOld && !theirsOld ? 'theirs' : 'mine',
      both: known === undefined || mineOld === theirsOld,
      blocks: open,
    })
    open = { mine: [], theirs: [] }
  }
  for (const [side, n] of diff(mine, theirs)) {
    if (side === 'both') {
      flush()
      const last = pieces.at(-1)
      if (last && !('side' in last)) last.blocks.push(n)
      else pieces.push({ blocks: [n] })
    } else open[side].push(n)
  }
  flush()
  return pieces
}

// diff walks the longest common subsequence of two lists of blocks.
function diff(a: Node[], b: Node[]): ['both' | Side, Node][] {
  const [ka, kb] = [a.map(key), b.map(key)]
  const common: number[][] = Array.from({ length: a.length + 1 }, () =>
    new Array<number>(b.length + 1).fill(0),
  )
  const at = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      ;(common[i] as number[])[j] =
        ka[i] === kb[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const out: ['both' | Side, Node][] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && ka[i] === kb[j]) {
      out.push(['both', a[i++] as Node])
      j++
    } else if (j === b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      out.push(['mine', a[i++] as Node])
    else out.push(['theirs', b[j++] as Node])
  }
  return out
}

// merged returns the content that the chosen sides make.
export function merged(c: Comparison, mine: Content, theirs: Content): Content {
  const out: Content = { ...mine }
  for (const [name, label] of fields) {
    const h = c.hunks.find((x) => x.name === label)
    if (h?.side === 'theirs') Object.assign(out, { [name]: theirs[name] })
  }
  const content = c.body.flatMap((p) => ('side' in p ? (p.blocks?.[p.side] ?? []) : p.blocks))
  out.body = content.length > 0 ? { type: 'doc', content } : { type: 'doc' }
  return out
}

// choose shows the comparison and resolves to the text that a person chose, or to
// undefined if they put it away.
export function choose(o: {
  mine: Content
  theirs: Content
  base?: Content | undefined
  names: Record<Side, string>
  title: string
  lead: string
}): Promise<Content | undefined> {
  const c = compare(o.mine, o.theirs, o.base)
  const result = make('button', { class: 'main', value: 'result' }, 'Save what is chosen')
  const form = make(
    'form',
    { method: 'dialog', class: 'stack' },
    make('h2', { id: 'compare-title' }, o.title),
    make('p', {}, o.lead),
    ...c.hunks.map((h, i) => hunkView(h, i, o.names)),
    make(
      'div',
      { class: 'actions' },
      result,
      make('button', { value: 'mine' }, `Keep all of ${o.names.mine}`),
      make('button', { value: 'theirs' }, `Take all of ${o.names.theirs}`),
      make('button', { value: 'later', class: 'quiet' }, 'Not now'),
    ),
  )
  const dialog = make('dialog', { class: 'compare', 'aria-labelledby': 'compare-title' }, form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove()
      if (dialog.returnValue === 'mine') resolve(o.mine)
      else if (dialog.returnValue === 'theirs') resolve(o.theirs)
      else if (dialog.returnValue === 'result') resolve(merged(c, o.mine, o.theirs))
      else resolve(undefined)
    }
  })
}

function hunkView(h: Hunk, i: number, names: Record<Side, string>): HTMLElement {
  const side = (s: Side) => {
    const radio = make('input', { type: 'radio', name: `hunk${i}`, checked: h.side === s })
    radio.onchange = () => {
      h.side = s
    }
    return make(
      'label',
      { class: 'side-text' },
      make('span', { class: 'tick' }, radio, make('strong', {}, names[s])),
      make('span', { class: 'words' }, h[s]),
    )
  }
  return make(
    'fieldset',
    { class: h.both ? 'box hunk both' : 'box hunk' },
    make('legend', {}, h.both ? `${h.name}: both of you changed this` : h.name),
    side('mine'),
    side('theirs'),
  )
}
