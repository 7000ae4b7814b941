// The editor's toolbar: one stop for Tab, arrows inside it, every button a word and a key.
import { redo, undo } from 'prosemirror-history'
import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import {
  bold,
  insert,
  inside,
  italic,
  linkAround,
  pullQuote,
  quote,
  setLink,
  subHeading,
  toList,
} from './commands.ts'
import { ask, make } from './dialog.ts'
import { chooseMedia } from './media.ts'
import { choosePicture } from './picture.ts'
import { reachable } from './plain.ts'
import { schema } from './schema.ts'
import { newTable } from './tables.ts'
import { t } from './words.ts'

interface Tool {
  name: string
  sign: string
  keys?: string
  run: Command
  on?: (s: EditorState) => boolean
}

const marked = (name: 'bold' | 'italic') => (s: EditorState) => {
  const { from, to, empty, $from } = s.selection
  const type = schema.marks[name]
  return empty ? !!type.isInSet(s.storedMarks ?? $from.marks()) : s.doc.rangeHasMark(from, to, type)
}

// askLink asks for a link's address.
export const askLink: Command = (state, dispatch, view) => {
  if (!dispatch || !view) return true
  const { href } = linkAround(state)
  void ask(
    t('Link'),
    [{ name: 'href', label: 'Address, as https://… Empty takes the link off.', value: href }],
    t('Link'),
  ).then((data) => {
    if (!data) return view.focus()
    let address = String(data.get('href')).trim()
    if (address !== '' && !reachable(address)) address = `https://${address}`
    if (address === '' || reachable(address)) setLink(address)(view.state, view.dispatch)
    view.focus()
  })
  return true
}

const askEmbed: Command = (_, dispatch, view) => {
  if (!dispatch || !view) return true
  const fields = [
    { name: 'url', label: 'Address, as https://…', type: 'url' as const, required: true },
    { name: 'title', label: 'What it is, for readers', required: true },
  ]
  void ask(t('Embed'), fields, t('Embed')).then((data) => {
    const url = String(data?.get('url') ?? '').trim()
    if (data && /^https?:\/\//.test(url)) {
      const provider = new URL(url).hostname.replace(/^www\./, '')
      insert(schema.node('embed', { url, title: String(data.get('title')).trim(), provider }))(
        view.state,
        view.dispatch,
      )
    }
    view.focus()
  })
  return true
}

const askPicture: Command = (_, dispatch, view) => {
  if (!dispatch || !view) return true
  void choosePicture().then((p) => {
    if (p) {
      const attrs = { picture: p.id, caption: p.caption ?? '', credit: p.credit ?? '', alt: p.alt ?? '' }
      insert(schema.node('picture', attrs))(view.state, view.dispatch)
    }
    view.focus()
  })
  return true
}

const askMedia: Command = (_, dispatch, view) => {
  if (!dispatch || !view) return true
  void chooseMedia().then((r) => {
    if (r) {
      const attrs = { media: r.id, caption: r.caption ?? '', credit: r.credit ?? '' }
      insert(schema.node('media', attrs))(view.state, view.dispatch)
    }
    view.focus()
  })
  return true
}

const { heading, quotation, pull_quote, list } = schema.nodes

const tools: Tool[] = [
  { name: 'Bold', sign: 'B', keys: 'Ctrl B', run: bold, on: marked('bold') },
  { name: 'Italic', sign: 'I', keys: 'Ctrl I', run: italic, on: marked('italic') },
  { name: 'Link', sign: 'Link', keys: 'Ctrl Shift K', run: askLink, on: (s) => linkAround(s).href !== '' },
  { name: 'Sub-heading', sign: 'H', keys: 'Ctrl Shift H', run: subHeading, on: (s) => !!inside(s, heading) },
  { name: 'Quote', sign: '“ ”', keys: 'Ctrl Shift 9', run: quote, on: (s) => !!inside(s, quotation) },
  { name: 'Pull quote', sign: '❝', run: pullQuote, on: (s) => !!inside(s, pull_quote) },
  {
    name: 'Bullet list',
    sign: '•',
    keys: 'Ctrl Shift 8',
    run: toList(false),
    on: (s) => !!inside(s, list, false),
  },
  {
    name: 'Numbered list',
    sign: '№',
    keys: 'Ctrl Shift 7',
    run: toList(true),
    on: (s) => !!inside(s, list, true),
  },
  { name: 'Table', sign: '▦', run: (s, d, v) => insert(newTable(3, 3))(s, d, v) },
  { name: 'Picture', sign: 'Picture', run: askPicture },
  { name: 'Video or audio', sign: '▶', run: askMedia },
  { name: 'Embed', sign: '⧉', run: askEmbed },
  { name: 'Undo', sign: '↶', keys: 'Ctrl Z', run: undo },
  { name: 'Redo', sign: '↷', keys: 'Ctrl Y', run: redo },
]

// toolbar fills the element and returns what brings it up to date.
export function toolbar(bar: HTMLElement, view: EditorView): () => void {
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Text')
  bar.setAttribute('aria-controls', 'rich')
  const buttons = tools.map((tool, i) => {
    const title = tool.keys ? `${t(tool.name)} (${tool.keys})` : t(tool.name)
    const b = make(
      'button',
      {
        type: 'button',
        title,
        'aria-label': title,
        tabindex: i === 0 ? '0' : '-1',
        class: `tool tool-${tool.name.toLowerCase().replaceAll(' ', '-')}`,
      },
      t(tool.sign),
    )
    b.onmousedown = (e) => e.preventDefault() // the cursor stays in the text
    b.onclick = () => {
      tool.run(view.state, view.dispatch, view)
      if (document.activeElement === document.body || bar.contains(document.activeElement)) view.focus()
    }
    return b
  })
  bar.replaceChildren(...buttons)
  bar.onkeydown = (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -buttons.length, End: buttons.length }[e.key]
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (step === undefined || here < 0) return
    e.preventDefault()
    const to =
      Math.abs(step) === 1
        ? (here + step + buttons.length) % buttons.length
        : step < 0
          ? 0
          : buttons.length - 1
    for (const [i, b] of buttons.entries()) b.tabIndex = i === to ? 0 : -1
    buttons[to]?.focus()
  }
  const say = (b: HTMLElement, name: string, value: boolean) => {
    if (b.getAttribute(name) !== String(value)) b.setAttribute(name, String(value))
  }
  const draw = () => {
    drawing = 0
    for (const [i, tool] of tools.entries()) {
      const b = buttons[i] as HTMLButtonElement
      if (tool.on) say(b, 'aria-pressed', tool.on(view.state))
      say(b, 'aria-disabled', !view.editable || !tool.run(view.state))
    }
  }
  // After the key has been shown, and once for many.
  let drawing = 0
  return () => {
    drawing ||= window.setTimeout(draw, 100)
  }
}
