package desk_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

func TestManyPicturesAreDescribedAllOrNone(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	a, b := n.picture("a", "A", "Reuters"), n.picture("b", "B", "Reuters")
	first, second := "The first boat", "The second boat"
	_, err := n.DescribePictures(ctx, papia, []desk.PictureRow{{Picture: a.ID, Caption: &first}, {Picture: b.ID, Base: 7, Caption: &second}})
	n.refused(err, news.Conflict, "Somebody else")
	if row, ok := errors.AsType[*desk.RowError](err); !ok || row.Row != 1 {
		t.Errorf("which was refused: %v", err)
	}
	if p, _ := n.db.Picture(ctx, a.ID); p.Caption != "A" || len(n.recordsOf("picture/"+a.ID)) != 1 {
		t.Errorf("one of two was kept: %q", p.Caption)
	}
	words := map[news.Language]news.PictureWords{news.Bangla: {Caption: " দ্বিতীয় নৌকা "}, news.English: {Alt: "  "}}
	all, err := n.DescribePictures(ctx, papia, []desk.PictureRow{{Picture: a.ID, Caption: &first}, {Picture: b.ID, Caption: &second, Words: words}})
	if err != nil || len(all) != 2 || all[0].Caption != first || all[1].Revision != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	if want := (map[news.Language]news.PictureWords{news.Bangla: {Caption: "দ্বিতীয় নৌকা"}}); !reflect.DeepEqual(all[1].Words, want) {
		t.Errorf("its words are %v", all[1].Words)
	}
	// What is known already is neither a change nor a conflict.
	again, err := n.DescribePictures(ctx, papia, []desk.PictureRow{{Picture: a.ID, Caption: &first}})
	if err != nil || again[0].Revision != 1 || len(n.recordsOf("picture/"+a.ID)) != 2 {
		t.Errorf("revision %d, %v", again[0].Revision, err)
	}
	_, err = n.DescribePictures(ctx, news.Person{ID: "x", Name: "X"}, []desk.PictureRow{{Picture: a.ID, Base: 1, Caption: &second}})
	n.refused(err, news.Forbidden, "")
	_, err = n.DescribePictures(ctx, papia, nil)
	n.refused(err, news.Invalid, "Choose the pictures first")
}

func TestWhatIsSaidOfAPictureIsRecordedAlikeAloneAndTogether(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	a, b := n.picture("a", "A", "Reuters"), n.picture("b", "A", "Reuters")
	caption := "A boat"
	if _, err := n.EditPicture(ctx, papia, a.ID, desk.PictureEdit{Caption: &caption}); err != nil {
		t.Fatal(err)
	}
	if _, err := n.DescribePictures(ctx, papia, []desk.PictureRow{{Picture: b.ID, Caption: &caption}}); err != nil {
		t.Fatal(err)
	}
	said := func(r news.Record) (detail map[string]map[string]any) {
		if err := json.Unmarshal(r.Detail, &detail); err != nil || r.Verb != news.EditPicture {
			t.Fatal(r.Verb, err)
		}
		for _, p := range detail {
			for _, own := range []string{"id", "name", "hash", "uploaded", "alt"} {
				delete(p, own)
			}
		}
		return detail
	}
	alone, together := said(n.recordsOf("picture/" + a.ID)[0]), said(n.recordsOf("picture/" + b.ID)[0])
	if !reflect.DeepEqual(alone, together) || alone["was"]["caption"] != "A" || alone["is"]["caption"] != caption {
		t.Errorf("alone:    %v\ntogether: %v", alone, together)
	}
	if p, _ := n.db.Picture(ctx, b.ID); p.Plan != 0 {
		t.Error("the files do not say the new caption")
	}
}
