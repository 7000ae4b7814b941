import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { Asking, pause, retries } from './asking.ts'

// desk is a text with somebody who answers about it when they are told to.
function desk(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const d = {
    text: '',
    asked: [] as string[],
    answer: (_?: string) => {},
    got: [] as string[],
    failed: [] as number[],
    async pass(ms: number) {
      t.mock.timers.tick(ms)
      for (let i = 0; i < 5; i++) await Promise.resolve()
    },
    asking: undefined as unknown as Asking<string, string>,
  }
  d.asking = new Asking<string, string>({
    read: () => d.text,
    ask(text) {
      d.asked.push(text)
      return new Promise((done) => {
        d.answer = (a) => done(a)
      })
    },
    got: (answer, text) => d.got.push(`${text}: ${answer}`),
    failed: (next) => d.failed.push(next),
  })
  const type = (text: string) => {
    d.text = text
    d.asking.changed()
  }
  return { ...d, d, type }
}

test('the text is asked about once typing has stopped for a quarter of a second', async (t) => {
  const { d, type } = desk(t)
  for (const text of ['1', '14', '14 c']) {
    type(text)
    await d.pass(pause - 1)
  }
  assert.deepEqual(d.asked, [])
  await d.pass(1)
  assert.deepEqual(d.asked, ['14 c'])
  d.answer('wrong')
  await d.pass(0)
  assert.deepEqual(d.got, ['14 c: wrong'])
})

test('one question is under way at a time, and an answer about an older text is dropped', async (t) => {
  const { d, type } = desk(t)
  type('14')
  await d.pass(pause)
  type('41')
  await d.pass(10 * pause)
  assert.deepEqual(d.asked, ['14'])
  d.answer('about 14')
  await d.pass(0)
  assert.deepEqual(d.asked, ['14', '41'])
  assert.deepEqual(d.got, [])
  d.answer('about 41')
  await d.pass(0)
  assert.deepEqual(d.got, ['41: about 41'])
})

test('without an answer it says when it tries again, and does', async (t) => {
  const { d, type } = desk(t)
  type('14')
  await d.pass(pause)
  d.answer(undefined)
  await d.pass(0)
  assert.deepEqual(d.failed, [retries[0]])
  await d.pass(retries[0] as number)
  assert.equal(d.asked.length, 2)
  d.answer('at last')
  await d.pass(0)
  assert.deepEqual(d.got, ['14: at last'])
})
