package desk_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// film keeps a film that the picture stands for.
func (n *newsroom) film(poster string) news.Recording {
	n.Helper()
	r, err := n.AddRecording(n.Context(), papia, news.Recording{Name: "flood.mp4", Hash: "flood", Kind: news.Film, File: "flood.mp4", Type: "video/mp4", Bytes: 9})
	if err == nil {
		r, err = n.EditRecording(n.Context(), papia, r.ID, func(r *news.Recording) { r.Poster = poster })
	}
	if err != nil {
		n.Fatal(err)
	}
	return r
}

func TestAPosterIsAPictureThatReadersHave(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p, other := n.picture("still", "A still", "A. Rahman"), n.picture("other", "Another", "A. Rahman")
	film := n.film(p.ID)
	with := ferries
	with.Body.Blocks = append(with.Body.Blocks, news.Node{Type: news.MediaRef, Attrs: news.Attrs{Media: film.ID, Caption: "The flood", Credit: "A. Rahman"}})
	s := n.readyAs(with)
	rights := func(id string, r news.Rights) {
		t.Helper()
		if _, err := n.editPicture(papia, id, func(e *desk.PictureEdit) { e.Rights = &r }); err != nil {
			t.Fatal(err)
		}
	}
	rights(p.ID, news.Rights{Use: news.Denied})
	_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "The poster of a film may not be used")
	rights(other.ID, news.Rights{Use: news.Denied})
	_, err = n.EditRecording(ctx, papia, film.ID, func(r *news.Recording) { r.Poster = other.ID })
	n.refused(err, news.Conflict, "may not be used")
	rights(p.ID, news.Rights{})
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
	if uses, err := n.db.PictureUses(ctx, p.ID); err != nil || len(uses) != 1 || uses[0].Story != s.Number {
		t.Errorf("the poster is used in %+v, %v", uses, err)
	}
	rights(other.ID, news.Rights{})
	plan, err := n.PlanReplacement(ctx, rashed, p.ID)
	if err != nil || len(plan.Lines) != 1 || !strings.Contains(plan.Lines[0].Left, "stands for a film") {
		t.Errorf("a replacement would change %+v, %v", plan.Lines, err)
	}
	_, err = n.ReplacePicture(ctx, rashed, p.ID, desk.Replacement{With: other.ID, Why: "sharper", Note: "Another picture."})
	n.refused(err, news.Conflict, "Nothing uses the picture that could be changed")
	n.must(n.Withdraw(ctx, sadia, s.Number, "to be looked at"))
	_, err = n.DeletePicture(ctx, papia, p.ID, "not ours")
	n.refused(err, news.Conflict, "The picture is the poster of a film")
	if _, err := n.EditRecording(ctx, papia, film.ID, func(r *news.Recording) { r.Poster = other.ID }); err != nil {
		t.Fatal(err)
	}
	if _, err := n.DeletePicture(ctx, papia, p.ID, "not ours"); err != nil {
		t.Errorf("a picture that stands for nothing any more: %v", err)
	}
}

// The legal archive names it, so that no program deletes it; and somebody who may can.
func TestThePictureOfAKilledStoryStaysUntilSomebodyDeletesIt(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p, shared := n.picture("killed", "A boat", "Reuters"), n.picture("shared", "A quay", "Reuters")
	both := pictured(p)
	both.Lead = &news.PictureUse{Picture: shared.ID, Caption: "A quay", Credit: "Reuters", Alt: "A quay"}
	s := n.must(n.Publish(ctx, rashed, n.readyAs(both).Number, desk.Out{}))
	other := n.storyWith(shared, true)
	n.must(n.Kill(ctx, sadia, s.Number, desk.KillOrder{Reason: "It is not true.", Alone: "night"}))
	if uses, err := n.db.PictureUses(ctx, p.ID); err != nil || len(uses) != 0 {
		t.Errorf("it is used in %+v, %v", uses, err)
	}
	left, err := n.DeletePicture(ctx, papia, p.ID, "the story was killed")
	if err != nil || left.Original != "killed" || len(left.Renditions) != 1 {
		t.Errorf("what nobody needs is %+v, %v", left, err)
	}
	_, err = n.DeletePicture(ctx, papia, shared.ID, "the story was killed")
	n.refused(err, news.Conflict, "it stays")
	if a, err := n.OpenArchive(ctx, sadia, s.Number, "the court asked"); err != nil || a.Revisions[0].Content.Body.Pictures()[0].Picture != p.ID {
		t.Errorf("the legal archive no longer says which picture it was: %v", err)
	}
	if now := n.must(n.db.Story(ctx, other.Number)); now.Content.Lead.Picture != shared.ID {
		t.Errorf("the other story has %+v", now.Content.Lead)
	}
}
