package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// made is what readers have of one dispatch: a story with a line on the bar, a headline of its own on the front and a live post, and a line
// without a story.
type made struct {
	story       news.Story
	line, alone news.Flash
	post        string
}

func (n *newsroom) makeAll(d news.Dispatch) (m made) {
	n.Helper()
	ctx := n.Context()
	m.story = n.must(n.Publish(ctx, rashed, n.rewrittenReady(d).Number, desk.Out{Flash: "River rises by 41 cm"}))
	var err error
	if m.alone, err = n.Flash(ctx, sadia, desk.NewFlash{Language: news.English, Text: "The river rose 41 centimetres in a day", Dispatch: d.ID}); err != nil {
		n.Fatal(err)
	}
	lines, err := n.db.Flashes(ctx, news.English)
	if err != nil || len(lines) != 2 {
		n.Fatal(lines, err)
	}
	m.line = lines[1]
	name := news.FrontName{Language: news.English}
	f, err := n.EditFront(ctx, sadia, name, news.FrontEdit{Do: news.DoPlace, Story: m.story.Number, Block: news.TopBlock})
	if err == nil {
		f, err = n.EditFront(ctx, sadia, name, news.FrontEdit{Do: news.DoHeadline, Story: m.story.Number, Headline: "The river rose 41 centimetres"})
	}
	if err == nil {
		_, err = n.LaunchFront(ctx, sadia, name, f.Draft.Revision)
	}
	if err == nil {
		_, err = n.Cover(ctx, sadia, m.story.Number)
	}
	if err != nil {
		n.Fatal(err)
	}
	c, err := n.PostFrom(ctx, sadia, m.story.Number, news.Post{Title: "River", Body: news.Paragraphs(rose41)}, d.ID)
	if err != nil {
		n.Fatal(err)
	}
	m.post = c.Posts[0].ID
	return m
}

// asked returns what is asked about, by what was made.
func (n *newsroom) asked() map[string]news.SourceChange {
	n.Helper()
	open, err := n.db.OpenChanges(n.Context(), 0)
	if err != nil {
		n.Fatal(err)
	}
	all := map[string]news.SourceChange{}
	for _, c := range open {
		key := string(c.Made) + " " + c.Object
		if _, twice := all[key]; twice {
			n.Errorf("%q is asked about twice", key)
		}
		all[key] = c
	}
	return all
}

// due makes what is to be held due now.
func (n *newsroom) holdDue() {
	n.Helper()
	ctx := n.Context()
	for _, c := range n.asked() {
		if c.HoldAt.IsZero() {
			continue
		}
		c.HoldAt = time.Now().UTC().Add(-time.Second).Truncate(time.Microsecond)
		if err := n.db.Tx(ctx, func(tx *store.Tx) error { return tx.SaveSourceChange(ctx, c) }); err != nil {
			n.Fatal(err)
		}
	}
	for range 2 {
		if err := n.HoldUnanswered(ctx); err != nil {
			n.Fatal(err)
		}
	}
}

func TestAKillReachesEverythingThatWasMadeFromTheDispatchOnce(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		m := n.makeAll(n.receive("1", rose41))
		n.receive("2", rose41)
		n.killed("2")
		n.killed("unknown")
		if all := n.asked(); len(all) != 0 {
			n.Fatalf("a kill of something else asks about %v", all)
		}
		n.killed("1") // twice
		all := n.asked()
		for _, key := range []string{" ", "flash " + m.line.ID, "flash " + m.alone.ID, "post " + m.post, "front en/1"} {
			c, there := all[key]
			if !there || c.Kind != news.ChangeKill || c.Since != 1 || c.Version != 2 {
				n.Errorf("%q is asked about as %+v", key, c)
			}
			if goes := c.Made.Goes(); goes == c.HoldAt.IsZero() {
				n.Errorf("%q goes at %s", key, c.HoldAt)
			}
		}
		if len(all) != 5 {
			n.Errorf("%d things are asked about: %v", len(all), all)
		}
		line := all["flash "+m.alone.ID]
		if rests, err := n.Resting(ctx, line); err != nil || line.Text != m.alone.Text || len(rests) != 1 || rests[0].Fate != news.FateTaken {
			n.Errorf("the line rests on %+v %v", rests, err)
		}
		_, err := n.EditFlash(ctx, sadia, m.alone.ID, desk.FlashEdit{Text: m.alone.Text, Pinned: true})
		n.refused(err, news.Conflict, "took back what this was made from")
		if _, err = n.EditFlash(ctx, sadia, m.alone.ID, desk.FlashEdit{Text: "The board withdrew its figure"}); err != nil {
			n.Error("the line cannot be mended: ", err)
		}
		d, err := n.db.Dispatch(ctx, line.Dispatch)
		if err != nil {
			n.Fatal(err)
		}
		_, err = n.Flash(ctx, sadia, desk.NewFlash{Language: news.English, Text: "Again", Dispatch: d.ID})
		n.refused(err, news.Conflict, "killed this dispatch")
		_, err = n.Flash(ctx, sadia, desk.NewFlash{Language: news.English, Text: "Again", Story: m.story.Number})
		n.refused(err, news.Conflict, "killed what the story was made from")
		_, err = n.PostFrom(ctx, sadia, m.story.Number, news.Post{Title: "Again"}, d.ID)
		n.refused(err, news.Conflict, "killed this dispatch")

		_, err = n.AnswerSource(ctx, nusrat, line.ID, "It is true")
		n.refused(err, news.Forbidden, "")
		if _, err = n.AnswerSource(ctx, sadia, all[" "].ID, "The board told us"); err != nil {
			n.Fatal(err)
		}
		n.holdDue()
		if left, err := n.db.Flashes(ctx, news.English); err != nil || len(left) != 0 {
			n.Errorf("on the bar still: %v %v", left, err)
		}
		cover, err := n.db.Coverage(ctx, m.story.ID)
		if err != nil || cover.Posts[0].Removed.IsZero() {
			n.Errorf("the post: %+v %v", cover.Posts[0], err)
		}
		if s := n.must(n.db.Story(ctx, m.story.Number)); s.Status != news.Live {
			n.Errorf("the story, which was answered for, is %s", s.Status)
		}
		if kept, err := n.db.SourceChange(ctx, all["post "+m.post].ID); err != nil || kept.Held.IsZero() || !strings.Contains(kept.Text, rose41) {
			n.Errorf("what the post said is not kept: %+v %v", kept, err)
		}
	})
}

func TestALineStaysOnTheBarOnceSomebodyAnswered(t *testing.T) {
	n := open(t)
	m := n.makeAll(n.receive("1", rose41))
	n.killed("1")
	for key, c := range n.asked() {
		if _, err := n.AnswerSource(t.Context(), sadia, c.ID, "The board told us"); err != nil {
			t.Errorf("%q: %v", key, err)
		}
	}
	n.holdDue()
	n.killed("1")
	if left, err := n.db.Flashes(t.Context(), news.English); err != nil || len(left) != 2 || len(n.asked()) != 0 {
		t.Errorf("%v %v, asked %v", left, err, n.asked())
	}
	if s := n.must(n.db.Story(t.Context(), m.story.Number)); s.Status != news.Live {
		t.Error(s.Status)
	}
}

func TestWhatAnUpdateLeavesAsItWasIsNotAskedAbout(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		m := n.makeAll(n.receive("1", rose41, halted))
		n.receive("1", rose41, halted+" They go again.")
		n.reread()
		if all := n.asked(); len(all) != 0 {
			n.Errorf("asked about %v", all)
		}
		n.receive("1", strings.Replace(rose41, "41", "47", 1), halted)
		n.reread()
		all := n.asked()
		if c := all["flash "+m.alone.ID]; c.Touched != 1 || c.Kind != news.ChangeUpdate || !c.HoldAt.IsZero() {
			n.Errorf("%+v", all)
		}
		late, err := n.Flash(n.Context(), sadia, desk.NewFlash{Language: news.English, Text: "The river rose 41 centimetres, the board said", Story: m.story.Number})
		if err != nil {
			n.Fatal(err)
		}
		if open := n.unanswered(m.story.Number); open[len(open)-1].Object != late.ID || open[len(open)-1].Version != 3 {
			n.Errorf("a line that leads to a story behind its source: %+v", open)
		}
		if _, err := n.EndFlash(n.Context(), sadia, m.alone.ID); err != nil {
			n.Fatal(err)
		}
		if _, there := n.asked()["flash "+m.alone.ID]; there {
			n.Error("a line that is off the bar is asked about")
		}
	})
}
