package cluster_test

import (
	"slices"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
)

func TestALaterTakeAddsWhatNoEarlierOneSays(t *testing.T) {
	text := func(body string) cluster.Text { return cluster.Text{Language: "en", Body: body} }
	first := text("A ferry with 80 people capsized in the Padma near Mawa on Tuesday, police said. Nine bodies have been recovered.")
	for what, c := range map[string]struct {
		body string
		want []string
	}{
		"the same in other words": {"Police said a ferry with 80 people capsized near Mawa in the Padma on Tuesday.", nil},
		"another figure":          {"Seventeen bodies have been recovered. A ferry with 80 people capsized in the Padma near Mawa on Tuesday.", []string{"Seventeen bodies have been recovered."}},
		"another sentence":        {"The shipping ministry formed a committee. Nine bodies have been recovered.", []string{"The shipping ministry formed a committee."}},
		"nothing":                 {"", nil},
	} {
		if got, more := cluster.Adds([]cluster.Text{first}, text(c.body), 5); !slices.Equal(got, c.want) || more != 0 {
			t.Errorf("%s: %q and %d more, want %q", what, got, more, c.want)
		}
	}
	if got, more := cluster.Adds(nil, first, 1); len(got) != 1 || more != 1 {
		t.Errorf("of two new sentences and room for one: %q and %d more", got, more)
	}
}

func FuzzFeaturesComeBackFromBytes(f *testing.F) {
	f.Add("en", "Five killed in Bogura", "A bus hit a truck.\nPolice came.")
	f.Add("bn", "ফরিদপুরে নিহত ৫", "মহাসড়কে সংঘর্ষ।")
	f.Fuzz(func(t *testing.T, language, headline, body string) {
		one := cluster.Of(cluster.Text{Language: language, Headline: headline, Body: body})
		b, err := one.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := cluster.FromBytes(b); err != nil || !slices.Equal(back, one) {
			t.Fatalf("%v came back as %v, %v", one, back, err)
		}
	})
}
