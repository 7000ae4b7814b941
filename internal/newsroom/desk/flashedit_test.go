package desk_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store/storetest"
)

func (n *newsroom) flash(f desk.NewFlash) news.Flash {
	n.Helper()
	f.Language = news.English
	made, err := n.Flash(n.Context(), rumana, f)
	if err != nil {
		n.Fatal(err)
	}
	return made
}

// bar returns the lines that readers have, in their order.
func (n *newsroom) bar() (texts []string) {
	n.Helper()
	for _, i := range n.last().Bars[0].Items {
		texts = append(texts, i.Text)
	}
	return texts
}

func TestALineThatIsChangedStaysTheSameLine(t *testing.T) {
	n := openOn(t, storetest.SQLite(t))
	ctx := t.Context()
	n.live()
	f := n.flash(desk.NewFlash{Text: "Ferries halted", Minutes: 60})
	g, err := n.EditFlash(ctx, rumana, f.ID, desk.FlashEdit{Text: " Ferries  run again ", Story: 1, Pinned: true})
	if err != nil || g.ID != f.ID || !g.At.Equal(f.At) || !g.Expires.Equal(f.Expires) || g.Text != "Ferries run again" || g.Path == "" {
		t.Fatalf("%+v %v", g, err)
	}
	if i := n.last().Bars[0].Items[0]; i.ID != f.ID || i.Text != "Ferries run again" || i.Path != g.Path {
		t.Errorf("readers get %+v", i)
	}
	if g, err = n.EditFlash(ctx, rumana, f.ID, desk.FlashEdit{Text: "So", Minutes: 120}); err != nil || g.Path != "" || time.Until(g.Expires) < 119*time.Minute {
		t.Errorf("%+v %v", g, err)
	}
	_, err = n.EditFlash(ctx, rumana, f.ID, desk.FlashEdit{Text: " "})
	n.refused(err, news.Invalid, "words")
	_, err = n.EditFlash(ctx, rumana, "nothing", desk.FlashEdit{Text: "So"})
	n.refused(err, news.NotFound, "nothing")
	_, err = n.EditFlash(ctx, nusrat, f.ID, desk.FlashEdit{Text: "So"})
	n.refused(err, news.Forbidden, "a producer")
}

func TestOneLineBreaksAtATimeAndTheOtherIsDemotedWhenAsked(t *testing.T) {
	n := openOn(t, storetest.SQLite(t))
	ctx := t.Context()
	first := n.flash(desk.NewFlash{Text: "First", Breaking: true})
	_, err := n.Flash(ctx, rumana, desk.NewFlash{Language: news.English, Text: "Second", Breaking: true})
	n.refused(err, news.Conflict, "“First” is breaking already")
	if _, err := n.Flash(ctx, rumana, desk.NewFlash{Language: news.Bangla, Text: "বাংলা", Breaking: true}); err != nil {
		t.Errorf("in another language: %v", err)
	}
	second := n.flash(desk.NewFlash{Text: "Second", Breaking: true, Demote: true})
	for _, i := range n.last().Bars[0].Items {
		if i.Breaking != (i.ID == second.ID) {
			t.Errorf("%s breaks: %v", i.Text, i.Breaking)
		}
	}
	_, err = n.EditFlash(ctx, rumana, first.ID, desk.FlashEdit{Text: "First", Breaking: true})
	n.refused(err, news.Conflict, "“Second” is breaking already")
	if _, err := n.EditFlash(ctx, rumana, second.ID, desk.FlashEdit{Text: "Second, changed", Breaking: true}); err != nil {
		t.Errorf("the one that breaks, changed: %v", err)
	}
}

func TestLinesAreMovedWithinTheirPartOfTheBar(t *testing.T) {
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			ctx := t.Context()
			a, b := n.flash(desk.NewFlash{Text: "a"}), n.flash(desk.NewFlash{Text: "b"})
			p := n.flash(desk.NewFlash{Text: "p", Pinned: true})
			want := func(texts string) {
				t.Helper()
				got := ""
				for _, text := range n.bar() {
					got += text
				}
				if got != texts {
					t.Errorf("the bar is %s, want %s", got, texts)
				}
			}
			want("pba")
			for _, step := range []struct {
				id   string
				up   bool
				bar  string
				fail bool
			}{{a.ID, true, "pab", false}, {a.ID, true, "pab", true}, {a.ID, false, "pba", false}, {a.ID, false, "pba", true}, {p.ID, false, "pba", true}, {b.ID, false, "pab", false}} {
				_, err := n.MoveFlash(ctx, rumana, step.id, step.up)
				if (err != nil) != step.fail {
					t.Errorf("%+v: %v", step, err)
				}
				want(step.bar)
			}
		})
	}
}
