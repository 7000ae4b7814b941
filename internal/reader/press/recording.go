package press

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// recording is a film or a sound with what is said of it. Nothing of it is fetched before
// somebody plays it, and how much that is stands beside it.
type recording struct {
	edition.Recording
	src, poster     string
	width, height   string
	caption, credit string
	// about is what it is, how large and how long: "Video · 12.4 MB · 1:32".
	about string
}

// recordingOf returns the film or sound that the body uses.
func (p storyPage) recordingOf(use news.RecordingUse) (r recording, ok bool) {
	i := slices.IndexFunc(p.Recordings, func(r edition.Recording) bool { return r.ID == use.Recording })
	if i < 0 {
		return r, false
	}
	r = recording{Recording: p.Recordings[i], src: mediaPath(p.Recordings[i].File), caption: use.Caption, credit: use.Credit}
	if r.Poster != nil {
		r.poster = imageOf(*r.Poster, bodySlot).src
	}
	r.width, r.height = decimal(r.Width), decimal(r.Height)
	what := p.sound
	if r.Kind == news.Film {
		what = p.film
	}
	r.about = what + " · " + p.size(r.Bytes) + " · " + p.lasts(r.Milliseconds)
	return r, true
}

// size is how many bytes there are, as people say it: "12.4 MB".
func (w *words) size(bytes int64) string {
	if bytes < 1<<20 {
		return w.digits(decimal(max(1, (bytes+512)>>10))) + " " + w.kilobytes
	}
	return w.digits(strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64)) + " " + w.megabytes
}

// lasts is how long it takes: "1:32", "1:02:05".
func (w *words) lasts(milliseconds int64) string {
	s := max(1, (milliseconds+500)/1000)
	two := func(n int64) string {
		if n < 10 {
			return "0" + decimal(n)
		}
		return decimal(n)
	}
	text := decimal(s/60) + ":" + two(s%60)
	if s >= 3600 {
		text = decimal(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	return w.digits(text)
}

// mediaHTML is a film or a sound in the text of the story or of a post.
func (p storyPage) mediaHTML(use news.RecordingUse) string {
	r, ok := p.recordingOf(use)
	if !ok {
		return ""
	}
	return written(recordingHTML(p.shell, r))
}

// liteMediaIn is the line for one on a lite page, which leads to its file.
func (p storyPage) liteMediaIn(use news.RecordingUse) string {
	r, ok := p.recordingOf(use)
	if !ok {
		return ""
	}
	return written(liteRecordingHTML(p.shell, r))
}

func written(c templ.Component) string {
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		return "" // a Builder takes everything, and the templates fail at nothing else
	}
	return b.String()
}
