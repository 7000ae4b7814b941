package gate

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"hash"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Prints makes the fingerprints of what was taken down, under a key: without it nobody can
// try a text, an address or a picture against a list of tombstones. The zero value has no
// key and makes none.
type Prints struct {
	mac hash.Hash
	id  string
}

// NewPrints returns the prints under the key.
func NewPrints(key []byte) Prints {
	if len(key) == 0 {
		return Prints{}
	}
	p := Prints{mac: hmac.New(sha256.New, key)}
	p.id = p.sum("key", "")[:12]
	return p
}

// Key tells one key from another.
func (p Prints) Key() string { return p.id }

func (p Prints) bytes(kind, what string) []byte {
	p.mac.Reset()
	p.mac.Write([]byte("tombstone\x00" + kind + "\x00" + what))
	return p.mac.Sum(nil)
}

func (p Prints) sum(kind, what string) string {
	return base64.RawStdEncoding.EncodeToString(p.bytes(kind, what)[:18])
}

// Address returns the print of an address: of its path alone, however it is written.
func (p Prints) Address(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if p.mac == nil || err != nil || strings.Trim(u.Path, "/") == "" {
		return ""
	}
	return p.sum("address", strings.ToLower(strings.Trim(news.CleanText(u.Path), "/")))
}

// Sources returns the prints of a dispatch's name: as its wire has it, and by itself if it
// is a name for the whole world.
func (p Prints) Sources(wire, guid string) (all []string) {
	if p.mac == nil || guid == "" {
		return nil
	}
	all = append(all, p.sum("source", wire+"\x00"+guid))
	if strings.Contains(guid, ":") && len(guid) > 16 {
		all = append(all, p.sum("guid", guid))
	}
	return all
}

// Picture returns the print of a picture by the SHA-256 of its original.
func (p Prints) Picture(hash string) string {
	if p.mac == nil || hash == "" {
		return ""
	}
	return p.sum("picture", hash)
}

const (
	run       = 6   // words to a shingle
	mostKept  = 256 // shingles to a fingerprint: the least ones
	leastKept = 8   // a text of fewer has no fingerprint
	alike     = 0.6 // how much of the smaller fingerprint must be in the other
)

// Shingles returns the fingerprint of the texts: the least hashes of the runs of six words
// in each. Two stories that have most of their sentences in common have most of it in
// common, however they are spaced, punctuated, capitalised or encoded. It is empty for what
// is too short to be known again.
func (p Prints) Shingles(texts ...string) []uint64 {
	if p.mac == nil {
		return nil
	}
	var all []uint64
	for _, text := range texts {
		words := plainWords(text)
		for i := 0; i+run <= len(words); i++ {
			all = append(all, binary.LittleEndian.Uint64(p.bytes("text", strings.Join(words[i:i+run], " "))))
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) < leastKept {
		return nil
	}
	return all[:min(len(all), mostKept)]
}

// plainWords are the words of a text without anything between them.
func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(folded(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
}

// Texts are the texts of a story by which it is known again.
func Texts(c news.Content) []string {
	return append([]string{c.Headline, c.Standfirst}, blocks(c.Body)...)
}

// PublicTexts are those of a story as readers have it.
func PublicTexts(s edition.Story) []string {
	texts := append([]string{s.Headline, s.Standfirst}, blocks(s.Body)...)
	if s.Coverage != nil {
		for _, p := range s.Coverage.Posts {
			texts = append(append(texts, p.Title), blocks(p.Body)...)
		}
	}
	return texts
}

// DispatchTexts are those of a dispatch.
func DispatchTexts(d news.Dispatch) []string {
	return append([]string{d.Headline, d.Summary}, blocks(d.Body)...)
}

func blocks(d news.Document) (texts []string) {
	d.Walk(func(b news.Node) {
		switch b.Type {
		case news.Paragraph, news.Heading, news.PullQuote, news.Cell:
			texts = append(texts, runs(b))
		}
	})
	return texts
}
