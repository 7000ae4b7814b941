import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as p from './page.ts'

const words = { since: '', copy: '', slow: '', again: 'Try again', saved: 'Saved', none: 'None' }
const story = (n: number, more = {}): p.Kept => ({
  path: `/bn/sport/2026/03/26/${n}-x`,
  title: `T${n}`,
  at: n,
  size: 50_000,
  ...more,
})

test('stories and homes are kept, and nothing else', () => {
  const kept = (path: string): boolean => p.isKept(path, ['en', 'bn'])
  for (const path of ['/bn/', '/en/', '/en/world-news/2026/03/26/12-slug', '/bn/lite/sport/2026/03/26/1-a']) {
    assert.ok(kept(path), path)
  }
  for (const path of [
    '/',
    '/fr/',
    '/en/sport/',
    '/en/search',
    '/en/t/flood',
    '/media/a.jpg',
    '/en/feed.rss',
  ]) {
    assert.ok(!kept(path), path)
  }
})

test('what was read longest ago goes first, and a home is not counted as a story', () => {
  const home = { path: '/bn/', title: '', at: 0, size: 60_000 }
  const all = [home, ...Array.from({ length: 23 }, (_, i) => story(i + 1))]
  assert.deepEqual(
    p.surplus(all).map((k) => k.at),
    [3, 2, 1],
  )
  assert.equal(p.surplus([story(1, { size: 2_000_000 }), story(2, { size: 2_000_000 })])[0]?.at, 1)
})

test('what was taken away goes, and what is too old to know of', () => {
  const gone = p.taken([story(1), story(2), story(30)], [30], 2)
  assert.deepEqual(
    gone.map((k) => k.at),
    [1, 30],
  )
  assert.ok(p.leadsTo('<a href="/bn/sport/2026/03/26/30-x">', [30]))
  assert.ok(!p.leadsTo('<a href="/bn/sport/2026/03/26/301-x">', [30]))
})

test('a page tells that it is a copy, whatever is in its text', () => {
  const page = p.withNote('<body><main id=main>$& $1</main><p><main </p>', 'Since $1.', words)
  assert.match(
    page,
    /^<body><p id="kept" role="status">Since \$1\. <a href="">Try again<\/a><\/p><main id=main>\$& \$1/,
  )
  const list = p.withSaved('<main><!--saved--></main>', [story(1), story(2)], words)
  assert.ok(list.indexOf('T2') < list.indexOf('T1'))
  assert.match(p.withSaved('<!--saved-->', [], words), /None/)
  assert.equal(p.titleIn('<title>A &lt; B | The Courier</title>'), 'A &lt; B')
})

test('the hour is in the language and in the zone of the house', () => {
  const at = Date.parse('2026-03-26T12:05:00Z')
  assert.equal(p.clock(at, at, 'bn', 'Asia/Dhaka'), '১৮:০৫')
  assert.match(p.clock(at, at + 13 * 3_600_000, 'en', 'Asia/Dhaka'), /March 26.*18:05/)
})
