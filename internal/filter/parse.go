package filter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
)

// Parse reads a filter as an editor types it; an empty text is the zero Filter. An error says in one sentence what is wrong, and where.
func Parse(text string) (Filter, error) {
	if len(text) > MostText {
		return Filter{}, news.Errorf(news.Invalid, "A filter has at most %d characters.", MostText)
	}
	text = strings.ToValidUTF8(text, "")
	p := parser{text: text}
	if err := p.lex(); err != nil {
		return Filter{}, err
	}
	if len(p.tokens) == 0 {
		return Filter{}, nil
	}
	f, err := p.row(0)
	if err != nil {
		return Filter{}, err
	}
	if t, ok := p.peek(); ok {
		return Filter{}, p.wrong(t, "this parenthesis closes none")
	}
	if len(f.String()) > MostText {
		return Filter{}, news.Errorf(news.Invalid, "A filter has at most %d characters.", MostText)
	}
	if f.depth() > mostDepth {
		return Filter{}, p.wrong(token{}, "more than %d parentheses stand in one another", mostDepth)
	}
	return f, nil
}

// token is a part of the text: an operator, a parenthesis, or a word or field.
type token struct {
	op   string // "(", ")", "AND", "OR", "NOT", or "" for a word or field
	kind Kind
	text string
	at   int // in bytes
}

type parser struct {
	text   string
	tokens []token
	next   int
	parts  int
}

// wrong is the error that says what is wrong at the token.
func (p *parser) wrong(t token, why string, args ...any) error {
	return news.Errorf(news.Invalid, "The filter can’t be read at character %d: %s.", utf8.RuneCountInString(p.text[:t.at])+1, news.Phrasef(why, args...))
}

// blank reports whether the letter parts one word from the next.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

func quote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// plainText returns the text in one line without quotation marks, each blank one space.
func plainText(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case quote(r):
			return -1
		case blank(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// lex takes the text apart.
func (p *parser) lex() error {
	for at := 0; at < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[at:])
		switch {
		case blank(r):
			at += n
		case r == '(' || r == ')':
			p.tokens, at = append(p.tokens, token{op: string(r), at: at}), at+n
		case r == '|':
			p.tokens, at = append(p.tokens, token{op: "OR", at: at}), at+n
		case r == '-':
			p.tokens, at = append(p.tokens, token{op: "NOT", at: at}), at+n
		default:
			end, err := p.word(at)
			if err != nil {
				return err
			}
			at = end
		}
	}
	return nil
}

// word reads the word, phrase or field that begins at the byte, and returns where it ends.
func (p *parser) word(at int) (int, error) {
	t := token{kind: Word, at: at}
	from := at
	if name, _, ok := strings.Cut(p.text[at:], ":"); ok && name != "" && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		k := Kind(strings.ToLower(name))
		if !slices.Contains(fields, k) {
			return 0, p.wrong(t, "there is no field %q, only %s", name, fieldList())
		}
		t.kind, from = k, at+len(name)+1
	}
	end, err := p.value(t, from)
	if err != nil {
		return 0, err
	}
	t.text = p.text[from:end]
	if slices.Contains(operators, t.text) && t.kind == Word {
		t.op = t.text
	}
	p.tokens = append(p.tokens, t)
	return end, nil
}

// value returns where what begins at the byte ends: before a blank or a parenthesis, or behind a quotation mark.
func (p *parser) value(t token, from int) (int, error) {
	opened := -1
	for end := from; end < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[end:])
		switch {
		case quote(r) && opened >= 0:
			return end + n, nil
		case quote(r) && end > from && t.kind == Word, opened < 0 && (blank(r) || r == '(' || r == ')' || r == '|'):
			return end, nil
		case quote(r):
			opened = end
		}
		end += n
	}
	if opened >= 0 {
		return 0, p.wrong(token{at: opened}, "this quotation mark closes nowhere")
	}
	return len(p.text), nil
}

// fields are the kinds that are written with a colon.
var fields = []Kind{Wire, Headline, Topic, Urgency, Place, Language, Is, Has, Desk, Tag, Priority}

func fieldList() string {
	names := make([]string, len(fields))
	for i, k := range fields {
		names[i] = string(k) + ":"
	}
	return strings.Join(names, " ")
}

func (p *parser) peek() (token, bool) {
	if p.next >= len(p.tokens) {
		return token{at: len(p.text)}, false
	}
	return p.tokens[p.next], true
}

// row reads what stands side by side, up to a closing parenthesis or the end.
func (p *parser) row(depth int) (Filter, error) {
	if t, _ := p.peek(); depth > mostDepth {
		return Filter{}, p.wrong(t, "more than %d parentheses stand in one another", mostDepth)
	}
	var parts []Filter
	for {
		t, ok := p.peek()
		if !ok || t.op == ")" {
			if len(parts) == 0 {
				return Filter{}, p.wrong(t, "nothing stands here")
			}
			return join(All, parts), nil
		}
		f, err := p.chain(depth)
		if err != nil {
			return Filter{}, err
		}
		parts = append(parts, f)
	}
}

// chain reads one part, or several with AND between them, or with OR.
func (p *parser) chain(depth int) (Filter, error) {
	first, err := p.one(depth)
	if err != nil {
		return first, err
	}
	parts, op := []Filter{first}, ""
	for {
		t, ok := p.peek()
		if !ok || t.op != "AND" && t.op != "OR" {
			break
		}
		if op != "" && op != t.op {
			return Filter{}, p.wrong(t, "AND and OR stand in one row; say with parentheses what belongs together")
		}
		op = t.op
		p.next++
		f, err := p.one(depth)
		if err != nil {
			return f, err
		}
		parts = append(parts, f)
	}
	if op == "OR" {
		return join(Any, parts), nil
	}
	return join(All, parts), nil
}

// one reads a word, a field or what is in parentheses, turned round or not.
func (p *parser) one(depth int) (Filter, error) {
	not := false
	t, ok := p.peek()
	for ; ok && t.op == "NOT"; t, ok = p.peek() {
		not = !not
		p.next++
	}
	var f Filter
	var err error
	switch {
	case !ok:
		return f, p.wrong(t, "something must follow")
	case t.op == "(":
		p.next++
		if f, err = p.row(depth + 1); err != nil {
			return f, err
		}
		if _, closed := p.peek(); !closed {
			return f, p.wrong(t, "this parenthesis closes nowhere")
		}
	case t.op != "":
		return f, p.wrong(t, "%s has nothing before it, or nothing behind", t.op)
	default:
		if p.parts++; p.parts > mostParts {
			return f, p.wrong(t, "a filter has at most %d words and fields", mostParts)
		}
		if f, err = leaf(t.kind, t.text); err != nil {
			return f, err
		}
	}
	p.next++
	if not {
		f = turned(f)
	}
	return f, nil
}

// span reads the numbers of an urgency or a priority.
func span(k Kind, text string) (Filter, error) {
	first, last, two := strings.Cut(news.LatinDigits(text), "-")
	if !two {
		last = first
	}
	from, err := strconv.Atoi(strings.TrimSpace(first))
	to, err2 := strconv.Atoi(strings.TrimSpace(last))
	if err != nil || err2 != nil || from < 1 || to > 9 || from > to {
		return Filter{}, news.Errorf(news.Invalid, "%q is no number from 1 to 9, nor two as in %s:1-3.", text, string(k))
	}
	return Filter{Kind: k, From: from, To: to}, nil
}

func numbers(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return fmt.Sprintf("%d-%d", from, to)
}
