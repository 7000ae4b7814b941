// The parts of a story that one person edits at a time, as internal/news has them.
import { type Content, canonical } from './content.ts'

export type Part = 'body' | 'head' | 'pictures'
export const parts: readonly Part[] = ['body', 'head', 'pictures']

// AnyPart is a part that can be held: those of the text, and the embargo and the schedule,
// which no revision keeps.
export type AnyPart = Part | 'publish'
export const allParts: readonly AnyPart[] = [...parts, 'publish']
export const isText = (part: AnyPart): part is Part => part !== 'publish'

// withPart returns the content with the part as the other has it.
export function withPart(c: Content, part: Part, other: Content): Content {
  if (part === 'body') return { ...c, body: other.body }
  const out = part === 'head' ? { ...other, body: c.body } : { ...c }
  const { lead } = part === 'head' ? c : other
  if (lead) out.lead = lead
  else delete out.lead
  return out
}

const only: Record<Part, (c: Content) => unknown> = {
  body: (c) => c.body,
  pictures: (c) => c.lead,
  head: ({ body: _, lead: __, ...rest }) => rest,
}

export const samePart = (part: Part, a: Content, b: Content): boolean =>
  canonical(only[part](a)) === canonical(only[part](b))

// changedParts returns the parts in which the two differ.
export const changedParts = (a: Content, b: Content): Part[] => parts.filter((p) => !samePart(p, a, b))

const settings = ['schedule_at', 'schedule_after', 'embargo_until', 'embargo_note', 'lift']

// partOf returns the part that a field of the form is of, or undefined for one of none.
export function partOf(field: Element): AnyPart | undefined {
  const name = field.getAttribute('name') ?? ''
  if (settings.includes(name)) return 'publish'
  if (name === '' || !field.closest('#text')) return undefined
  if (name.startsWith('lead_')) return 'pictures'
  return name === 'body' ? 'body' : 'head'
}
