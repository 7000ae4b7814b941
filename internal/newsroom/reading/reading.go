// Package reading reads the newsroom's stories against the dispatches that they were made from: it gives the copy check what it
// asks for.
package reading

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// Reader reads stories. It keeps the dispatches of the stories that were read last, made ready, so that a story is read again
// in some milliseconds while it is written, and what it found in the texts that it read last. Any number of goroutines use it. The
// zero value is ready.
type Reader struct {
	indexes recent[string, *copycheck.Index]
	found   recent[[sha256.Size]byte, []copycheck.Finding]
	slow    atomic.Int32                                                               // readings that were given up and are not at their end
	check   func(prose.Input, *copycheck.Index, copycheck.Options) []copycheck.Finding // nil is copycheck.Check
}

const (
	mostIndexes = 32               // whose dispatches are kept ready
	mostFound   = 64               // texts of which it is kept what was found
	patience    = 2 * time.Second  // with one reading
	atLeisure   = 20 * time.Second // with one that nobody waits for
	mostSlow    = 4                // readings that may be given up at a time
)

// Read reads a story, as it is kept, against the dispatches at the versions given. Without any there are no findings. The zone is
// the house's: the story's days are its days. A dispatch's days are those of its wire's zone; if one of them has none, days are compared
// by their names.
// What is returned is shared: it may not be changed. It fails if the reading broke, or took longer than two seconds: then the story
// was not read, and nobody may take it for one in which nothing was found.
func (r *Reader) Read(s news.Story, dispatches []news.Dispatch, zone *time.Location) ([]copycheck.Finding, error) {
	if len(dispatches) == 0 {
		return nil, nil
	}
	in, with := story(s, zone), keyOf(dispatches)
	key := sha256.Sum256(fmt.Appendf(nil, "%q %q %s %q %q\n%s", in.Text, in.Language, in.Date, in.Place, in.Credit, with))
	if found, ok := r.found.get(key); ok {
		return found, nil
	}
	found, err := guarded(r, patience, func() []copycheck.Finding { return r.checked(in, dispatches, with) })
	if err == nil {
		r.found.put(key, found, mostFound)
	}
	return found, err
}

// guarded returns what a reading makes. It fails if that broke, or took longer than that.
func guarded[T any](r *Reader, than time.Duration, read func() T) (none T, err error) {
	if r.slow.Load() >= mostSlow {
		return none, errors.New("too many readings have not come to their end")
	}
	done := make(chan func() (T, error), 1)
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				done <- func() (T, error) { return none, fmt.Errorf("the copy check broke: %v\n%s", fault, debug.Stack()) }
			}
		}()
		made := read()
		done <- func() (T, error) { return made, nil }
	}()
	timer := time.NewTimer(than)
	defer timer.Stop()
	select {
	case said := <-done:
		return said()
	case <-timer.C:
		r.slow.Add(1)
		go func() { <-done; r.slow.Add(-1) }()
		return none, fmt.Errorf("the copy check was not at its end after %s", than)
	}
}

func (r *Reader) checked(in prose.Input, dispatches []news.Dispatch, with string) []copycheck.Finding {
	check := r.check
	if check == nil {
		check = copycheck.Check
	}
	return check(in, r.index(dispatches, with), copycheck.Options{})
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
func TextOf(d news.Dispatch) string { return join(d.Headline, summary(d), d.Body.Plain()) }

// summary returns the dispatch's summary, unless its text has it too: many feeds give the first paragraph twice, and nothing is said by two.
func summary(d news.Dispatch) string {
	if strings.Contains(d.Body.Plain(), d.Summary) {
		return ""
	}
	return d.Summary
}

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

// keyOf tells dispatches at their versions from all others.
func keyOf(dispatches []news.Dispatch) string {
	var key strings.Builder
	for _, d := range dispatches {
		key.WriteString(d.ID + "@" + d.Hash + "@" + d.Zone + "\n")
	}
	return key.String()
}

func (r *Reader) index(dispatches []news.Dispatch, key string) *copycheck.Index {
	if index, ok := r.indexes.get(key); ok {
		return index
	}
	index := copycheck.NewIndex(inputs(dispatches))
	r.indexes.put(key, index, mostIndexes)
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
