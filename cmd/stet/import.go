package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/move"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/movein"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/store"
)

type importCommand struct {
	Page  importPage  `cmd:"" help:"Read one saved news page, text or HTML, and make the story it holds."`
	Pages importPages `cmd:"" help:"Read many saved pages with their pictures. Started again, it goes on where it was broken off."`
}

// importing says how pages move in.
type importing struct {
	storage
	graves
	By       string `help:"E-mail address of who moves it in: an administrator or the duty editor." placeholder:"EMAIL"`
	Desk     string `help:"Slug of the desk that is to own it."`
	Section  string `help:"Slug of the section, for a page whose own section the house has not."`
	Publish  bool   `help:"Put it before readers at once, under the time the page gives. Else it is a draft."`
	Language string `help:"Language of a page that does not show it: en or bn." default:"en"`
	TimeZone string `help:"Time zone of a time that names none. Default: the newsroom's, or Asia/Dhaka for a dry run."`

	Uploads  string           `help:"Folder with the old site's pictures, as wp-content/uploads. Default: they are fetched from the old site." type:"existingdir"`
	Credit   string           `help:"Whose pictures are of which the page does not say it, as \"The Padma Courier archive\"."`
	Pictures bool             `help:"Take the pictures in too." default:"true" negatable:""`
	Allow    []netip.AddrPort `help:"Address inside the house, as 10.0.0.5:80, from which pictures may be fetched." placeholder:"ADDRESS:PORT"`
}

type importPage struct {
	importing
	File   string `arg:"" help:"The saved page; - for the standard input."`
	DryRun bool   `help:"Print what the page holds as JSON and make nothing."`
	URL    string `help:"Address the page was saved from."`
}

type importPages struct {
	importing
	Files []string `arg:"" help:"Saved pages, or folders of them (*.html, *.htm, *.txt)."`
	URL   string   `help:"Address of the old site, for pages that do not say their own, as https://old.example." placeholder:"ADDRESS"`
	JSON  bool     `help:"Print the report as JSON." name:"json"`
}

// Run reads the page and makes its story.
func (c *importPage) Run(ctx context.Context, std streams) error {
	if c.DryRun {
		options, err := c.options(news.House{Zone: "Asia/Dhaka"})
		if err != nil {
			return err
		}
		options.URL = c.URL
		return c.reads(std, func(r io.Reader) error {
			page, err := move.ReadPage(r, options)
			if err != nil {
				return err
			}
			e := json.NewEncoder(std.out)
			e.SetEscapeHTML(false)
			e.SetIndent("", "  ")
			return e.Encode(page)
		})
	}
	return c.moving(ctx, func(m *movein.Mover) error {
		return c.reads(std, func(r io.Reader) error {
			m.Held = func(_ string, err error) { fmt.Fprintf(std.err, "It is a draft: %v\n", err) }
			m.Left = func(_, picture string, err error) { fmt.Fprintf(std.err, "%s: %v\n", picture, err) }
			moved, err := m.Page(ctx, r, c.URL)
			if err != nil {
				return err
			}
			if moved.Before {
				_, err := fmt.Fprintf(std.out, "The page moved in before: it is story %d.\n", moved.Story.Number)
				return err
			}
			return report(std.out, moved.Story, moved.Report)
		})
	})
}

// reads calls f with the page's file.
func (c *importPage) reads(std streams, f func(io.Reader) error) error {
	if c.File == "-" {
		return f(std.in)
	}
	file, err := os.Open(c.File)
	if err != nil {
		return news.Errorf(news.Invalid, "The page cannot be read: %v.", err)
	}
	defer file.Close()
	return f(file)
}

// Run moves the pages in, one after the other.
func (c *importPages) Run(ctx context.Context, std streams) error {
	files, err := savedPages(c.Files)
	if err != nil {
		return err
	}
	return c.moving(ctx, func(m *movein.Mover) error {
		m.Options.URL = c.URL
		m.Held = func(page string, err error) { fmt.Fprintf(std.err, "%s is a draft: %v\n", page, err) }
		m.Left = func(page, picture string, err error) {
			fmt.Fprintf(std.err, "%s: without the picture %s: %v\n", page, picture, err)
		}
		told := time.Now()
		for i, name := range files {
			if err := c.one(ctx, std, m, name); err != nil {
				return err
			}
			if time.Since(told) > 5*time.Second {
				told = time.Now()
				fmt.Fprintf(std.err, "%d of %d pages: %d stories, %d pictures, %d for another run\n", i+1, len(files), m.Counts.Stories, m.Counts.Pictures, m.Counts.Later)
			}
		}
		if c.JSON {
			return json.NewEncoder(std.out).Encode(m.Counts)
		}
		return printCounts(std.out, m.Counts)
	})
}

// one moves one page in. What is wrong with the page alone is told, and the next one follows.
func (c *importPages) one(ctx context.Context, std streams, m *movein.Mover, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return news.Errorf(news.Invalid, "The page cannot be read: %v.", err)
	}
	_, err = m.Page(ctx, f, "")
	err = errors.Join(err, f.Close())
	if _, forPeople := errors.AsType[*news.Error](err); forPeople && ctx.Err() == nil {
		fmt.Fprintf(std.err, "%s: %v\n", name, err)
		return nil
	}
	return err
}

// savedPages returns the files, and those in the folders, in the order of their names.
func savedPages(names []string) (files []string, err error) {
	for _, name := range names {
		err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return news.Errorf(news.Invalid, "The page cannot be read: %v.", err)
			case d.IsDir():
			case path == name || slices.Contains([]string{".html", ".htm", ".txt"}, strings.ToLower(filepath.Ext(path))):
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// moving calls f with what moves pages in.
func (c *importing) moving(ctx context.Context, f func(*movein.Mover) error) error {
	return c.with(ctx, func(db *store.DB, accounts *account.Accounts) error {
		house, err := db.House(ctx)
		if err != nil {
			return err
		}
		m := &movein.Mover{Desk: desk.New(db, func() {}), Store: db, House: house, DeskSlug: c.Desk, Section: c.Section, Publish: c.Publish, Credit: c.Credit}
		if m.By, err = c.by(ctx, db, accounts); err != nil {
			return err
		}
		if m.Options, err = c.options(house); err != nil {
			return err
		}
		if err := c.graves.open(ctx, c.storage, m.Desk); err != nil {
			return err
		}
		if !c.Pictures {
			return f(m)
		}
		files, err := blob.Open(ctx, c.Blob)
		if err != nil {
			return err
		}
		defer files.Close()
		studio, end, err := openStudio(files, db)
		if err != nil {
			return err
		}
		defer end()
		m.Studio = studio
		if c.Uploads != "" {
			if m.Uploads, err = os.OpenRoot(c.Uploads); err != nil {
				return invalid("The folder of uploads cannot be read: %v.", err)
			}
			defer func() { _ = m.Uploads.Close() }() // it was only read
		}
		m.Fetch = fetch.New(fetch.Options{Version: version, Home: house.URL, Allow: c.Allow, MaxBody: picture.MaxBytes, Total: time.Minute})
		defer m.Fetch.Close()
		return f(m)
	})
}

// options say what pages may leave open in the house.
func (c *importing) options(house news.House) (move.Options, error) {
	zone := house.Location()
	if c.TimeZone != "" {
		var err error
		if zone, err = time.LoadLocation(c.TimeZone); err != nil {
			return move.Options{}, news.Errorf(news.Invalid, "--time-zone %q is not a time zone; write it as Asia/Dhaka.", c.TimeZone)
		}
	}
	options := move.Options{Zone: zone, Language: news.Language(c.Language)}
	for _, s := range house.Sections {
		for _, name := range s.Names {
			options.Sections = append(options.Sections, name)
		}
	}
	return options, nil
}

// by returns who moves the story in: who --by names, or else the only administrator.
func (c *importing) by(ctx context.Context, db *store.DB, accounts *account.Accounts) (news.Person, error) {
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

// printCounts prints what became of the pages.
func printCounts(out io.Writer, c movein.Counts) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, l := range []struct {
		n    int64
		what string
	}{
		{int64(c.Pages), "pages"},
		{int64(c.Stories), "stories made"},
		{int64(c.Drafts), "of these drafts that may not go out yet"},
		{int64(c.Before), "moved in before"},
		{int64(c.Refused), "refused"},
		{int64(c.Later), "left for another run"},
		{int64(c.Pictures), "pictures taken in"},
		{int64(c.Known), "pictures that were here"},
		{int64(c.Without), "pictures left out"},
		{int64(c.Addresses), "old addresses that lead to a picture"},
		{c.Bytes, "bytes of pictures"},
	} {
		fmt.Fprintf(t, "%d\t  %s\t\n", l.n, l.what)
	}
	return t.Flush()
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
