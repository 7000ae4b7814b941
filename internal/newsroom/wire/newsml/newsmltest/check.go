package newsmltest

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// Checked returns the items of a batch, all of which keep what is promised of every item.
func Checked(t testing.TB, doc []byte, b item.Batch) (all []item.Item) {
	t.Helper()
	seen := map[string]bool{}
	for i, err := range b.Items {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, i)
		if i.GUID == "" || seen[i.GUID] {
			t.Errorf("the name %q is none, or another's", i.GUID)
		}
		seen[i.GUID] = true
		if len(i.Raw) == 0 || !bytes.Contains(doc, i.Raw) || i.RawType == "" {
			t.Errorf("%s: the bytes are not those received", i.GUID)
		}
		body, err := json.Marshal(i.Body)
		if err == nil {
			_, err = news.DecodeDocument(body)
		}
		if err != nil {
			t.Errorf("%s: the body: %v", i.GUID, err)
		}
		said := []string{i.GUID, i.Headline, i.Slugline, i.Dateline, i.Summary, i.Author, i.Link, i.Replaces, i.Edition, i.Source, i.Credit, i.Rights, i.Note, string(i.Language)}
		said = append(append(append(append(said, i.Topics...), i.Codes...), i.Keywords...), i.Places...)
		for _, m := range i.Media {
			said = append(said, m.URL, m.Type, m.Caption, m.Credit)
		}
		for _, s := range said {
			if s != news.CleanText(s) || s != strings.TrimSpace(s) || len(s) > 4<<10 {
				t.Errorf("%s: %.100q is not clean", i.GUID, s)
			}
		}
		if i.Urgency < 0 || i.Urgency > 9 || len(i.Media) > 100 || len(i.Files) > item.MaxFiles || len(i.Codes) > 100 {
			t.Errorf("%s: urgency %d, %d media, %d files, %d codes", i.GUID, i.Urgency, len(i.Media), len(i.Files), len(i.Codes))
		}
	}
	if len(all) != b.Len {
		t.Errorf("%d items of %d", len(all), b.Len)
	}
	for _, p := range b.Problems {
		if !strings.HasSuffix(p, ".") || strings.ContainsAny(p, "\n\r") || p != news.CleanText(p) {
			t.Errorf("%q is not a sentence", p)
		}
	}
	return all
}
