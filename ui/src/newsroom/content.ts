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
  file?: boolean
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
  return JSON.stringify(lean(value)) ?? ''
}

function lean(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(lean)
    return list.length > 0 ? list : undefined
  }
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, unknown> = {}
    for (const key of Object.keys(value).sort()) {
      const v = lean((value as Record<string, unknown>)[key])
      if (v !== undefined) out[key] = v
    }
    return Object.keys(out).length > 0 ? out : undefined
  }
  return value === '' || value === false || value === null || value === undefined ? undefined : value
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

// countWords counts as the server does: what has a letter or a digit.
export function countWords(doc: Doc): number {
  return plainText(doc.content)
    .split(/\s+/)
    .filter((w) => /[\p{L}\p{N}]/u.test(w)).length
}

// graphemes counts the characters a reader would.
export function graphemes(text: string): number {
  if (!('Segmenter' in Intl)) return [...text].length
  let n = 0
  for (const _ of new Intl.Segmenter().segment(text)) n++
  return n
}
