package gate

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// Register finds protected identities in a text. It has their hashes and the key, and no
// name. The zero value finds nothing. Any number may use one at once.
type Register struct{ *register }

type register struct {
	key     []byte
	quick   sip
	entries map[string]news.Protected // by hash
	maybe   bloom                     // of the tags of the entries that have some
	tagged  []int                     // how many words names have, each number once
	plain   []int                     // the same of entries that were written before there were tags
}

// NewRegister returns the register of the entries under the key.
func NewRegister(key []byte, entries []news.Protected) Register {
	if len(entries) == 0 {
		return Register{}
	}
	r := &register{key: slices.Clone(key), quick: quickOf(key), entries: map[string]news.Protected{}}
	tags := 0
	for _, e := range entries {
		tags += len(e.Tags)
	}
	r.maybe = newBloom(tags)
	for _, e := range entries {
		for _, h := range e.Hashes {
			r.entries[h] = e
		}
		for _, t := range e.Tags {
			r.maybe.add(t)
		}
		lengths := &r.tagged
		if len(e.Tags) == 0 {
			lengths = &r.plain
		}
		for _, n := range e.Words {
			if !slices.Contains(*lengths, n) {
				*lengths = append(*lengths, n)
			}
		}
	}
	return Register{r}
}

// quickOf is the quick hash under a key that is made of the register's.
func quickOf(key []byte) sip {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("stet: the tags of the register"))
	return newSip(mac.Sum(nil))
}

// mostWords is how many words a name of the register may have.
const mostWords = 6

// Hash puts into the entry what the register keeps of the spellings of one identity under
// the key: how many words they have, the hashes of what they are looked up by, and the tags
// that say quickly that a run of words is none of them. A spelling needs one to six words
// of which at least one can be told from others.
func Hash(key []byte, e *news.Protected, spellings []string) error {
	mac, quick := hmac.New(sha256.New, key), quickOf(key)
	for _, s := range spellings {
		s = folded(s)
		list := wordsOf(s, false)
		if len(list) == 0 || len(list) > mostWords {
			return news.Errorf(news.Invalid, "A spelling has one to %d words.", mostWords)
		}
		if len(list) == 1 && news.Graphemes(s) < 3 {
			return news.Errorf(news.Invalid, "A name of one word needs three letters at least, or it would be found everywhere.")
		}
		keep := func(k []byte) bool {
			e.Hashes, e.Tags = append(e.Hashes, sum(mac, k)), append(e.Tags, quick.sum(k))
			return true
		}
		eachKey(list, keep)
		if strings.Contains(s, dots) { // as somebody in a hurry types it: ড় as ড, য় as য
			eachKey(wordsOf(strings.ReplaceAll(s, dots, ""), false), keep)
		}
		if !slices.Contains(e.Words, len(list)) {
			e.Words = append(e.Words, len(list))
		}
	}
	for _, sort := range []func(){
		func() { slices.Sort(e.Words) }, func() { slices.Sort(e.Hashes) }, func() { slices.Sort(e.Tags) },
	} {
		sort()
	}
	e.Hashes, e.Tags = slices.Compact(e.Hashes), slices.Compact(e.Tags)
	return nil
}

// dots are those under ড় and য়, however they were typed: folded has them as a letter of
// their own.
const dots = "\u09BC"

// In returns the entries that the text names, each once.
func (r Register) In(text string) []news.Protected { return r.in(folded(text)) }

// in is In for a text that is folded.
func (r Register) in(text string) (found []news.Protected) {
	if r.register == nil || text == "" {
		return nil
	}
	l := look{register: r.register, tried: map[string]bool{}}
	l.over(wordsOf(text, false), false)
	if strings.ContainsAny(text, hyphens) {
		l.over(wordsOf(text, true), true)
	}
	return l.found
}

// look is one text on its way through the register.
type look struct {
	*register
	mac   hash.Hash
	tried map[string]bool
	found []news.Protected
}

// over tries every run of the words; with joined only those that have a word that a hyphen
// stood in.
func (l *look) over(list []spoken, joined bool) {
	for _, tagged := range []bool{true, false} {
		lengths := l.plain
		if tagged {
			lengths = l.tagged
		}
		for _, n := range lengths {
			for i := 0; i+n <= len(list); i++ {
				words := list[i : i+n]
				if joined && !slices.ContainsFunc(words, func(w spoken) bool { return w.joined }) {
					continue
				}
				eachKey(words, func(k []byte) bool {
					if !tagged || l.maybe.has(l.quick.sum(k)) {
						l.try(k)
					}
					return true
				})
			}
		}
	}
}

// try looks the key up by its hash.
func (l *look) try(k []byte) {
	if l.tried[string(k)] {
		return
	}
	l.tried[string(k)] = true
	if l.mac == nil {
		l.mac = hmac.New(sha256.New, l.key)
	}
	e, hit := l.entries[sum(l.mac, k)]
	if hit && !slices.ContainsFunc(l.found, func(o news.Protected) bool { return o.ID == e.ID }) {
		l.found = append(l.found, e)
	}
}

func sum(mac hash.Hash, key []byte) string {
	mac.Reset()
	mac.Write(key)
	return base64.RawStdEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// spoken is a word as it is looked up: alone by its spelling, since by its sound it could be
// any; in a name of several by its sound, in whatever script and spelling.
type spoken struct {
	alone, among []string
	joined       bool // with what stood after a hyphen
}

// hyphens are what splits a word in two.
const hyphens = "-\u2010\u2011"

// wordsOf returns the words of the text, which is folded, as they are looked up; with join,
// what hyphens have in two is one word.
func wordsOf(text string, join bool) (list []spoken) {
	var part string // of a word whose end is after a hyphen
	end := 0
	add := func() {
		if part == "" {
			return
		}
		if t := terms.Asked(part); !t.Zero() {
			list = append(list, spoken{alone: t.Forms[terms.Variant], among: sounds(t), joined: join && strings.ContainsAny(part, hyphens)})
		}
		part = ""
	}
	for s := range terms.Words(text) {
		if join && part != "" && isHyphen(text[end:s.Start]) {
			part += "-" + text[s.Start:s.End]
		} else {
			add()
			part = text[s.Start:s.End]
		}
		end = s.End
	}
	add()
	return list
}

// isHyphen reports whether the text between two words is a hyphen, perhaps at a line's end.
func isHyphen(between string) bool {
	h := strings.TrimRight(between, " \n")
	return h != "" && strings.Trim(h, hyphens) == "" && len(between)-len(h) <= 2
}

// sounds are what a word in a name of several is known by. Sarkar and Sarker are one name.
func sounds(t terms.Term) []string {
	forms := t.Forms[terms.Sound]
	if len(forms) == 0 {
		forms = t.Forms[terms.Variant]
	}
	for i, f := range forms {
		if strings.Contains(f, "ir") {
			forms = slices.Clone(forms) // which are shared
			for j := i; j < len(forms); j++ {
				forms[j] = strings.ReplaceAll(forms[j], "ir", "r")
			}
			break
		}
	}
	return forms
}

// mostKeys is how many readings of a name are tried.
const mostKeys = 24

// eachKey calls f with what a name of these words is looked up by, one reading after the
// other, until f returns false. f must not keep the key.
func eachKey(list []spoken, f func(key []byte) bool) {
	var space [160]byte
	key := strconv.AppendInt(space[:0], int64(len(list)), 10)
	left := mostKeys
	var from func(i int, key []byte) bool
	from = func(i int, key []byte) bool {
		if i == len(list) {
			left--
			return f(key) && left > 0
		}
		forms := list[i].among
		if len(list) == 1 {
			forms = list[i].alone
		}
		for _, form := range forms {
			if !from(i+1, append(append(key, ' '), form...)) {
				return false
			}
		}
		return true
	}
	from(0, key)
}

// bloom says of a tag that it is not there, or that it may be.
type bloom struct {
	bits []uint64
	mask uint64
}

// newBloom returns one for so many tags, of which it takes one in fifty for another.
func newBloom(tags int) bloom {
	n := uint64(1) << bits.Len(uint(max(tags, 8)*32))
	return bloom{make([]uint64, n/64), n - 1}
}

func (b bloom) add(tag uint64) { b.bits[tag&b.mask/64] |= 1 << (tag % 64) }

func (b bloom) has(tag uint64) bool { return b.bits[tag&b.mask/64]&(1<<(tag%64)) != 0 }
