import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inWords, since } from './ago.ts'

const now = Date.parse('2026-03-26T12:00:00Z')
const ago = (minutes: number, language = 'en'): string =>
  since(now - minutes * 60_000, now, inWords(language))

test('what is of the last day says how long ago it was, rounded down', () => {
  assert.equal(ago(0.5), 'now')
  assert.equal(ago(1), '1 minute ago')
  assert.equal(ago(59.9), '59 minutes ago')
  assert.equal(ago(119), '1 hour ago')
  assert.equal(ago(1439), '23 hours ago')
  assert.equal(ago(185, 'bn'), '৩ ঘণ্টা আগে')
  assert.equal(ago(120, 'de'), 'vor 2 Stunden')
})

test('our words are those of the Unicode consortium, for each time that is said', () => {
  for (const language of ['en', 'bn']) {
    const say = inWords(language)
    const theirs = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
    assert.equal(say(0, 'second'), theirs.format(0, 'second'))
    for (let n = 1; n < 60; n++) {
      assert.equal(say(n, 'minute'), theirs.format(-n, 'minute'))
      assert.equal(say(n, 'hour'), theirs.format(-n, 'hour'))
    }
  }
})

test('what is older, or not yet, or no time keeps its hour', () => {
  for (const minutes of [1440, -1, Number.NaN]) assert.equal(ago(minutes), '')
})
