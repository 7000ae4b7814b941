// Package reading reads the newsroom's stories against the dispatches that they were made from: it gives the copy check what it
// asks for.
package reading

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// Reader reads stories. It keeps the dispatches of the stories that were read last, made ready, so that a story is read again
// in some milliseconds while it is written. The zero value is ready.
type Reader struct {
	mu   sync.Mutex
	kept []kept // the last used at the end
}

type kept struct {
	key   string
	index *copycheck.Index
}

// mostKept is how many stories' dispatches are kept ready.
const mostKept = 32

// Read reads a story, as it is kept, against the dispatches at the versions given. Without any there are no findings. The zone is
// the house's: the story's days are its days. A dispatch's days are those of its wire's zone; if one of them has none, days are compared
// by their names.
func (r *Reader) Read(s news.Story, dispatches []news.Dispatch, zone *time.Location) []copycheck.Finding {
	if len(dispatches) == 0 {
		return nil
	}
	return copycheck.Check(story(s, zone), r.index(dispatches), copycheck.Options{})
}

// Style reads a story against the house's sheet for its language (desk.Sheet).
func Style(s news.Story, zone *time.Location, sheet *style.Sheet) []style.Finding {
	return sheet.Check(StyleStory(s, zone))
}

// StyleStory is the story as it is read against a sheet.
func StyleStory(s news.Story, zone *time.Location) style.Story {
	in := style.Story{Headline: s.Content.Headline, Standfirst: s.Content.Standfirst, Body: story(s, zone), Date: s.Changed.In(zone)}
	in.Body.Text = s.Content.Body.Plain()
	if l := s.Content.Lead; l != nil {
		in.Captions = []style.Caption{{Text: l.Caption, Credit: l.Credit}}
	}
	return in
}

// Text returns the text of a story as it is read: its headline, its standfirst and its paragraphs, with a line between any two.
// The spans of findings are in it.
func Text(c news.Content) string {
	return join(c.Headline, c.Standfirst, c.Body.Plain())
}

// TextOf returns the text of a dispatch as it is read. The source spans of findings are in it.
func TextOf(d news.Dispatch) string { return join(d.Headline, d.Summary, d.Body.Plain()) }

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}

func story(s news.Story, zone *time.Location) prose.Input {
	written := s.Content.Dateline.Filed
	if written.IsZero() {
		written = s.Changed
	}
	return prose.Input{
		ID: "story", Text: Text(s.Content), Language: string(s.Content.Language), Date: written.In(zone),
		Place: s.Content.Dateline.Place, Credit: s.Content.Credit,
	}
}

func (r *Reader) index(dispatches []news.Dispatch) *copycheck.Index {
	var key strings.Builder
	for _, d := range dispatches {
		key.WriteString(d.ID + "@" + d.Hash + "@" + d.Zone + "\n")
	}
	r.mu.Lock()
	for i, k := range r.kept {
		if k.key == key.String() {
			r.kept = append(append(r.kept[:i:i], r.kept[i+1:]...), k)
			r.mu.Unlock()
			return k.index
		}
	}
	r.mu.Unlock()
	index := copycheck.NewIndex(inputs(dispatches))
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = append(r.kept, kept{key.String(), index})
	if len(r.kept) > mostKept {
		r.kept = r.kept[1:]
	}
	return index
}

func inputs(dispatches []news.Dispatch) []prose.Input {
	var all []prose.Input
	for _, d := range dispatches {
		all = append(all, prose.Input{ID: d.ID, Text: TextOf(d), Language: language(d), Date: written(d), Credit: d.WireName + " " + d.Author})
	}
	return all
}

// written returns when a dispatch was issued, or came, by the clock of its wire; the zero time if the wire's zone is not known.
func written(d news.Dispatch) time.Time {
	zone, err := time.LoadLocation(d.Zone)
	if err != nil || d.Zone == "" {
		return time.Time{}
	}
	if d.Issued.IsZero() {
		return d.Received.In(zone)
	}
	return d.Issued.In(zone)
}

// language returns the language of a dispatch, by its letters if its wire does not say.
func language(d news.Dispatch) string {
	if d.Language != "" {
		return string(d.Language)
	}
	return prose.LanguageOf(d.Body.Plain())
}
