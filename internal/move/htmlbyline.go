package move

import (
	"slices"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
)

var (
	beforeName   = pattern.New(`(?i)^(?:by|written by|reported by|reporting by|author|লেখক|প্রতিবেদন)\s*[:：ঃ]?$`)
	betweenNames = pattern.New(`(?i)^(?:and|&|,|,\s*and|with|ও|এবং)$`)
)

// joinBylines makes one block of a byline whose names are elements of their own:
// "By", "Mita Sen", "and", "Joy Das".
func (s *sheet) joinBylines() {
	var out []*block
	for _, b := range s.blocks {
		if n := len(out); b.role == "byline" && n > 0 && len(b.text) < 300 {
			switch last := out[n-1]; {
			case beforeName.MatchString(last.text):
				out = out[:n-1]
				b.join(last)
			case n > 1 && betweenNames.MatchString(last.text) && out[n-2].role == "byline":
				b.join(last)
				b.join(out[n-2])
				out = out[:n-2]
			}
		}
		out = append(out, b)
	}
	s.blocks = out
}

// join puts the block before in front of b.
func (b *block) join(before *block) {
	b.pieces = append(slices.Clone(before.pieces), b.pieces...)
	b.text = before.text + " " + b.text
	b.runs = append(slices.Clone(before.runs), append([]news.Node{{Type: news.Text, Text: " "}}, b.runs...)...)
}
