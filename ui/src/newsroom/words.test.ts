import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'
import { bangla as ofCheck } from './check/said.ts'
import { bangla as ofUpload } from './upload/said.ts'
import { bangla as ofAll } from './words.ts'

const bangla: Record<string, string> = { ...ofAll, ...ofCheck, ...ofUpload }

// said finds the words that a script asks for in the language of the page.
const said = /\bt\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g

const sources = readdirSync('src', { recursive: true })
  .map((name) => `src/${String(name).replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !/^src\/(reader|worker)/.test(name))

test('every word of the scripts has its Bangla, with the same hole in it', () => {
  let found = 0
  for (const name of sources) {
    for (const m of readFileSync(name, 'utf8').matchAll(said)) {
      const words = (m[1] ?? m[2] ?? '').replace(/\\(.)/g, '$1')
      found++
      const there = bangla[words]
      assert.ok(there, `${name}: no Bangla for “${words}”: add it to src/newsroom/words.ts`)
      assert.equal(there.includes('%'), words.includes('%'), `the Bangla for “${words}” has another hole`)
      assert.equal(there, there.normalize('NFC'))
    }
  }
  assert.ok(found > 50, `only ${found} words were found: the test looks in the wrong place`)
})

test('no script says a sentence that nobody can say in Bangla', () => {
  const sentence = /(?<!\bt\(\s*)(['`"])(\p{Lu}[^'`"\n]* [^'`"\n]*[.?…])\1/gu
  for (const name of sources) {
    if (/\/(words|said)\.ts$/.test(name)) continue
    const code = readFileSync(name, 'utf8').replace(/\/\/.*$/gm, '')
    for (const m of code.matchAll(sentence)) {
      const words = m[2] ?? ''
      if (words.startsWith('The demo') || bangla[words]) continue
      assert.fail(`${name}: “${words}” is in English only: say it with t(…)`)
    }
  }
})
