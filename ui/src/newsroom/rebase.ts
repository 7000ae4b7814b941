// What was typed while a save was under way, put onto what the save became when it was
// merged with somebody else's: else it would go from the page when the answer comes.
import { type Content, canonical, type Doc, type Node } from './content.ts'
import { type Part, withPart } from './parts.ts'

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b)

// typedOnto returns the part of merged with what differs between sent and now, or undefined
// if that is where somebody else has written.
export function typedOnto(part: Part, sent: Content, now: Content, merged: Content): Content | undefined {
  if (part === 'body') {
    const body = blocksOnto(sent.body, now.body, merged.body)
    return body && { ...merged, body }
  }
  const out = withPart(merged, part, merged) as unknown as Record<string, unknown>
  const [was, is, theirs] = [sent, now, merged] as unknown as Record<string, unknown>[]
  for (const key of new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])) {
    if ((key === 'lead') !== (part === 'pictures') || key === 'body') continue
    if (same(was?.[key], is?.[key])) continue
    if (!same(was?.[key], theirs?.[key])) return undefined
    out[key] = is?.[key]
  }
  return out as unknown as Content
}

// blocksOnto finds the run of blocks that was typed in, and puts it where merged has it as it
// was.
function blocksOnto(sent: Doc, now: Doc, merged: Doc): Doc | undefined {
  const [was, is, theirs] = [sent, now, merged].map((d) => d.content ?? []) as [Node[], Node[], Node[]]
  let from = 0
  while (from < was.length && from < is.length && same(was[from], is[from])) from++
  let tail = 0
  while (tail < Math.min(was.length, is.length) - from && same(was.at(-1 - tail), is.at(-1 - tail))) tail++
  const old = was.slice(from, was.length - tail)
  const fresh = is.slice(from, is.length - tail)
  // A run with nothing in it stands before the block that follows, or at the end.
  const mark = old.length > 0 ? old : was.slice(from, from + 1)
  let at = theirs.length
  if (mark.length > 0) {
    at = theirs.findIndex((_, i) => mark.every((b, k) => same(b, theirs[i + k])))
    if (at < 0) return undefined
  }
  const content = [...theirs.slice(0, at), ...fresh, ...theirs.slice(at + old.length)]
  return content.length > 0 ? { type: 'doc', content } : { type: 'doc' }
}
