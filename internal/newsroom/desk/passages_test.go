package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store/storetest"
)

const (
	halted  = "Ferries were halted at Paturia after a launch struck a sandbar in heavy fog."
	nobody  = "Nobody was hurt, a port official at Paturia said."
	library = "The mayor of Tangail opened a library on Thursday."
)

// settles lets every story be read as if it had been left alone.
func (n *newsroom) settles() {
	n.Helper()
	if err := n.SettleNow(n.Context()); err != nil {
		n.Fatal(err)
	}
}

func TestWhereEachSentenceComesFromIsKeptWithItsRevision(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		d := n.receive("1", rose41, halted, nobody)
		s := n.rewritten(d, halted, rose41)
		n.settles()
		kept, err := n.db.Passages(ctx, s.ID, s.Revision)
		if err != nil || len(kept) != 1 || kept[0].Dispatch != d.ID || kept[0].Version != 1 || kept[0].Wire != "Delta Wire" {
			n.Fatal(kept, err)
		}
		var ours []string
		for _, p := range kept[0].Passages {
			ours = append(ours, p.Part+": "+p.SourceText)
		}
		if got := strings.Join(ours, "\n"); got != "headline: River rises\nbody: "+halted+"\nbody: "+rose41 {
			n.Error(got)
		}
		next := n.write(s.Number, halted)
		if got, err := n.Passages(ctx, s.Number, 0); err != nil || len(got) != 1 || got[0].Revision != next.Revision || len(got[0].Passages) != 2 {
			n.Errorf("before it settles: %+v %v", got, err)
		}
		if got, err := n.Passages(ctx, s.Number, s.Revision); err != nil || len(got) != 1 || len(got[0].Passages) != 3 {
			n.Errorf("of the earlier revision: %+v %v", got, err)
		}
		_, err = n.Passages(ctx, s.Number, 99)
		n.refused(err, news.NotFound, "")
	})
}

func TestASourceThatChangesSaysWhichSentencesRestOnIt(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		s := n.rewritten(n.receive("1", rose41, halted, nobody), halted, rose41, library)
		other := n.rewritten(n.receive("1", rose41, halted, nobody), halted)
		n.settles()
		n.receiveAs(news.Dispatch{GUID: "1", Change: news.ChangeCorrection, Body: news.Paragraphs(strings.Replace(rose41, "41", "47", 1), halted)}, "corrected")
		n.reread()
		c := n.unanswered(s.Number)[0]
		if c.Sentences != 3 || c.Touched != 1 || c.Untouched() {
			n.Errorf("%+v", c)
		}
		rests, err := n.Resting(ctx, c)
		if err != nil || len(rests) != 3 {
			n.Fatal(rests, err)
		}
		if r := rests[2]; r.Text != rose41 || r.Fate != news.FateChanged || r.Now != strings.Replace(rose41, "41", "47", 1) || rests[1].Fate != news.FateSame {
			n.Errorf("%+v", rests)
		}
		if mild := n.unanswered(other.Number); len(mild) != 1 || !mild[0].Untouched() || mild[0].Touched != 0 || !mild[0].MustLook() {
			n.Errorf("of nothing that it uses: %+v", mild)
		}
		n.killed("1")
		c = n.unanswered(s.Number)[0]
		if rests, err := n.Resting(ctx, c); err != nil || c.Kind != news.ChangeKill || c.Touched != 3 || len(rests) != 3 || rests[0].Fate != news.FateTaken {
			n.Errorf("of what is killed: %+v %v %v", c, rests, err)
		}
	})
}

// Who saves is not made to wait: nothing is read in the save, and what goes on being saved is not read before it is left alone.
func TestAStoryIsReadForItsPassagesOnceItIsLeftAlone(t *testing.T) {
	n := staffedOn(t, storetest.SQLite(t))
	s := n.rewritten(n.receive("1", rose41), rose41)
	for range 2 {
		if err := n.SettlePassages(t.Context()); err != nil {
			t.Fatal(err)
		}
		if kept, err := n.db.Passages(t.Context(), s.ID, s.Revision); err != nil || len(kept) != 0 {
			t.Errorf("just saved, it is read: %+v %v", kept, err)
		}
	}
	n.settles()
	if kept, err := n.db.Passages(t.Context(), s.ID, s.Revision); err != nil || len(kept) != 1 {
		t.Errorf("left alone, it is not read: %+v %v", kept, err)
	}
	if left, err := n.db.Unsettled(t.Context(), time.Now().Add(time.Hour), 0); err != nil || len(left) != 0 {
		t.Errorf("%+v %v", left, err)
	}
	live := n.must(n.Publish(t.Context(), rashed, n.rewrittenReady(n.receive("2", rose41)).Number, desk.Out{}))
	n.write(live.Number, rose41, halted)
	n.settles()
	if kept, err := n.db.Passages(t.Context(), live.ID, live.PublishedRevision); err != nil || len(kept) != 1 {
		t.Errorf("what readers have is not read: %+v %v", kept, err)
	}
}
