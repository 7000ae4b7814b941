package desk_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// savedAgo adds an autosave that was made so long ago.
func (n *newsroom) savedAgo(number int64, ago time.Duration, words string) {
	n.Helper()
	err := n.db.Tx(n.Context(), func(tx *store.Tx) error {
		r, err := tx.Story(n.Context(), number)
		if err != nil {
			return err
		}
		now, err := tx.Now(n.Context())
		if err != nil {
			return err
		}
		r.Revision++
		r.Content.Body = news.Paragraphs(words)
		if err := tx.Write(n.Context(), r); err != nil {
			return err
		}
		return tx.AddRevision(n.Context(), news.Revision{Story: r.ID, Number: r.Revision, At: now.Add(-ago), By: nusrat.Short(), Content: r.Content})
	})
	if err != nil {
		n.Fatal(err)
	}
}

func TestTenMinutesOfWritingAreAVersionWithAName(t *testing.T) {
	t.Parallel()
	n := open(t)
	s := n.must(n.Create(t.Context(), nusrat, desk.Start{Content: ferries}))
	save := func(words string) string {
		t.Helper()
		c := ferries
		c.Body = news.Paragraphs(words)
		now, err := n.db.Story(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		saved := n.must(n.Save(t.Context(), nusrat, s.Number, desk.Draft{Base: now.Revision, Content: c}))
		rev, err := n.db.Revision(t.Context(), saved.ID, saved.Revision)
		if err != nil {
			t.Fatal(err)
		}
		return rev.Label
	}
	if l := save("The first words"); l != "" {
		t.Errorf("the first autosave is called %q", l)
	}
	n.savedAgo(s.Number, 9*time.Minute, "Nine minutes")
	if l := save("Nine minutes of it"); l != "" {
		t.Errorf("after nine minutes it is called %q", l)
	}
	n.savedAgo(s.Number, 10*time.Minute, "Ten minutes")
	if l := save("Ten minutes of it"); l != "After ten minutes of writing" {
		t.Errorf("after ten minutes it is called %q", l)
	}
	if l := save("And on it goes"); l != "" {
		t.Errorf("right after a version the next is called %q", l)
	}
}

func TestAPreviewChangesNothingAndIsWhatWouldGoOut(t *testing.T) {
	t.Parallel()
	n := open(t)
	s := n.must(n.Create(t.Context(), nusrat, desk.Start{Content: ferries}))
	before, err := n.db.LogNewest(t.Context(), "", 10)
	if err != nil {
		t.Fatal(err)
	}
	changes := len(n.changes(0))
	seen, err := n.Preview(t.Context(), nusrat, s.Number)
	if err != nil || seen.Headline != ferries.Headline || seen.Published.IsZero() || seen.Body.Plain() != "Water rose in 14 districts." {
		t.Fatalf("%+v %v", seen, err)
	}
	now, err := n.db.Story(t.Context(), s.Number)
	if err != nil || !now.Published.IsZero() || now.Status != news.Writing {
		t.Errorf("%+v %v", now, err)
	}
	after, err := n.db.LogNewest(t.Context(), "", 10)
	if err != nil || len(after) != len(before) || len(n.changes(0)) != changes {
		t.Errorf("%d records, %d before: %v", len(after), len(before), err)
	}
	if _, err := n.Preview(t.Context(), news.Person{ID: "nobody"}, s.Number); err == nil {
		t.Error("somebody without a role sees copy")
	}
}
