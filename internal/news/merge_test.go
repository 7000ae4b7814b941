package news_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// body makes a paragraph of each word.
func body(words string) news.Content {
	var c news.Content
	for _, w := range strings.Fields(words) {
		c.Body.Blocks = append(c.Body.Blocks, news.Node{Type: news.Paragraph, Content: []news.Node{{Type: news.Text, Text: w}}})
	}
	return c
}

func wordsOf(c news.Content) string {
	var all []string
	for _, b := range c.Body.Blocks {
		all = append(all, b.Content[0].Text)
	}
	return strings.Join(all, " ")
}

func TestChangesOfDifferentParagraphsMerge(t *testing.T) {
	for _, c := range []struct{ name, base, mine, theirs, want string }{
		{"far from each other", "a b c d", "A b c d", "a b c D", "A b c D"},
		{"side by side", "a b c", "a B c", "a b C", "a B C"},
		{"one adds where the other changes", "a b c", "a b x c", "A b c", "A b x c"},
		{"one deletes, one adds at the end", "a b c", "a c", "a b c d", "a c d"},
		{"both did the same", "a b c", "a X c", "a X c", "a X c"},
		{"only one did anything", "a b", "a b", "b c", "b c"},
		{"from nothing", "", "", "a", "a"},
	} {
		m := news.MergeContent(body(c.base), body(c.mine), body(c.theirs))
		if len(m.Overlaps()) != 0 {
			t.Errorf("%s: %d overlaps", c.name, len(m.Overlaps()))
		}
		if got := wordsOf(m.Content()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAParagraphThatBothChangedIsForAPerson(t *testing.T) {
	m := news.MergeContent(body("a b c d e f g"), body("a b 41 d e f"), body("a b forty-one d e f G"))
	over := m.Overlaps()
	if len(over) != 2 || over[0].At != 2 || over[1].At != 6 || len(over[1].Mine) != 0 {
		t.Fatalf("overlaps: %+v", over)
	}
	over[0].Side, over[1].Side = news.Theirs, news.Mine
	if got := wordsOf(m.Content()); got != "a b forty-one d e f" {
		t.Error(got)
	}
	over[0].Side, over[1].Side = news.Both, news.Theirs
	if got := wordsOf(m.Content()); got != "a b 41 forty-one d e f G" {
		t.Error(got)
	}
}

func TestEveryFieldOfAContentIsMerged(t *testing.T) {
	var base news.Content
	full := reflect.New(reflect.TypeFor[news.Content]()).Elem()
	for i := range full.NumField() {
		name := full.Type().Field(i).Name
		if name == "Body" {
			continue
		}
		theirs := base
		fill(reflect.ValueOf(&theirs).Elem().Field(i))
		m := news.MergeContent(base, base, theirs)
		if got := m.Content(); !reflect.DeepEqual(got, theirs) {
			t.Errorf("%s is lost in a merge", name)
		}
	}
}

// fill gives the value something that is not nothing.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Int64:
		v.SetInt(7)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Struct:
		fill(v.Field(0))
	default:
		panic(v.Kind())
	}
}

// What nobody typed never comes out of a merge, and what one side typed alone always does.
func TestNothingIsLostInAMergeWithoutOverlap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 2000 {
		base := make([]string, random.IntN(8))
		for i := range base {
			base[i] = "b" + strconv.Itoa(random.IntN(5))
		}
		mine, theirs := typedOver(random, base, "m"), typedOver(random, base, "t")
		m := news.MergeContent(body(strings.Join(base, " ")), body(strings.Join(mine, " ")), body(strings.Join(theirs, " ")))
		got := strings.Fields(wordsOf(m.Content()))
		if len(m.Overlaps()) > 0 {
			for _, o := range m.Overlaps() {
				o.Side = news.Both
			}
			got = strings.Fields(wordsOf(m.Content()))
		}
		for _, w := range slices.Concat(mine, theirs) {
			if w[0] != 'b' && !slices.Contains(got, w) {
				t.Fatalf("round %d: %v + %v over %v lost %s: %v", round, mine, theirs, base, w, got)
			}
		}
	}
}

func typedOver(random *rand.Rand, base []string, who string) (out []string) {
	for i, w := range base {
		switch random.IntN(5) {
		case 0:
			out = append(out, who+strconv.Itoa(i))
		case 1:
			out = append(out, w, who+"+"+strconv.Itoa(i))
		case 2:
		default:
			out = append(out, w)
		}
	}
	return out
}
