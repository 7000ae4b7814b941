package press

import "strings"

// legible returns a page as its golden has it: without the stylesheet, which would make
// every golden change with it, and with elements on lines of their own.
func legible(page string) string {
	page = strings.Replace(strings.Replace(page, style, "…", 1), liteStyle, "…", 1)
	page = strings.ReplaceAll(strings.ReplaceAll(page, scriptPath, "/assets/reader.js"), iconPath, "/assets/icon.svg")
	return strings.ReplaceAll(page, "><", ">\n<")
}
