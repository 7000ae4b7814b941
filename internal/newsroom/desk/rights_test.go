package desk_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// known makes the newsroom know of a picture, with the rights, taken so long ago.
func (n *newsroom) known(hash string, rights news.Rights, ago time.Duration) news.Picture {
	n.Helper()
	p, err := n.AddPicture(n.Context(), nusrat, news.Picture{
		Name: hash + ".jpg", Hash: hash, Width: 40, Height: 30, Credit: "A. Rahman", Rights: rights, Taken: time.Now().Add(-ago),
	})
	if err != nil {
		n.Fatal(err)
	}
	return p
}

// withLead is ferries with the lead, of which everything is said.
func withLead(p news.Picture) news.Content {
	c := ferries
	c.Lead = &news.PictureUse{Picture: p.ID, Caption: "A ferry", Credit: "A. Rahman", Alt: "A ferry at a quay"}
	return c
}

// filed starts a story and hands it to the desk.
func (n *newsroom) filed(c news.Content) news.Story {
	n.Helper()
	s := n.must(n.Create(n.Context(), nusrat, desk.Start{Content: c}))
	return n.must(n.Submit(n.Context(), nusrat, s.Number, ""))
}

// expire makes the right to show the picture end then.
func (n *newsroom) expire(id string, until time.Time) {
	n.Helper()
	err := n.db.Tx(n.Context(), func(tx *store.Tx) error {
		p, err := tx.Picture(n.Context(), id)
		if err != nil {
			return err
		}
		p.Rights.Until = until.UTC().Truncate(time.Microsecond)
		return tx.SavePicture(n.Context(), p)
	})
	if err != nil {
		n.Fatal(err)
	}
}

func TestAPictureThatMayNotBeUsedIsNotBeforeReaders(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	past, soon := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	for says, rights := range map[string]news.Rights{
		"its rights say no":         {Use: news.Denied},
		"the right to show it ende": {Until: past},
	} {
		p := n.known(says, rights, time.Hour)
		s := n.filed(withLead(p))
		_, err := n.Ready(ctx, imran, s.Number, "")
		n.refused(err, news.Conflict, "The lead picture may not be used: "+says)
		_, err = n.FileFlash(ctx, nusrat, desk.NewsFlash{Text: "Ferries halted", Lead: &news.PictureUse{Picture: p.ID}})
		n.refused(err, news.Conflict, says)
		live := n.live()
		_, err = n.Cover(ctx, rashed, live.Number)
		if err != nil {
			t.Fatal(err)
		}
		post := news.Post{Body: news.Document{Blocks: []news.Node{{Type: news.PictureRef, Attrs: news.Attrs{Picture: p.ID, Alt: "A ferry", Credit: "X", Caption: "Y"}}}}}
		_, err = n.Post(ctx, rashed, live.Number, post)
		n.refused(err, news.Conflict, says)
		_, err = n.ChangeHouse(ctx, arif, func(h *news.House) error {
			h.Authors = []news.Author{{Slug: "nusrat", Names: map[news.Language]string{news.English: "Nusrat Karim"}, Picture: p.ID}}
			return nil
		})
		n.refused(err, news.Conflict, says)
		n.must(n.Save(ctx, rashed, live.Number, desk.Draft{Base: live.Revision, Content: withLead(p)})) // nothing that is typed is lost
		_, err = n.Update(ctx, rashed, live.Number, desk.Change{Note: "New."})
		n.refused(err, news.Conflict, says)
		_, err = n.Correct(ctx, rashed, live.Number, desk.Correction{Note: "Wrong."})
		n.refused(err, news.Conflict, says)
	}
	later := n.known("later", news.Rights{From: soon}, time.Hour)
	s := n.filed(withLead(later))
	n.must(n.Ready(ctx, imran, s.Number, "")) // it can wait for its hour
	_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "nobody may show it before")
	n.must(n.Schedule(ctx, rashed, s.Number, soon.Add(time.Minute), desk.Out{}))
	ends := n.known("ends", news.Rights{Until: soon}, time.Hour)
	s = n.filed(withLead(ends))
	n.must(n.Ready(ctx, imran, s.Number, ""))
	_, err = n.Schedule(ctx, rashed, s.Number, soon.Add(time.Minute), desk.Out{})
	n.refused(err, news.Conflict, "the right to show it ended at")
	n.must(n.Schedule(ctx, rashed, s.Number, soon.Add(-time.Minute), desk.Out{}))
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{})) // and with rights it goes out
}

func TestAPictureOfWhichTooLittleIsSaidIsNotNewToReaders(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p := n.known("p", news.Rights{}, time.Hour)
	for says, take := range map[string]func(*news.PictureUse){
		"The lead picture needs a caption":     func(u *news.PictureUse) { u.Caption = " " },
		"The lead picture needs a credit":      func(u *news.PictureUse) { u.Credit = "" },
		"The lead picture needs a description": func(u *news.PictureUse) { u.Alt = "" },
	} {
		c := withLead(p)
		take(c.Lead)
		s := n.filed(c)
		_, err := n.Ready(ctx, imran, s.Number, "")
		n.refused(err, news.Invalid, says)
	}
	c := withLead(p)
	c.Lead.Alt, c.Lead.Decorative = "", true
	s := n.filed(c)
	n.must(n.Ready(ctx, imran, s.Number, ""))
	body := ferries
	body.Body.Blocks = append([]news.Node{{Type: news.PictureRef, Attrs: news.Attrs{Picture: p.ID, Alt: "A ferry", Credit: "A. Rahman"}}}, ferries.Body.Blocks...)
	_, err := n.Ready(ctx, imran, n.filed(body).Number, "")
	n.refused(err, news.Invalid, "Picture 1 in the text needs a caption")

	// What moved in as it was is no hindrance to what is new; but what is new must have its words.
	moved := n.must(n.Import(ctx, arif, desk.Moved{Start: desk.Start{Content: body}, Published: time.Now().AddDate(-3, 0, 0)}))
	fixed := body
	fixed.Kicker = "Rivers"
	moved = n.must(n.Save(ctx, rashed, moved.Number, desk.Draft{Base: moved.Revision, Content: fixed}))
	moved = n.must(n.Update(ctx, rashed, moved.Number, desk.Change{Note: "Again."}))
	fixed.Lead = &news.PictureUse{Picture: p.ID}
	n.must(n.Save(ctx, rashed, moved.Number, desk.Draft{Base: moved.Revision, Content: fixed}))
	_, err = n.Update(ctx, rashed, moved.Number, desk.Change{Note: "Again."})
	n.refused(err, news.Invalid, "The lead picture needs a caption")
}

func TestConditionsAreReadBeforeReadersHaveThePicture(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p := n.known("p", news.Rights{Use: news.Conditional, Conditions: "Not beside an advertisement"}, time.Hour)
	s := n.filed(withLead(p))
	_, err := n.Ready(ctx, imran, s.Number, "")
	n.refused(err, news.Conflict, "Not beside an advertisement")
	said, err := n.AgreeToTerms(ctx, imran, s.Number, p.ID)
	if err != nil || said.AgreedBy.ID != imran.ID {
		t.Fatalf("%+v %v", said, err)
	}
	n.must(n.Ready(ctx, imran, s.Number, ""))
	if r := n.newest(s.Number); r.Verb != news.MarkReady {
		t.Errorf("the newest record is %s", r.Verb)
	}
	other := n.filed(withLead(p))
	_, err = n.Ready(ctx, imran, other.Number, "")
	n.refused(err, news.Conflict, "on conditions") // each story for itself
}

// newest is the newest record about the story.
func (n *newsroom) newest(number int64) news.Record {
	n.Helper()
	list, err := n.db.LogNewest(n.Context(), fmt.Sprintf("story/%d", number), 1)
	if err != nil || len(list) != 1 {
		n.Fatal(list, err)
	}
	return list[0]
}

func TestTheMarkOfAFilePhotoComesOffWithAReasonOnTheRecord(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	old, fresh := n.known("old", news.Rights{}, 400*24*time.Hour), n.known("fresh", news.Rights{}, time.Hour)
	c := withLead(old)
	s := n.must(n.Ready(ctx, imran, n.filed(c).Number, ""))
	s = n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
	public := func() edition.Story { all := n.changes(0); return *all[len(all)-1].Story }
	if !public().Lead.File {
		t.Fatal("a picture of last year is not called a file photo")
	}
	_, err := n.FilePhoto(ctx, rashed, s.Number, desk.FileMark{Picture: old.ID, Off: true, Reason: " "})
	n.refused(err, news.Invalid, "needs a reason")
	_, err = n.FilePhoto(ctx, nusrat, s.Number, desk.FileMark{Picture: old.ID, Off: true, Reason: "The camera's clock is wrong"})
	n.refused(err, news.Forbidden, "decide whether a picture is called a file photo")
	_, err = n.FilePhoto(ctx, rashed, s.Number, desk.FileMark{Picture: fresh.ID, Off: true, Reason: "It is"})
	n.refused(err, news.Conflict, "no mark to take off")
	if _, err = n.FilePhoto(ctx, rashed, s.Number, desk.FileMark{Picture: old.ID, Off: true, Reason: "The camera's clock is wrong"}); err != nil {
		t.Fatal(err)
	}
	if p := public(); p.Lead.File || len(p.Versions) != 1 {
		t.Errorf("readers still have the mark, or are told of a version: %+v", p.Versions)
	}
	r := n.newest(s.Number)
	if r.Verb != news.FilePhoto || !strings.Contains(string(r.Detail), "The camera's clock is wrong") {
		t.Errorf("the log says %s %s", r.Verb, r.Detail)
	}
	if text, err := json.Marshal(n.changes(0)); err != nil || strings.Contains(string(text), "clock is wrong") {
		t.Error("the reason left for readers", err)
	}
	c.Headline = "Ferries run again on the Jamuna" // a save leaves the decision as it is
	s = n.must(n.db.Story(ctx, s.Number))
	n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	n.must(n.Update(ctx, rashed, s.Number, desk.Change{Note: "They run."}))
	if public().Lead.File {
		t.Error("an update put the mark back")
	}
	if _, err = n.FilePhoto(ctx, rashed, s.Number, desk.FileMark{Picture: old.ID}); err != nil || !public().Lead.File {
		t.Error("the mark cannot be put back", err)
	}
	if s = n.must(n.Ready(ctx, imran, n.filed(withLead(fresh)).Number, "")); n.must(n.Publish(ctx, rashed, s.Number, desk.Out{})).Number == 0 || public().Lead.File {
		t.Error("a picture of the day is called a file photo")
	}
}

func TestAHouseSaysAfterHowManyHoursAPictureIsAFilePhoto(t *testing.T) {
	n := open(t)
	_, err := n.ChangeHouse(t.Context(), arif, func(h *news.House) error { h.FileHours = 745; return nil })
	n.refused(err, news.Invalid, "1 to 744 hours")
	if _, err = n.ChangeHouse(t.Context(), arif, func(h *news.House) error { h.FileHours = 2; return nil }); err != nil {
		t.Fatal(err)
	}
	if all := n.changes(0); all[len(all)-1].House.FileHours != 0 {
		t.Error("readers are told how the house decides")
	}
	s := n.must(n.Ready(t.Context(), imran, n.filed(withLead(n.known("p", news.Rights{}, 3*time.Hour))).Number, ""))
	n.must(n.Publish(t.Context(), rashed, s.Number, desk.Out{}))
	if all := n.changes(0); !all[len(all)-1].Story.Lead.File {
		t.Error("a picture of three hours ago is not a file photo after two")
	}
}

func TestTheEndOfRightsIsToldBeforeAndWhenItCame(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	p := n.known("p", news.Rights{}, time.Hour)
	s := n.must(n.Ready(ctx, imran, n.filed(withLead(p)).Number, ""))
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
	if err := n.ReadNotices(ctx, nusrat, "", 0); err != nil {
		t.Fatal(err)
	}
	warn := func() {
		t.Helper()
		for range 2 {
			if err := n.WarnOfRights(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	warn()
	n.isTold(nusrat)
	for i, in := range []time.Duration{23 * time.Hour, 30 * time.Minute, -time.Minute} {
		if err := n.ReadNotices(ctx, nusrat, "", 0); err != nil {
			t.Fatal(err)
		}
		n.expire(p.ID, time.Now().Add(in))
		warn()
		n.isTold(nusrat, news.NoticeRights)
		if list, err := n.db.Ending(ctx, time.Now().Add(24*time.Hour)); err != nil || len(list) != 1 || list[0].Story != s.Number {
			t.Errorf("%d: %+v %v", i, list, err)
		}
	}
	with := withLead(n.known("other", news.Rights{}, time.Hour))
	s = n.must(n.db.Story(ctx, s.Number))
	n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: with}))
	n.must(n.Update(ctx, rashed, s.Number, desk.Change{Note: "Another picture."}))
	if list, err := n.db.Ending(ctx, time.Now().Add(24*time.Hour)); err != nil || len(list) != 0 {
		t.Errorf("it was replaced, and still: %+v %v", list, err)
	}
}

func TestAMarkThatWasSetByHandComesOffWithAReasonToo(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	fresh, other := n.known("fresh", news.Rights{}, time.Hour), n.known("other", news.Rights{}, time.Hour)
	marked := withLead(fresh)
	marked.Lead.File = true
	s := n.must(n.Ready(ctx, imran, n.filed(marked).Number, ""))
	s = n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
	public := func() edition.Story { all := n.changes(0); return *all[len(all)-1].Story }
	if !public().Lead.File {
		t.Fatal("what a hand marked is not called a file photo")
	}
	plain, swapped := withLead(fresh), withLead(other)
	_, err := n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: plain})
	n.refused(err, news.Invalid, "only with a reason")
	if now := n.must(n.db.Story(ctx, s.Number)); !now.Content.Lead.File || now.Revision != s.Revision {
		t.Errorf("it came off all the same: %+v", now.Content.Lead)
	}
	_, err = n.FilePhoto(ctx, rashed, s.Number, desk.FileMark{Picture: fresh.ID, Off: true})
	n.refused(err, news.Invalid, "needs a reason")
	if _, err = n.FilePhoto(ctx, rashed, s.Number, desk.FileMark{Picture: fresh.ID, Off: true, Reason: "It is of this morning"}); err != nil {
		t.Fatal(err)
	}
	if public().Lead.File || !strings.Contains(string(n.newest(s.Number).Detail), "of this morning") {
		t.Errorf("readers have the mark, or the log has no reason: %s", n.newest(s.Number).Detail)
	}
	s = n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: plain})) // the reason is there
	if _, err = n.FilePhoto(ctx, rashed, s.Number, desk.FileMark{Picture: fresh.ID}); err != nil {
		t.Fatal(err)
	}
	s = n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: marked}))
	n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: swapped})) // another picture has no mark to lose
}
