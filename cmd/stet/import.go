package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/stet-news/stet/internal/move"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

type importCommand struct {
	Page importPage `cmd:"" help:"Read one saved news page, text or HTML, and make the story it holds."`
}

type importPage struct {
	storage
	graves
	File     string `arg:"" help:"The saved page; - for the standard input."`
	DryRun   bool   `help:"Print what the page holds as JSON and make nothing."`
	By       string `help:"E-mail address of who moves it in: an administrator or the duty editor." placeholder:"EMAIL"`
	Desk     string `help:"Slug of the desk that is to own it."`
	Section  string `help:"Slug of the section, for a page whose own section the house has not."`
	Publish  bool   `help:"Put it before readers at once, under the time the page gives. Else it is a draft."`
	Language string `help:"Language of a page that does not show it: en or bn." default:"en"`
	TimeZone string `help:"Time zone of a time that names none. Default: the newsroom's, or Asia/Dhaka for a dry run."`
	URL      string `help:"Address the page was saved from."`
}

// Run reads the page and makes its story.
func (c *importPage) Run(ctx context.Context, std streams) error {
	if c.DryRun {
		page, err := c.read(std, news.House{Zone: "Asia/Dhaka"})
		if err != nil {
			return err
		}
		e := json.NewEncoder(std.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(page)
	}
	return c.with(ctx, func(db *store.DB, accounts *account.Accounts) error {
		house, err := db.House(ctx)
		if err != nil {
			return err
		}
		by, err := c.by(ctx, db, accounts)
		if err != nil {
			return err
		}
		page, err := c.read(std, house)
		if err != nil {
			return err
		}
		content, lines := page.Content(house, nil)
		if content.Section == "" {
			content.Section = c.Section
		}
		d := desk.New(db, func() {})
		if err := c.open(ctx, c.storage, d); err != nil {
			return err
		}
		s, err := d.Import(ctx, by, desk.Moved{
			Start: desk.Start{Desk: c.Desk, Content: content, From: cmp.Or(c.URL, page.URL)}, Published: page.Published, Draft: !c.Publish,
		})
		if err != nil {
			return err
		}
		return report(std.out, s, append(page.Report, lines...))
	})
}

func (c *importPage) read(std streams, house news.House) (move.Page, error) {
	zone := house.Location()
	if c.TimeZone != "" {
		var err error
		if zone, err = time.LoadLocation(c.TimeZone); err != nil {
			return move.Page{}, news.Errorf(news.Invalid, "--time-zone %q is not a time zone; write it as Asia/Dhaka.", c.TimeZone)
		}
	}
	options := move.Options{Zone: zone, Language: news.Language(c.Language), URL: c.URL}
	for _, s := range house.Sections {
		for _, name := range s.Names {
			options.Sections = append(options.Sections, name)
		}
	}
	if c.File == "-" {
		return move.ReadPage(std.in, options)
	}
	f, err := os.Open(c.File)
	if err != nil {
		return move.Page{}, news.Errorf(news.Invalid, "The page cannot be read: %v.", err)
	}
	defer f.Close()
	return move.ReadPage(f, options)
}

// by returns who moves the story in: who --by names, or else the only administrator.
func (c *importPage) by(ctx context.Context, db *store.DB, accounts *account.Accounts) (news.Person, error) {
	if c.By != "" {
		return accounts.ByEmail(ctx, c.By)
	}
	people, err := db.People(ctx)
	if err != nil {
		return news.Person{}, err
	}
	for _, p := range people {
		if p.May(news.ImportStory) == nil {
			return p, nil
		}
	}
	return news.Person{}, news.Errorf(news.Invalid, "Nobody here may move stories in. Set the newsroom up first.")
}

// report prints what became of each part of the page, a line each.
func report(out io.Writer, s news.Story, lines []move.ReportLine) error {
	_, err := fmt.Fprintf(out, "Story %d, %s: %s\n\n", s.Number, s.Label(time.Now()), s.Content.Headline)
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		text := []rune(l.Text)
		if len(text) > 60 {
			text = append(text[:59:59], '…')
		}
		where := ""
		if l.Line > 0 {
			where = fmt.Sprintf("line %d", l.Line)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", where, l.Part, l.Became, string(text))
	}
	return errors.Join(err, t.Flush())
}
