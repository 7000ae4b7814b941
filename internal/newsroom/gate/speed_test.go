package gate_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
)

// first and last are names as people have them, in both scripts.
var (
	firstNames = strings.Fields("রহিমা Rahima শাহেদা Shaheda করিম Karim মোহাম্মদ Mohammad জাহাঙ্গীর Jahangir সালমা Salma নুসরাত Nusrat ইমরান Imran তানভীর Tanvir ফারহানা Farhana শারমিন Sharmin আবদুল Abdul রাশেদ Rashed সাদিয়া Sadia")
	lastNames  = strings.Fields("খাতুন Khatun বেগম Begum মোল্লা Mollah সরকার Sarkar হোসেন Hossain আহমেদ Ahmed চৌধুরী Chowdhury তালুকদার Talukder আক্তার Akter মিয়া Miah সিকদার Sikder পারভীন Parvin")
	plainWords = map[string][]string{
		"bangla":  strings.Fields("নদীর পানি বিপৎসীমার ওপর দিয়ে বইছে বলে জানিয়েছে পানি উন্নয়ন বোর্ড গতকাল সোমবার সকালে জেলা প্রশাসনের কার্যালয়ে এক সভায় এই সিদ্ধান্ত নেওয়া হয় সভায় উপস্থিত কর্মকর্তারা বলেন আশ্রয়কেন্দ্রগুলোতে শুকনো খাবার পৌঁছে দেওয়া হচ্ছে তবে চরের মানুষের দুর্ভোগ কমেনি কৃষকেরা জানান ধানের ক্ষতি হয়েছে কয়েক হাজার হেক্টর জমিতে বাজারে চালের দাম বেড়েছে কেজিতে পাঁচ টাকা ব্যবসায়ীদের দাবি সরবরাহ কম থাকায় দাম বাড়ছে শিক্ষার্থীরা বিদ্যালয়ে যেতে পারছে না অনেক এলাকায় বিদ্যুৎ নেই"),
		"english": strings.Fields("Water in the river rose above the danger level on Monday morning, officials of the water board said after a meeting at the district office where relief workers reported that dry food had reached forty shelters but that people on the char islands still waited for boats and medicine. Farmers put the loss at several thousand hectares of rice, and traders in the wholesale market raised their prices by five taka a kilo because supply was short, they claimed, while schools stayed closed and power was out in most of the villages along the embankment"),
	}
)

// bigRegister has n identities of two to three words in some spellings.
func bigRegister(tb testing.TB, n int) gate.Register {
	tb.Helper()
	dice := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // which names
	entries := make([]news.Protected, n)
	for i := range entries {
		f, l := 2*dice.IntN(len(firstNames)/2), 2*dice.IntN(len(lastNames)/2)
		m := fmt.Sprintf("%c%c%ca", 'a'+dice.IntN(26), "aeiou"[dice.IntN(5)], 'a'+dice.IntN(26)) // a village, say
		entries[i] = news.Protected{ID: fmt.Sprint(i), Label: "case"}
		spellings := []string{firstNames[f] + " " + m + " " + lastNames[l], firstNames[f+1] + " " + m + " " + lastNames[l+1], m + "pur " + lastNames[l+1]}
		if err := gate.Hash(key, &entries[i], spellings); err != nil {
			tb.Fatal(err)
		}
	}
	return gate.NewRegister(key, entries)
}

// written returns a story of so many words, in paragraphs of fifty; every thirtieth word is
// somebody's first name. No two have the same paragraphs.
func written(language string, words int, seed uint64) edition.Change {
	dice := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // which words
	list := plainWords[language]
	var paragraphs []string
	var b strings.Builder
	for i := range words {
		w := list[dice.IntN(len(list))]
		if i%30 == 29 {
			w = firstNames[dice.IntN(len(firstNames))]
		}
		b.WriteString(w + " ")
		if i%50 == 49 {
			paragraphs = append(paragraphs, b.String())
			b.Reset()
		}
	}
	return edition.Change{Story: &edition.Story{Card: edition.Card{Number: 1, Headline: "Water rises"}, Body: news.Paragraphs(paragraphs...)}}
}

func BenchmarkAPublicationPassesTheGate(b *testing.B) {
	for _, n := range []int{0, 10_000} {
		r := gate.Rules{Register: bigRegister(b, n)}
		for language := range plainWords {
			b.Run(fmt.Sprintf("%s, 1000 words, register of %d", language, n), func(b *testing.B) {
				b.ReportAllocs()
				changes := make([]edition.Change, 64)
				for i := range changes {
					changes[i] = written(language, 1000, uint64(i))
				}
				for i := 0; b.Loop(); i++ {
					r.Hits(changes[i%len(changes)])
				}
			})
		}
	}
}

// covered is live coverage of so many posts of sixty words, the newest first.
func covered(posts int) edition.Change {
	c := written("bangla", 300, 1)
	c.Story.Coverage = &news.Coverage{}
	for i := range posts {
		body := written("bangla", 60, uint64(1000+posts-i)).Story.Body
		c.Story.Coverage.Posts = append(c.Story.Coverage.Posts, news.Post{ID: fmt.Sprint(posts - i), Title: "Water rises", Body: body})
	}
	return c
}

// A post more, of coverage that readers have: all of its posts go through the gate again.
func BenchmarkAPostMoreOfLiveCoverage(b *testing.B) {
	register := bigRegister(b, 10_000)
	for _, posts := range []int{50, 500} {
		for name, memory := range map[string]*gate.Memory{"nothing remembered": nil, "remembered": {}} {
			b.Run(fmt.Sprintf("%d posts, %s", posts, name), func(b *testing.B) {
				r := gate.Rules{Register: register, Memory: memory}
				c := covered(posts)
				r.Hits(c)
				for i := 0; b.Loop(); i++ {
					fresh := news.Post{ID: "new", Title: "Water rises", Body: written("bangla", 60, uint64(i)).Story.Body}
					next := *c.Story
					next.Coverage = &news.Coverage{Posts: append([]news.Post{fresh}, c.Story.Coverage.Posts...)}
					r.Hits(edition.Change{Story: &next})
				}
			})
		}
	}
}

// What is remembered is what was there: of the register that is asked for, and no more of
// it than the two halves hold.
func TestWhatIsRememberedIsOfTheRegisterThatIsAskedFor(t *testing.T) {
	var entry news.Protected
	if err := gate.Hash(key, &entry, []string{"Rahima Khatun"}); err != nil {
		t.Fatal(err)
	}
	memory := &gate.Memory{}
	hits := func(r gate.Register, words string) int {
		c := edition.Change{Story: &edition.Story{Card: edition.Card{Number: 1, Headline: words}}}
		return len(gate.Rules{Register: r, Memory: memory}.Hits(c))
	}
	with := gate.NewRegister(key, []news.Protected{entry})
	for range 2 {
		if n := hits(gate.Register{}, "Rahima Khatun, TK"); n != 1 {
			t.Errorf("with nobody in the register there are %d reasons", n)
		}
		if n := hits(with, "Rahima Khatun, TK"); n != 2 {
			t.Errorf("with her in it there are %d", n)
		}
	}
	for i := range 20_000 {
		hits(with, fmt.Sprint("Water rises ", i))
	}
	if n := memory.Size(); n > 2*8192 {
		t.Errorf("it remembers %d texts", n)
	}
	if n := hits(with, "Rahima Khatun, TK"); n != 2 {
		t.Errorf("forgotten and met again: %d", n)
	}
}

// With ten thousand identities in the register a new story of a thousand words is through
// the gate in five milliseconds (the least of some tries: the machine does other things).
func TestTheGateIsQuick(t *testing.T) {
	r := gate.Rules{Register: bigRegister(t, 10_000)}
	for language := range plainWords {
		least := time.Hour
		for i := range 20 {
			c := written(language, 1000, uint64(100+i))
			began := time.Now()
			r.Hits(c)
			least = min(least, time.Since(began))
		}
		t.Logf("%s: %s", language, least)
		if least > 5*time.Millisecond && !raced {
			t.Errorf("%s: %s, want at most 5 ms", language, least)
		}
	}
}
