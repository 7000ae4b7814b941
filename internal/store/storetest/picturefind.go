package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunPictures holds the stores that open returns to the contract of the picture desk's search and collections. Each must be empty.
func RunPictures(t *testing.T, open func(testing.TB) *store.DB) {
	for _, test := range []struct {
		fact string
		run  func(*testing.T, *store.DB)
	}{
		{"APictureIsFoundByWhatIsSaidOfItInEitherScript", foundByWords},
		{"EachFilterOfPicturesLeavesOutTheRest", pictureFilters},
		{"APictureIsFoundByWhatIsSaidOfItNow", foundByNewWords},
		{"PagesOfPicturesHaveEachOnceTheNewestFirst", picturePages},
		{"APictureIsLikeThoseThatDifferInFewBits", alikePictures},
		{"PicturesFromBeforeAreFilledIn", picturesFilled},
		{"NoSearchForPicturesIsAnErrorOfTheDatabase", anyPictureQuery},
		{"ACollectionHasPicturesUntilItIsDeleted", collections},
	} {
		t.Run(test.fact, func(t *testing.T) {
			t.Parallel()
			test.run(t, open(t))
		})
	}
}

// hang saves pictures, each a minute after the one before.
func hang(t testing.TB, db *store.DB, pictures ...news.Picture) {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for i, p := range pictures {
			if p.Uploaded.IsZero() {
				p.Uploaded = noon.Add(time.Duration(i) * time.Minute)
			}
			if err := tx.SavePicture(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func hung(t testing.TB, db *store.DB, f store.PictureFilter) store.PicturesFound {
	t.Helper()
	if f.Limit == 0 {
		f.Limit = 50
	}
	found, err := db.FindPictures(t.Context(), f)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	return found
}

func wantHung(t testing.TB, db *store.DB, f store.PictureFilter, want ...string) {
	t.Helper()
	found := hung(t, db, f)
	var got []string
	for _, p := range found.Items {
		got = append(got, p.ID)
	}
	if !slices.Equal(got, want) || found.Total != len(want) {
		t.Errorf("%+v found %v of %d, want %v", f, got, found.Total, want)
	}
}

func foundByWords(t *testing.T, db *store.DB) {
	hang(t, db,
		news.Picture{ID: "boat", Caption: "Families board a ferry on the Jamuna", Credit: "A. Rahman / GreenWatch", Name: "DSC_0123.jpg"},
		news.Picture{ID: "flood", Caption: "যমুনায় বন্যার পানি", Alt: "ডুবে যাওয়া ঘর", Words: map[news.Language]news.PictureWords{news.English: {Caption: "A drowned house"}}},
		news.Picture{ID: "bank", Metadata: news.PictureMetadata{Headline: "Central bank", Creator: "N. Karim", Keywords: []string{"economy", "taka"}, City: "Dhaka", Country: "Bangladesh"}},
	)
	for words, want := range map[string][]string{
		"ferry": {"boat"}, "FERRIES": {"boat"}, "0123": {"boat"}, "dsc": {"boat"}, "rahman": {"boat"}, "greenwatch ferry": {"boat"},
		"বন্যা": {"flood"}, "যমুনা": {"flood", "boat"}, "jamuna": {"flood", "boat"}, "jomuna": {"flood", "boat"}, "ঘরে": {"flood"}, "drowned houses": {"flood"},
		"taka": {"bank"}, "dhaka": {"bank"}, "karim": {"bank"}, "central": {"bank"}, "বাংলাদেশ": {"bank"},
		"submarine": nil, "ferry taka": nil, "…": nil,
	} {
		wantHung(t, db, store.PictureFilter{Words: words}, want...)
	}
	wantHung(t, db, store.PictureFilter{Credit: "rahman"}, "boat")
	wantHung(t, db, store.PictureFilter{Credit: "karim"}) // who made it is not who is credited
	wantHung(t, db, store.PictureFilter{Words: "jamuna", Credit: "greenwatch"}, "boat")
	wantHung(t, db, store.PictureFilter{}, "bank", "flood", "boat")
}

func pictureFilters(t *testing.T, db *store.DB) {
	now := time.Now()
	all := news.Picture{Caption: "c", Credit: "c", Alt: "a", Width: 1500, Height: 1000}
	with := func(id string, edit func(*news.Picture)) news.Picture {
		p := all
		p.ID = id
		edit(&p)
		return p
	}
	hang(t, db,
		with("mine", func(p *news.Picture) { p.By = nusrat }),
		with("tall", func(p *news.Picture) { p.Width, p.Height, p.Colour = 800, 1200, "#1e50c8" }),
		with("square", func(p *news.Picture) { p.Width, p.Height, p.Care = 1000, 1001, "a minor" }),
		with("terms", func(p *news.Picture) { p.Rights = news.Rights{Use: news.Conditional, Conditions: "once"} }),
		with("never", func(p *news.Picture) { p.Rights.Use = news.Denied }),
		with("over", func(p *news.Picture) { p.Rights = news.Rights{Use: news.Conditional, Until: now.Add(-time.Hour)} }),
		with("leased", func(p *news.Picture) { p.Rights.Until = now.Add(time.Hour) }),
		with("coming", func(p *news.Picture) { p.Rights.From = now.Add(time.Hour) }),
		with("bare", func(p *news.Picture) { p.Caption, p.Credit, p.Alt = "", "", "" }),
		with("old", func(p *news.Picture) { p.Taken = noon.AddDate(-2, 0, 0) }),
	)
	file(t, db, func(r *store.Row) { r.Content.Lead = &news.PictureUse{Picture: "tall"} })
	wantHung(t, db, store.PictureFilter{By: nusrat.ID}, "mine")
	wantHung(t, db, store.PictureFilter{Orientation: store.Portrait}, "tall")
	wantHung(t, db, store.PictureFilter{Orientation: store.Square}, "square")
	wantHung(t, db, store.PictureFilter{Colour: news.Blue}, "tall")
	wantHung(t, db, store.PictureFilter{Care: true}, "square")
	wantHung(t, db, store.PictureFilter{Rights: store.ConditionalNow}, "terms")
	wantHung(t, db, store.PictureFilter{Rights: store.DeniedNow}, "never")
	wantHung(t, db, store.PictureFilter{Rights: store.Expired}, "over")
	wantHung(t, db, store.PictureFilter{Rights: store.NotYet}, "coming")
	wantHung(t, db, store.PictureFilter{Rights: store.FreeNow}, "old", "bare", "coming", "leased", "square", "tall", "mine")
	for _, lack := range store.Lacks {
		wantHung(t, db, store.PictureFilter{Lacks: lack}, "bare")
	}
	wantHung(t, db, store.PictureFilter{Before: noon.AddDate(-1, 0, 0)}, "old")
	wantHung(t, db, store.PictureFilter{From: noon.AddDate(-1, 0, 0), Before: noon.Add(2 * time.Minute)}, "tall", "mine")
	wantHung(t, db, store.PictureFilter{Unused: true, Rights: store.FreeNow}, "old", "bare", "coming", "leased", "square", "mine")
	wantHung(t, db, store.PictureFilter{Orientation: store.Landscape, Lacks: store.NoCredit}, "bare")
	wantHung(t, db, store.PictureFilter{Colour: news.Red})
	if _, err := db.FindPictures(t.Context(), store.PictureFilter{Rights: "borrowed"}); kindOf(err) != news.Invalid {
		t.Errorf("rights that there are not: %v", err)
	}
	uses, err := db.UsesOf(t.Context(), hung(t, db, store.PictureFilter{}).Items)
	if err != nil || uses["tall"] != 1 || len(uses) != 1 {
		t.Errorf("uses are %v, %v", uses, err)
	}
}

func foundByNewWords(t *testing.T, db *store.DB) {
	p := news.Picture{ID: "p", Caption: "A ferry", Rights: news.Rights{Use: news.Denied}}
	hang(t, db, p)
	p.Caption, p.Rights, p.Uploaded = "A train", news.Rights{}, noon
	hang(t, db, p)
	wantHung(t, db, store.PictureFilter{Words: "ferry"})
	wantHung(t, db, store.PictureFilter{Words: "train"}, "p")
	wantHung(t, db, store.PictureFilter{Rights: store.DeniedNow})
	wantHung(t, db, store.PictureFilter{Rights: store.FreeNow}, "p")
	if err := db.Tx(t.Context(), func(tx *store.Tx) error {
		p.Caption = "A rocket"
		if err := tx.SavePicture(t.Context(), p); err != nil {
			return err
		}
		return news.Errorf(news.Conflict, "Not so.")
	}); err == nil {
		t.Fatal("it did not fail")
	}
	wantHung(t, db, store.PictureFilter{Words: "rocket"})
}

func picturePages(t *testing.T, db *store.DB) {
	var many []news.Picture
	for i := range 25 {
		many = append(many, news.Picture{ID: fmt.Sprintf("p%02d", i), Caption: "Ferry", Uploaded: noon}) // of one moment
	}
	hang(t, db, many...)
	for _, f := range []store.PictureFilter{{Limit: 10}, {Limit: 10, Words: "ferry"}} {
		var got []string
		for pages := 1; ; pages++ {
			found := hung(t, db, f)
			if found.Total != 25 {
				t.Fatalf("page %d counts %d", pages, found.Total)
			}
			for _, p := range found.Items {
				got = append(got, p.ID)
			}
			if f.Cursor = found.Next; f.Cursor == "" {
				if pages != 3 {
					t.Errorf("there were %d pages", pages)
				}
				break
			}
		}
		slices.Sort(got)
		if len(slices.Compact(got)) != 25 {
			t.Errorf("of 25 pictures the pages had %v", got)
		}
	}
	if _, err := db.FindPictures(t.Context(), store.PictureFilter{Cursor: "½", Limit: 3}); kindOf(err) != news.Invalid {
		t.Errorf("a page that begins nowhere: %v", err)
	}
}

func alikePictures(t *testing.T, db *store.DB) {
	hang(t, db,
		news.Picture{ID: "same", Likeness: "00ff00ff00ff00ff", Caption: "ferry"},
		news.Picture{ID: "near", Likeness: "00ff00ff00ff00f8"},  // 3 bits
		news.Picture{ID: "each", Likeness: "01fe03ff00fe80ff"},  // 2 + 2 + 1 + 1
		news.Picture{ID: "apart", Likeness: "0fff0fff0fff00ff"}, // 12
		news.Picture{ID: "other", Likeness: "ff00ff00ff00ff00"},
		news.Picture{ID: "none"},
	)
	for most, want := range map[int][]string{0: {"same"}, 3: {"same", "near"}, 6: {"same", "near", "each"}, 11: {"same", "near", "each"}, 12: {"same", "near", "each", "apart"}, 64: {"same", "near", "each", "apart"}} {
		found, err := db.Alike(t.Context(), "00ff00ff00ff00ff", most)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range found {
			got = append(got, a.Picture)
		}
		if !slices.Equal(got, want) {
			t.Errorf("within %d bits are %v, want %v", most, got, want)
		}
	}
	if found, err := db.Alike(t.Context(), "none", 64); err != nil || len(found) != 0 {
		t.Errorf("no likeness is like %v, %v", found, err)
	}
	wantHung(t, db, store.PictureFilter{Like: "00ff00ff00ff00ff", Unlike: 6}, "same", "near", "each")
	wantHung(t, db, store.PictureFilter{Like: "00ff00ff00ff00ff", Unlike: 6, Words: "ferry"}, "same")
	wantHung(t, db, store.PictureFilter{Like: "0f0f0f0f0f0f0f0f"})
}

func picturesFilled(t *testing.T, db *store.DB) {
	var many []news.Picture
	for i := range 120 {
		many = append(many, news.Picture{ID: fmt.Sprintf("p%03d", i), Caption: "Ferry"})
	}
	hang(t, db, many...)
	if n, err := db.FillPictures(t.Context()); n != 0 || err != nil {
		t.Errorf("%d were filled in though all are there: %v", n, err)
	}
	if err := db.RefillPictures(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := db.FillPictures(t.Context()); n != 120 || err != nil {
		t.Errorf("%d were filled in: %v", n, err)
	}
	if found := hung(t, db, store.PictureFilter{Words: "ferry"}); found.Total != 120 || found.Items[0].ID != "p119" {
		t.Errorf("%d are found, the first of them %s", found.Total, found.Items[0].ID)
	}
}

func anyPictureQuery(t *testing.T, db *store.DB) {
	hang(t, db, news.Picture{ID: "p", Caption: "AND OR NOT \"quoted\" 'x' ferry*"})
	for _, words := range []string{`"`, `'`, `AND`, `a AND OR b`, `ferry*`, `NEAR(a b)`, `\`, "\x00", `{a b} : c`, `-ferry`, `!ferry`, `ferry & | !`, `<->`, "𝔘𝔫𝔦", "\xff\xfe"} {
		for _, f := range []store.PictureFilter{{Words: words}, {Credit: words}, {By: words}, {Colour: news.NamedColour(words)}, {Collection: words}, {Like: words}} {
			if _, err := db.FindPictures(t.Context(), f); err != nil && kindOf(err) == "" {
				t.Errorf("%+v: %v", f, err)
			}
		}
	}
}
