package press

import (
	"net/http"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// noticePage is what the template of a page that says why there is nothing needs.
type noticePage struct {
	shell
	text   string
	gone   time.Time // when a story was taken away
	latest []card
	policy string // path of what the house says of taking stories away
}

// printMissing prints the page for every path of a language that leads nowhere. It must
// not know which: a path under embargo and one that never was get the same bytes.
func printMissing(v *archive.View, l news.Language, name string) (*draft, error) {
	if v.House() == nil {
		return &draft{
			path: name, status: http.StatusNotFound, kind: "text/plain; charset=utf-8", cache: "no-store",
			body: []byte("There is nothing here yet.\n"), headers: []string{"X-Robots-Tag", "noindex"},
		}, nil
	}
	if !speaks(v.House(), l) {
		return nil, nil
	}
	w := wordsIn(v.House(), l)
	p := noticePage{shell: shellOf(v, l, "", w.missing.title), text: w.missing.text}
	newest, err := v.Newest(archive.List{Language: l}, 0, missingLines)
	if err != nil {
		return nil, err
	}
	p.latest = p.cardsOf(newest, slot{}, 0)
	return p.print(name, http.StatusNotFound, noticeHTML(p))
}

// printGone prints the notice that stands where a story was. Nothing of the story is in it.
func printGone(v *archive.View, number int64, name string) (*draft, error) {
	n, ok := v.Notice(number)
	if !ok {
		return nil, nil
	}
	l := n.Language
	if !speaks(v.House(), l) {
		l = v.House().Languages[0]
	}
	w := wordsIn(v.House(), l)
	says := w.killed
	if v.State(number) == archive.Withdrawn {
		says = w.withdrawn
	}
	p := noticePage{shell: shellOf(v, l, "", says.title), text: says.text}
	p.gone, p.policy = p.local(n.At), p.policyPath()
	return p.print(name, http.StatusGone, noticeHTML(p))
}
