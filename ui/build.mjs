// Builds src into dist. The same source gives the same bytes: CI compares them.
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { build } from 'esbuild'

await rm('dist', { recursive: true, force: true })
await mkdir('dist', { recursive: true })
const common = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome100', 'firefox100', 'safari15.4'],
  outdir: 'dist',
  legalComments: 'none',
  logLevel: 'warning',
}
await build({ ...common, entryPoints: ['src/reader.ts'] })
await build({ ...common, entryPoints: ['src/worker/worker.ts'], format: 'iife' })
await build({
  ...common,
  entryPoints: ['src/newsroom.ts', 'src/editor.ts', 'src/editor-rich.ts', 'src/newsroom.css'],
})
await copyFile('src/icon.svg', 'dist/icon.svg')
