// Package newsmltest is what the tests of both NewsMLs share: what an item says, field by field.
package newsmltest

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// Facts are what an item says, field by field; what it does not say is not there.
type Facts map[string]string

// FactsOf returns what an item says. A text is one line.
func FactsOf(i item.Item) Facts {
	f := Facts{
		"guid": i.GUID, "edition": i.Edition, "issued": Stamp(i.Issued), "updated": Stamp(i.Updated), "embargo": Stamp(i.Embargo), "language": string(i.Language),
		"headline": i.Headline, "slugline": i.Slugline, "dateline": i.Dateline, "summary": i.Summary, "author": i.Author, "link": i.Link,
		"topics": strings.Join(i.Topics, "|"), "codes": strings.Join(i.Codes, "|"), "keywords": strings.Join(i.Keywords, "|"), "places": strings.Join(i.Places, "|"),
		"change": string(i.Change), "replaces": i.Replaces, "source": i.Source, "credit": i.Credit, "rights": i.Rights, "note": i.Note,
	}
	if i.Urgency != 0 {
		f["urgency"] = strconv.Itoa(i.Urgency)
	}
	if !i.Body.Empty() {
		f["body"] = fmt.Sprintf("%d: %s", len(i.Body.Blocks), strings.Join(strings.Fields(i.Body.Plain()), " "))
	}
	for _, m := range i.Media {
		f["media"] += m.Type + " " + m.URL + "\n"
		f["captions"] = m.Caption
	}
	for _, m := range i.Files {
		f["files"] += fmt.Sprintf("%s %d\n", m.Type, len(m.Data))
	}
	maps.DeleteFunc(f, func(_, v string) bool { return v == "" })
	return f
}

// Stamp returns a time in UTC, "" if it is none.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Compare holds what an item says against all that is to be in it, and returns how many fields that were. "a…b" is a text that starts and
// ends so.
func Compare(t *testing.T, name string, got, want Facts) int {
	t.Helper()
	for f := range want {
		start, end, long := strings.Cut(want[f], "…") // of a long text
		if got[f] != want[f] && (!long || !strings.HasPrefix(got[f], start) || !strings.HasSuffix(got[f], end)) {
			t.Errorf("%s, %s:\n got %q\nwant %q", name, f, got[f], want[f])
		}
	}
	for f := range got {
		if _, ok := want[f]; !ok {
			t.Errorf("%s, %s: got %q, which nobody read in it", name, f, got[f])
		}
	}
	return len(want)
}
