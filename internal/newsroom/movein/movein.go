// Package movein moves pages of another site in, with their pictures: it reads each page, takes
// its pictures to the picture desk and makes its story. A move that is broken off goes on where
// it was when it is started again.
package movein

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/move"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/store"
)

// Mover moves pages in, one after the other.
type Mover struct {
	Desk  *desk.Desk
	Store *store.DB
	// Studio takes the pictures; nil leaves them out.
	Studio *picture.Studio
	// Fetch gets pictures from where they are; nil gets none.
	Fetch *fetch.Client
	// Uploads is a folder with the old site's files, which is looked into first; nil is none.
	Uploads *os.Root

	By      news.Person
	House   news.House
	Options move.Options // what a page itself may leave open; URL is the old site, for pages that do not say theirs

	DeskSlug string // of the desk that is to own the stories
	Section  string // slug, for a page whose own section the house has not
	// Publish puts them before readers at once, under the time the page gives. One that may not
	// go out, as with a picture of which nobody says whose it is, is a draft.
	Publish bool
	// Credit is that of pictures whose page and file name none; "" leaves them without.
	Credit string

	// Left is told of each picture that did not come with its page, in a sentence.
	Left func(page, picture string, err error)
	// Held is told of each story that could not go out, and why: it is a draft.
	Held func(page string, err error)

	Counts Counts
}

// Counts are what became of the pages and pictures of a move so far.
type Counts struct {
	Pages    int `json:"pages"`    // that were looked at
	Stories  int `json:"stories"`  // that were made
	Drafts   int `json:"drafts"`   // of these, those that were to go out and could not
	Before   int `json:"before"`   // that had moved in before
	Refused  int `json:"refused"`  // that hold no story, or one that may not be here
	Later    int `json:"later"`    // that wait for another run, since a picture could not be reached
	Pictures int `json:"pictures"` // that were taken in
	Known    int `json:"known"`    // that were there already
	Without  int `json:"without"`  // that are nowhere, or no pictures
	// Addresses is how many old names of pictures readers are led from.
	Addresses int   `json:"addresses"`
	Bytes     int64 `json:"bytes"` // of pictures that were fetched or read
}

// Moved is what became of one page.
type Moved struct {
	Story  news.Story
	Before bool // it had moved in before: Story has its number alone
	Report []move.ReportLine
}

// LaterError says that a page was left for another run, since what it needs could not be
// reached now.
type LaterError struct{ err error }

func (e *LaterError) Error() string { return "It is left for another run: " + e.err.Error() }

// Unwrap returns why.
func (e *LaterError) Unwrap() error { return e.err }

// Page moves one saved page in. url is where it was saved from, if that is known.
func (m *Mover) Page(ctx context.Context, r io.Reader, url string) (Moved, error) {
	m.Counts.Pages++
	data, err := io.ReadAll(io.LimitReader(r, move.MaxPage+1))
	if err != nil {
		return Moved{}, fmt.Errorf("read the page: %w", err)
	}
	moved, err := m.page(ctx, data, url)
	switch _, later := errors.AsType[*LaterError](err); {
	case later:
		m.Counts.Later++
	case err != nil:
		m.Counts.Refused++
	case moved.Before:
		m.Counts.Before++
	default:
		m.Counts.Stories++
	}
	return moved, err
}

func (m *Mover) page(ctx context.Context, data []byte, url string) (Moved, error) {
	options := m.Options
	options.URL = cmp.Or(url, options.URL)
	page, err := move.ReadPage(bytes.NewReader(data), options)
	if err != nil {
		return Moved{}, err
	}
	page.URL = cmp.Or(url, page.URL)
	address := page.URL
	if address == "" {
		sum := sha256.Sum256(data)
		address = "page:" + hex.EncodeToString(sum[:])
	}
	old, found, err := m.Store.Old(ctx, address)
	if err != nil {
		return Moved{}, err
	}
	if found {
		return Moved{Story: news.Story{Number: old.Story}, Before: true}, nil
	}
	var known map[string]string
	if m.Studio != nil {
		if known, err = m.pictures(ctx, page); err != nil {
			return Moved{}, err
		}
	}
	content, lines := page.Content(m.House, known)
	m.credit(&content)
	if content.Section == "" {
		content.Section = m.Section
	}
	if content.Lead != nil && page.Earlier(m.Options) {
		content.Lead.File = true
	}
	s, err := m.story(ctx, desk.Moved{
		Start:     desk.Start{Desk: m.DeskSlug, Content: content, From: page.URL},
		Published: page.Published, Draft: !m.Publish, Address: address,
	})
	return Moved{Story: s, Report: append(page.Report, lines...)}, err
}

// story makes the story, or a draft of it if it may not go out.
func (m *Mover) story(ctx context.Context, moved desk.Moved) (news.Story, error) {
	s, err := m.Desk.Import(ctx, m.By, moved)
	if _, forPeople := errors.AsType[*news.Error](err); !forPeople || moved.Draft {
		return s, err
	}
	moved.Draft = true
	s, again := m.Desk.Import(ctx, m.By, moved)
	if again != nil {
		return s, again
	}
	m.Counts.Drafts++
	if m.Held != nil {
		m.Held(moved.Address, err)
	}
	return s, nil
}
