import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Bar, type Item, merge } from './merge.ts'

const now = Date.parse('2026-03-26T12:00:00+06:00')

function item(id: string, more: Partial<Item> = {}): Item {
  return { id, text: id, time: '12:00', at: '', expires: '2026-03-26T18:00:00+06:00', ...more }
}

function bar(...items: Item[]): Bar {
  return { rev: 2, items }
}

test('the line that is being read stays, wherever it is in the new list', () => {
  const m = merge(['a', 'b', 'c'], 1, bar(item('n'), item('a'), item('b')), now)
  assert.equal(m.at, 2)
  assert.equal(m.next, 0)
})

test('a line that is gone leaves its place to the one that follows', () => {
  assert.equal(merge(['a', 'b', 'c'], 1, bar(item('a'), item('c')), now).at, 1)
  assert.equal(merge(['a', 'b', 'c'], 2, bar(item('a')), now).at, 0)
  assert.equal(merge(['a'], 0, bar(), now).at, 0)
})

test('a line goes ten minutes after its end, and no sooner', () => {
  const late = (minutes: number): Item =>
    item('x', { expires: new Date(now - minutes * 60_000).toISOString() })
  assert.equal(merge([], 0, bar(item('a'), late(9)), now).items.length, 2)
  assert.equal(merge([], 0, bar(item('a'), late(11)), now).items.length, 1)
  assert.equal(merge([], 0, bar(late(11)), now).items.length, 1, 'then it is the clock that is wrong')
  assert.equal(merge([], 0, bar(item('x', { expires: 'nonsense' })), now).items.length, 1)
})

test('only what is both breaking and new is spoken', () => {
  const loud = item('b', { breaking: true })
  assert.equal(merge(['a'], 0, bar(loud, item('a')), now).say?.id, 'b')
  assert.equal(merge(['a', 'b'], 0, bar(loud, item('a')), now).say, undefined)
  assert.equal(merge(['a'], 0, bar(item('c'), item('a')), now).say, undefined)
})
