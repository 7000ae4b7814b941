package gate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
	"github.com/stet-news/stet/internal/seed"
)

// spellings are ways in which a text comes again that is still the same.
var spellings = map[string]func([]string) []string{
	"in capitals":          each(strings.ToUpper),
	"with other spaces":    each(func(s string) string { return strings.ReplaceAll(s, " ", " \u00a0 ") }),
	"without signs":        each(strings.NewReplacer(",", "", ".", " ", "।", " ", "“", "", "”", "", "’", "'", "—", "-", ";", "").Replace),
	"as one paragraph":     func(p []string) []string { return []string{strings.Join(p, "\n")} },
	"a sentence a line":    each(func(s string) string { return strings.NewReplacer(". ", ".\n", "। ", "।\n").Replace(s) }),
	"without its first":    func(p []string) []string { return p[1:] },
	"without its last":     func(p []string) []string { return p[:len(p)-1] },
	"every 20th word gone": each(func(s string) string { return thin(s, 20) }),
}

func each(f func(string) string) func([]string) []string {
	return func(in []string) (out []string) {
		for _, s := range in {
			out = append(out, f(s))
		}
		return out
	}
}

func thin(s string, every int) string {
	words := strings.Fields(s)
	var kept []string
	for i, w := range words {
		if i%every != every-1 {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// The threshold lies between the least that a text keeps of itself in any spelling, and the
// most that two stories of the demo's have in common.
func TestATextIsKnownInOtherSpellingsAndNoOtherIs(t *testing.T) {
	p := gate.NewPrints(key)
	var texts [][]string
	stories, err := seed.Stories()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories {
		text := append([]string{s.Headline}, strings.Split(s.Body, "\n\n")...)
		if len(p.Shingles(text...)) > 60 && len(text) > 4 && len(texts) < 30 {
			texts = append(texts, text)
		}
	}
	if len(texts) < 20 {
		t.Fatalf("only %d stories are long enough", len(texts))
	}
	least, which := 1.0, ""
	for _, text := range texts {
		was := p.Shingles(text...)
		for name, change := range spellings {
			again := p.Shingles(change(text)...)
			if share, _ := gate.Share(was, again); share < least {
				least, which = share, name+": "+text[0]
			}
			if !gate.Alike(was, again) {
				t.Errorf("%s is not known %s", text[0], name)
			}
		}
	}
	most, pairs := 0.0, 0
	for i := range texts {
		for j := range i {
			a, b := p.Shingles(texts[i]...), p.Shingles(texts[j]...)
			share, _ := gate.Share(a, b)
			pairs++
			if share > most {
				most = share
			}
			if gate.Alike(a, b) {
				t.Errorf("%q is taken for %q", texts[i][0], texts[j][0])
			}
		}
	}
	t.Logf("%d stories: one keeps %.2f of itself at least (%s); two have %.2f in common at most, in %d pairs", len(texts), least, which, most, pairs)
}

func BenchmarkPrints(b *testing.B) {
	text := strings.Fields(strings.Repeat("word ", 5000))
	for i := range text {
		text[i] = fmt.Sprint("w", i)
	}
	p := gate.NewPrints(key)
	var stones []news.Tombstone
	whole := strings.Join(text, " ")
	for i := range 200 {
		stones = append(stones, news.Tombstone{Story: int64(i + 1), Shingles: p.Shingles(fmt.Sprint(i) + strings.ReplaceAll(whole, "w", fmt.Sprint("x", i)))})
	}
	g := gate.Graves{Prints: p, Yard: gate.NewYard(stones)}
	for b.Loop() {
		g.Find(gate.Again{Texts: []string{whole}})
	}
}
