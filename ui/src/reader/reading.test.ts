import assert from 'node:assert/strict'
import { test } from 'node:test'
import { least, numberOf } from './reading.ts'

test('a path says which story it is of', () => {
  assert.equal(numberOf('/bn/world-news/2026/03/26/12-jomunay-feri'), 12)
  for (const path of [
    '/bn/',
    '/bn/world-news/',
    '/en/archive/2026/03/26',
    '/en/a/2026/03/26/12-x/versions',
  ]) {
    assert.equal(numberOf(path), 0, path)
  }
})

test('a text of 220 words is read in twenty seconds at the least, in any script', () => {
  assert.equal(least('নদী '.repeat(220)), 20_000)
  assert.equal(least('river \n'.repeat(110)), 10_000)
  assert.equal(least(' '), 0)
})
