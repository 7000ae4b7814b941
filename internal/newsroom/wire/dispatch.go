package wire

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/pattern"
)

const longHeadline = 140 // bytes of a headline that is made of the text

// dispatch returns the item as a dispatch of the wire.
func dispatch(w news.Wire, i item.Item, received time.Time) news.Dispatch {
	d := i.Dispatch
	d.Wire, d.WireName, d.Received, d.Hash = w.ID, w.Name, received, hashOf(i.Raw)
	if d.Issued.IsZero() {
		d.Issued = d.Updated
	}
	if d.Change == news.ChangeKill || killing.MatchString(d.Headline) {
		d.Change = news.ChangeKill
		d.Kill = cmp.Or(d.Note, d.Summary, d.Headline) // a note is to editors, and says why
		if d.Killed = i.Order(); d.Killed.IsZero() {
			d.Killed = received
		}
	}
	if d.Headline == "" {
		d.Headline = madeHeadline(d)
	}
	d.Language = languageOf(w, d)
	return d
}

// hashOf is what a version of a dispatch is known by: the SHA-256 of its bytes in hexadecimal digits.
func hashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// killing is the headline of an item by which a wire kills what it sent under the same GUID before.
var killing = pattern.New(`(?i)^\s*(?:(?:mandatory |advisory )?kill(?: notice)?|killed|withdrawn|withdrawal|প্রত্যাহার)\s*(?:[:：–—]|- |$)`)

// madeHeadline returns something to call an item by that has no headline.
func madeHeadline(d news.Dispatch) string {
	for _, s := range []string{d.Summary, d.Body.Plain(), d.Link, d.GUID} {
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
	return d.GUID
}

// languageOf returns the item's language: what the feed says, else what the wire is set
// to. Many Bangla feeds say "en-US", because their program came so; script tells.
func languageOf(w news.Wire, d news.Dispatch) news.Language {
	bangla, latin := 0, 0
	sample := d.Headline + " " + d.Summary + " " + d.Body.Plain()
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
	said, _, _ := strings.Cut(strings.ToLower(string(d.Language)), "-")
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
