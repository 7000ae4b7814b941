package desk_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// withCover is the picture as the darkroom gives it back, with its cover.
func withCover(p news.Picture, name string) news.Picture {
	p = developed(p, name)
	p.Cover = news.Rendition{Name: "cover-64.jpg", Width: 64, Height: 48, Bytes: 700}
	return p
}

// bloody is a story whose lead is graphic, and stands in its text again.
func bloody(p news.Picture, says string) news.Content {
	c := ferries
	c.Lead = &news.PictureUse{Picture: p.ID, Alt: "A man on a stretcher", Caption: "At the ghat.", Credit: "A. Rahman", Graphic: says}
	c.Body.Blocks = append(c.Body.Blocks[:len(c.Body.Blocks):len(c.Body.Blocks)], news.Node{Type: news.PictureRef, Attrs: news.Attrs{
		Picture: p.ID, Alt: "A man on a stretcher", Caption: "At the ghat.", Credit: "A. Rahman",
	}})
	return c
}

// The files of a graphic picture leave behind its cover alone: whoever does not know of covers has none. What is covered
// in one place of a story is covered in all.
func TestTheFilesOfAGraphicPictureLeaveBehindItsCover(t *testing.T) {
	n := open(t)
	p := n.boat("aa")
	if err := n.PictureDeveloped(t.Context(), withCover(p, "new")); err != nil {
		t.Fatal(err)
	}
	s := n.must(n.Publish(t.Context(), rashed, n.readyAs(bloody(p, "injured people")).Number, desk.Out{}))
	public := n.last().Story
	for _, is := range append(public.Pictures, *public.Lead) {
		c := is.Covered
		if c == nil || len(is.Renditions) > 0 || len(is.Crops) > 0 || c.Shows != "injured people" || c.Cover.Name != "cover-64.jpg" || len(c.Renditions) != 1 {
			t.Errorf("readers get %+v", is)
		}
	}
	if len(public.Pictures) != 1 {
		t.Errorf("it has %d pictures in its text", len(public.Pictures))
	}
	// To take the cover off is an update.
	s = n.must(n.Save(t.Context(), rashed, s.Number, desk.Draft{Base: s.Revision, Content: bloody(p, "")}))
	n.must(n.Update(t.Context(), rashed, s.Number, desk.Change{Note: "The picture is shown."}))
	if is := n.last(); is.Kind != edition.Updated || is.Story.Lead.Covered != nil || len(is.Story.Lead.Renditions) != 1 {
		t.Errorf("readers get %+v", is.Story.Lead)
	}
}

// A picture from before there were covers is developed again when one is needed, and readers get the cover then.
func TestAPictureWithoutACoverGetsOneWhenItIsNeeded(t *testing.T) {
	n := open(t)
	p := n.boat("aa")
	if err := n.PictureDeveloped(t.Context(), developed(p, "old")); err != nil {
		t.Fatal(err)
	}
	n.must(n.Publish(t.Context(), rashed, n.readyAs(bloody(p, "injured people")).Number, desk.Out{}))
	if c := n.last().Story.Lead.Covered; c == nil || c.Cover.Name != "" || len(c.Renditions) != 1 {
		t.Errorf("readers get %+v", c)
	}
	waiting, err := n.db.Undeveloped(t.Context(), 1, 9)
	if err != nil || len(waiting) != 1 || waiting[0].ID != p.ID {
		t.Fatalf("%d pictures are developed again: %v", len(waiting), err)
	}
	if err := n.PictureDeveloped(t.Context(), withCover(waiting[0], "old")); err != nil {
		t.Fatal(err)
	}
	if is := n.last(); is.Kind != edition.Redrawn || is.Story.Lead.Covered.Cover.Name != "cover-64.jpg" || is.Story.Lead.Renditions != nil {
		t.Errorf("readers get %+v", is.Story.Lead)
	}
	if waiting, err := n.db.Undeveloped(t.Context(), 1, 9); err != nil || len(waiting) > 0 {
		t.Errorf("%d pictures are developed a third time: %v", len(waiting), err)
	}
}

// What a cover says is for readers of the story: in their language, and no longer than there is room for.
func TestACoverIsWrittenInTheLanguageOfItsStory(t *testing.T) {
	n := open(t)
	p := n.boat("aa")
	s := n.must(n.Create(t.Context(), nusrat, desk.Start{Content: bloody(p, "আহত মানুষ")}))
	n.must(n.Submit(t.Context(), nusrat, s.Number, ""))
	_, err := n.Ready(t.Context(), imran, s.Number, "")
	n.refused(err, news.Invalid, "in the language of the story")
	_, err = n.Create(t.Context(), nusrat, desk.Start{Content: bloody(p, strings.Repeat("injured people ", 6))})
	n.refused(err, news.Invalid, "it may have 80")
}
