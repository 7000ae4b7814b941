import assert from 'node:assert/strict'
import test from 'node:test'
import { quoted } from './quoting.ts'

const radar = 'We go by radar when we can see the bank lights. Last night we could not see our own bow,'
const quotes = [
  { text: radar, who: 'Salim Reza' },
  { text: 'All are safe.', who: 'A spokesman' },
]

test('a sentence of a source is put in as what is quoted in it, with who said it', () => {
  assert.deepEqual(
    quoted('Last night we could not see our own bow,” the manager, Salim Reza, said.', quotes, 'Delta'),
    {
      text: 'Last night we could not see our own bow.',
      who: 'Salim Reza',
    },
  )
  assert.deepEqual(quoted('“We go by radar when we can see the bank lights.', quotes, 'Delta'), {
    text: 'We go by radar when we can see the bank lights.',
    who: 'Salim Reza',
  })
  assert.deepEqual(quoted('A spokesman said: “All are safe.”', quotes, 'Delta').who, 'A spokesman')
})

test('what nobody is quoted with is the wire’s', () => {
  assert.deepEqual(quoted('Two ferries  carried 44 buses.', quotes, 'Delta'), {
    text: 'Two ferries carried 44 buses.',
    who: 'Delta',
  })
})
