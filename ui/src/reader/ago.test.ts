import assert from 'node:assert/strict'
import { test } from 'node:test'
import { since } from './ago.ts'

const now = Date.parse('2026-03-26T12:00:00Z')
const ago = (minutes: number, language = 'en'): string => since(now - minutes * 60_000, now, language)

test('what is of the last day says how long ago it was, rounded down', () => {
  assert.equal(ago(0.5), 'now')
  assert.equal(ago(1), '1 minute ago')
  assert.equal(ago(59.9), '59 minutes ago')
  assert.equal(ago(119), '1 hour ago')
  assert.equal(ago(1439), '23 hours ago')
  assert.equal(ago(185, 'bn'), '৩ ঘণ্টা আগে')
})

test('what is older, or not yet, or no time keeps its hour', () => {
  for (const minutes of [1440, -1, Number.NaN]) assert.equal(ago(minutes), '')
})
