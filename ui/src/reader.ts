// What readers get: the "News update" bar moving by itself, and the theme button. Pages
// are whole without it. The markup is in internal/reader/press/shell.templ.
import { start } from './reader/bar.ts'
import { themeButton } from './reader/theme.ts'
import { vitals } from './reader/vitals.ts'

start()
themeButton()
vitals()
