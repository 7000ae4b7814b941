import assert from 'node:assert/strict'
import test from 'node:test'
import { cuts, drawn, focused, grown, heightOf, moved, ratioOf, sized } from './cropping.ts'

const p = { width: 4032, height: 3024 }
const shapes = ['3:2', '16:9', '4:3', '1:1', '3:4']

// The same lines as in internal/news/crop_test.go.
test('crops follow the focus as the server has them', () => {
  const want: Record<string, number[][]> = {
    '0.5,0.5': [
      [0, 168, 4032, 2688],
      [0, 378, 4032, 2268],
      [0, 0, 4032, 3024],
      [504, 0, 3024, 3024],
      [882, 0, 2268, 3024],
    ],
    '0.213,0.871': [
      [0, 336, 4032, 2688],
      [0, 756, 4032, 2268],
      [0, 0, 4032, 3024],
      [0, 0, 3024, 3024],
      [0, 0, 2268, 3024],
    ],
    '0.623,0.4': [
      [0, 0, 4032, 2688],
      [0, 76, 4032, 2268],
      [0, 0, 4032, 3024],
      [1000, 0, 3024, 3024],
      [1378, 0, 2268, 3024],
    ],
  }
  for (const [at, boxes] of Object.entries(want)) {
    const [x = 0, y = 0] = at.split(',').map(Number)
    const got = shapes.map((s) => Object.values(focused(p, ratioOf(s), { x, y })))
    assert.deepEqual(got, boxes, at)
  }
})

test('a crop is never outside of the picture, nor of another shape', () => {
  for (const s of shapes) {
    const r = ratioOf(s)
    let b = focused(p, r, { x: 0.5, y: 0.5 })
    const moves = [-7000, -333, -10, -1, 1, 10, 777, 9000]
    for (const by of [...moves, ...moves.reverse()]) {
      for (const next of [
        sized(p, r, b, b.w + by),
        grown(p, r, b, by),
        moved(p, b, by, -by),
        drawn(p, r, { x: b.x, y: b.y }, { x: b.x + by, y: b.y - by }),
      ]) {
        assert.ok(next.x >= 0 && next.y >= 0 && next.w >= 40, `${s} ${by} ${JSON.stringify(next)}`)
        assert.ok(next.x + next.w <= p.width && next.y + next.h <= p.height, JSON.stringify(next))
        assert.ok(Math.abs(next.h - heightOf(next.w, r)) <= 1, `${s} ${JSON.stringify(next)}`)
        b = next
      }
    }
  }
})

test('a face is cut when a part of it is outside', () => {
  const b = { x: 100, y: 100, w: 300, h: 200 }
  assert.equal(cuts(b, [{ x: 120, y: 120, w: 50, h: 50 }]), false)
  assert.equal(cuts(b, [{ x: 99, y: 120, w: 50, h: 50 }]), true)
  assert.equal(cuts(b, [{ x: 900, y: 900, w: 50, h: 50 }]), true)
  assert.equal(cuts(b, []), false)
})
