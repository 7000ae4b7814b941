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

// rightsAreTold has more uses than are listed at once, of pictures whose rights ended long ago, and one whose rights end soon.
func rightsAreTold(t *testing.T, db *store.DB) {
	const listed = 200
	ctx := t.Context()
	warnings := []time.Duration{24 * time.Hour, time.Hour, 0}
	now := time.Now().UTC().Truncate(time.Microsecond)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SavePicture(ctx, news.Picture{ID: "old", Hash: "o", Uploaded: noon, Rights: news.Rights{Until: noon.AddDate(-1, 0, 0)}}); err != nil {
			return err
		}
		if err := tx.SavePicture(ctx, news.Picture{ID: "soon", Hash: "s", Uploaded: noon, Rights: news.Rights{Until: now.Add(2 * time.Hour)}}); err != nil {
			return err
		}
		for number := int64(1); number <= listed+1; number++ {
			if err := publishLead(ctx, tx, number, "old"); err != nil {
				return err
			}
		}
		return publishLead(ctx, tx, listed+2, "soon")
	})
	if list, err := db.Ending(ctx, now.Add(24*time.Hour)); err != nil || len(list) != listed || list[0].Picture != "soon" {
		t.Errorf("what somebody should look at first is %+v of %d, %v", list[:min(1, len(list))], len(list), err)
	}
	tell := func(now time.Time, want, warning int, last string) {
		t.Helper()
		list, err := db.UntoldOfRights(ctx, now, warnings)
		if err != nil || len(list) != want || want > 0 && list[want-1].Picture != last {
			t.Fatalf("at %s nobody was told of %d, %v", now, len(list), err)
		}
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			for _, e := range list {
				step := warning
				if e.Picture == "old" {
					step = len(warnings)
				}
				if err := tx.ToldOfRights(ctx, e, step); err != nil {
					return err
				}
			}
			return nil
		})
	}
	tell(now, listed, 0, "old")
	tell(now, 2, 1, "soon")
	tell(now, 0, 0, "")
	tell(now.Add(time.Hour), 1, 2, "soon")
	tell(now.Add(time.Hour+time.Minute), 0, 0, "")
	tell(now.Add(2*time.Hour), 1, 3, "soon")
	tell(now.Add(3*time.Hour), 0, 0, "")
}
