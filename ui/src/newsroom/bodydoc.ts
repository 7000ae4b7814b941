// Between the editor's documents and the newsroom's.
import { Node as PMNode } from 'prosemirror-model'
import type { Doc, Node } from './content.ts'
import { schema } from './schema.ts'

// toEditor returns the document as the editor has it, which always has a block to type in.
export function toEditor(doc: Doc): PMNode {
  const content = doc.content?.length ? doc.content : [{ type: 'paragraph' }]
  const node = PMNode.fromJSON(schema, { type: 'doc', content })
  node.check()
  return node
}

// The editor's nodes are never changed either: what one comes to is made once.
const docs = new WeakMap<PMNode, Doc>()
const blocks = new WeakMap<PMNode, Node>()

// fromEditor returns the document as the newsroom has it: without attributes that are
// empty, and without the empty paragraphs that an editor needs and a reader does not. It is
// the same object for the same document, and so is each of its blocks.
export function fromEditor(node: PMNode): Doc {
  const known = docs.get(node)
  if (known) return known
  const content: Node[] = []
  node.forEach((child) => {
    let block = blocks.get(child)
    if (!block) {
      block = lean(child.toJSON() as Node)
      blocks.set(child, block)
    }
    if ((block.type !== 'paragraph' && block.type !== 'heading') || block.content) content.push(block)
  })
  const doc: Doc = content.length > 0 ? { type: 'doc', content } : { type: 'doc' }
  docs.set(node, doc)
  return doc
}

function lean(n: Node): Node {
  const out: Node = { type: n.type }
  if (n.text !== undefined) out.text = n.text
  if (n.marks) out.marks = n.marks
  const attrs = Object.entries(n.attrs ?? {}).filter(([, v]) => v !== '' && v !== false)
  if (attrs.length > 0) out.attrs = Object.fromEntries(attrs)
  if (n.content) out.content = n.content.map(lean)
  return out
}
