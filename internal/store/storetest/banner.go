package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func banners(t *testing.T, db *store.DB) {
	put := func(l news.Language, text string, expires time.Time) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveBanner(ctx, news.Banner{Language: l, Text: text, Expires: expires})
		})
	}
	put(news.English, "First", time.Now().Add(time.Hour))
	put(news.English, "Second", time.Now().Add(time.Hour))
	put(news.Bangla, "Old", time.Now().Add(-time.Second))
	if up, err := db.Banners(t.Context()); err != nil || len(up) != 2 || up[1].Text != "Second" {
		t.Errorf("a language has one: %+v %v", up, err)
	}
	if n, err := db.ExpiredBanners(t.Context()); n != 1 || err != nil {
		t.Errorf("%d are expired, %v", n, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if ended, err := tx.EndExpiredBanners(ctx); err != nil || len(ended) != 1 || ended[0].Text != "Old" {
			t.Errorf("ended %v, %v", ended, err)
		}
		if b, err := tx.EndBanner(ctx, news.English); err != nil || b.Text != "Second" {
			t.Errorf("ended %v, %v", b, err)
		}
		if _, err := tx.EndBanner(ctx, news.English); kindOf(err) != news.NotFound {
			t.Errorf("ended twice: %v", err)
		}
		return nil
	})
}
