package item

import (
	"path"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Beside returns the name of the file that an item names without an address on the web, as one that lies beside it; "" if it names none so.
func Beside(href string) string {
	href = strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(href), "file:"), `\`, "/")
	name := path.Base(href)
	ext := path.Ext(name)
	if strings.Contains(href, ":") || strings.HasPrefix(name, ".") || len(ext) < 2 || len(ext) > 6 || len(ext) == len(name) || len(name) > 200 || news.CleanText(name) != name {
		return ""
	}
	return name
}
