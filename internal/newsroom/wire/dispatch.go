package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/feed"
	"github.com/stet-news/stet/internal/pattern"
)

const longHeadline = 140 // bytes of a headline that is made of the text

// dispatch returns the item as a dispatch of the wire.
func dispatch(w news.Wire, item feed.Item, received time.Time) news.Dispatch {
	sum := sha256.Sum256(item.Raw)
	d := news.Dispatch{
		Wire: w.ID, WireName: w.Name, GUID: item.GUID, Received: received, Issued: item.Published,
		Headline: item.Title, Summary: item.Summary, Author: item.Author, Link: item.Link, Topics: item.Categories,
		Media: item.Media, Body: item.Body, Hash: hex.EncodeToString(sum[:]), RawType: item.RawType,
	}
	if d.Issued.IsZero() {
		d.Issued = item.Updated
	}
	if item.Killed || killing.MatchString(item.Title) {
		if d.Killed, d.Kill = d.Issued, item.Summary; d.Killed.IsZero() {
			d.Killed = received
		}
		if d.Kill == "" {
			d.Kill = item.Title
		}
	}
	if d.Headline == "" {
		d.Headline = madeHeadline(item)
	}
	d.Language = languageOf(w, item)
	return d
}

// killing is the headline of an item by which a wire kills what it sent under the same GUID before.
var killing = pattern.New(`(?i)^\s*(?:(?:mandatory |advisory )?kill(?: notice)?|killed|withdrawn|withdrawal|প্রত্যাহার)\s*(?:[:：–—]|- |$)`)

// madeHeadline returns something to call an item by that has no headline.
func madeHeadline(item feed.Item) string {
	for _, s := range []string{item.Summary, item.Body.Plain(), item.Link, item.GUID} {
		s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
		if s == "" {
			continue
		}
		if len(s) > longHeadline {
			s = strings.ToValidUTF8(s[:longHeadline], "")
			if i := strings.LastIndexByte(s, ' '); i > longHeadline/2 {
				s = s[:i]
			}
			s += "…"
		}
		return news.CleanText(s)
	}
	return item.GUID
}

// languageOf returns the item's language: what the feed says, else what the wire is set
// to. Many Bangla feeds say "en-US", because their program came so; script tells.
func languageOf(w news.Wire, item feed.Item) news.Language {
	bangla, latin := 0, 0
	sample := item.Title + " " + item.Summary + " " + item.Body.Plain()
	for i, c := range sample {
		if i > 2_000 {
			break
		}
		switch {
		case unicode.Is(unicode.Bengali, c):
			bangla++
		case unicode.Is(unicode.Latin, c):
			latin++
		}
	}
	said, _, _ := strings.Cut(strings.ToLower(item.Language), "-")
	switch {
	case bangla > latin && (said == "" || said == "en"):
		return news.Bangla
	case latin > bangla && said == "bn":
		return news.English
	case said != "":
		return news.Language(said)
	}
	return w.Language
}
