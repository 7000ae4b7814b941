// What readers get: the "News update" bar moving by itself, and small things that a page is
// whole without. The markup is in internal/reader/press. This script is what every page
// needs first; what only some pages have a use for comes where it is used, in files of
// their own (ui/build.mjs). A page does without what does not come.
import { start } from './reader/bar.ts'
import { keptCopies } from './reader/offline.ts'
import { slowLine } from './reader/saver.ts'
import { themeButton } from './reader/theme.ts'

const has = (what: string): boolean => document.querySelector(what) !== null
const nothing = (): undefined => undefined

// First the bar: it looks at the page before anything changes it. Live coverage comes by its
// stream.
start(has('[data-live]') ? import('./reader/live.ts').then((m) => m.liveCoverage(), nothing) : undefined)
themeButton()
keptCopies()

// Who looks for something has a short list of the latest at most, and gets one request less.
const more = '[data-share], .when:not(.fixed) time, .lines time'
if (slowLine() || (has(more) && !has('form.find'))) {
  import('./reader/more.ts').then((m) => m.more(), nothing)
}
if (has('.embed a')) import('./reader/embeds.ts').then((m) => m.embeds(), nothing)
if (has('.cover, [data-live]')) import('./reader/covers.ts').then((m) => m.covers(), nothing)
if (Math.random() < 1 / 50) import('./reader/vitals.ts').then((m) => m.vitals(), nothing)
