package press

import (
	"bytes"
	"context"
	"html"
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// PreviewBar prints the bar of the language alone, as readers with script see it, with the
// line before all others if there is one: for somebody who is about to put it on. Like that
// of Preview the page has no script itself. base is the readers' origin with a slash at its
// end.
func (p *Press) PreviewBar(v *archive.View, l news.Language, line *edition.BarItem, base string) ([]byte, error) {
	if v.House() == nil {
		return nil, news.Errorf(news.Unavailable, "Readers have no edition yet.")
	}
	bar, _ := v.Bar(l)
	if line != nil {
		others := slices.DeleteFunc(slices.Clone(bar.Items), func(i edition.BarItem) bool { return line.Breaking && i.Breaking })
		bar.Language, bar.Items = l, append([]edition.BarItem{*line}, others...)
		bar.Items = bar.Items[:min(len(bar.Items), news.BarItems)]
		v = v.WithBar(bar)
	}
	var b bytes.Buffer
	if err := barAlone(shellOf(v, l, "", ""), barOf(v, l)).Render(withCustom(context.Background(), p.custom), &b); err != nil {
		return nil, err
	}
	page := scriptless(b.Bytes())
	page = bytes.Replace(page, []byte(`class="tk"`), []byte(`class="tk many"`), 1)
	return bytes.Replace(page, []byte("<head>"), []byte(`<head><base href="`+html.EscapeString(base)+`" target="_blank">`), 1), nil
}
