import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { canonical, type Doc } from './content.ts'
import { read, write } from './plain.ts'

interface Case {
  name: string
  text?: string
  read?: string
  doc: Doc
}

const cases: Case[] = JSON.parse(
  readFileSync('../internal/newsroom/screens/plain/testdata/cases.json', 'utf8'),
)

for (const c of cases) {
  test(`plain characters, as the server has them: ${c.name}`, () => {
    if (c.text !== undefined) assert.equal(write(c.doc), c.text)
    assert.equal(canonical(read(c.text ?? c.read ?? '', c.doc)), canonical(c.doc))
  })
}

test('a table stays as it was when the words around it are edited', () => {
  const table = { type: 'table', content: [{ type: 'row', content: [{ type: 'cell' }] }] }
  const base: Doc = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'One' }] }, table],
  }
  const after = read(`${write(base).replace('One', 'Two')}\n\nThree`, base)
  assert.equal(after.content?.[1], table)
  assert.equal(after.content?.length, 3)
})
