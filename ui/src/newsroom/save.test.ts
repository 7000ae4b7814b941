import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { type Content, canonical, type Revision } from './content.ts'
import { type Part, withPart } from './parts.ts'
import { type Answer, local, most, pause, Saver, type State, type World } from './save.ts'

const text = (headline: string): Content => ({
  language: 'en',
  section: '',
  headline,
  byline: {},
  body: { type: 'doc' },
})

const paragraph = (words: string): Content['body'] => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
})

// A newsroom that answers as it is told to, and a page that is typed on.
class Bench implements World {
  page = text('One')
  line: 'up' | 'down' | 'signed out' = 'up'
  revision = 1
  newest = text('One')
  revisions: { content: Content; label: string }[] = []
  device: { base: number; content: Content; sent: boolean }[] = []
  states: State[] = []
  conflicts: [Revision, string][] = []

  read = () => this.page
  say = (s: State) => void this.states.push(s)
  saved = () => {}
  conflict = (theirs: Revision, aside: string) => void this.conflicts.push([theirs, aside])
  held = () => {}
  show = (content: Content, of: Part[]) => {
    for (const p of of) this.page = withPart(this.page, p, content)
  }
  keep = async (base: number, content: Content, sent: boolean) =>
    void this.device.push({ base, content, sent })
  put = async (base: number, content: Content, label: string): Promise<Answer> => {
    if (this.line === 'down') return { kind: 'offline' }
    if (this.line === 'signed out') return { kind: 'signed-out' }
    if (base !== this.revision) {
      return {
        kind: 'conflict',
        words: 'by Imran',
        aside: 'beside',
        theirs: { number: this.revision, at: '', by: { id: 'i', name: 'Imran' }, content: this.newest },
      }
    }
    this.revision++
    this.newest = structuredClone(content)
    this.revisions.push({ content: this.newest, label })
    return {
      kind: 'saved',
      story: { number: 1, revision: this.revision, status: 'writing', changed: '', content: this.newest },
    }
  }
}

async function pass(ms: number): Promise<void> {
  for (let spent = 0; spent < ms; spent += 100) {
    mock.timers.tick(100)
    for (let i = 0; i < 10; i++) await Promise.resolve()
  }
}

function start(): [Bench, Saver] {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const bench = new Bench()
  return [bench, new Saver(bench, 1, text('One'))]
}

test('a word is on the device within half a second and in the newsroom three seconds later', async () => {
  const [bench, saver] = start()
  bench.page = text('Two')
  saver.changed()
  await pass(local + 100)
  assert.deepEqual(bench.device.at(-1), { base: 1, content: text('Two'), sent: false })
  assert.equal(bench.revisions.length, 0)
  await pass(pause)
  assert.equal(bench.newest.headline, 'Two')
  assert.equal(bench.device.at(-1)?.sent, true)
  assert.equal(bench.states.at(-1), 'saved')
  assert.equal(saver.base, 2)
})

test('whoever never stops typing is saved every twenty seconds', async () => {
  const [bench, saver] = start()
  for (let i = 0; i < 50; i++) {
    bench.page = text(`Word ${i}`)
    saver.changed()
    await pass(500)
  }
  assert.equal(bench.revisions.length, 1)
  assert.ok(most <= 20_000)
})

test('offline, the text waits on the device and goes when the line is back', async () => {
  const [bench, saver] = start()
  bench.line = 'down'
  bench.page = text('Two')
  saver.changed()
  await pass(60_000)
  assert.equal(bench.states.at(-1), 'offline')
  assert.equal(bench.device.at(-1)?.sent, false)
  bench.line = 'up'
  saver.retry()
  await pass(100)
  assert.equal(bench.newest.headline, 'Two')
})

test('a session that ends does not end the text', async () => {
  const [bench, saver] = start()
  bench.line = 'signed out'
  bench.page = text('Two')
  saver.changed()
  await pass(5_000)
  assert.equal(bench.states.at(-1), 'signed-out')
  bench.line = 'up'
  await pass(60_000)
  assert.equal(bench.newest.headline, 'Two')
})

test('what is typed while a save is under way is saved after it', async () => {
  const [bench, saver] = start()
  bench.page = text('Two')
  const sent = saver.save('')
  bench.page = text('Three')
  assert.equal(await sent, true)
  await pass(pause + 100)
  assert.equal(bench.newest.headline, 'Three')
  assert.equal(saver.dirty, false)
})

test('a conflict stops saving, and the device copy goes on', async () => {
  const [bench, saver] = start()
  bench.revision = 2
  bench.newest = text('Hers')
  bench.page = text('Mine')
  assert.equal(await saver.save(''), false)
  assert.equal(bench.conflicts[0]?.[1], 'beside')
  bench.page = text('Mine, more')
  saver.changed()
  await pass(30_000)
  assert.equal(bench.revisions.length, 0)
  assert.equal(bench.device.at(-1)?.content.headline, 'Mine, more')
})

test('whoever types without a pause is on the device within half a second all the same', async () => {
  const [bench, saver] = start()
  for (let i = 0; i < 20; i++) {
    bench.page = text(`Word ${i}`)
    saver.changed()
    await pass(100)
  }
  assert.ok(bench.device.length >= 3, `${bench.device.length} copies in two seconds`)
})

test('what others save comes into the parts that nobody types in here', async () => {
  const [bench, saver] = start()
  const theirs = { ...text('Hers'), body: paragraph('Theirs') }
  bench.page = { ...text('One'), body: paragraph('Mine') }
  const story = { number: 1, revision: 2, status: 'writing', changed: '', content: theirs }
  saver.take(story, [])
  assert.equal(bench.page.headline, 'Hers')
  assert.deepEqual(bench.page.body, paragraph('Mine'))
  assert.equal(saver.base, 1, 'the text is still one that was typed over revision 1')
  saver.take(story, ['body'])
  assert.deepEqual(bench.page.body, paragraph('Theirs'))
  assert.equal(saver.base, 2)
  assert.equal(saver.dirty, false)
})

test('what is watched is not sent, and gives way to what is saved', async () => {
  const [bench, saver] = start()
  bench.page = { ...text('One'), body: paragraph('Hers, as she types') }
  saver.shown('body', bench.page)
  saver.retry()
  await pass(pause + 100)
  assert.equal(bench.revisions.length, 0)
  const theirs = { ...text('One'), body: paragraph('Hers, as it is saved') }
  saver.take({ number: 1, revision: 2, status: 'writing', changed: '', content: theirs }, [])
  assert.deepEqual(bench.page.body, paragraph('Hers, as it is saved'))
  assert.equal(saver.dirty, false)
})

test('what is typed while a merged save is under way stays', async () => {
  const blocks = (...words: string[]): Content['body'] => ({
    type: 'doc',
    content: words.flatMap((w) => paragraph(w).content ?? []),
  })
  const [bench, saver] = start()
  bench.page = { ...text('One'), body: blocks('Mine', 'Both had it') }
  bench.put = async (_, content) => {
    bench.page = { ...bench.page, body: blocks('Mine, and more', 'Both had it') }
    const body = blocks('Mine', 'Theirs', 'Both had it')
    return {
      kind: 'saved',
      story: {
        number: 1,
        revision: 3,
        status: 'writing',
        changed: '',
        content: { ...content, body },
        merged: ['body'],
      },
    }
  }
  assert.equal(await saver.save(''), true)
  assert.equal(canonical(bench.page.body), canonical(blocks('Mine, and more', 'Theirs', 'Both had it')))
  assert.equal(saver.base, 3)
  assert.equal(saver.dirty, true)
})

test('where both have typed, the page keeps its own, over the revision it was typed over', async () => {
  const [bench, saver] = start()
  bench.page = { ...text('One'), body: paragraph('Mine') }
  bench.put = async (_, content) => {
    bench.page = { ...bench.page, body: paragraph('Mine, and more') }
    const story = { number: 1, revision: 3, status: 'writing', changed: '', merged: ['body'] }
    return { kind: 'saved', story: { ...story, content: { ...content, body: paragraph('Theirs') } } }
  }
  await saver.save('')
  assert.deepEqual(bench.page.body, paragraph('Mine, and more'))
  assert.equal(saver.base, 1)
})

test('nothing is sent when nothing is different', async () => {
  const [bench, saver] = start()
  bench.page = { ...text('One'), kicker: '', topics: [], lead: null }
  assert.equal(canonical(bench.page), canonical(text('One')))
  assert.equal(await saver.save(''), true)
  assert.equal(bench.revisions.length, 0)
})
