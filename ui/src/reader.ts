// What readers get: the "News update" bar moving by itself, the theme button, and what was
// read kept for when there is no connection. Pages are whole without it. The markup is in internal/reader/press/shell.templ.
import { start } from './reader/bar.ts'
import { keptCopies } from './reader/offline.ts'
import { themeButton } from './reader/theme.ts'
import { vitals } from './reader/vitals.ts'

start()
themeButton()
keptCopies()
vitals()
