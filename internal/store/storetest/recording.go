package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func recordings(t *testing.T, db *store.DB) {
	flood := news.Recording{
		ID: "r1", Name: "flood.mp4", Hash: "aa", Kind: news.Film, File: "aa.mp4", Type: "video/mp4", Bytes: 9, Milliseconds: 1500, Width: 640, Height: 360,
		Located: true, Caption: "বন্যা", Credit: "N. Karim", Poster: "boat", Captions: []news.Captions{{Language: news.Bangla, File: "aa.vtt", Bytes: 7}},
		Transcript: "/words", Uploaded: noon, By: nusrat,
	}
	later := news.Recording{ID: "r2", Hash: "bb", Kind: news.Sound, Uploaded: noon.Add(time.Hour), By: nusrat}
	save := func(all ...news.Recording) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			for _, r := range all {
				if err := tx.SaveRecording(ctx, r); err != nil {
					return err
				}
			}
			return nil
		})
	}
	save(flood, later)
	got, err := db.Recording(t.Context(), "r1")
	if diff := cmp.Diff(flood, got); err != nil || diff != "" {
		t.Errorf("it comes back otherwise, %v: %s", err, diff)
	}
	if list, err := db.Recordings(t.Context(), 1); err != nil || len(list) != 1 || list[0].ID != "r2" {
		t.Errorf("the last that was uploaded is %+v, %v", list, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if r, found, err := tx.RecordingByHash(ctx, "aa"); err != nil || !found || r.ID != "r1" {
			t.Errorf("the recording of that file is %s, %v, %v", r.ID, found, err)
		}
		if _, found, err := tx.RecordingByHash(ctx, "cc"); err != nil || found {
			t.Errorf("there is one of a file that nobody sent: %v", err)
		}
		for picture, want := range map[string]bool{"boat": true, "boa": false, "r1": false} {
			if is, err := tx.IsPoster(ctx, picture); err != nil || is != want {
				t.Errorf("%s stands for a film: %v, %v", picture, is, err)
			}
		}
		return nil
	})
	flood.Poster, flood.Caption = "", "The flood"
	save(flood)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if r, err := tx.Recording(ctx, "r1"); err != nil || r.Caption != "The flood" {
			t.Errorf("changed, it says %q, %v", r.Caption, err)
		}
		if is, err := tx.IsPoster(ctx, "boat"); err != nil || is {
			t.Errorf("it stands for a film yet: %v", err)
		}
		return nil
	})
	if _, err := db.Recording(t.Context(), "r3"); kindOf(err) != news.NotFound {
		t.Errorf("one that is not there: %v", err)
	}
}

func oldAddresses(t *testing.T, db *store.DB) {
	const boat, page = "old.example/2020/boat.jpg", "http://old.example/?p=7&x=নদী"
	want := func(address string, is store.Old, there bool) {
		t.Helper()
		if o, found, err := db.Old(t.Context(), address); err != nil || found != there || o != is {
			t.Errorf("%s became %+v, %v, %v", address, o, found, err)
		}
	}
	want(boat, store.Old{}, false)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for address, o := range map[string]store.Old{boat: {Picture: "boat"}, page: {Story: 7}} {
			if err := tx.KeepOld(ctx, address, o); err != nil {
				return err
			}
		}
		return nil
	})
	want(boat, store.Old{Picture: "boat"}, true)
	want(page, store.Old{Story: 7}, true)
	want("old.example/2020/BOAT.jpg", store.Old{}, false)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.KeepOld(ctx, page, store.Old{Story: 8}) })
	want(page, store.Old{Story: 8}, true)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.DeletePicture(ctx, "boat") })
	want(boat, store.Old{}, false)
	want(page, store.Old{Story: 8}, true)
}
