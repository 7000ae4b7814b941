import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf, Shifts } from './vitals.ts'

test('a path says what kind of page it is', () => {
  for (const [path, kind] of Object.entries({
    '/bn/': 'home',
    '/': 'home',
    '/bn/world-news/': 'front',
    '/en/world-news/2026/03/26/12-ferries': 'story',
    '/en/t/jamuna-flood': 'list',
    '/en/archive/2026/03/26': 'list',
    '/en/lite/': 'lite',
    '/en/about/ethics': 'other',
  }))
    assert.equal(kindOf(path), kind, path)
})

test('shifts close together are one, and the worst run counts', () => {
  const s = new Shifts()
  s.add(100, 0.01)
  s.add(600, 0.02)
  s.add(3000, 0.005)
  assert.equal(s.worst.toFixed(3), '0.030')
  for (let at = 10_000; at < 20_000; at += 900) s.add(at, 0.01)
  assert.equal(s.worst.toFixed(3), '0.060')
})
