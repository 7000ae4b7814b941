// The editor's schema: node for node and mark for mark what internal/news/bodyschema.go
// allows, so that what is written here is never refused there.
import { type DOMOutputSpec, Schema } from 'prosemirror-model'
import { reachable } from './plain.ts'

const text = (dom: HTMLElement, name: string) => dom.getAttribute(name) ?? ''

export const schema = new Schema({
  topNode: 'doc',
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'run*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: {
      group: 'block',
      content: 'run*',
      defining: true,
      parseDOM: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag })),
      toDOM: () => ['h2', 0],
    },
    quotation: {
      group: 'block',
      content: 'paragraph+',
      attrs: { attribution: { default: '' } },
      defining: true,
      parseDOM: [{ tag: 'blockquote', getAttrs: (dom) => ({ attribution: text(dom, 'data-attribution') }) }],
      toDOM: (n): DOMOutputSpec => [
        'blockquote',
        n.attrs.attribution ? { 'data-attribution': n.attrs.attribution } : {},
        0,
      ],
    },
    list: {
      group: 'block',
      content: 'item+',
      attrs: { ordered: { default: false } },
      parseDOM: [
        { tag: 'ul', getAttrs: () => ({ ordered: false }) },
        { tag: 'ol', getAttrs: () => ({ ordered: true }) },
      ],
      toDOM: (n) => [n.attrs.ordered ? 'ol' : 'ul', 0],
    },
    item: {
      content: '(paragraph | list)+',
      defining: true,
      parseDOM: [{ tag: 'li' }],
      toDOM: () => ['li', 0],
    },
    picture: {
      group: 'block',
      atom: true,
      draggable: true,
      attrs: {
        picture: {},
        caption: { default: '' },
        credit: { default: '' },
        alt: { default: '' },
        decorative: { default: false },
        file: { default: false },
        graphic: { default: '' },
      },
      parseDOM: [
        {
          tag: 'figure[data-picture]',
          getAttrs: (dom) => ({
            picture: text(dom, 'data-picture'),
            caption: text(dom, 'data-caption'),
            credit: text(dom, 'data-credit'),
            alt: text(dom, 'data-alt'),
            decorative: dom.hasAttribute('data-decorative'),
            file: dom.hasAttribute('data-file'),
            graphic: text(dom, 'data-graphic'),
          }),
        },
      ],
      toDOM: ({ attrs: a }) => [
        'figure',
        {
          'data-picture': a.picture,
          'data-caption': a.caption,
          'data-credit': a.credit,
          'data-alt': a.alt,
          'data-decorative': a.decorative ? '' : null,
          'data-file': a.file ? '' : null,
          'data-graphic': a.graphic || null,
        },
        ['figcaption', `${a.caption} ${a.credit}`],
      ],
    },
    media: {
      group: 'block',
      atom: true,
      draggable: true,
      attrs: { media: {}, caption: { default: '' }, credit: { default: '' } },
      parseDOM: [
        {
          tag: 'figure[data-media]',
          getAttrs: (dom) => ({
            media: text(dom, 'data-media'),
            caption: text(dom, 'data-caption'),
            credit: text(dom, 'data-credit'),
          }),
        },
      ],
      toDOM: ({ attrs: a }) => [
        'figure',
        { 'data-media': a.media, 'data-caption': a.caption, 'data-credit': a.credit },
        ['figcaption', `${a.caption} ${a.credit}`],
      ],
    },
    pull_quote: {
      group: 'block',
      content: 'run*',
      attrs: { attribution: { default: '' } },
      defining: true,
      parseDOM: [
        { tag: 'aside[data-pull]', getAttrs: (dom) => ({ attribution: text(dom, 'data-attribution') }) },
      ],
      toDOM: (n): DOMOutputSpec => [
        'aside',
        { 'data-pull': '', 'data-attribution': n.attrs.attribution },
        ['p', 0],
      ],
    },
    table: {
      group: 'block',
      content: 'row+',
      attrs: { caption: { default: '' } },
      isolating: true,
      parseDOM: [
        {
          tag: 'table',
          getAttrs: (dom) => ({ caption: dom.querySelector('caption')?.textContent?.trim() ?? '' }),
        },
      ],
      toDOM: (n): DOMOutputSpec =>
        [
          'table',
          ...(n.attrs.caption ? [['caption', n.attrs.caption]] : []),
          ['tbody', 0],
        ] as unknown as DOMOutputSpec,
    },
    row: { content: 'cell+', parseDOM: [{ tag: 'tr' }], toDOM: () => ['tr', 0] },
    cell: {
      content: 'run*',
      attrs: { header: { default: false } },
      isolating: true,
      parseDOM: [
        { tag: 'td', getAttrs: () => ({ header: false }) },
        { tag: 'th', getAttrs: () => ({ header: true }) },
      ],
      toDOM: (n) => [n.attrs.header ? 'th' : 'td', 0],
    },
    embed: {
      group: 'block',
      atom: true,
      draggable: true,
      attrs: { provider: { default: '' }, title: {}, url: {} },
      parseDOM: [
        {
          tag: 'p[data-embed]',
          priority: 60,
          getAttrs: (dom) => ({
            provider: text(dom, 'data-provider'),
            title: text(dom, 'data-title'),
            url: text(dom, 'data-embed'),
          }),
        },
      ],
      toDOM: ({ attrs: a }) => [
        'p',
        { 'data-embed': a.url, 'data-title': a.title, 'data-provider': a.provider },
        a.title,
      ],
    },
    text: { group: 'run' },
    break: {
      group: 'run',
      inline: true,
      selectable: false,
      linebreakReplacement: true,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (dom) => {
            const href = text(dom, 'href').trim()
            return reachable(href) ? { href } : false
          },
        },
      ],
      toDOM: (m) => ['a', { href: m.attrs.href }, 0],
    },
    bold: {
      parseDOM: [
        { tag: 'strong' },
        { tag: 'b', getAttrs: (dom) => dom.style.fontWeight !== 'normal' && null },
        { style: 'font-weight=400', clearMark: (m) => m.type.name === 'bold' },
        { style: 'font-weight', getAttrs: (v) => /^(bold(er)?|[6-9]\d{2})$/.test(v) && null },
      ],
      toDOM: () => ['strong', 0],
    },
    italic: {
      parseDOM: [
        { tag: 'em' },
        { tag: 'i' },
        { style: 'font-style=italic' },
        { style: 'font-style=normal', clearMark: (m) => m.type.name === 'italic' },
      ],
      toDOM: () => ['em', 0],
    },
  },
})
