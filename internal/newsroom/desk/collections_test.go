package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// in returns the IDs of the collection's pictures.
func (n *newsroom) in(id string) (ids []string) {
	n.Helper()
	found, err := n.db.FindPictures(n.Context(), store.PictureFilter{Collection: id, Limit: 100})
	if err != nil {
		n.Fatal(err)
	}
	for _, p := range found.Items {
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	return ids
}

func TestPicturesComeIntoACollectionOnceAndLeaveItAndStay(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	a, b := n.picture("a", "A", "Reuters"), n.picture("b", "B", "Reuters")
	c, err := n.NewCollection(ctx, papia, "  Jamuna   flood ", []string{a.ID})
	if err != nil || c.Name != "Jamuna flood" || c.Pictures != 1 || c.By.ID != papia.ID {
		t.Fatalf("%+v, %v", c, err)
	}
	if c, err = n.Collect(ctx, papia, c.ID, []string{a.ID, b.ID}); err != nil || c.Pictures != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := n.recordsOf("collection/" + c.ID)[0]; !strings.Contains(string(got.Detail), b.ID) || strings.Contains(string(got.Detail), a.ID) {
		t.Errorf("the record says of one that was in it that it came: %s", got.Detail)
	}
	if _, err = n.Collect(ctx, papia, c.ID, []string{b.ID}); err != nil || len(n.recordsOf("collection/"+c.ID)) != 2 {
		t.Errorf("what changed nothing was recorded, or refused: %v", err)
	}
	if c, err = n.Uncollect(ctx, papia, c.ID, []string{a.ID}); err != nil || !slices.Equal(n.in(c.ID), []string{b.ID}) {
		t.Errorf("in it are %v, %v", n.in(c.ID), err)
	}
	if _, err = n.DropCollection(ctx, papia, c.ID); err != nil {
		t.Fatal(err)
	}
	if all, err := n.db.Collections(ctx); err != nil || len(all) != 0 {
		t.Errorf("there are %v, %v", all, err)
	}
	if p, err := n.db.Picture(ctx, b.ID); err != nil || p.Caption != "B" {
		t.Errorf("its picture went with it: %v", err)
	}
}

func TestACollectionHasANameOfItsOwnAndIsMadeByWhoMay(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	a := n.picture("a", "A", "Reuters")
	flood, err := n.NewCollection(ctx, papia, "Flood", nil)
	if err != nil {
		t.Fatal(err)
	}
	ferries, err := n.NewCollection(ctx, papia, "Ferries", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = n.NewCollection(ctx, papia, "FLOOD", nil)
	n.refused(err, news.Conflict, "")
	_, err = n.RenameCollection(ctx, papia, ferries.ID, "flood")
	n.refused(err, news.Conflict, "")
	_, err = n.NewCollection(ctx, papia, " ", nil)
	n.refused(err, news.Invalid, "needs a name")
	_, err = n.NewCollection(ctx, papia, "Of nothing", []string{a.ID, "nowhere"})
	n.refused(err, news.NotFound, "")
	_, err = n.Collect(ctx, papia, flood.ID, nil)
	n.refused(err, news.Invalid, "Choose the pictures first")
	_, err = n.Collect(ctx, papia, flood.ID, make([]string, desk.MostPictures+1))
	n.refused(err, news.Invalid, fmt.Sprint(desk.MostPictures))
	_, err = n.Collect(ctx, papia, "nowhere", []string{a.ID})
	n.refused(err, news.NotFound, "")
	stranger := news.Person{ID: "x", Name: "X"}
	_, err = n.NewCollection(ctx, stranger, "Mine", nil)
	n.refused(err, news.Forbidden, "")
	_, err = n.DropCollection(ctx, stranger, flood.ID)
	n.refused(err, news.Forbidden, "")
	if renamed, err := n.RenameCollection(ctx, papia, ferries.ID, "Ferries of 2026"); err != nil || renamed.Name != "Ferries of 2026" {
		t.Errorf("%+v, %v", renamed, err)
	}
	all, err := n.db.Collections(ctx)
	if err != nil || len(all) != 2 {
		t.Errorf("what was refused left something: %v, %v", all, err)
	}
}

func TestPicturesFromTheDeskComeIntoAStoryOnceEachWithWhatIsKnownOfThem(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	a, b := n.picture("a", "A boat", "Reuters"), n.picture("b", "B", "Papia Das")
	s := n.must(n.Create(ctx, rashed, desk.Start{Content: ferries}))
	s = n.must(n.UsePictures(ctx, rashed, s.Number, []string{a.ID, b.ID, b.ID}))
	if l := s.Content.Lead; l == nil || l.Picture != a.ID || l.Caption != "A boat" || l.Credit != "Reuters" || l.Alt != "What a shows" {
		t.Errorf("the lead is %+v", l)
	}
	body := s.Content.Body.Pictures()
	if len(body) != 1 || body[0].Picture != b.ID || body[0].Credit != "Papia Das" || s.Content.Body.Blocks[0].Type == news.PictureRef {
		t.Errorf("the text has %+v", body)
	}
	again := n.must(n.UsePictures(ctx, rashed, s.Number, []string{b.ID, a.ID}))
	if len(again.Content.Body.Pictures()) != 1 || again.Content.Lead.Picture != a.ID {
		t.Errorf("they are in it twice: %+v", again.Content)
	}
	_, err := n.UsePictures(ctx, nusrat, s.Number, []string{a.ID})
	n.refused(err, news.Forbidden, "")
	_, err = n.UsePictures(ctx, rashed, s.Number, nil)
	n.refused(err, news.Invalid, "Choose the pictures first")
	_, err = n.UsePictures(ctx, rashed, s.Number, []string{a.ID, "nowhere"})
	n.refused(err, news.NotFound, "")
}
