package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// received keeps a dispatch of the wire "w" and returns it.
func received(t *testing.T, db *store.DB, d news.Dispatch) (kept news.Dispatch, fresh bool) {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
		for _, m := range d.Media {
			if m.Kept() {
				if err := tx.HoldFile(ctx, m.Hash, d.Received); err != nil {
					return err
				}
			}
		}
		kept, fresh, err = tx.Receive(ctx, d, []byte("raw "+d.Hash))
		return err
	})
	return kept, fresh
}

func addWire(t *testing.T, db *store.DB) {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveWire(ctx, news.Wire{ID: "w", Name: "Delta", Kind: news.FolderWire, Language: news.English, Every: time.Minute, Keep: 30})
	})
}

func filesOfDispatches(t *testing.T, db *store.DB) {
	addWire(t, db)
	if w, err := db.Wire(t.Context(), "w"); err != nil || w.Keep != 30 {
		t.Errorf("the wire keeps for %d days: %v", w.Keep, err)
	}
	d, _ := received(t, db, news.Dispatch{Wire: "w", GUID: "g", Hash: "1", Received: noon, Media: []news.Media{
		{Name: "boat.jpg", Caption: "A boat"}, {Name: "map.pdf", Hash: "hm", Type: "application/pdf"}, {URL: "https://delta.example/a.jpg"},
	}})
	if ids, err := db.Awaiting(t.Context(), "w", "boat.jpg", noon); err != nil || len(ids) != 1 || ids[0] != d.ID {
		t.Errorf("waiting for boat.jpg: %v %v", ids, err)
	}
	for _, none := range []struct {
		name  string
		since time.Time
	}{{"map.pdf", noon}, {"other.jpg", noon}, {"boat.jpg", noon.Add(time.Second)}} {
		if ids, err := db.Awaiting(t.Context(), "w", none.name, none.since); err != nil || len(ids) != 0 {
			t.Errorf("waiting for %v: %v %v", none, ids, err)
		}
	}
	join := func() (joined bool) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			joined, err = tx.JoinFile(ctx, d.ID, news.Media{Name: "boat.jpg", Hash: "hb", Size: 9, Type: "image/jpeg", Width: 4, Height: 3}, noon.Add(time.Minute))
			return err
		})
		return joined
	}
	if first, again := join(), join(); !first || again {
		t.Errorf("joined: %v, and again: %v", first, again)
	}
	got, err := db.Dispatch(t.Context(), d.ID)
	if want := (news.Media{Name: "boat.jpg", Caption: "A boat", Hash: "hb", Size: 9, Type: "image/jpeg", Width: 4, Height: 3}); err != nil || got.Version != 1 || got.Media[0] != want {
		t.Errorf("after it came: version %d, %+v, %v", got.Version, got.Media, err)
	}
	m, ok, err := db.FileNamed(t.Context(), "w", "boat.jpg", noon)
	if err != nil || !ok || m.Hash != "hb" {
		t.Errorf("found by its name: %+v %v %v", m, ok, err)
	}
	if _, ok, err := db.FileNamed(t.Context(), "w", "boat.jpg", noon.Add(time.Hour)); err != nil || ok {
		t.Errorf("long after, by its name: %v %v", ok, err)
	}
	// The next version names the same file, which does not come again.
	next, fresh := received(t, db, news.Dispatch{Wire: "w", GUID: "g", Hash: "2", Received: noon.Add(time.Hour), Headline: "Two", Media: []news.Media{{Name: "boat.jpg"}, {Name: "new.jpg"}}})
	if !fresh || next.Media[0].Hash != "hb" || !next.Media[1].Awaited() {
		t.Errorf("the next version: %v %+v", fresh, next.Media)
	}
}

func dispatchesExpire(t *testing.T, db *store.DB) {
	addWire(t, db)
	at := func(i int) time.Time { return noon.Add(time.Duration(i) * time.Second) }
	byGUID := map[string]news.Dispatch{}
	for i, guid := range []string{"plain", "story", "picture", "asked", "down", "unread", "young"} {
		d := news.Dispatch{Wire: "w", GUID: guid, Hash: guid, Received: at(i), Media: []news.Media{{Name: "a.jpg", Hash: "shared"}}}
		if guid == "plain" {
			d.Media = append(d.Media, news.Media{Name: "own.pdf", Hash: "own"})
		}
		byGUID[guid], _ = received(t, db, d)
	}
	second, _ := received(t, db, news.Dispatch{Wire: "w", GUID: "unread", Hash: "unread 2", Received: at(6), Headline: "Two"})
	young, _ := received(t, db, news.Dispatch{Wire: "w", GUID: "young", Hash: "young 2", Received: noon.Add(time.Hour), Headline: "Two"})
	s := file(t, db, nil)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, err := range []error{
			tx.Reread(ctx, young.ID, young.Version),
			tx.AddSource(ctx, s.ID, byGUID["story"].ID, 1),
			tx.SavePicture(ctx, news.Picture{ID: "p", Hash: "shared", Sources: []news.PictureSource{{Dispatch: byGUID["picture"].ID, Version: 1}}}),
			tx.MarkDispatch(ctx, byGUID["down"].ID, "stone"),
		} {
			if err != nil {
				return err
			}
		}
		_, _, err := tx.AddSourceChange(ctx, news.SourceChange{Story: s.Number, Dispatch: byGUID["asked"].ID, Version: 1, Kind: news.ChangeUpdate, At: noon})
		return err
	})
	if from, err := db.PicturesFrom(t.Context(), byGUID["picture"].ID); err != nil || len(from) != 1 || from[0].ID != "p" {
		t.Errorf("taken from it: %+v %v", from, err)
	}
	expire := func() (n int) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			n, err = tx.RemoveDispatches(ctx, "w", noon.Add(time.Minute), noon.AddDate(0, 1, 0), 50)
			return err
		})
		return n
	}
	if first, again := expire(), expire(); first != 1 || again != 0 {
		t.Errorf("removed %d, and then %d", first, again)
	}
	if _, err := db.Dispatch(t.Context(), byGUID["plain"].ID); kindOf(err) != news.NotFound {
		t.Errorf("what was removed: %v", err)
	}
	if _, err := db.Raw(t.Context(), byGUID["plain"].ID, 1); kindOf(err) != news.NotFound {
		t.Errorf("its bytes: %v", err)
	}
	for guid, d := range byGUID {
		if _, err := db.Dispatch(t.Context(), d.ID); guid != "plain" && err != nil {
			t.Errorf("%s is gone: %v", guid, err)
		}
	}
	// Once its stories were read again nothing keeps it.
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Reread(ctx, second.ID, second.Version) })
	if n := expire(); n != 1 {
		t.Errorf("removed %d after that", n)
	}
	goneStaysGone(t, db)
	killsAhead(t, db)
	filesGo(t, db)
}

// goneStaysGone: the feed still has what was removed.
func goneStaysGone(t *testing.T, db *store.DB) {
	later := noon.AddDate(0, 1, 1)
	if has, err := db.HasItem(t.Context(), "w", "plain", "plain"); err != nil || !has {
		t.Errorf("removed, and not known: %v %v", has, err)
	}
	if _, fresh := received(t, db, news.Dispatch{Wire: "w", GUID: "plain", Hash: "plain", Received: later}); fresh {
		t.Error("the same came again as new")
	}
	if _, fresh := received(t, db, news.Dispatch{Wire: "w", GUID: "unread", Hash: "unread 3", Received: later, Headline: "Three"}); !fresh {
		t.Error("other bytes did not come")
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetGone(ctx, later.AddDate(2, 1, 0)) })
	if _, fresh := received(t, db, news.Dispatch{Wire: "w", GUID: "plain", Hash: "plain", Received: later}); !fresh {
		t.Error("after two years it is not forgotten")
	}
}

// killsAhead: a kill is remembered that comes before its item, and that of an item which was removed.
func killsAhead(t *testing.T, db *store.DB) {
	at := noon.AddDate(0, 1, 2)
	kill := func(guid string) (known bool) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			known, _, err = tx.KillDispatch(ctx, news.Dispatch{Wire: "w", GUID: guid, Hash: "kill", Received: at, Killed: at, Kill: "Wrong river."}, []byte("kill"))
			return err
		})
		return known
	}
	if first, again := kill("ahead"), kill("ahead"); first || !again {
		t.Errorf("the kill is known: %v, and then %v", first, again)
	}
	one := news.Dispatch{Wire: "w", GUID: "ahead", Hash: "a", Received: at.Add(time.Hour), Updated: at.Add(-time.Hour), Headline: "One"}
	if d, fresh := received(t, db, one); !fresh || !d.Killed.Equal(at) || d.Kill != "Wrong river." {
		t.Errorf("it came as %+v", d)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.RemoveDispatches(ctx, "w", at.AddDate(0, 1, 0), at.AddDate(0, 1, 0), 50)
		return err
	})
	for _, hash := range []string{"a", "an older text"} {
		if one.Hash = hash; !kill("ahead") {
			t.Error("after it was removed its kill is not known")
		}
		if _, fresh := received(t, db, one); fresh {
			t.Errorf("%s came back", hash)
		}
	}
	one.Hash, one.Updated = "later", at.Add(time.Minute)
	if d, fresh := received(t, db, one); !fresh || !d.Killed.IsZero() {
		t.Errorf("a later text came as %+v", d)
	}
}

// filesGo: a file goes when no dispatch has it, and not a moment after one named it.
func filesGo(t *testing.T, db *store.DB) {
	late := noon.AddDate(0, 2, 0)
	letGo := func(hash string, at time.Time) (gone bool) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			gone, err = tx.LetGoOfFile(ctx, hash, at)
			return err
		})
		return gone
	}
	if left, err := db.UnnamedFiles(t.Context(), late, 50); err != nil || fmt.Sprint(left) != "[own]" {
		t.Errorf("of nobody: %v %v", left, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.HoldFile(ctx, "own", late) })
	for _, c := range []struct {
		hash string
		at   time.Time
		want bool
	}{{"shared", late.Add(2 * time.Hour), false}, {"own", late, false}, {"own", late.Add(2 * time.Hour), true}, {"own", late.Add(2 * time.Hour), false}} {
		if got := letGo(c.hash, c.at); got != c.want {
			t.Errorf("let go of %s at %s: %v", c.hash, c.at, got)
		}
	}
}
