import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choose } from './palette.ts'

const items = ['Publish', 'Mark ready', 'Ticker', 'প্রকাশ', '#4421 Ferries'].map((words) => ({
  words,
  group: '',
}))
const words = (text: string, last: string[] = []) => choose([...items], text, last).map((i) => i.words)

test('what is typed is found in either script, with the digits of either', () => {
  assert.deepEqual(words('pub'), ['Publish'])
  assert.deepEqual(words('প্র'), ['প্রকাশ'])
  assert.deepEqual(words('৪৪২১'), ['#4421 Ferries'])
  assert.deepEqual(words('ready mark'), ['Mark ready'])
})

test('what was used last comes first when nothing is typed', () => {
  assert.equal(words('', ['Ticker'])[0], 'Ticker')
})
