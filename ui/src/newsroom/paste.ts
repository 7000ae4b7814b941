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

// flatten turns the paragraphs of a cell into lines, since a cell holds no blocks.
function flatten(cell: Element): void {
  const blocks = [...cell.querySelectorAll('p, div, li, h1, h2, h3, h4, h5, h6')]
  for (const [i, b] of blocks.entries()) {
    if (i < blocks.length - 1) b.append(cell.ownerDocument.createElement('br'))
    b.replaceWith(...b.childNodes)
  }
  for (const l of cell.querySelectorAll('ul, ol, blockquote, table')) l.replaceWith(...l.childNodes)
}

// bijoy reports whether the text looks like Bangla in Bijoy's old encoding, which is
// Latin letters that only its own font shows as Bangla.
export function bijoy(text: string): boolean {
  const odd = text.match(/[†‡©ªšœ¨®¯°±²³µ¶¼½¾¿‰‹Œ‘’“”•–—˜™›Ÿ¡¢£¤¥¦§«¬¸¹º»]/g)?.length ?? 0
  return text.length > 20 && odd / text.length > 0.12 && !/[\u0980-\u09ff]/.test(text)
}
