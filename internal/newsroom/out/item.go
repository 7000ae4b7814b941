// Package out writes a published story as others take it: each format of what leaves the house, from one Item. It is pure: the same item
// is the same bytes, always, so that a hash of them is a validator.
//
// An Item holds what readers may see (edition.Story) and what is said to clients beside it: the urgency, the embargo, the terms, a note
// to editors. So nothing of a draft, of a source or of a person's account can leave by this door, whoever opens it.
//
// What each format carries, and what it has no place for, stands in docs/wires.md and is held by the tests, which read every file back
// with the parsers of what arrives.
package out

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Item is one version of a story as it leaves, or the word that a story was taken away.
type Item struct {
	House news.House
	// Story is as readers have it. Of one that was taken away only Number, Language, Section and Date are set.
	Story edition.Story

	Version int       // from 1; each thing that is said of the story is the next
	At      time.Time // when readers had this version, or lost the story
	// Change is what the version does with those before it: none for the first, ChangeUpdate, ChangeCorrection, ChangeKill for good, or
	// ChangeWithheld while the story is looked at.
	Change news.Change

	Urgency int       // 1, a flash, to 9, as IPTC counts; 0 leaves it unsaid
	Embargo time.Time // nobody may publish it before; zero for no embargo
	Rights  string    // the terms on which the client has it, in words
	Note    string    // to editors, not to readers

	// File returns the bytes of a picture's file by its name; nil, or an error, leaves the picture to its address. It is asked for files
	// of the story only.
	File func(name string) ([]byte, error)
}

// Published returns the item of a story as readers have it. The version and the change are those of the story's public history.
func Published(h news.House, s edition.Story) Item {
	i := Item{House: h, Story: s, Version: max(1, len(s.Versions)), At: s.Published}
	if s.Updated.After(i.At) {
		i.At = s.Updated
	}
	if n := len(s.Versions); n > 0 {
		last := s.Versions[n-1]
		i.At = last.At
		switch last.Kind {
		case news.CorrectedVersion:
			i.Change = news.ChangeCorrection
		case news.UpdatedVersion, news.FixedVersion, news.ReinstatedVersion:
			i.Change = news.ChangeUpdate
		case news.FirstVersion, news.WithdrawnVersion: // the one is the first; the other is no version of a story that is there
		}
	}
	return i
}

// TakenAway returns the item that tells that a story was killed, or withdrawn if it may come back: what those who have it take away by.
// version is the next after the one that they had. There is nothing of the story's text in it.
func TakenAway(h news.House, n edition.Notice, version int, back bool) Item {
	i := Item{House: h, Version: max(1, version), At: n.At, Change: news.ChangeKill}
	i.Story.Number, i.Story.Language, i.Story.Section, i.Story.Date = n.Number, n.Language, n.Section, n.Date
	i.Story.Published = n.At
	if back {
		i.Change = news.ChangeWithheld
	}
	return i
}

// Gone reports whether the item tells that the story was taken away.
func (i Item) Gone() bool { return i.Change == news.ChangeKill || i.Change == news.ChangeWithheld }

// GUID names the story for ever, in every format and as the site's feeds do (RFC 4151).
func (i Item) GUID() string {
	day := strings.ReplaceAll(i.Story.Date, "/", "-")
	if day == "" {
		day = i.At.UTC().Format(time.DateOnly)
	}
	return "tag:" + i.host() + "," + day + ":story/" + strconv.FormatInt(i.Story.Number, 10)
}

// host is the house's own name on the network.
func (i Item) host() string {
	_, host, _ := strings.Cut(i.House.URL, "://")
	host, _, _ = strings.Cut(host, ":")
	return cmp.Or(host, "localhost")
}

// Link is the address at which readers have the story, or the notice in its place.
func (i Item) Link() string {
	if i.Gone() {
		n := edition.Notice{Number: i.Story.Number, Language: i.Story.Language, Section: i.Story.Section, Date: i.Story.Date}
		return i.House.URL + n.Path()
	}
	return i.House.URL + i.Story.Path()
}

// Headline is the story's, or of one that was taken away a sentence that says so by its number alone.
func (i Item) Headline() string {
	w := i.words()
	switch i.Change {
	case news.ChangeKill:
		return w.number(w.killed, i.Story.Number)
	case news.ChangeWithheld:
		return w.number(w.withheld, i.Story.Number)
	case news.ChangeUpdate, news.ChangeCorrection:
	}
	return line(i.Story.Headline)
}

// Slug is the word by which an editor finds the story again: its slug, or its number.
func (i Item) Slug() string {
	return cmp.Or(line(i.Story.Slug), "story-"+strconv.FormatInt(i.Story.Number, 10))
}

// House's name in the story's language, or else in the house's own.
func (i Item) provider() string {
	for _, l := range append([]news.Language{i.Story.Language}, i.House.Languages...) {
		if name := line(i.House.Names[l]); name != "" {
			return name
		}
	}
	return "Stet"
}

// author is the byline as one line: people, or else the desk.
func (i Item) author() string {
	return line(strings.Join(i.Story.Authors(), ", "))
}

func (i Item) copyright() string {
	return "© " + strconv.Itoa(i.Story.Published.UTC().Year()) + " " + i.provider()
}

// note is what is said to editors: what became of the story, ours, and which pictures are not in the file.
func (i Item) note() string { return strings.TrimSpace(i.corrected() + " " + i.notes()) }

// corrected is the newest note of a version that corrects, "" of any other.
func (i Item) corrected() string {
	if i.Change != news.ChangeCorrection || len(i.Story.Corrections) == 0 {
		return ""
	}
	c := i.Story.Corrections[0] // the newest is first
	return i.words().note(c.Kind) + ": " + line(c.Note)
}

func (i Item) notes() string {
	var all []string
	switch i.Change {
	case news.ChangeKill:
		all = append(all, news.CleanText(i.words().killNote))
	case news.ChangeWithheld:
		all = append(all, news.CleanText(i.words().withheldNote))
	case news.ChangeUpdate, news.ChangeCorrection:
	}
	if n := line(i.Note); n != "" {
		all = append(all, n)
	}
	if i.graphic() > 0 {
		all = append(all, news.CleanText(i.words().graphicNote))
	}
	return strings.Join(all, " ")
}

func (i Item) graphic() (n int) {
	for _, p := range i.pictures() {
		if p.Covered != nil {
			n++
		}
	}
	return n
}

// stamp is a time as the formats have it: UTC, whole seconds (RFC 3339).
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// tidy returns a text without what no format may have in it: control characters, and the two of Unicode that XML does not know.
func tidy(s string) string { return news.CleanText(strayed.Replace(news.CleanText(s))) }

var strayed = strings.NewReplacer("\uFFFE", "", "\uFFFF", "")

// line returns a text as one tidy line.
func line(s string) string { return strings.Join(strings.Fields(tidy(s)), " ") }
