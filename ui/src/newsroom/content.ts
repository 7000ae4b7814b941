// A story's content as internal/news has it, and what the page's script starts from.

export interface Mark {
  type: 'bold' | 'italic' | 'link'
  attrs?: { href: string }
}

export type Attrs = Record<string, string | boolean>

export interface Node {
  type: string
  text?: string
  marks?: Mark[]
  attrs?: Attrs
  content?: Node[]
}

export interface Doc {
  type: 'doc'
  content?: Node[]
}

export interface PictureUse {
  picture: string
  caption?: string
  credit?: string
  alt?: string
  decorative?: boolean
  file?: boolean
  graphic?: string
}

export interface Content {
  language: string
  section: string
  topics?: string[]
  kicker?: string
  headline: string
  standfirst?: string
  slug?: string
  byline: { desk?: string; people?: string[] }
  dateline?: { place?: string; filed?: string }
  body: Doc
  lead?: PictureUse | null
  credit?: string
  contributors?: string
  label?: string
  related?: number[]
  translates?: number
}

// Start is what the page brings with it.
export interface Start {
  number: number
  base: number
  person: string
  zone: string
  readonly: boolean
  stale: boolean
  takeOver: string // why this person may not take over, '' if they may
  content: Content
}

export interface Story {
  number: number
  revision: number
  status: string
  changed: string
  content: Content
  merged?: string[] // the parts that are now made of two people's changes
}

export interface Revision {
  number: number
  at: string
  by: { id: string; name: string }
  content: Content
}

// canonical returns the one text that all equal contents share: what is empty is left
// out, as the server does.
export function canonical(value: unknown): string {
  return said(value) ?? ''
}

// Documents and their blocks are never changed once they are made: what one comes to is
// found once, and a key that is struck costs one paragraph.
const found = new WeakMap<object, string>()

function said(value: unknown): string | undefined {
  if (value === '' || value === false || value === null || value === undefined) return undefined
  if (typeof value !== 'object') return JSON.stringify(value)
  const known = found.get(value)
  if (known !== undefined) return known || undefined
  const text = Array.isArray(value) ? saidList(value) : saidFields(value as Record<string, unknown>)
  if ('type' in value && 'content' in value) found.set(value, text ?? '')
  return text
}

const saidList = (list: unknown[]): string | undefined =>
  list.length > 0 ? `[${list.map((v) => said(v) ?? 'null').join(',')}]` : undefined

function saidFields(value: Record<string, unknown>): string | undefined {
  const fields: string[] = []
  for (const key of Object.keys(value).sort()) {
    const text = said(value[key])
    if (text !== undefined) fields.push(`${JSON.stringify(key)}:${text}`)
  }
  return fields.length > 0 ? `{${fields.join(',')}}` : undefined
}

// plainText returns the words of nodes, blocks a line each.
export function plainText(nodes: Node[] = []): string {
  return nodes
    .map((n) => {
      if (n.type === 'text') return n.text ?? ''
      if (n.type === 'break') return '\n'
      const inner = plainText(n.content)
      return ['paragraph', 'heading', 'item', 'cell', 'pull_quote', 'quotation', 'row'].includes(n.type)
        ? `${inner}\n`
        : inner
    })
    .join('')
}

const counts = new WeakMap<Node, number>()

// countWords counts as the server does: what has a letter or a digit.
export function countWords(doc: Doc): number {
  let sum = 0
  for (const block of doc.content ?? []) {
    let n = counts.get(block)
    if (n === undefined) {
      n = plainText([block])
        .split(/\s+/)
        .filter((w) => /[\p{L}\p{N}]/u.test(w)).length
      counts.set(block, n)
    }
    sum += n
  }
  return sum
}

const letters = 'Segmenter' in Intl ? new Intl.Segmenter() : undefined

// graphemes counts the characters a reader would.
export function graphemes(text: string): number {
  if (!letters) return [...text].length
  let n = 0
  for (const _ of letters.segment(text)) n++
  return n
}
