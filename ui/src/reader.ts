// What readers get: the "News update" bar moving by itself, and small things that a page is
// whole without. The markup is in internal/reader/press.
import { relativeTimes } from './reader/ago.ts'
import { start } from './reader/bar.ts'
import { embeds } from './reader/embeds.ts'
import { offerLite } from './reader/lite.ts'
import { liveCoverage } from './reader/live.ts'
import { keptCopies } from './reader/offline.ts'
import { shareRow } from './reader/share.ts'
import { themeButton } from './reader/theme.ts'
import { vitals } from './reader/vitals.ts'

start() // first: it looks at the page before anything changes it
themeButton()
relativeTimes()
shareRow()
embeds()
offerLite()
keptCopies()
liveCoverage()
vitals()
