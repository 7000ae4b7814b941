import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, merged } from './compare.ts'
import { type Content, canonical } from './content.ts'

const p = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })

const story = (headline: string, ...paragraphs: string[]): Content => ({
  language: 'en',
  section: '',
  headline,
  byline: {},
  body: { type: 'doc', content: paragraphs.map(p) },
})

test('what only one of two changed is chosen by itself', () => {
  const base = story('Ferries', 'One', 'Two', 'Three')
  const mine = story('Ferries halted', 'One', 'Two', 'Three and more')
  const theirs = story('Ferries', 'One, first', 'Two', 'Three')
  const c = compare(mine, theirs, base)
  assert.ok(c.hunks.every((h) => !h.both))
  assert.equal(
    canonical(merged(c, mine, theirs)),
    canonical(story('Ferries halted', 'One, first', 'Two', 'Three and more')),
  )
})

test('what both changed is asked, and mine stands until a person says otherwise', () => {
  const base = story('Ferries', 'One')
  const mine = story('Ferries', 'One mine')
  const theirs = story('Ferries', 'One theirs')
  const c = compare(mine, theirs, base)
  assert.deepEqual(
    c.hunks.map((h) => [h.both, h.side]),
    [[true, 'mine']],
  )
  assert.equal(canonical(merged(c, mine, theirs)), canonical(mine))
  for (const h of c.hunks) h.side = 'theirs'
  assert.equal(canonical(merged(c, mine, theirs)), canonical(theirs))
})

test('a paragraph that somebody added stays', () => {
  const base = story('Ferries', 'One', 'Two')
  const mine = story('Ferries', 'One', 'Two')
  const theirs = story('Ferries', 'One', 'New', 'Two')
  assert.equal(canonical(merged(compare(mine, theirs, base), mine, theirs)), canonical(theirs))
})
