package desk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

var papia = news.Person{ID: "papia", Name: "Papia Das", Roles: []news.Role{news.PictureEditor}}

// picture keeps a picture that has its files already.
func (n *newsroom) picture(hash, caption, credit string) news.Picture {
	n.Helper()
	p, err := n.AddPicture(n.Context(), papia, news.Picture{
		Name: hash + ".jpg", Hash: hash, Width: 4000, Height: 3000, Caption: caption, Alt: "What " + hash + " shows", Credit: credit,
		Renditions: []news.Rendition{{Name: hash + "-320.jpg", Width: 320, Height: 240, Bytes: 9}}, Plan: 1,
	})
	if err != nil {
		n.Fatal(err)
	}
	return p
}

// editPicture changes what is known of the picture as it is now.
func (n *newsroom) editPicture(by news.Person, id string, change func(*desk.PictureEdit)) (news.Picture, error) {
	n.Helper()
	p, err := n.db.Picture(n.Context(), id)
	if err != nil {
		n.Fatal(err)
	}
	e := desk.PictureEdit{Base: p.Revision}
	change(&e)
	return n.EditPicture(n.Context(), by, id, e)
}

func (n *newsroom) recordsOf(object string) []news.Record {
	n.Helper()
	all, err := n.db.LogNewest(n.Context(), object, 100)
	if err != nil {
		n.Fatal(err)
	}
	return all
}

func TestTwoWhoChangeAPictureAtOnceDoNotLoseEachOthersWords(t *testing.T) {
	n := open(t)
	p := n.picture("boats", "A boat", "Reuters")
	first, second := "Two boats", "Three boats"
	if _, err := n.EditPicture(t.Context(), papia, p.ID, desk.PictureEdit{Base: p.Revision, Caption: &first}); err != nil {
		t.Fatal(err)
	}
	_, err := n.EditPicture(t.Context(), rashed, p.ID, desk.PictureEdit{Base: p.Revision, Caption: &second})
	n.refused(err, news.Conflict, "")
	now, _ := n.db.Picture(t.Context(), p.ID)
	if now.Caption != first {
		t.Errorf("the caption is %q", now.Caption)
	}
	if got := n.recordsOf("picture/" + p.ID); len(got) != 2 || got[0].Verb != news.EditPicture || !strings.Contains(string(got[0].Detail), "Two boats") {
		t.Errorf("the records are %v", got)
	}
}

func TestACropOrAFocusMakesTheFilesAnewAndACaptionInAnotherLanguageDoesNot(t *testing.T) {
	n := open(t)
	p := n.picture("boats", "A boat", "Reuters")
	care := "a minor"
	if p, _ = n.editPicture(papia, p.ID, func(e *desk.PictureEdit) { e.Care = &care }); p.Plan != 1 {
		t.Error("a warning makes the files anew")
	}
	p, err := n.editPicture(papia, p.ID, func(e *desk.PictureEdit) {
		e.Crops = &[]news.Crop{{Shape: news.Shape16x9, X: 100, Y: 50, Width: 3000}}
	})
	if c, ok := p.Crop(news.Shape16x9); err != nil || p.Plan != 0 || !ok || !c.ByHand || c.Height != 1688 || c.X != 100 {
		t.Errorf("plan %d, %+v, %v", p.Plan, c, err)
	}
	_, err = n.editPicture(papia, p.ID, func(e *desk.PictureEdit) { e.Crops = &[]news.Crop{{Shape: news.Shape16x9, X: 3000, Width: 3000}} })
	n.refused(err, news.Invalid, "16:9")
	if p, err = n.editPicture(papia, p.ID, func(e *desk.PictureEdit) { e.Crops = &[]news.Crop{} }); err != nil {
		t.Fatal(err)
	}
	if c, ok := p.Crop(news.Shape16x9); ok && c.ByHand {
		t.Errorf("the crop still stands: %+v", c)
	}
}

// pictured is a story with the picture as its lead and in its text.
func pictured(p news.Picture) news.Content {
	c := ferries
	c.Lead = &news.PictureUse{Picture: p.ID, Caption: "Lead", Credit: p.Credit, Alt: "Seen", File: true}
	c.Body = news.Document{Blocks: append(news.Paragraphs("Water rose in 14 districts.").Blocks,
		news.Node{Type: news.PictureRef, Attrs: news.Attrs{Picture: p.ID, Caption: "Body", Credit: p.Credit, Alt: "Seen again"}})}
	return c
}

func (n *newsroom) storyWith(p news.Picture, live bool) news.Story {
	n.Helper()
	ctx := n.Context()
	s := n.must(n.Create(ctx, rashed, desk.Start{Content: pictured(p)}))
	if !live {
		return s
	}
	n.must(n.Submit(ctx, rashed, s.Number, ""))
	n.must(n.Ready(ctx, rashed, s.Number, ""))
	return n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
}

func TestAPictureIsReplacedInEveryStoryInOneAct(t *testing.T) {
	n := open(t)
	was, is := n.picture("other-flood", "Another flood", "Reuters"), n.picture("this-flood", "This flood", "Papia Das")
	live, draft, ahead := n.storyWith(was, true), n.storyWith(was, false), n.storyWith(was, true)
	working := pictured(was)
	working.Headline = "Not yet for readers"
	n.must(n.Save(t.Context(), rashed, ahead.Number, desk.Draft{Base: ahead.Revision, Content: working}))
	plan, err := n.PlanReplacement(t.Context(), rashed, was.ID)
	if err != nil || len(plan.Lines) != 3 {
		t.Fatalf("the plan is %+v, %v", plan, err)
	}
	before := n.changes(0)
	_, err = n.ReplacePicture(t.Context(), rashed, was.ID, desk.Replacement{With: is.ID, Why: "It is another flood", Words: true, Mark: plan.Mark})
	n.refused(err, news.Invalid, "public note")
	_, err = n.ReplacePicture(t.Context(), papia, was.ID, desk.Replacement{With: is.ID, Why: "x", Note: "y"})
	n.refused(err, news.Forbidden, "")
	note := "An earlier picture showed the flood of 2024."
	if _, err = n.ReplacePicture(t.Context(), rashed, was.ID, desk.Replacement{With: is.ID, Why: "It is another flood", Note: note, Words: true, Mark: plan.Mark}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []news.Story{live, draft, ahead} {
		now, err := n.db.Story(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		lead, body := now.Content.Lead, now.Content.Body.Pictures()
		if lead.Picture != is.ID || lead.Caption != "This flood" || lead.Credit != "Papia Das" || lead.File || body[0].Picture != is.ID || body[0].Caption != "This flood" {
			t.Errorf("story %d has %+v and %+v", s.Number, lead, body)
		}
		if got := n.recordsOf(fmt.Sprint("story/", s.Number)); got[0].Verb != news.ReplacePicture {
			t.Errorf("story %d: the last record is %s", s.Number, got[0].Verb)
		}
	}
	after := n.changes(before[len(before)-1].Number)
	if len(after) != 2 {
		t.Fatalf("%d editions, want one for each live story", len(after))
	}
	for _, c := range after {
		v := c.Story.Versions[len(c.Story.Versions)-1]
		if c.Kind != edition.Updated || c.Story.Lead.ID != is.ID || c.Story.Headline != ferries.Headline || v.Kind != news.UpdatedVersion || v.Note != note || c.Story.Updated.IsZero() {
			t.Errorf("readers get %s: %+v, version %+v", c.Kind, c.Story.Card, v)
		}
	}
	if now, _ := n.db.Story(t.Context(), ahead.Number); now.Content.Headline != working.Headline || now.Revision <= now.PublishedRevision {
		t.Errorf("the working copy became %q, revision %d of %d", now.Content.Headline, now.Revision, now.PublishedRevision)
	}
	act := n.recordsOf("picture/" + was.ID)[0]
	var detail struct{ Stories []int64 }
	if err := json.Unmarshal(act.Detail, &detail); err != nil || act.Verb != news.ReplacePicture || len(detail.Stories) != 3 {
		t.Errorf("the act's record is %s %s", act.Verb, act.Detail)
	}
	if uses, _ := n.db.PictureUses(t.Context(), was.ID); len(uses) > 0 {
		t.Errorf("the first picture is still used: %v", uses)
	}
}

func TestAStoryThatSomebodyEditsStopsAReplacementWithTheirName(t *testing.T) {
	n := open(t)
	was, is := n.picture("other-flood", "Another flood", "Reuters"), n.picture("this-flood", "This flood", "Papia Das")
	live, locked := n.storyWith(was, true), n.storyWith(was, false)
	if _, err := n.Lock(t.Context(), imran, locked.Number, news.PicturesPart, desk.Touch{Client: "one", Typed: true}); err != nil {
		t.Fatal(err)
	}
	before := n.changes(0)
	plan, err := n.PlanReplacement(t.Context(), rashed, was.ID)
	if err != nil {
		t.Fatal(err)
	}
	stopped := 0
	for _, l := range plan.Lines {
		if strings.Contains(l.Stops, imran.Name) && l.Story == locked.Number {
			stopped++
		}
	}
	_, err = n.ReplacePicture(t.Context(), rashed, was.ID, desk.Replacement{With: is.ID, Why: "x", Note: "y"})
	n.refused(err, news.Conflict, imran.Name)
	if now, _ := n.db.Story(t.Context(), live.Number); stopped != 1 || now.Content.Lead.Picture != was.ID || len(n.changes(0)) != len(before) {
		t.Errorf("stopped by %d, the live story has %s, %d editions", stopped, now.Content.Lead.Picture, len(n.changes(0)))
	}
}

func TestAReplacementIsRefusedWhenItsListHasChanged(t *testing.T) {
	n := open(t)
	was, is := n.picture("a", "A", "Reuters"), n.picture("b", "B", "Papia Das")
	n.storyWith(was, false)
	plan, err := n.PlanReplacement(t.Context(), rashed, was.ID)
	if err != nil {
		t.Fatal(err)
	}
	n.storyWith(was, false)
	_, err = n.ReplacePicture(t.Context(), rashed, was.ID, desk.Replacement{With: is.ID, Why: "x", Mark: plan.Mark})
	n.refused(err, news.Conflict, "no longer what you saw")
}

func TestAReplacementThatKeepsTheWordsStillTakesTheCredit(t *testing.T) {
	n := open(t)
	was, is := n.picture("a", "A", "Reuters"), n.picture("b", "B", "Papia Das")
	s := n.storyWith(was, false)
	if _, err := n.ReplacePicture(t.Context(), rashed, was.ID, desk.Replacement{With: is.ID, Why: "sharper"}); err != nil {
		t.Fatal(err)
	}
	now, _ := n.db.Story(t.Context(), s.Number)
	if l := now.Content.Lead; l.Caption != "Lead" || l.Alt != "Seen" || l.Credit != "Papia Das" {
		t.Errorf("the lead is %+v", l)
	}
}

func TestAnUnusedPictureIsDeletedAndAUsedOneStays(t *testing.T) {
	n := open(t)
	used, unused := n.picture("used", "A", "Reuters"), n.picture("unused", "B", "Reuters")
	n.storyWith(used, false)
	_, err := n.DeletePicture(t.Context(), papia, used.ID, "not ours")
	n.refused(err, news.Conflict, "stays")
	_, err = n.DeletePicture(t.Context(), papia, unused.ID, "")
	n.refused(err, news.Invalid, "reason")
	_, err = n.DeletePicture(t.Context(), nusrat, unused.ID, "x")
	n.refused(err, news.Forbidden, "")
	left, err := n.DeletePicture(t.Context(), papia, unused.ID, "sent by mistake")
	if err != nil || left.Original != "unused" || len(left.Renditions) != 1 {
		t.Fatalf("left %+v, %v", left, err)
	}
	_, err = n.db.Picture(t.Context(), unused.ID)
	n.refused(err, news.NotFound, "")
	if r := n.recordsOf("picture/" + unused.ID)[0]; r.Verb != news.DeletePicture || !strings.Contains(string(r.Detail), "sent by mistake") {
		t.Errorf("the record is %s %s", r.Verb, r.Detail)
	}
}

func TestARenditionThatAnotherPictureHasStays(t *testing.T) {
	n := open(t)
	one := n.picture("one", "A", "Reuters")
	two, err := n.AddPicture(t.Context(), papia, news.Picture{Name: "two.jpg", Hash: "two", Width: 4000, Height: 3000, Renditions: one.Renditions})
	if err != nil {
		t.Fatal(err)
	}
	left, err := n.DeletePicture(t.Context(), papia, two.ID, "twice")
	if err != nil || left.Original != "two" || len(left.Renditions) != 0 {
		t.Errorf("left %+v, %v", left, err)
	}
}

func TestWhoHasAnOriginalIsOnRecord(t *testing.T) {
	n := open(t)
	p, err := n.AddPicture(t.Context(), nusrat, news.Picture{Name: "secret.jpg", Hash: "s", Width: 40, Height: 30})
	if err != nil {
		t.Fatal(err)
	}
	mine := nusrat
	if _, err := n.OpenOriginal(t.Context(), mine, p.ID); err != nil {
		t.Errorf("whoever uploaded it: %v", err)
	}
	if _, err := n.OpenOriginal(t.Context(), papia, p.ID); err != nil {
		t.Errorf("the picture editor: %v", err)
	}
	_, err = n.OpenOriginal(t.Context(), imran, p.ID)
	n.refused(err, news.Forbidden, "")
	mine.Acting.Token = true
	_, err = n.OpenOriginal(t.Context(), mine, p.ID)
	n.refused(err, news.Forbidden, "")
	if got := n.recordsOf("picture/" + p.ID); len(got) != 3 || got[0].Verb != news.OpenOriginal || got[0].Actor.ID != papia.ID {
		t.Errorf("the records are %v", got)
	}
}

func TestAPictureIsPutAtTheHeadOfAStory(t *testing.T) {
	n := open(t)
	p, other := n.picture("a", "A boat", "Reuters"), n.picture("b", "B", "Reuters")
	s := n.must(n.Create(t.Context(), rashed, desk.Start{Content: ferries}))
	s = n.must(n.UsePicture(t.Context(), rashed, p.ID, s.Number, false))
	if l := s.Content.Lead; l == nil || l.Picture != p.ID || l.Caption != "A boat" || l.Credit != "Reuters" || l.Alt != "What a shows" {
		t.Errorf("the lead is %+v", l)
	}
	_, err := n.UsePicture(t.Context(), rashed, other.ID, s.Number, false)
	n.refused(err, news.Conflict, "take its place")
	if s = n.must(n.UsePicture(t.Context(), rashed, other.ID, s.Number, true)); s.Content.Lead.Picture != other.ID {
		t.Errorf("the lead is %+v", s.Content.Lead)
	}
	_, err = n.UsePicture(t.Context(), nusrat, p.ID, s.Number, true)
	n.refused(err, news.Forbidden, "")
}

func TestAPictureOfWhichNobodySaysWhoseItIsTakesNoPlace(t *testing.T) {
	n := open(t)
	first, nobodys := n.picture("first", "A boat", "Reuters"), n.picture("nobodys", "A better boat", "")
	with := ferries
	with.Lead = &news.PictureUse{Picture: first.ID, Caption: "A boat", Credit: "Reuters", Alt: "A boat"}
	s := n.must(n.Create(t.Context(), nusrat, desk.Start{Content: with}))
	_, err := n.ReplacePicture(t.Context(), rashed, first.ID, desk.Replacement{With: nobodys.ID, Why: "sharper"})
	n.refused(err, news.Invalid, "The picture needs a credit")
	if s = n.must(n.db.Story(t.Context(), s.Number)); s.Content.Lead.Picture != first.ID {
		t.Errorf("the story has %+v", s.Content.Lead)
	}
}

func TestWhatIsSaidOfAPictureMustMakeSense(t *testing.T) {
	n := open(t)
	p := n.picture("boat", "A boat", "Reuters")
	noon := time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)
	square := news.Crop{Shape: news.Shape1x1, Width: 400, Height: 400}
	for says, e := range map[string]desk.PictureEdit{
		"its use is none of them":     {Rights: &news.Rights{Use: "denid"}},
		"would end before it begins":  {Rights: &news.Rights{From: noon, Until: noon}},
		"more than one crop":          {Crops: &[]news.Crop{square, square}},
		"There is no crop of the sha": {Crops: &[]news.Crop{{Shape: "2:1", Width: 400, Height: 200}}},
	} {
		_, err := n.EditPicture(t.Context(), papia, p.ID, e)
		n.refused(err, news.Invalid, says)
	}
	if _, err := n.EditPicture(t.Context(), papia, p.ID, desk.PictureEdit{
		Rights: &news.Rights{Use: news.Denied, From: noon, Until: noon.Add(time.Hour)}, Crops: &[]news.Crop{square},
	}); err != nil {
		t.Error(err)
	}
}

func TestACollectionBeginsWithNoMorePicturesThanArePutIntoOneAtOnce(t *testing.T) {
	n := open(t)
	p := n.picture("boat", "A boat", "Reuters")
	_, err := n.NewCollection(t.Context(), papia, "Boats", slices.Repeat([]string{p.ID}, desk.MostPictures+1))
	n.refused(err, news.Invalid, "at once there may be")
	for name, pictures := range map[string][]string{"None": nil, "Boats": slices.Repeat([]string{p.ID}, desk.MostPictures)} {
		if c, err := n.NewCollection(t.Context(), papia, name, pictures); err != nil || c.Pictures != min(1, len(pictures)) {
			t.Errorf("%s: %+v %v", name, c, err)
		}
	}
}
