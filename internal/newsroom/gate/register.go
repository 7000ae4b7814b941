package gate

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// Register finds protected identities in a text. It has their hashes and the key, and no
// name. The zero value finds nothing.
type Register struct {
	mac     hash.Hash
	entries map[string]news.Protected // by hash
	words   []int                     // how many words names have, each number once
}

// NewRegister returns the register of the entries under the key.
func NewRegister(key []byte, entries []news.Protected) Register {
	if len(entries) == 0 {
		return Register{}
	}
	r := Register{mac: hmac.New(sha256.New, key), entries: map[string]news.Protected{}}
	for _, e := range entries {
		for _, h := range e.Hashes {
			r.entries[h] = e
		}
		for _, n := range e.Words {
			if !slices.Contains(r.words, n) {
				r.words = append(r.words, n)
			}
		}
	}
	return r
}

// mostWords is how many words a name of the register may have.
const mostWords = 6

// Hash returns what the register keeps of the spellings of one identity under the key: how
// many words they have, and the hashes of what they are looked up by. A spelling needs one
// to six words of which at least one can be told from others.
func Hash(key []byte, spellings []string) (words []int, hashes []string, err error) {
	mac := hmac.New(sha256.New, key)
	for _, s := range spellings {
		list := wordsOf(s)
		if len(list) == 0 || len(list) > mostWords {
			return nil, nil, news.Errorf(news.Invalid, "A spelling has one to %d words.", mostWords)
		}
		if len(list) == 1 && news.Graphemes(s) < 3 {
			return nil, nil, news.Errorf(news.Invalid, "A name of one word needs three letters at least, or it would be found everywhere.")
		}
		for _, k := range keys(list) {
			hashes = append(hashes, sum(mac, k))
		}
		if !slices.Contains(words, len(list)) {
			words = append(words, len(list))
		}
	}
	slices.Sort(words)
	slices.Sort(hashes)
	return words, slices.Compact(hashes), nil
}

// In returns the entries that the text names, each once.
func (r Register) In(text string) (found []news.Protected) {
	if len(r.entries) == 0 {
		return nil
	}
	list := wordsOf(text)
	tried := map[string]bool{}
	for _, n := range r.words {
		for i := 0; i+n <= len(list); i++ {
			for _, k := range keys(list[i : i+n]) {
				if tried[k] {
					continue
				}
				tried[k] = true
				e, hit := r.entries[sum(r.mac, k)]
				if hit && !slices.ContainsFunc(found, func(o news.Protected) bool { return o.ID == e.ID }) {
					found = append(found, e)
				}
			}
		}
	}
	return found
}

func sum(mac hash.Hash, key string) string {
	mac.Reset()
	mac.Write([]byte(key))
	return base64.RawStdEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// wordsOf returns the words of the text as they are looked up.
func wordsOf(text string) (list []terms.Term) {
	text = folded(text)
	for s := range terms.Words(text) {
		if t := terms.Asked(text[s.Start:s.End]); !t.Zero() {
			list = append(list, t)
		}
	}
	return list
}

// mostKeys is how many readings of a name are tried.
const mostKeys = 24

// keys returns what a name of these words is looked up by. A name of several words is
// known by its sound, in whatever script and spelling; one of a single word, which could be
// any word, by its spelling.
func keys(list []terms.Term) (all []string) {
	level := terms.Sound
	if len(list) == 1 {
		level = terms.Variant
	}
	all = []string{""}
	for _, t := range list {
		forms := t.Forms[level]
		if len(forms) == 0 {
			forms = t.Forms[terms.Variant]
		}
		var next []string
		for _, k := range all {
			for _, f := range forms {
				if len(next) < mostKeys {
					next = append(next, k+" "+f)
				}
			}
		}
		all = next
	}
	for i, k := range all {
		if level == terms.Sound { // Sarkar and Sarker are one name
			k = strings.ReplaceAll(k, "ir", "r")
		}
		all[i] = strconv.Itoa(len(list)) + strings.ToLower(k)
	}
	return all
}
