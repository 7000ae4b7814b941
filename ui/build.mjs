// Builds src into dist. The same source gives the same bytes: CI compares them.
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
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
// What the readers' script imports only where it is used is built as a whole of its own,
// and is asked for by its content, as press/assets.go names it: no page waits for a part
// that two of them share.
const later = {
  name: 'later',
  setup(builder) {
    builder.onResolve({ filter: /./ }, async (asked) => {
      if (asked.kind !== 'dynamic-import') return undefined
      const name = basename(asked.path, '.ts')
      await build({ ...common, outdir: 'dist/later', entryPoints: [resolve(asked.resolveDir, asked.path)] })
      const sum = createHash('sha256').update(await readFile(`dist/later/${name}.js`))
      return { path: `./${name}-${sum.digest('hex').slice(0, 16)}.js`, external: true }
    })
  },
}
await build({ ...common, entryPoints: ['src/reader.ts'], plugins: [later] })
await build({ ...common, entryPoints: ['src/worker/worker.ts'], format: 'iife' })
await build({ ...common, entryPoints: { 'newsroom-worker': 'src/worker/newsroom.ts' }, format: 'iife' })
// The words of all the newsroom's scripts are one file, which a browser has once.
const words = {
  name: 'words',
  setup(builder) {
    builder.onResolve({ filter: /\/words\.ts$/ }, () => ({ path: './words.js', external: true }))
  },
}
// What sends files is asked for when there is one to send, and the wire desk's where there is one.
const parts = {
  name: 'parts',
  setup(builder) {
    builder.onResolve({ filter: /\/(upload|wires)\.ts$/ }, (asked) =>
      asked.kind === 'dynamic-import'
        ? { path: `./${basename(asked.path, '.ts')}.js`, external: true }
        : undefined,
    )
  },
}
await build({ ...common, entryPoints: ['src/newsroom/words.ts'] })
await build({ ...common, entryPoints: ['src/crop.ts', 'src/crop.css'] })
await build({
  ...common,
  plugins: [words, parts],
  entryPoints: [
    'src/newsroom.ts',
    'src/passkey.ts',
    'src/editor.ts',
    'src/editor-rich.ts',
    'src/editor-check.ts',
    'src/picking.ts',
    'src/pictures.ts',
    'src/upload.ts',
    'src/upload.css',
    'src/newsroom.css',
  ],
})
await build({ ...common, plugins: [words], entryPoints: { wires: 'src/newsroom/wires.ts' } })
await copyFile('src/icon.svg', 'dist/icon.svg')
