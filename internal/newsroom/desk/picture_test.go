package desk_test

import (
	"reflect"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// boat is a picture in the store, as it is when it has just come in.
func (n *newsroom) boat(hash string) news.Picture {
	n.Helper()
	p, err := n.AddPicture(n.Context(), nusrat, news.Picture{
		Hash: hash, Width: 1600, Height: 1200, Credit: "A. Rahman", Renditions: []news.Rendition{{Name: hash + ".jpg", Width: 320, Height: 240, Bytes: 9}},
	})
	if err != nil {
		n.Fatal(err)
	}
	return p
}

// developed is the picture as the darkroom gives it back.
func developed(p news.Picture, name string) news.Picture {
	p.Plan = 1
	p.Renditions = []news.Rendition{{Name: name + ".jpg", Width: 320, Height: 240, Bytes: 9, AVIF: news.RenditionFile{Name: name + ".avif", Bytes: 5}}}
	p.Crops = []news.Crop{{Shape: news.Shape3x2, Width: 1600, Height: 1066, Renditions: []news.Rendition{{Name: name + "-32.jpg", Width: 320, Height: 213, Bytes: 8}}}}
	return p
}

// Readers get the better files of a picture that is before them, and are told of no update.
func TestAPictureThatIsDevelopedIsRedrawnWhereReadersHaveIt(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p := n.boat("aa")
	with := ferries
	with.Lead = &news.PictureUse{Picture: p.ID, Alt: "A boat", Caption: "A boat on the river.", Credit: "A. Rahman"}
	s := n.must(n.Publish(ctx, rashed, n.readyAs(with).Number, desk.Out{}))
	without := n.live()
	if err := n.PictureDeveloped(ctx, developed(p, "new")); err != nil {
		t.Fatal(err)
	}
	c := n.last()
	if c.Kind != edition.Redrawn || c.About() != s.Number || c.Story.Lead.Renditions[0].AVIF.Name != "new.avif" || len(c.Story.Lead.Crops) != 1 {
		t.Errorf("readers get %+v", c)
	}
	after, err := n.db.Story(ctx, s.Number)
	if err != nil {
		t.Fatal(err)
	}
	if after.Edition != s.Edition || !after.Updated.Equal(s.Updated) || len(c.Story.Versions) != 1 || c.Story.Versions[0].Edition != s.Edition {
		t.Errorf("the story is %+v, its versions %+v", after, c.Story.Versions)
	}
	if n.changes(c.Number - 1)[0].About() == without.Number {
		t.Error("a story without the picture was redrawn")
	}
	if err := n.PictureDeveloped(ctx, developed(p, "again")); err != nil {
		t.Fatal(err)
	}
	if n.last().Number != c.Number {
		t.Error("it was redrawn twice")
	}
}

// One transaction must not hold the newsroom up for as long as a picture of the archive is used.
func TestThirtyStoriesOfAPictureAreRedrawnSomeAtATime(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p := n.boat("aa")
	with := ferries
	with.Lead = &news.PictureUse{Picture: p.ID, Alt: "A boat", Caption: "A boat on the river.", Credit: "A. Rahman"}
	stories := map[int64]bool{}
	for range 30 {
		stories[n.must(n.Publish(ctx, rashed, n.readyAs(with).Number, desk.Out{})).Number] = true
	}
	from := n.last().Number
	if err := n.PictureDeveloped(ctx, developed(p, "new")); err != nil {
		t.Fatal(err)
	}
	if at := n.last().Number; at != from+20 {
		t.Errorf("%d stories were redrawn at once", at-from)
	}
	for {
		more, err := n.RedrawMore(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
	}
	for _, c := range n.changes(from) {
		if c.Kind != edition.Redrawn || !stories[c.About()] || c.Story.Lead.Renditions[0].AVIF.Name != "new.avif" {
			t.Errorf("readers get %+v", c)
		}
		delete(stories, c.About())
	}
	if len(stories) > 0 {
		t.Errorf("of these readers have the old files: %v", stories)
	}
}

func TestAPictureThatWasChangedWhileItWasDevelopedIsDevelopedAgain(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p := n.boat("aa")
	credit := "R. Das"
	edited, err := n.EditPicture(ctx, imran, p.ID, desk.PictureEdit{Credit: &credit, Focus: &news.Focus{X: .2, Y: .8, Set: true}})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.PictureDeveloped(ctx, developed(p, "old")); err != nil {
		t.Fatal(err)
	}
	waiting, err := n.db.Undeveloped(ctx, 1, 10)
	if err != nil || len(waiting) != 1 || waiting[0].Focus.X != .2 || waiting[0].Renditions[0].Name != "aa.jpg" {
		t.Errorf("what waits is %+v, %v", waiting, err)
	}
	if err := n.PictureDeveloped(ctx, developed(edited, "new")); err != nil {
		t.Fatal(err)
	}
	if waiting, err := n.db.Undeveloped(ctx, 1, 10); err != nil || len(waiting) != 0 {
		t.Errorf("what waits then is %+v, %v", waiting, err)
	}
}

func TestWhatIsKnownOfAPictureIsChangedByWhoMayAndOneAfterTheOther(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	p := n.boat("aa")
	alt := "A boat crosses the river"
	if _, err := n.EditPicture(ctx, nusrat, p.ID, desk.PictureEdit{Alt: &alt}); err != nil {
		t.Errorf("who uploaded it may not: %v", err)
	}
	other := "A boat"
	_, err := n.EditPicture(ctx, imran, p.ID, desk.PictureEdit{Alt: &other})
	n.refused(err, news.Conflict, "Somebody else")
	if same, err := n.EditPicture(ctx, imran, p.ID, desk.PictureEdit{Alt: &alt}); err != nil || same.Revision != 1 || len(n.recordsOf("picture/"+p.ID)) != 2 {
		t.Errorf("what is known already was changed, or refused: revision %d, %v", same.Revision, err)
	}
	for _, bad := range []desk.PictureEdit{
		{Base: 1, Focus: &news.Focus{X: 1.5, Set: true}},
		{Base: 1, Crops: &[]news.Crop{{Shape: "7:5", Width: 1, Height: 1}}},
		{Base: 1, Crops: &[]news.Crop{{Shape: news.Shape1x1, X: 1000, Width: 1000, Height: 1000}}},
	} {
		if _, err := n.EditPicture(ctx, imran, p.ID, bad); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
	hand := news.Crop{Shape: news.Shape1x1, X: 600, Width: 1000, Height: 1000}
	edited, err := n.EditPicture(ctx, imran, p.ID, desk.PictureEdit{Base: 1, Crops: &[]news.Crop{hand}})
	if err != nil {
		t.Fatal(err)
	}
	hand.ByHand = true
	if got, ok := edited.Crop(news.Shape1x1); !ok || !reflect.DeepEqual(got, hand) {
		t.Errorf("the crop is %+v", got)
	}
}
