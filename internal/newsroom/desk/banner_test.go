package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

func TestAnEmergencyBannerIsOnEveryBarOfItsLanguagesUntilItIsTakenDown(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			ctx := t.Context()
			s := n.live()
			lines := []desk.BannerLine{{Language: news.English, Text: " Leave  the  char now. ", Story: s.Number}, {Language: news.Bangla, Text: "এখনই চর ছাড়ুন।", Link: "https://ddm.example/warning"}}
			_, err := n.PutBanner(ctx, imran, desk.NewBanner{Lines: lines})
			n.refused(err, news.Forbidden, "a desk editor or the duty editor")
			for _, wrong := range []struct {
				change desk.NewBanner
				says   string
			}{
				{desk.NewBanner{}, "needs words"},
				{desk.NewBanner{Lines: []desk.BannerLine{{Language: news.English, Text: " "}}}, "needs words"},
				{desk.NewBanner{Lines: []desk.BannerLine{{Language: "fr", Text: "Partez."}}}, "not one of this site's"},
				{desk.NewBanner{Lines: []desk.BannerLine{{Language: news.English, Text: "Go", Link: "javascript:alert(1)"}}}, "https://"},
				{desk.NewBanner{Lines: lines, Until: time.Now().Add(-time.Hour)}, "has passed"},
				{desk.NewBanner{Lines: lines, Until: time.Now().Add(9 * 24 * time.Hour)}, "a week"},
			} {
				_, err := n.PutBanner(ctx, rashed, wrong.change)
				n.refused(err, news.Invalid, wrong.says)
			}
			put, err := n.PutBanner(ctx, rashed, desk.NewBanner{Lines: lines})
			if err != nil || len(put) != 2 || put[0].Text != "Leave the char now." || put[0].Expires.Sub(put[0].At) != news.BannerLife {
				t.Fatalf("%+v %v", put, err)
			}
			bars := n.last().Bars
			if len(bars) != 2 || bars[0].Banner == nil || bars[1].Banner == nil || n.last().Kind != edition.Flashed {
				t.Fatalf("%+v", bars)
			}
			if en := bars[0].Banner; !strings.HasSuffix(en.Path, "/1-ferries-halted-on-the-jamuna") || bars[1].Banner.Path != "https://ddm.example/warning" {
				t.Errorf("%+v", en)
			}
			n.flash(desk.NewFlash{Text: "A line"})
			if b := n.last().Bars[0]; b.Banner == nil || len(b.Items) == 0 {
				t.Error("a flash takes the banner down")
			}
			if _, err := n.Withdraw(ctx, sadia, s.Number, "Not so."); err != nil {
				t.Fatal(err)
			}
			if b := n.last().Bars[0]; b.Banner == nil || b.Banner.Path != "" {
				t.Errorf("the banner leads to a story that was taken away: %+v", b.Banner)
			}
			if _, err := n.EndBanner(ctx, rashed, news.English); err != nil || n.last().Bars[0].Banner != nil {
				t.Error("it is not taken down", err)
			}
			_, err = n.EndBanner(ctx, rashed, news.English)
			n.refused(err, news.NotFound, "emergency banner")
		})
	}
}

func TestTheBarTakesTenLinesAndSaysSo(t *testing.T) {
	n := openOn(t, storetest.SQLite(t))
	var last news.Flash
	for range news.MostFlashes {
		last = n.flash(desk.NewFlash{Text: "A line"})
	}
	_, err := n.Flash(t.Context(), rumana, desk.NewFlash{Language: news.English, Text: "One more"})
	n.refused(err, news.Conflict, "10 lines on the bar already")
	if _, err := n.Flash(t.Context(), rumana, desk.NewFlash{Language: news.Bangla, Text: "অন্য ভাষা"}); err != nil {
		t.Error(err)
	}
	if _, err := n.EndFlash(t.Context(), rumana, last.ID); err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(90 * time.Minute)
	if f := n.flash(desk.NewFlash{Text: "Until then", Until: at}); f.Expires.Sub(at).Abs() > time.Millisecond {
		t.Errorf("it ends at %v, not at %v", f.Expires, at)
	}
}
