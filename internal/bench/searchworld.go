package bench

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

var searchHouse = func() news.House {
	h := house
	h.Names = map[news.Language]string{news.English: "The Benchmark", news.Bangla: "পরিমাপ"}
	h.Languages = []news.Language{news.English, news.Bangla}
	return h
}()

// FillSearch makes a newsroom in an empty database with n published stories, every other
// one in Bangla, and measures what it costs to publish one and have it indexed. A database
// that it filled before is left as it is.
func FillSearch(ctx context.Context, address string, n int, progress func(int)) (rows []Row, err error) {
	db, err := store.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	accounts := account.New(db, account.Options{})
	p, err := accounts.ByEmail(ctx, "bench@stet.test")
	if err != nil {
		p, err = accounts.Create(ctx, news.Person{Name: "The Benchmark", Email: "bench@stet.test", Roles: news.Roles, Desk: "city"}, "")
		if err != nil {
			return nil, err
		}
		if _, err := desk.New(db, func() {}).SetHouse(ctx, p, searchHouse); err != nil {
			return nil, err
		}
		start := time.Now().Add(-time.Duration(n) * time.Minute).UTC().Truncate(time.Microsecond)
		if err := fillSearch(ctx, db, p, start, n, progress); err != nil {
			return nil, err
		}
	}
	for _, indexed := range []bool{false, true} {
		row, err := publishAlone(ctx, db, p, indexed)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row...)
	}
	return rows, db.FillSearch(ctx, func(int, int) {})
}

func fillSearch(ctx context.Context, db *store.DB, p news.Person, start time.Time, n int, progress func(int)) error {
	const batch = 200
	for from := 0; from < n; from += batch {
		err := db.Tx(ctx, func(tx *store.Tx) error {
			for i := from; i < min(from+batch, n); i++ {
				at := start.Add(time.Duration(i) * time.Minute)
				if err := storyOf(SearchStory(int64(i+1)), int64(i+1), p, at).insert(ctx, tx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		progress(min(from+batch, n))
	}
	return nil
}

// publishAlone publishes stories, one a transaction, as a desk does.
func publishAlone(ctx context.Context, db *store.DB, p news.Person, indexed bool) ([]Row, error) {
	const times = 150
	what := "a publication without the index"
	if indexed {
		what = "a publication with the index"
	}
	var took []float64
	for i := range times {
		next, err := stories(ctx, db)
		if err != nil {
			return nil, err
		}
		next++
		start := time.Now()
		err = db.Tx(ctx, func(tx *store.Tx) error {
			if !indexed {
				tx.IndexLater()
			}
			return storyOf(SearchStory(next), next, p, time.Now().UTC().Truncate(time.Microsecond)).insert(ctx, tx)
		})
		if err != nil {
			return nil, err
		}
		took = append(took, ms(time.Since(start)))
		if i%5 == 0 { // as the worker does every other second
			if err := db.TidySearch(ctx); err != nil {
				return nil, err
			}
		}
	}
	return []Row{{what + ", median", percentile(took, 50), "ms", ""}, {what + ", 95th of 100", percentile(took, 95), "ms", ""}, {what + ", worst", percentile(took, 100), "ms", ""}}, nil
}

// stories returns how many there are.
func stories(ctx context.Context, db *store.DB) (n int64, err error) {
	err = db.Tx(ctx, func(tx *store.Tx) error {
		have, err := tx.Stories(ctx)
		n = int64(have)
		return err
	})
	return n, err
}

// vocabulary is made-up words, the most frequent first, as frequent as those of a language
// are.
type vocabulary struct {
	words []string
	sums  []float64
}

const vocabularySize = 20_000

// newVocabulary returns what makes the vocabulary, once, when it is first wanted: it takes
// a tenth of a second, which no start of the program should wait for.
func newVocabulary(first []string, make func(*rand.Rand) string) func() *vocabulary {
	return sync.OnceValue(func() *vocabulary { return makeVocabulary(first, make) })
}

func makeVocabulary(first []string, make func(*rand.Rand) string) *vocabulary {
	r := rand.New(rand.NewPCG(1, 2))
	v := &vocabulary{words: slices.Clone(first)}
	known := map[string]bool{}
	for len(v.words) < vocabularySize {
		if w := make(r); !known[w] {
			known[w] = true
			v.words = append(v.words, w)
		}
	}
	sum := 0.0
	for i := range v.words {
		sum += 1 / math.Pow(float64(i+3), 1.05)
		v.sums = append(v.sums, sum)
	}
	return v
}

func (v *vocabulary) word(r *rand.Rand) string {
	i, _ := slices.BinarySearch(v.sums, r.Float64()*v.sums[len(v.sums)-1])
	return v.words[min(i, len(v.words)-1)]
}

func (v *vocabulary) text(r *rand.Rand, n int, end string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(v.word(r))
	}
	return b.String() + end
}

func pick(r *rand.Rand, list string) string {
	fields := strings.Fields(list)
	return fields[r.IntN(len(fields))]
}

var englishWords = newVocabulary(strings.Fields("the of and river flood ferry Jamuna Dhaka government said people market price school district minister water court police bank"),
	func(r *rand.Rand) string {
		w := ""
		for range 2 + r.IntN(3) {
			w += pick(r, "b br c ch d dr f fl g gr h j k l m n p pl r s st t tr v w") + pick(r, "a e i o u ai ee ou") + pick(r, "n r t l nd s m")
		}
		return w
	})

var banglaWords = newVocabulary(strings.Fields("এবং নদী যমুনা ফেরি ঢাকা সরকার মানুষ বাজার দাম স্কুল জেলা মন্ত্রী পানি আদালত পুলিশ ব্যাংক বন্যা পদ্মা মেঘনা চট্টগ্রাম"),
	func(r *rand.Rand) string {
		w := ""
		for range 2 + r.IntN(3) {
			w += pick(r, "ক খ গ ঘ চ ছ জ ঝ ট ড ত থ দ ধ ন প ফ ব ভ ম য র ল শ স হ ক্ত ন্ত স্ট প্র ন্দ") + pick(r, "া ি ী ু ূ ে ো া")
		}
		return w + pick(r, "র য় কে গুলো টি ন ল ক ত")
	})

var latinNames = []string{"jomuna", "jamuna", "podma", "padma", "meghna", "chattogram", "chittagong", "dhaka", "sorkar", "bonna"}

// SearchStory returns a story of some 380 words that no other number has.
func SearchStory(number int64) news.Content {
	r := rand.New(rand.NewPCG(uint64(number), 11))
	c := news.Content{Language: news.English, Section: searchHouse.Sections[number/2%3].Slug}
	vocabulary, end := englishWords, "."
	if number%2 == 0 {
		c.Language, vocabulary, end = news.Bangla, banglaWords, "।"
	}
	v := vocabulary()
	paragraphs := make([]string, 9)
	for i := range paragraphs {
		paragraphs[i] = v.text(r, 30+r.IntN(20), end)
	}
	c.Topics = []string{fmt.Sprint(v.words[3+number%200])}
	c.Headline, c.Standfirst = v.text(r, 7, ""), v.text(r, 18, end)
	c.Byline = news.Byline{People: []string{[...]string{"Nusrat Karim", "নুসরাত করিম", "Imran Hossain", "ইমরান হোসেন"}[number%4]}}
	c.Body = news.Paragraphs(paragraphs...)
	return c
}
