package desk_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

func TestAFlashIsWithTheDeskInOneStepAndOneRecord(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.FileFlash(ctx, nusrat, desk.NewsFlash{Text: "  ঢাকায়  লঞ্চ ডুবেছে ", Language: news.Bangla}))
	if s.Status != news.WithDesk || s.Desk != "city" || s.Content.Headline != "ঢাকায় লঞ্চ ডুবেছে" || s.Content.Flash != s.Content.Headline || s.Content.Section != "world-news" {
		t.Errorf("%+v", s)
	}
	log, err := n.db.LogNewest(ctx, "story/1", 10)
	if err != nil || len(log) != 1 || log[0].Verb != news.FileFlash || log[0].Actor.Name != "Nusrat Karim" {
		t.Errorf("the log has %+v %v", log, err)
	}
	if len(n.changes(1)) != 0 {
		t.Error("readers got something")
	}
	n.must(n.Ready(ctx, imran, s.Number, ""))
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{Flash: s.Content.Flash, Breaking: true, Minutes: 120}))
	c := n.changes(1)[0]
	item := c.Bars[0].Items[0]
	if got := item.Expires.Sub(item.At); got != 2*time.Hour || !item.Breaking || item.Path != c.Story.Path() || c.Story.Headline != item.Text {
		t.Errorf("for %s: %+v", got, item)
	}
}

func TestWhatIsNoFlashIsNotFiled(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	_, err := n.FileFlash(ctx, nusrat, desk.NewsFlash{Text: " "})
	n.refused(err, news.Invalid, "needs words")
	_, err = n.FileFlash(ctx, nusrat, desk.NewsFlash{Text: "x", Desk: "moon"})
	n.refused(err, news.Invalid, "no desk")
	_, err = n.FileFlash(ctx, arif, desk.NewsFlash{Text: "x"})
	n.refused(err, news.Forbidden, "may not file a flash")
	_, err = n.Publish(ctx, rashed, n.ready().Number, desk.Out{Flash: "x", Minutes: -1})
	n.refused(err, news.Invalid, "A flash stays")
}

func TestThePictureOfAFlashFollowsItsWords(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.FileFlash(ctx, nusrat, desk.NewsFlash{Text: "Launch sinks"}))
	s = n.must(n.FlashPicture(ctx, nusrat, s.Number, news.PictureUse{Picture: "p1"}))
	if l := s.Content.Lead; l == nil || l.Alt != "Launch sinks" || l.Credit != "Nusrat Karim" || s.Revision != 2 || s.Status != news.WithDesk {
		t.Errorf("%+v", s)
	}
	if s = n.must(n.FlashPicture(ctx, nusrat, s.Number, news.PictureUse{Picture: "p2"})); s.Content.Lead.Picture != "p1" || s.Revision != 2 {
		t.Errorf("a second picture took the place of the first: %+v", s.Content.Lead)
	}
	stranger := nusrat
	stranger.ID = "somebody"
	_, err := n.FlashPicture(ctx, stranger, s.Number, news.PictureUse{Picture: "p3"})
	n.refused(err, news.Forbidden, "only their own")
	other := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	_, err = n.FlashPicture(ctx, nusrat, other.Number, news.PictureUse{Picture: "p1"})
	n.refused(err, news.Conflict, "was not filed as a flash")
}
