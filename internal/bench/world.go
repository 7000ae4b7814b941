// Package bench measures the program as people meet it: from outside, over HTTP, on a
// newsroom with a real archive. Each measurement returns a Report, which prints as a
// table for people and as one JSON object.
package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// Report is what one measurement found.
type Report struct {
	Name  string         `json:"name"`
	About string         `json:"about"` // what was done, in a sentence
	Rows  []Row          `json:"rows"`
	Extra map[string]any `json:"extra,omitempty"`
}

// Row is one line of a report. Goal is "" where there is none.
type Row struct {
	What  string  `json:"what"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Goal  string  `json:"goal,omitempty"`
}

// Print writes the report as a table, or with asJSON as one object.
func (r Report) Print(w io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	if _, err := fmt.Fprintln(w, r.About); err != nil {
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range r.Rows {
		fmt.Fprintf(t, "%s\t%.2f %s\t%s\n", row.What, row.Value, row.Unit, row.Goal)
	}
	return t.Flush()
}

var house = news.House{
	Names:     map[news.Language]string{news.English: "The Benchmark"},
	Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: "http://127.0.0.1",
	Sections: []news.Section{
		{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}},
		{Slug: "business", Names: map[news.Language]string{news.English: "Business"}},
		{Slug: "sport", Names: map[news.Language]string{news.English: "Sport"}},
	},
	Desks: []news.Desk{{Slug: "city", Name: "City Desk"}},
}

// World is a newsroom to measure on.
type World struct {
	Dir     string
	Stories int  // published, at least
	Search  bool // whether they can be searched at once
	// Bare leaves out the pictures: their files are not there, which only matters to who
	// wants them.
	Bare bool
}

// Fill makes the newsroom with its stories and one person, and returns a token of that
// person's. What is there already of an earlier Fill stays, so that one that was
// interrupted is gone on with. progress is called now and then with how many stories there
// are.
func (w World) Fill(ctx context.Context, progress func(int)) (token string, err error) {
	if err := os.MkdirAll(w.Dir, 0o700); err != nil {
		return "", err
	}
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(w.Dir, "stet.db"))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	p, accounts, err := w.person(ctx, db)
	if err != nil {
		return "", err
	}
	if _, err := db.House(ctx); err != nil {
		if _, err := desk.New(db, func() {}).SetHouse(ctx, p, house); err != nil {
			return "", err
		}
	}
	if err := w.fillStories(ctx, db, p, progress); err != nil {
		return "", err
	}
	return accounts.CreateToken(ctx, p, "bench", 24*time.Hour)
}

const personMail = "bench@stet.test"

// person returns the newsroom's one person.
func (w World) person(ctx context.Context, db *store.DB) (news.Person, *account.Accounts, error) {
	accounts := account.New(db, account.Options{})
	if has, err := db.HasPeople(ctx); err != nil || has {
		a, accountErr := db.AccountByEmail(ctx, personMail)
		return a.Person, accounts, errors.Join(err, accountErr)
	}
	p, err := accounts.Create(ctx, news.Person{Name: "The Benchmark", Email: personMail, Roles: news.Roles, Desk: "city"}, "")
	return p, accounts, err
}

// fillBatch is how many stories one transaction brings in.
const fillBatch = 1000

// fillStories adds stories until there are enough. The next ones are made while some are
// written, since both take a processor.
func (w World) fillStories(ctx context.Context, db *store.DB, by news.Person, progress func(int)) error {
	have := 0
	if err := db.Tx(ctx, func(tx *store.Tx) (err error) { have, err = tx.Stories(ctx); return err }); err != nil {
		return err
	}
	// The stories end now, one a minute, however many there are by and by.
	start := time.Now().Add(-time.Duration(w.Stories) * time.Minute).UTC().Truncate(time.Microsecond)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	made := make(chan []filled, 2)
	go func() {
		defer close(made)
		for from := have; from < w.Stories; from += fillBatch {
			var batch []filled
			for i := from; i < min(from+fillBatch, w.Stories); i++ {
				s := makeStory(int64(i+1), by, start.Add(time.Duration(i)*time.Minute))
				if !w.Bare {
					s.public.Lead = lead(int64(i + 1))
				}
				batch = append(batch, s)
			}
			select {
			case made <- batch:
			case <-ctx.Done():
				return
			}
		}
	}()
	for batch := range made {
		err := db.Tx(ctx, func(tx *store.Tx) error {
			if !w.Search {
				tx.IndexLater()
			}
			for _, s := range batch {
				if err := s.insert(ctx, tx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		have += len(batch)
		progress(have)
	}
	return ctx.Err()
}

// filled is a story on its way into the database.
type filled struct {
	row    store.Row
	public edition.Story
}

// makeStory returns a live story, published at the time.
func makeStory(number int64, by news.Person, at time.Time) filled {
	return storyOf(Story(number, house.Sections[number%3].Slug), number, by, at)
}

// storyOf returns a live story of the content.
func storyOf(c news.Content, number int64, by news.Person, at time.Time) filled {
	c.Slug = news.Slugify(c.Headline)
	f := filled{
		row: store.Row{Plan: []byte(`{}`), Story: news.Story{
			ID: news.StoryID(fmt.Sprintf("bench-%d", number)), Number: number, Desk: "city", Status: news.Live, Owner: by.Short(), Content: c,
			Revision: 1, Created: at, Changed: at, PublishedRevision: 1, Published: at,
		}},
		public: edition.Story{
			Card: edition.Card{
				Number: number, Language: c.Language, Section: c.Section, Slug: c.Slug, Headline: c.Headline, Standfirst: c.Standfirst,
				Author: strings.Join(c.Byline.People, ", "), Date: at.In(house.Location()).Format("2006/01/02"), Published: at,
			},
			Byline: c.Byline, Body: c.Body,
		},
	}
	for _, t := range c.Topics {
		f.public.Topics = append(f.public.Topics, edition.Topic{Slug: news.Slugify(t), Name: t})
	}
	return f
}

func (f filled) insert(ctx context.Context, tx *store.Tx) error {
	number, err := tx.NextStory(ctx)
	if err != nil {
		return err
	}
	if number != f.row.Number {
		return news.Errorf(news.Conflict, "The folder holds story %d where a benchmark has %d: it is not a benchmark's.", number, f.row.Number)
	}
	n, err := tx.NextEdition(ctx)
	if err != nil {
		return err
	}
	f.row.Edition = n
	if err := tx.Insert(ctx, f.row); err != nil {
		return err
	}
	return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Published, At: f.row.Published, Story: &f.public})
}

// words are what the stories of a benchmark are made of.
var words = strings.Fields(`river ferry district minister budget harvest rain market export bridge school hospital
	court police teacher farmer worker union bank loan price rice onion fish boat flood water level warning officials said
	on Monday after the before near in of and with for from three four hundred thousand people families were moved`)

// Story returns a story of some 600 words that no other number has.
func Story(number int64, section string) news.Content {
	r := rand.New(rand.NewPCG(uint64(number), 7))
	text := func(n int) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words[r.IntN(len(words))])
		}
		return b.String() + "."
	}
	paragraphs := make([]string, 14)
	for i := range paragraphs {
		paragraphs[i] = text(30 + r.IntN(25))
	}
	return news.Content{
		Language: news.English, Section: section, Topics: []string{fmt.Sprint("Topic ", number%200)},
		Headline: fmt.Sprintf("Story %d: %s", number, text(7)), Standfirst: text(18),
		Byline: news.Byline{People: []string{fmt.Sprint("Reporter ", r.IntN(300)+1)}}, Body: news.Paragraphs(paragraphs...),
	}
}

// Edit gives the story in the middle another standfirst.
func (w World) Edit(ctx context.Context) (err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(w.Dir, "stet.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.Tx(ctx, func(tx *store.Tx) error {
		tx.IndexLater()
		row, err := tx.Story(ctx, int64(w.Stories/2+1))
		if err != nil {
			return err
		}
		n, err := tx.NextEdition(ctx)
		if err != nil {
			return err
		}
		s := makeStory(row.Number, news.Person{}, row.Published).public
		s.Standfirst = fmt.Sprint("As of edition ", n, ".")
		s.Updated = time.Now().UTC().Truncate(time.Microsecond)
		return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Updated, At: s.Updated, Story: &s})
	})
}
