package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// pictureIsDecidedAbout keeps what was said of a picture in one story only, and finds those before readers whose rights end.
func pictureIsDecidedAbout(t *testing.T, db *store.DB) {
	ctx := t.Context()
	soon := time.Now().UTC().Add(time.Hour).Truncate(time.Microsecond)
	save := func(rights news.Rights) {
		t.Helper()
		err := db.Tx(ctx, func(tx *store.Tx) error {
			return tx.SavePicture(ctx, news.Picture{ID: "boat", Hash: "h", Uploaded: time.Now(), Rights: rights})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	save(news.Rights{})
	r := file(t, db, func(r *store.Row) { r.Content.Lead = &news.PictureUse{Picture: "boat"} })
	err := db.Tx(ctx, func(tx *store.Tx) error {
		for _, why := range []string{"first", "The clock was wrong"} {
			if err := tx.SavePictureSaid(ctx, news.PictureSaid{Story: r.Number, Picture: "boat", NotFile: why}); err != nil {
				return err
			}
		}
		return publishLead(ctx, tx, r.Number, "boat")
	})
	if err != nil {
		t.Fatal(err)
	}
	said, err := db.PicturesSaid(ctx, r.Number)
	other, err2 := db.PicturesSaid(ctx, r.Number+1)
	if err != nil || err2 != nil || len(said) != 1 || said["boat"].NotFile != "The clock was wrong" || len(other) != 0 {
		t.Errorf("%v %v, of another story %v %v", said, err, other, err2)
	}
	for _, c := range []struct {
		rights news.Rights
		found  int
	}{{news.Rights{}, 0}, {news.Rights{Until: soon}, 1}, {news.Rights{Until: soon.AddDate(0, 0, 2)}, 0}, {news.Rights{Use: news.Denied}, 1}} {
		save(c.rights)
		if list, err := db.Ending(ctx, soon.Add(time.Minute)); err != nil || len(list) != c.found || c.found == 1 && list[0].Story != r.Number {
			t.Errorf("of %+v: %+v %v", c.rights, list, err)
		}
	}
}

func publishLead(ctx context.Context, tx *store.Tx, number int64, picture string) error {
	n, err := tx.NextEdition(ctx)
	if err != nil {
		return err
	}
	s := edition.Story{Card: edition.Card{Number: number, Language: "en", Headline: "H", Published: time.Now(), Lead: &edition.Picture{ID: picture}}}
	return tx.Publish(ctx, edition.Change{Number: n, At: time.Now(), Kind: edition.Published, Story: &s})
}
