// What is pasted comes out clean: Word's and Google's pages are set right before the
// schema reads them, and what the schema does not know is left behind.

const junk =
  'script,style,meta,link,title,head > *,xml,iframe,object,noscript,template,svg,img:not([data-picture])'

// clean returns pasted HTML with its structure said in plain elements.
export function clean(html: string): string {
  const doc = new DOMParser().parseFromString(
    html.replace(/<!--\[if[\s\S]*?<!\[endif\]-->/g, ''),
    'text/html',
  )
  for (const e of doc.querySelectorAll(junk)) e.remove()
  wordLists(doc)
  for (const e of doc.querySelectorAll(
    '[style*="display:none"], [style*="display: none"], [style*="mso-element:comment"], a[href^="#_msocom"]',
  ))
    e.remove()
  for (const e of doc.querySelectorAll('b[id^="docs-internal-guid"]')) e.replaceWith(...e.childNodes)
  styles(doc)
  for (const e of doc.querySelectorAll('*')) if (e.tagName.includes(':')) e.replaceWith(...e.childNodes)
  for (const e of doc.querySelectorAll('td, th')) flatten(e)
  for (const e of doc.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div')) {
    if (e.textContent?.replace(/[\s\u00a0]/g, '') === '' && !e.querySelector('br, [data-picture]')) e.remove()
  }
  for (const e of doc.querySelectorAll('p > br:only-child'))
    if (e.parentElement?.textContent === '') e.parentElement.remove()
  return doc.body.innerHTML
}

// wordLists makes lists of the paragraphs that Word writes with a bullet in the text.
function wordLists(doc: Document): void {
  const paragraphs = [...doc.querySelectorAll<HTMLElement>('p')].filter((p) =>
    /mso-list:\s*l\d+ level\d+/i.test(p.getAttribute('style') ?? ''),
  )
  let open: { list: HTMLElement; level: number }[] = []
  let last: Element | null = null
  for (const p of paragraphs) {
    const level = Number(/level(\d+)/i.exec(p.getAttribute('style') ?? '')?.[1] ?? 1)
    const sign = p.querySelector('[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]')
    const ordered = /^[\s\u00a0]*[\p{L}\p{N}]{1,3}[.)]/u.test(sign?.textContent ?? '')
    sign?.remove()
    if (last === null || nextOf(open[0]?.list ?? last) !== p) open = []
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > level) open.pop()
    let top = open.at(-1)
    if (!top || top.level < level) {
      const list = doc.createElement(ordered ? 'ol' : 'ul')
      if (top) (top.list.lastElementChild ?? top.list).append(list)
      else p.before(list)
      top = { list, level }
      open.push(top)
    }
    const item = doc.createElement('li')
    item.append(...p.childNodes)
    top.list.append(item)
    p.remove()
    last = item
  }
}

function nextOf(e: Element): Element | null {
  return e.nextElementSibling
}

// styles says bold and italic in elements. Our policy lets no style attribute in, so that
// what stands in one would be lost.
function styles(doc: Document): void {
  for (const e of doc.querySelectorAll('[style]')) {
    const style = e.getAttribute('style') ?? ''
    e.removeAttribute('style')
    const bold = /(?:^|[;\s])font-weight:\s*(bold|bolder|[6-9]\d\d)\b/i.test(style)
    const italic = /font-style:\s*(italic|oblique)/i.test(style)
    const inline = /^(SPAN|FONT|A|U|P)$/.test(e.tagName)
    const wrap = (tag: string) => {
      const inner = doc.createElement(tag)
      inner.append(...e.childNodes)
      e.append(inner)
    }
    if (bold && inline) wrap('strong')
    if (italic && inline) wrap('em')
    const plain =
      (/^(B|STRONG)$/.test(e.tagName) && /(?:^|[;\s])font-weight:\s*(normal|[1-5]\d\d)\b/i.test(style)) ||
      (/^(I|EM)$/.test(e.tagName) && /(?:^|[;\s])font-style:\s*normal/i.test(style))
    if (plain) e.replaceWith(...e.childNodes)
  }
}

// flatten turns the paragraphs of a cell into lines, since a cell holds no blocks.
function flatten(cell: Element): void {
  const blocks = [...cell.querySelectorAll('p, div, li, h1, h2, h3, h4, h5, h6')]
  for (const [i, b] of blocks.entries()) {
    if (i < blocks.length - 1) b.append(cell.ownerDocument.createElement('br'))
    b.replaceWith(...b.childNodes)
  }
  for (const l of cell.querySelectorAll('ul, ol, blockquote, table')) l.replaceWith(...l.childNodes)
}
