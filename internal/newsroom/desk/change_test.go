package desk_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// Whoever asks, and however: a fact does not change without a word to readers.
func TestAFactDoesNotChangeInSilence(t *testing.T) {
	n := open(t)
	ctx, s := t.Context(), n.live()
	write := func(text string) {
		t.Helper()
		c := s.Content
		c.Body = news.Paragraphs(text)
		s = n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	}
	write("Water rose in 41 districts.")
	_, err := n.Update(ctx, rashed, s.Number, desk.Change{Quiet: true})
	n.refused(err, news.Conflict, "“14” became “41”. That is no slip of the pen")
	_, err = n.Update(ctx, rashed, s.Number, desk.Change{Quiet: true, Note: "It is 41."})
	n.refused(err, news.Conflict, "no slip of the pen")
	_, err = n.Update(ctx, rashed, s.Number, desk.Change{Note: "  "})
	n.refused(err, news.Conflict, "“14” became “41”. Readers must be told")
	if got := n.changes(2); len(got) != 0 {
		t.Fatalf("readers got %+v", got)
	}
	s = n.must(n.Update(ctx, rashed, s.Number, desk.Change{Note: "Water has risen in 27 more districts."}))
	last := s.Versions[len(s.Versions)-1]
	if last.Kind != news.UpdatedVersion || last.Note == "" || len(last.Edits) != 1 || last.Edits[0] != (news.Edit{Before: "Water rose in", Was: "14", Is: "41", After: "districts."}) {
		t.Errorf("readers are told %+v", last)
	}
	write("Water rose in 41 distrcts.")
	s = n.must(n.Update(ctx, rashed, s.Number, desk.Change{Quiet: true}))
	write("Water rose quickly in 41 distrcts.")
	_, err = n.Update(ctx, rashed, s.Number, desk.Change{Quiet: true})
	n.refused(err, news.Conflict, "More than letters has changed: “quickly” is new")
	s = n.must(n.Update(ctx, rashed, s.Number, desk.Change{}))
	records, err := n.db.LogNewest(ctx, "story/1", 1)
	if err != nil || !strings.Contains(string(records[0].Detail), `"class":"wording"`) {
		t.Errorf("the log has %s: %v", records[0].Detail, err)
	}
}

// The words that a correction changed are public, but for those that must not stand anywhere.
func TestWhatACorrectionChangedIsListedUnlessItMustNotStand(t *testing.T) {
	n := open(t)
	ctx, s := t.Context(), n.live()
	write := func(text string) {
		t.Helper()
		c := s.Content
		c.Body = news.Paragraphs(text)
		s = n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	}
	listed := func() (count int) {
		for _, v := range n.changes(s.Edition - 1)[0].Story.Versions {
			count += len(v.Edits)
		}
		return count
	}
	write("Water rose in 41 districts.")
	s = n.must(n.Correct(ctx, rashed, s.Number, desk.Correction{Note: "It is 41, not 14."}))
	if n := listed(); n != 1 {
		t.Errorf("%d places are listed", n)
	}
	write("Water rose in 42 districts.")
	s = n.must(n.Correct(ctx, rashed, s.Number, desk.Correction{Note: "It is 42.", Withhold: true}))
	if n := listed(); n != 0 {
		t.Errorf("%d places are listed although they must not stand", n)
	}
	write("Water rose in 42 districts. TK")
	write("Water rose in 43 districts.")
	s = n.must(n.Correct(ctx, rashed, s.Number, desk.Correction{Note: "It is 43."}))
	if n := listed(); n != 1 {
		t.Errorf("%d places are listed", n)
	}
}
