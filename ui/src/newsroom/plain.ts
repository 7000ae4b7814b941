// A body as plain characters: the rules of internal/newsroom/screens/plain, word for
// word. Its testdata/cases.json holds both to the same answers.
import type { Doc, Mark, Node } from './content.ts'

// write returns the document as plain characters.
export function write(doc: Doc): string {
  return written(doc)
    .filter((t) => t !== '')
    .join('\n\n')
}

function written(doc: Doc): string[] {
  const count = new Map<string, number>()
  return (doc.content ?? []).map((n) => {
    const text = express(n)
    if (text !== undefined) return text
    const k = (count.get(n.type) ?? 0) + 1
    count.set(n.type, k)
    return stand(n, k)
  })
}

function express(n: Node): string | undefined {
  const want = key(n)
  if (want === '') return ''
  for (const escape of [false, true]) {
    const text = block(n, escape)
    if (text === undefined) return undefined
    const back = parse(text)
    if (back.length === 1 && key(back[0] as Node) === want) return text
  }
  return undefined
}

const stands: Record<string, string> = {
  paragraph: 'paragraph',
  heading: 'sub-heading',
  quotation: 'quote',
  list: 'list',
  picture: 'picture',
  media: 'media',
  pull_quote: 'pull quote',
  table: 'table',
  embed: 'embed',
}

const standLine =
  /^\[(paragraph|sub-heading|quote|list|picture|media|pull quote|table|embed) ([0-9]{1,5})(?:: [^\n]*)?\]$/

function stand(n: Node, count: number): string {
  let about = ''
  for (const s of [n.attrs?.caption, n.attrs?.title, n.attrs?.alt, linesOf(n)]) {
    const words = String(s ?? '')
      .replace(/[[\]]/g, ' ')
      .split(/\s+/)
      .filter((w) => w !== '')
    if (words.length > 0) {
      about = `: ${short(words)}`
      break
    }
  }
  return `[${stands[n.type] ?? n.type} ${count}${about}]`
}

function linesOf(n: Node): string {
  if (n.type === 'text') return n.text ?? ''
  if (n.type === 'break') return ' '
  return (n.content ?? [])
    .map(linesOf)
    .join(
      n.type === 'paragraph' || n.type === 'heading' || n.type === 'pull_quote' || n.type === 'cell'
        ? ''
        : ' ',
    )
}

function short(words: string[]): string {
  let line = words[0] as string
  for (const w of words.slice(1)) {
    if ([...line].length + 1 + [...w].length > 40) return `${line} …`
    line += ` ${w}`
  }
  return line
}

// read returns the document that the plain characters say, with what they cannot hold
// taken from base.
export function read(text: string, base: Doc): Doc {
  const kept = new Map<string, Node>()
  const same = new Map<string, Node[]>()
  const texts = written(base)
  for (const [i, n] of (base.content ?? []).entries()) {
    const m = standLine.exec(texts[i] as string)
    if (m) kept.set(`${m[1]}${m[2]}`, n)
    const k = key(n)
    same.set(k, [...(same.get(k) ?? []), n])
  }
  const content = parse(text).map((n) => {
    if (n.type === 'standing') {
      const m = standLine.exec(n.text as string) as RegExpExecArray
      return (
        kept.get(`${m[1]}${m[2]}`) ?? {
          type: 'paragraph',
          content: [{ type: 'text', text: n.text as string }],
        }
      )
    }
    return same.get(key(n))?.shift() ?? n
  })
  return content.length > 0 ? { type: 'doc', content } : { type: 'doc' }
}

function block(n: Node, escape: boolean): string | undefined {
  switch (n.type) {
    case 'paragraph':
      return guard(writeRuns(n.content, escape))
    case 'heading':
      return `## ${writeRuns(n.content, escape)}`
    case 'pull_quote':
      return `>> ${writeRuns(n.content, escape).replaceAll('\n', '\n>> ')}${who(n, escape)}`
    case 'quotation':
      return (
        (n.content ?? [])
          .map((p) => `> ${writeRuns(p.content, escape).replaceAll('\n', '\n> ')}`)
          .join('\n>\n') + who(n, escape)
      )
    case 'list':
      return writeList(n, escape, '')?.join('\n')
  }
  return undefined
}

function who(n: Node, escape: boolean): string {
  const name = String(n.attrs?.attribution ?? '')
  return name === '' ? '' : ` -- ${escaped(name, escape)}`
}

function writeList(n: Node, escape: boolean, indent: string): string[] | undefined {
  const lines: string[] = []
  for (const [i, item] of (n.content ?? []).entries()) {
    const [first, ...rest] = item.content ?? []
    if (first?.type !== 'paragraph') return undefined
    lines.push(`${indent}${n.attrs?.ordered ? `${i + 1}. ` : '- '}${writeRuns(first.content, escape)}`)
    for (const inner of rest) {
      const more = inner.type === 'list' ? writeList(inner, escape, `${indent}  `) : undefined
      if (!more) return undefined
      lines.push(...more)
    }
  }
  return lines
}

function guard(text: string): string {
  if (standLine.test(text)) return `\\${text}`
  return text.replace(/^([0-9০-৯]{1,3})([.)।] )/gm, '$1\\$2').replace(/^(#{1,3} |>|[-*•] )/gm, '\\$1')
}

const order = ['link', 'bold', 'italic']

const byOrder = (a: Mark, b: Mark) => order.indexOf(a.type) - order.indexOf(b.type)

const sameMark = (a: Mark | undefined, b: Mark | undefined) =>
  a?.type === b?.type && a?.attrs?.href === b?.attrs?.href

function writeRuns(nodes: Node[] | undefined, escape: boolean): string {
  let out = ''
  const open: Mark[] = []
  const closeTo = (n: number) => {
    while (open.length > n) {
      const last = open.pop() as Mark
      out +=
        last.type === 'bold' ? '**' : last.type === 'italic' ? '*' : `](${address(last.attrs?.href ?? '')})`
    }
  }
  for (const n of tidy(nodes ?? [])) {
    if (n.type === 'break') {
      closeTo(0)
      out += '\n'
      continue
    }
    const marks = n.marks ?? []
    let same = 0
    while (same < open.length && same < marks.length && sameMark(open[same], marks[same])) same++
    closeTo(same)
    for (const m of marks.slice(same)) {
      out += m.type === 'bold' ? '**' : m.type === 'italic' ? '*' : '['
      open.push(m)
    }
    out += escaped(n.text ?? '', escape)
  }
  closeTo(0)
  return out
}

const address = (href: string) => (/[() ]/.test(href) ? `<${href}>` : href)

const escaped = (s: string, escape: boolean) => (escape ? s.replace(/\\|\*|\[|\]|--/g, '\\$&') : s)

function readRuns(lines: string[]): Node[] {
  const nodes: Node[] = []
  for (const [i, l] of lines.entries()) {
    if (i > 0) nodes.push({ type: 'break' })
    nodes.push(...readLine(trim(l), []))
  }
  return merged(nodes)
}

function readLine(s: string, marks: Mark[]): Node[] {
  const nodes: Node[] = []
  let text = ''
  const flush = () => {
    if (text !== '') nodes.push(run(text, marks))
    text = ''
  }
  const under = (m: Mark, inner: string) => {
    flush()
    const all = marks.some((o) => o.type === m.type) ? marks : [...marks, m].sort(byOrder)
    nodes.push(...readLine(inner, all))
  }
  let rest = s
  while (rest !== '') {
    const bold = marked(rest, '**')
    const italic = bold ? undefined : marked(rest, '*')
    const link = bold || italic ? undefined : linked(rest)
    if (bold) {
      under({ type: 'bold' }, bold.inner)
      rest = bold.rest
    } else if (italic) {
      under({ type: 'italic' }, italic.inner)
      rest = italic.rest
    } else if (link) {
      under({ type: 'link', attrs: { href: link.href } }, link.inner)
      rest = link.rest
    } else {
      const c = character(rest)
      text += c.text
      rest = rest.slice(c.size)
    }
  }
  flush()
  return nodes
}

const run = (text: string, marks: Mark[]): Node =>
  marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text }

function character(s: string): { text: string; size: number } {
  const first = String.fromCodePoint(s.codePointAt(0) as number)
  if (first === '\\' && s.length > 1) {
    const next = String.fromCodePoint(s.codePointAt(1) as number)
    if (/[\p{P}\p{S}]/u.test(next)) return { text: next, size: 1 + next.length }
  }
  return { text: first, size: first.length }
}

function marked(s: string, sign: string): { inner: string; rest: string } | undefined {
  if (!s.startsWith(sign)) return undefined
  for (let i = sign.length; i < s.length; ) {
    if (s[i] !== '*') {
      i += character(s.slice(i, i + 4)).size
      continue
    }
    let end = i
    while (s[end] === '*') end++
    const at = end - sign.length
    if ((end - i) % 2 === sign.length % 2 || end - i > 2) {
      const inner = s.slice(sign.length, Math.max(at, sign.length))
      if (at >= i && inner !== '' && trim(inner) === inner) return { inner, rest: s.slice(end) }
    }
    i = end
  }
  return undefined
}

function linked(s: string): { inner: string; href: string; rest: string } | undefined {
  if (!s.startsWith('[')) return undefined
  for (let i = 1; i < s.length; ) {
    if (s.startsWith('](', i)) {
      const inner = s.slice(1, i)
      const [skip, end] = s[i + 2] === '<' ? [1, '>)'] : [0, ')']
      const from = i + 2 + skip
      const to = s.indexOf(end, from)
      const href = s.slice(from, to)
      if (to < 0 || inner === '' || trim(inner) !== inner || !reachable(href)) return undefined
      return { inner, href, rest: s.slice(to + end.length) }
    }
    if (s[i] === '[') return undefined
    i += character(s.slice(i, i + 4)).size
  }
  return undefined
}

// reachable reports whether a document may have the link.
export function reachable(href: string): boolean {
  if (href.length > 2048 || /[ \\]/.test(href)) return false
  if (href.startsWith('/')) return !href.startsWith('//')
  return /^https?:\/\/[^/?#]+/i.test(href) || /^(mailto|tel):/i.test(href)
}

const headingLine = /^#{1,3} +(.*)$/
const pullLine = /^>> ?(.*)$/
const quoteLine = /^> ?(.*)$/
const itemLine = /^([ ]*)([-*•]|[0-9০-৯]{1,3}[.)।])[ ]+(.*)$/
const mostNested = 4

function parse(text: string): Node[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((l) => l.replaceAll('\t', '  '))
  const blocks: Node[] = []
  while (lines.length > 0) {
    const l = trim(lines[0] as string)
    if (l === '') {
      lines.shift()
    } else if (standLine.test(l)) {
      lines.shift()
      blocks.push({ type: 'standing', text: l })
    } else if (headingLine.test(l)) {
      lines.shift()
      const runs = readRuns([(headingLine.exec(l) as RegExpExecArray)[1] as string])
      if (runs.length > 0) blocks.push({ type: 'heading', content: runs })
    } else if (pullLine.test(l)) {
      const q = attributed(take(lines, pullLine))
      blocks.push({ type: 'pull_quote', ...attribution(q.who), content: readRuns(q.lines) })
    } else if (quoteLine.test(l)) {
      const q = quotation(attributed(take(lines, quoteLine, pullLine)))
      if (q) blocks.push(q)
    } else if (itemLine.test(lines[0] as string)) {
      blocks.push(readList(lines, 0, 0))
    } else {
      blocks.push(paragraph(lines))
    }
  }
  return blocks
}

function take(lines: string[], pattern: RegExp, not?: RegExp): string[] {
  const groups: string[] = []
  while (lines.length > 0) {
    const l = trim(lines[0] as string)
    const m = pattern.exec(l)
    if (!m || not?.test(l)) break
    groups.push(m[1] as string)
    lines.shift()
  }
  return groups
}

function paragraph(lines: string[]): Node {
  const own: string[] = []
  while (lines.length > 0) {
    const raw = lines[0] as string
    const l = trim(raw)
    if (
      l === '' ||
      (own.length > 0 && (headingLine.test(l) || quoteLine.test(l) || itemLine.test(l) || standLine.test(l)))
    )
      break
    own.push(l)
    lines.shift()
  }
  return withContent({ type: 'paragraph' }, readRuns(own))
}

const withContent = (n: Node, content: Node[]): Node => (content.length > 0 ? { ...n, content } : n)

const attribution = (name: string): Partial<Node> => (name === '' ? {} : { attrs: { attribution: name } })

function quotation(q: { lines: string[]; who: string }): Node | undefined {
  const paragraphs: Node[] = []
  let own: string[] = []
  const flush = () => {
    if (own.length > 0) paragraphs.push(withContent({ type: 'paragraph' }, readRuns(own)))
    own = []
  }
  for (const l of q.lines) {
    if (trim(l) === '') flush()
    else own.push(l)
  }
  flush()
  if (paragraphs.length === 0) {
    if (q.who === '') return undefined
    paragraphs.push({ type: 'paragraph' })
  }
  return { type: 'quotation', ...attribution(q.who), content: paragraphs }
}

function attributed(lines: string[]): { lines: string[]; who: string } {
  const last = lines.at(-1)
  if (last === undefined) return { lines, who: '' }
  let words = last
  let name = ''
  const at = ` ${last}`.lastIndexOf(' -- ')
  if (trim(last).startsWith('— ') && lines.length > 1) {
    words = ''
    name = trim(last).slice(2)
  } else if (at >= 0) {
    words = trim(` ${last}`.slice(0, at))
    name = ` ${last}`.slice(at + 4)
  }
  name = trim(name)
  if (name === '') return { lines, who: '' }
  const rest = lines.slice(0, -1)
  if (words !== '') rest.push(words)
  return { lines: rest, who: unescaped(name) }
}

function unescaped(s: string): string {
  let out = ''
  for (let i = 0; i < s.length; ) {
    const c = character(s.slice(i, i + 4))
    out += c.text
    i += c.size
  }
  return out
}

function readList(lines: string[], from: number, depth: number): Node {
  const items: Node[] = []
  let indent = from
  let ordered = false
  while (lines.length > 0) {
    const m = itemLine.exec(lines[0] as string)
    if (!m) break
    const isOrdered = !'-*•'.includes(m[2] as string)
    const deep = (m[1] as string).length
    if (items.length === 0) {
      ordered = isOrdered
      indent = deep
    } else if (deep >= indent + 2 && depth + 1 < mostNested) {
      items.at(-1)?.content?.push(readList(lines, deep, depth + 1))
      continue
    } else if ((depth > 0 && deep < indent) || isOrdered !== ordered) {
      break
    }
    lines.shift()
    items.push({ type: 'item', content: [withContent({ type: 'paragraph' }, readRuns([m[3] as string]))] })
  }
  return ordered ? { type: 'list', attrs: { ordered }, content: items } : { type: 'list', content: items }
}

const trim = (s: string) => s.replace(/^[ \t]+|[ \t]+$/g, '')

const spaces = (s: string) => s.replace(/^ +| +$/g, '')

// key returns a text that two blocks share if they say the same, and '' for a block that
// says nothing.
export function key(n: Node): string {
  const m = normal(n)
  return (m.type === 'paragraph' || m.type === 'heading') && !m.content ? '' : JSON.stringify(m)
}

function normal(n: Node): Node {
  const out: Node = { type: n.type }
  if (n.text) out.text = n.text
  if (n.marks?.length)
    out.marks = n.marks.map((m) =>
      m.attrs ? { type: m.type, attrs: { href: m.attrs.href } } : { type: m.type },
    )
  const attrs = Object.entries(n.attrs ?? {})
    .filter(([, v]) => v !== '' && v !== false && v !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (attrs.length > 0) out.attrs = Object.fromEntries(attrs)
  const lines = ['paragraph', 'heading', 'pull_quote', 'cell'].includes(n.type)
  const content = lines ? tidy(n.content ?? []).map(normal) : (n.content ?? []).map(normal)
  return withContent(out, content)
}

function tidy(nodes: Node[]): Node[] {
  const parts: Node[] = []
  for (const n of merged(nodes)) {
    const text = n.text ?? ''
    const words = spaces(text)
    if (n.type !== 'text' || !n.marks?.length || words === text) {
      parts.push(n)
      continue
    }
    const at = words === '' ? text.length : text.indexOf(words)
    for (const t of [text.slice(0, at), words, text.slice(at + words.length)]) {
      if (t !== '') parts.push(run(t, n.marks))
    }
  }
  const fixed = parts.map((n, i) =>
    isSpace(n)
      ? run(
          n.text as string,
          (n.marks ?? []).filter((m) => nearHas(parts, i, -1, m) && nearHas(parts, i, 1, m)),
        )
      : n,
  )
  return trimmed(merged(fixed))
}

const isSpace = (n: Node) => n.type === 'text' && spaces(n.text ?? '') === ''

function nearHas(parts: Node[], from: number, step: number, m: Mark): boolean {
  for (let i = from + step; i >= 0 && i < parts.length; i += step) {
    const n = parts[i] as Node
    if (!isSpace(n)) return (n.marks ?? []).some((o) => sameMark(o, m))
  }
  return false
}

function merged(nodes: Node[]): Node[] {
  const out: Node[] = []
  for (const n of nodes) {
    if (n.type !== 'text') {
      out.push(n)
      continue
    }
    const marks = [...(n.marks ?? [])].sort(byOrder)
    const last = out.at(-1)
    if (
      last?.type === 'text' &&
      marks.length === (last.marks?.length ?? 0) &&
      marks.every((m, i) => sameMark(m, last.marks?.[i]))
    ) {
      last.text = (last.text ?? '') + (n.text ?? '')
      continue
    }
    out.push(run(n.text ?? '', marks))
  }
  return out
}

function trimmed(nodes: Node[]): Node[] {
  let out = nodes.map((n, i) => {
    if (n.type !== 'text') return n
    let text = n.text ?? ''
    if (i === 0 || nodes[i - 1]?.type === 'break') text = text.replace(/^ +/, '')
    if (i === nodes.length - 1 || nodes[i + 1]?.type === 'break') text = text.replace(/ +$/, '')
    return run(text, n.marks ?? [])
  })
  out = out.filter((n) => n.type !== 'text' || n.text !== '')
  while (out.at(-1)?.type === 'break') out.pop()
  while (out[0]?.type === 'break') out.shift()
  return out
}
