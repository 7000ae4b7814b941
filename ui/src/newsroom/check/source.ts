// A passage of a source, shown where it stands in the source pane.
import { make } from '../dialog.ts'
import type { Finding } from './answer.ts'

const plain = (s: string) => s.replace(/\s+/g, ' ')

// squeezed returns the text of an element with one space where any are, and where each character of
// it is.
function squeezed(e: HTMLElement): { text: string; at: [Text, number][] } {
  const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT)
  let text = ''
  const at: [Text, number][] = []
  let block: Element | null = null
  for (let n = walker.nextNode() as Text | null; n; n = walker.nextNode() as Text | null) {
    const own = n.parentElement?.closest('p, h2, h3, li, td, th, footer, figcaption') ?? null
    if (own !== block && text && !text.endsWith(' ')) {
      text += ' '
      at.push([n, 0])
    }
    block = own
    for (let i = 0; i < n.data.length; i++) {
      const c = /\s/.test(n.data[i] as string) ? ' ' : (n.data[i] as string)
      if (c === ' ' && (text === '' || text.endsWith(' '))) continue
      text += c
      at.push([n, i])
    }
  }
  return { text, at }
}

// find returns where the passage begins in the text: with most of what is around it first.
function find(text: string, f: Finding): number {
  const words = plain(f.source_text ?? '')
  const left = plain((f.source_before ?? '').replace(/^…/, ''))
  const right = plain((f.source_after ?? '').replace(/…$/, ''))
  for (const n of [40, 15, 5, 0]) {
    const lead = n > 0 ? left.slice(-n) : ''
    const found = text.indexOf(lead + words + right.slice(0, n))
    if (found >= 0) return found + lead.length
  }
  return -1
}

export function sourceOf(f: Finding): HTMLDetailsElement | null {
  return document.querySelector(`#source details[data-dispatch="${CSS.escape(f.source ?? '')}"]`)
}

export const sourceLanguage = (f: Finding): string =>
  sourceOf(f)?.querySelector<HTMLElement>('.copy')?.lang ?? ''

// mark takes the old marks away and marks the passage. It returns the first of the marks.
export function mark(f: Finding): HTMLElement | undefined {
  for (const m of document.querySelectorAll('#source mark.shown')) {
    const parent = m.parentNode
    m.replaceWith(...m.childNodes)
    parent?.normalize()
  }
  const article = sourceOf(f)?.querySelector<HTMLElement>('.copy')
  const length = plain(f.source_text ?? '').length
  if (!article || length === 0) return undefined
  const { text, at } = squeezed(article)
  const from = find(text, f)
  if (from < 0) return undefined
  const ends = new Map<Text, [number, number]>()
  for (const [node, i] of at.slice(from, from + length)) {
    const [first] = ends.get(node) ?? [i]
    ends.set(node, [first, i + 1])
  }
  const marks: HTMLElement[] = []
  for (const [node, [first, last]] of ends) {
    const words = node.splitText(first)
    words.splitText(last - first)
    const m = make('mark', { class: 'shown', tabindex: '-1' })
    words.replaceWith(m)
    m.append(words)
    marks.push(m)
  }
  return marks[0]
}
