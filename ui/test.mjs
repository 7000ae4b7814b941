// Runs the tests beside the sources: bundled, since this Node does not read TypeScript.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

const dir = mkdtempSync(join(tmpdir(), 'stet-ui-'))
const tests = readdirSync('src', { recursive: true })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join('src', name))
if (tests.length === 0) throw new Error('there are no tests in src')
await build({
  entryPoints: tests,
  bundle: true,
  platform: 'node',
  format: 'esm',
  outdir: dir,
  outExtension: { '.js': '.mjs' },
  external: ['node:*'],
  logLevel: 'warning',
})
const run = spawnSync(process.execPath, ['--test', dir], { stdio: 'inherit' })
rmSync(dir, { recursive: true, force: true })
process.exit(run.status ?? 1)
