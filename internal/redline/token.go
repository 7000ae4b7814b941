package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
)

// token is one word of a text.
type token struct {
	text   string // as it was written
	key    string // what it is compared by: lower case, Latin digits
	quoted bool   // somebody else's words
	named  bool   // stands where only a name does
	first  bool   // begins its sentence, so a capital says nothing
}

// same is what two tokens must share to be the same words of a text.
func (t token) same() string {
	if t.quoted {
		return "“" + t.key
	}
	return t.key
}

// sentence is a sentence of a text.
type sentence []token

// same is what two sentences must share to be the same.
func (s sentence) same() string {
	keys := make([]string, len(s))
	for i, t := range s {
		keys[i] = t.same()
	}
	return strings.Join(keys, " ")
}

// unit is a text that stands for itself: a paragraph, a cell, a caption.
type unit struct {
	text   string
	quoted bool
	named  bool
}

// units returns the texts of a document in their order.
func units(nodes []news.Node, quoted bool) (all []unit) {
	for _, n := range nodes {
		switch n.Type {
		case news.List, news.Item, news.Row:
			all = append(all, units(n.Content, quoted)...)
		case news.Table:
			all = append(append(all, unit{text: n.Attrs.Caption}), units(n.Content, quoted)...)
		case news.Quotation:
			all = append(append(all, units(n.Content, true)...), unit{text: n.Attrs.Attribution, named: true})
		case news.PictureRef:
			all = append(all, unit{text: n.Attrs.Caption}, unit{text: n.Attrs.Credit})
			if n.Attrs.Graphic != "" {
				all = append(all, unit{text: n.Attrs.Graphic})
			}
		case news.Embed:
			all = append(all, unit{text: n.Attrs.Title})
		default:
			attribution := n.Attrs.Attribution
			n.Attrs.Attribution = ""
			text := news.Document{Blocks: []news.Node{n}}.Plain()
			all = append(all, unit{text: text, quoted: quoted || n.Type == news.PullQuote}, unit{text: attribution, named: true})
		}
	}
	return all
}

// sentences takes the units apart into sentences of words. What is no word is left out, but
// for signs that belong to a number.
func sentences(all []unit) (list []sentence) {
	for _, u := range all {
		r := reader{unit: u, rest: u.text, quoted: u.quoted}
		for r.rest != "" {
			r.step()
		}
		r.end()
		list = append(list, r.done...)
	}
	return list
}

// reader takes one unit apart.
type reader struct {
	unit
	rest   string
	before rune // the character before rest
	quoted bool
	single bool // a quotation that ‘ opened
	now    sentence
	done   []sentence
}

// end ends the sentence.
func (r *reader) end() {
	if len(r.now) > 0 {
		r.now[0].first = true
		r.done = append(r.done, r.now)
		r.now = nil
	}
}

// step reads one character or one word.
func (r *reader) step() {
	c, size := utf8.DecodeRuneInString(r.rest)
	next, _ := utf8.DecodeRuneInString(r.rest[size:])
	if wordy(c) {
		r.word()
		return
	}
	switch {
	case c == '“' || c == '«':
		r.quoted = true
	case c == '”' || c == '»':
		r.quoted = r.unit.quoted
	case c == '"':
		r.quoted = !r.quoted || r.unit.quoted
	case c == '‘' && wordy(next) && !wordy(r.before):
		r.quoted, r.single = true, true
	case c == '’' && r.single && !wordy(next):
		r.quoted, r.single = r.unit.quoted, false
	case strings.ContainsRune("%৳$€£₹¥", c):
		r.now = append(r.now, token{text: string(c), key: string(c), quoted: r.quoted})
	case (c == '-' || c == '−') && digit(next) && !wordy(r.before):
		r.now = append(r.now, token{text: "−", key: "−", quoted: r.quoted})
	case strings.ContainsRune("!?।॥\n", c), c == '.' && !wordy(next) && !r.shortened():
		defer r.end()
	}
	r.before, r.rest = c, r.rest[size:]
}

// shortened reports whether the last word is one that a full stop shortens: "Dr.", "মো.".
func (r *reader) shortened() bool {
	if len(r.now) == 0 || !wordy(r.before) {
		return false
	}
	last := r.now[len(r.now)-1]
	return titles[last.key] || utf8.RuneCountInString(last.text) == 1 && !digit(r.before)
}

// word reads the word that rest begins with.
func (r *reader) word() {
	i, c := 0, rune(0)
	for i < len(r.rest) {
		now, size := utf8.DecodeRuneInString(r.rest[i:])
		next, _ := utf8.DecodeRuneInString(r.rest[i+size:])
		inside := strings.ContainsRune("'’", now) && unicode.IsLetter(c) && unicode.IsLetter(next) ||
			strings.ContainsRune(",.:/", now) && digit(c) && digit(next) || now == '.' && unicode.IsLetter(c) && unicode.IsLetter(next)
		if !wordy(now) && !inside {
			break
		}
		i, c = i+size, now
	}
	text := r.rest[:i]
	r.now = append(r.now, token{text: text, key: keyOf(text), quoted: r.quoted, named: r.named})
	r.before, r.rest = c, r.rest[i:]
}

// wordy reports whether a word may hold the character anywhere.
func wordy(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c) || c == '\u200c' || c == '\u200d'
}

func digit(c rune) bool { return c >= '0' && c <= '9' || c >= '০' && c <= '৯' }

// keyOf is what a word is compared by.
func keyOf(text string) string {
	var b strings.Builder
	for i, c := range text {
		switch {
		case c >= '০' && c <= '৯':
			c = '0' + c - '০'
		case c == '’':
			c = '\''
		case c == '\u200c' || c == '\u200d':
			continue
		case c == ',' && i > 0: // of thousands
			continue
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
