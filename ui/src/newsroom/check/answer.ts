// What the newsroom answers when a story is read against its sources, as internal/newsroom/reading
// has it.
import type { Content, Node } from '../content.ts'

export type Level = 'certain' | 'likely' | 'check' | 'info'

export interface Stet {
  number: number
  reason: string
  note?: string
  by: { id: string; name: string }
  at: string
}

// Item is a finding of either kind: one that a source shows, or one of style.
export interface Item {
  level: Level
  sentence: string
  part: string // headline, standfirst, body, caption or credit
  block: number
  start: number // UTF-16 code units
  end: number
  text: string
  fix?: string
  fingerprint: string
}

export interface Finding extends Item {
  kind: string
  source?: string
  source_version?: number
  source_wire?: string
  source_before?: string
  source_text?: string
  source_after?: string
  stet: Stet | null
  reopened: (Stet & { why: string }) | null
}

export interface OfStyle extends Item {
  rule: string
}

export interface Answer {
  findings: Finding[]
  style: OfStyle[]
  counts: Record<Level | 'stetted' | 'style', number>
  sources: { dispatch: string; version: number; taken: number }[]
  stops: string
}

export const isFinding = (item: Item): item is Finding => 'kind' in item

// partsOf are the places of a text, in the order in which it is read.
const order = ['headline', 'standfirst', 'body', 'caption', 'credit']

export const before = (a: Item, b: Item): number =>
  order.indexOf(a.part) - order.indexOf(b.part) || a.block - b.block || a.start - b.start || a.end - b.end

// texts returns the text blocks of a document as internal/news counts them.
export function texts(nodes: Node[] = []): string[] {
  const all: string[] = []
  const said = (text: unknown) => {
    if (text) all.push(String(text))
  }
  const walk = (n: Node) => {
    const a = n.attrs ?? {}
    if (n.type === 'table') said(a.caption)
    if (['paragraph', 'heading', 'cell', 'pull_quote'].includes(n.type)) {
      said((n.content ?? []).map((r) => (r.type === 'break' ? '\n' : (r.text ?? ''))).join(''))
    } else n.content?.forEach(walk)
    if (n.type === 'quotation' || n.type === 'pull_quote') said(a.attribution)
    if (n.type === 'picture') [a.caption, a.credit].forEach(said)
    if (n.type === 'embed') [a.title, a.url].forEach(said)
  }
  nodes.forEach(walk)
  return all
}

// textAt returns the text that a finding is in.
export function textAt(content: Content, blocks: string[], item: Item): string {
  switch (item.part) {
    case 'headline':
      return content.headline
    case 'standfirst':
      return content.standfirst ?? ''
    case 'caption':
      return content.lead?.caption ?? ''
    case 'credit':
      return content.lead?.credit ?? ''
  }
  return blocks[item.block] ?? ''
}

// standsIn reports the words that may stand in place of a finding's: what the check gives, or the
// passage of the source where the surroundings were copied from it.
const wordForWord = ['figure', 'date', 'quotation', 'name', 'place', 'opposite', 'word', 'modality', 'degree']
export function standsIn(item: Item): string {
  if (item.fix) return item.fix
  if (!isFinding(item) || item.level !== 'certain' || !wordForWord.includes(item.kind)) return ''
  const words = item.source_text ?? ''
  return item.text && words.length <= 200 && !words.includes('\n') && words !== item.text ? words : ''
}
