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

// Fill makes a newsroom in dir with n published stories and one person, and returns that
// person's token. progress is called now and then with how many there are.
func Fill(ctx context.Context, dir string, n int, progress func(int)) (token string, err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "stet.db"))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	accounts := account.New(db, account.Options{})
	p, err := accounts.Create(ctx, news.Person{Name: "The Benchmark", Email: "bench@stet.test", Roles: news.Roles, Desk: "city"}, "")
	if err != nil {
		return "", err
	}
	if _, err := desk.New(db, func() {}).SetHouse(ctx, p, house); err != nil {
		return "", err
	}
	const batch = 500
	start := time.Now().Add(-time.Duration(n) * time.Minute).UTC().Truncate(time.Microsecond)
	for from := 0; from < n; from += batch {
		err := db.Tx(ctx, func(tx *store.Tx) error {
			for i := from; i < min(from+batch, n); i++ {
				if err := insert(ctx, tx, p, start.Add(time.Duration(i)*time.Minute)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return "", err
		}
		progress(min(from+batch, n))
	}
	return accounts.CreateToken(ctx, p, "bench", 24*time.Hour)
}

// insert adds one live story, published at the time.
func insert(ctx context.Context, tx *store.Tx, by news.Person, at time.Time) error {
	number, err := tx.NextStory(ctx)
	if err != nil {
		return err
	}
	n, err := tx.NextEdition(ctx)
	if err != nil {
		return err
	}
	c := Story(number, house.Sections[number%3].Slug)
	c.Slug = news.Slugify(c.Headline)
	err = tx.Insert(ctx, store.Row{Plan: []byte(`{}`), Story: news.Story{
		ID: news.StoryID(fmt.Sprintf("bench-%d", number)), Number: number, Desk: "city", Status: news.Live, Owner: by.Short(), Content: c,
		Revision: 1, Created: at, Changed: at, PublishedRevision: 1, Published: at, Edition: n,
	}})
	if err != nil {
		return err
	}
	public := edition.Story{
		Card: edition.Card{
			Number: number, Language: c.Language, Section: c.Section, Slug: c.Slug, Headline: c.Headline, Standfirst: c.Standfirst,
			Author: c.Byline.Desk, Date: at.In(house.Location()).Format("2006/01/02"), Published: at,
		},
		Byline: c.Byline, Body: c.Body,
	}
	for _, t := range c.Topics {
		public.Topics = append(public.Topics, edition.Topic{Slug: news.Slugify(t), Name: t})
	}
	return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Published, At: at, Story: &public})
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
		Byline: news.Byline{Desk: "City Desk"}, Body: news.Paragraphs(paragraphs...),
	}
}
