package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func uses(t *testing.T, db *store.DB, picture string) (all []string) {
	t.Helper()
	found, err := db.PictureUses(t.Context(), picture)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range found {
		if u.Since.IsZero() {
			t.Errorf("%s has been used since never", picture)
		}
		all = append(all, fmt.Sprintf("%s of %d", u.Place, u.Story))
	}
	slices.Sort(all)
	return all
}

func pictureIsUsed(t *testing.T, db *store.DB) {
	want := func(picture string, places ...string) {
		t.Helper()
		if got := uses(t, db, picture); !slices.Equal(got, places) {
			t.Errorf("%s is used in %v, want %v", picture, got, places)
		}
	}
	r := file(t, db, func(r *store.Row) {
		r.Content.Lead = &news.PictureUse{Picture: "boat"}
		r.Content.Body.Blocks = append(r.Content.Body.Blocks, news.Node{Type: news.PictureRef, Attrs: news.Attrs{Picture: "river"}})
	})
	want("boat", fmt.Sprintf("copy of %d", r.Number))
	want("river", fmt.Sprintf("copy of %d", r.Number))
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.NextEdition(ctx)
		if err != nil {
			return err
		}
		return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Published, At: noon, Story: &edition.Story{
			Card: edition.Card{Number: r.Number, Language: "en", Lead: &edition.Picture{ID: "boat"}},
		}})
	})
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		r, err := tx.Story(ctx, r.Number)
		if err != nil {
			return err
		}
		r.Content.Lead = &news.PictureUse{Picture: "rice"}
		return tx.Write(ctx, r)
	})
	want("boat", fmt.Sprintf("live of %d", r.Number))
	want("rice", fmt.Sprintf("copy of %d", r.Number))
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.NextEdition(ctx)
		if err != nil {
			return err
		}
		if err := tx.SaveHouse(ctx, news.House{Authors: []news.Author{{Slug: "n", Picture: "boat"}}}); err != nil {
			return err
		}
		return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Withdrawn, At: noon, Notice: &edition.Notice{Number: r.Number, Language: "en"}})
	})
	want("boat", "author of 0")
}

func olderUsesAreNoted(t *testing.T, db *store.DB) {
	for range 25 {
		file(t, db, func(r *store.Row) { r.Content.Lead = &news.PictureUse{Picture: "boat"} })
	}
	steps := 1
	for {
		more, err := db.FillPictureUses(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		if steps++; steps > 25 {
			t.Fatal("there is no end to it")
		}
	}
	if steps < 3 {
		t.Errorf("25 stories were noted in %d steps: whoever writes meanwhile waits for as long as one takes", steps)
	}
	if got := uses(t, db, "boat"); len(got) != 25 {
		t.Errorf("boat is used in %v", got)
	}
}

func picturesAreDeveloped(t *testing.T, db *store.DB) {
	waiting := func() (names []string) {
		t.Helper()
		all, err := db.Undeveloped(t.Context(), 1, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			names = append(names, p.ID)
		}
		return names
	}
	save := func(p news.Picture) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SavePicture(ctx, p) })
	}
	save(news.Picture{ID: "old", Uploaded: noon})
	save(news.Picture{ID: "new", Uploaded: noon.Add(time.Hour)})
	save(news.Picture{ID: "done", Uploaded: noon, Plan: 1})
	if got := waiting(); !slices.Equal(got, []string{"new", "old"}) {
		t.Errorf("what waits is %v", got)
	}
	for range 3 {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.NotDeveloped(ctx, "new") })
	}
	if got := waiting(); !slices.Equal(got, []string{"old"}) {
		t.Errorf("after three tries at the new one what waits is %v", got)
	}
	save(news.Picture{ID: "new", Uploaded: noon.Add(time.Hour)})
	if got := waiting(); !slices.Equal(got, []string{"new", "old"}) {
		t.Errorf("after the new one was changed what waits is %v", got)
	}
}

func picturesGo(t *testing.T, db *store.DB) {
	const like = "00ff00ff00ff00ff"
	hang(t, db, news.Picture{ID: "one", Caption: "Ferry", Likeness: like}, news.Picture{ID: "two", Caption: "Ferry", Likeness: like},
		news.Picture{ID: "near", Caption: "Ferry", Likeness: "00ff00ff00ff00fe"}, news.Picture{ID: "dot", Caption: "Ferry"}, news.Picture{ID: "dash", Caption: "Ferry"})
	twins := func(likeness string) (ids []string) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			all, err := tx.Twins(ctx, likeness)
			for _, p := range all {
				ids = append(ids, p.ID)
			}
			return err
		})
		slices.Sort(ids)
		return ids
	}
	for likeness, want := range map[string][]string{like: {"one", "two"}, "": {"dash", "dot"}, "ffffffffffffffff": nil} {
		if got := twins(likeness); !slices.Equal(got, want) {
			t.Errorf("%v look like %q", got, likeness)
		}
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, id := range []string{"two", "none"} {
			if err := tx.DeletePicture(ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
	wantHung(t, db, store.PictureFilter{Words: "ferry"}, "dash", "dot", "near", "one")
	if _, err := db.Picture(t.Context(), "two"); kindOf(err) != news.NotFound {
		t.Errorf("it is there yet: %v", err)
	}
	if got := twins(like); !slices.Equal(got, []string{"one"}) {
		t.Errorf("%v look like it", got)
	}
}

func storiesAreRedrawn(t *testing.T, db *store.DB) {
	ctx := t.Context()
	change := func(do func(*store.Tx) error) {
		t.Helper()
		if err := db.Tx(ctx, do); err != nil {
			t.Fatal(err)
		}
	}
	waits := func(want string) {
		t.Helper()
		if picture, err := db.WaitsToBeRedrawn(ctx); err != nil || picture != want {
			t.Errorf("waits: %q, %v, want %q", picture, err, want)
		}
	}
	waits("")
	change(func(tx *store.Tx) error {
		for _, story := range []int64{4, 7, 5, 7} {
			if err := tx.RedrawLater(ctx, "boat", story); err != nil {
				return err
			}
		}
		return nil
	})
	for _, want := range []string{"[7 5]", "[4]", "[]"} {
		if want == "[]" {
			waits("")
		} else {
			waits("boat")
		}
		change(func(tx *store.Tx) error {
			stories, err := tx.ToRedraw(ctx, "boat", 2)
			if fmt.Sprint(stories) != want {
				t.Errorf("got %v, want %s", stories, want)
			}
			return err
		})
	}
}
