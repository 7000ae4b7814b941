// What is taken over from a source: words that are selected there, as a quote with who said it, or
// as a fact where the caret is. The check reads both against the source from then on, so nothing
// need be linked by hand.
import { make } from '../dialog.ts'
import { t } from './said.ts'

interface Quote {
  text: string
  who: string
}

export interface Writer {
  quote(text: string, who: string): void
  put(text: string): void
  may(): boolean
}

const one = (s: string) => s.replace(/\s+/g, ' ').trim()
const bare = (s: string) => one(s.replace(/^[“”"‘’'«»]+|[“”"‘’'«»]+$/g, ''))

// shared returns what of the quote the words have: all of it, a part that is in it, or the end or
// the beginning that reaches into it.
function shared(words: string, quote: string): string {
  if (words.includes(quote)) return quote
  if (quote.includes(words)) return words
  const most = Math.min(words.length, quote.length)
  for (let n = most; n > 12; n--) {
    if (quote.endsWith(words.slice(0, n))) return words.slice(0, n)
    if (quote.startsWith(words.slice(-n))) return words.slice(-n)
  }
  return ''
}

// quoted returns the words to put into the story, and who said them: what is quoted in the words
// that are selected, or all of them as the wire's.
export function quoted(selected: string, quotes: Quote[], wire: string): Quote {
  const words = bare(selected)
  const found = quotes.flatMap((q) => {
    const text = shared(words, one(q.text)) || shared(words, bare(q.text))
    return text ? [{ text, who: q.who }] : []
  })
  const [first] = found
  if (!first) return { text: words, who: wire }
  const text = found
    .filter((q) => q.who === first.who)
    .map((q) => bare(q.text))
    .join(' ')
  return { text: ended(text), who: first.who }
}

// ended puts a full stop in place of the comma before "he said".
const ended = (s: string) => s.replace(/,$/, /[\u0980-\u09FF]/.test(s) ? '।' : '.')

// quoting offers what can be done with words that are selected in the source pane.
export function quoting(w: Writer): void {
  const source = document.getElementById('source')
  if (!source) return
  const quotes = JSON.parse(document.getElementById('source-quotes')?.textContent ?? '{}') as Record<
    string,
    Quote[]
  >
  let range: { words: string; of: HTMLElement | null } | undefined
  const act = (words: string, run: (words: string, of: HTMLElement | null) => void) => {
    const b = make('button', { type: 'button', class: 'small' }, words)
    b.onmousedown = (e) => e.preventDefault() // the selection stays
    b.onclick = () => {
      range = selected() ?? range // a browser tells of a selection only after a while
      if (!range || !w.may()) return
      run(range.words, range.of)
      bar.hidden = true
    }
    return b
  }
  const bar = make(
    'div',
    {
      class: 'source-acts',
      role: 'group',
      'aria-label': t('With the words that are selected'),
      hidden: true,
    },
    act(t('Insert as quote'), (words, of) => {
      const q = quoted(words, quotes[of?.dataset.dispatch ?? ''] ?? [], of?.dataset.wire ?? '')
      w.quote(q.text, q.who)
    }),
    act(t('Insert fact'), (words) => w.put(words)),
  )
  source.append(bar)
  const selected = (): typeof range => {
    const s = getSelection()
    const inside = s && !s.isCollapsed && source.contains(s.anchorNode) && source.contains(s.focusNode)
    const words = inside ? one(s.toString()) : ''
    const of = s?.anchorNode?.parentElement?.closest<HTMLElement>('[data-wire]') ?? null
    return words ? { words, of } : undefined
  }
  document.addEventListener('selectionchange', () => {
    if (bar.contains(document.activeElement)) return
    range = selected()
    bar.hidden = !range || !w.may()
  })
  source.addEventListener('keydown', (e) => {
    if (!e.shiftKey || e.ctrlKey || e.metaKey || e.altKey) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    if (by && sentence(source, by)) e.preventDefault()
  })
}

// sentence selects the next sentence of the source that is open, or the one before: for whoever has
// no mouse.
function sentence(source: HTMLElement, by: number): boolean {
  const article = source.querySelector<HTMLElement>('details[open] .copy')
  const s = getSelection()
  if (!article || !s || !('Segmenter' in Intl)) return false
  const cut = new Intl.Segmenter(article.lang || undefined, { granularity: 'sentence' })
  const all = [...article.querySelectorAll('h3, h2, p, li')].flatMap((block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    const nodes: Text[] = []
    for (let n = walker.nextNode(); n; n = walker.nextNode()) nodes.push(n as Text)
    const place = (at: number, end: boolean): [Text, number] | undefined => {
      for (const n of nodes) {
        if (at < n.length || (end && at === n.length)) return [n, at]
        at -= n.length
      }
      return undefined
    }
    return [...cut.segment(nodes.map((n) => n.data).join(''))].flatMap(({ segment, index }) => {
      const from = place(index, false)
      const to = place(index + segment.trimEnd().length, true)
      return from && to && segment.trim() ? [{ from, to }] : []
    })
  })
  const here = all.findIndex(({ from, to }) => s.anchorNode === from[0] && s.anchorOffset === from[1] && to)
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by]
  if (!next) return here >= 0
  s.setBaseAndExtent(next.from[0], next.from[1], next.to[0], next.to[1])
  next.from[0].parentElement?.scrollIntoView({ block: 'nearest' })
  return true
}
