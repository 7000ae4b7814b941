package screens

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// styleForm is a rule of the house's style as somebody fills it in who has never seen YAML.
type styleForm struct {
	Kind    style.Kind
	Name    string
	Words   string // to avoid, one a line
	Pairs   []style.Pair
	First   string // needs …
	Second  string // … this
	Except  string // phrases that are left alone, one a line
	Message string
	Bangla  string
	Level   style.Level
	Owner   string
	Why     string
	Exact   bool // capital letters as they are written here
	Endings bool // Bangla words with their endings too
}

// formKinds are the kinds of rules that have a form, in the order in which they are offered.
var formKinds = []style.Kind{style.Existence, style.Substitution, style.Consistency, style.Conditional}

// mostPairs is how many pairs a form has; a rule with more is changed as YAML.
const mostPairs = 40

// rule makes the rule of the form. What says nothing of its own gets our words.
func (f styleForm) rule(id string) style.Rule {
	r := style.Rule{
		ID: id, Name: f.Name, Extends: f.Kind, Level: f.Level, Owner: f.Owner, Note: f.Why, Message: f.Message, Bangla: f.Bangla, IgnoreCase: !f.Exact, Mixed: style.Certain,
	}
	switch f.Kind {
	case style.Existence:
		r.Tokens, r.Exceptions, r.Endings = literalLines(f.Words), literalLines(f.Except), f.Endings
		sayWith(&r, style.AvoidMessage, style.AvoidBangla)
	case style.Substitution:
		for _, p := range f.Pairs {
			r.Swap = append(r.Swap, style.Pair{From: regexp.QuoteMeta(p.From), To: strings.ReplaceAll(p.To, "$", "$$")})
		}
		r.Exceptions, r.Endings = literalLines(f.Except), f.Endings
	case style.Consistency:
		for _, p := range f.Pairs {
			r.Either = append(r.Either, style.Pair{From: regexp.QuoteMeta(p.From), To: regexp.QuoteMeta(p.To)})
		}
		r.Endings = f.Endings
	case style.Conditional:
		r.First, r.Second, r.Whole, r.Scopes = regexp.QuoteMeta(f.First), regexp.QuoteMeta(f.Second), true, []string{"~headline"}
		sayWith(&r, "The story has “%s” and nowhere “"+percent(f.Second)+"”.", "“%s” আছে, কিন্তু “"+percent(f.Second)+"” কোথাও নেই।")
	}
	return r
}

// sayWith gives the rule our words where it has none.
func sayWith(r *style.Rule, message, bangla string) {
	if r.Message == "" {
		r.Message = message
		if r.Bangla == "" {
			r.Bangla = bangla
		}
	}
}

// percent writes words so that they stand as they are in a message.
func percent(s string) string { return strings.ReplaceAll(s, "%", "%%") }

// literalLines returns the lines that say something, as expressions that stand for themselves.
func literalLines(lines string) (out []string) {
	for _, l := range linesOf(lines) {
		out = append(out, regexp.QuoteMeta(l))
	}
	return out
}

func linesOf(s string) (out []string) {
	for l := range strings.Lines(s) {
		if l = clean(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// formOf returns the form of a rule, and whether the form has all that the rule says.
func formOf(r style.Rule) (styleForm, bool) {
	f := styleForm{
		Kind: r.Extends, Name: r.Name, Message: r.Message, Bangla: r.Bangla, Level: r.Level, Owner: r.Owner, Why: r.Note, Exact: !r.IgnoreCase, Endings: r.Endings,
	}
	f.Words, f.Except, f.First, f.Second = literalsOf(r.Tokens), literalsOf(r.Exceptions), literalOf(r.First), literalOf(r.Second)
	for _, p := range r.Swap {
		f.Pairs = append(f.Pairs, style.Pair{From: literalOf(p.From), To: strings.ReplaceAll(p.To, "$$", "$")})
	}
	for _, p := range r.Either {
		f.Pairs = append(f.Pairs, style.Pair{From: literalOf(p.From), To: literalOf(p.To)})
	}
	was, err1 := style.Format(r)
	is, err2 := style.Format(f.rule(r.ID))
	return f, err1 == nil && err2 == nil && string(was) == string(is) && len(f.Pairs) <= mostPairs && slices.Contains(formKinds, f.Kind)
}

var escaped = regexp.MustCompile(`\\(.)`)

// literalOf returns the words that an expression stands for, if it stands for itself.
func literalOf(expression string) string { return escaped.ReplaceAllString(expression, "$1") }

func literalsOf(expressions []string) string {
	var lines []string
	for _, e := range expressions {
		lines = append(lines, literalOf(e))
	}
	return strings.Join(lines, "\n")
}

// readStyleForm reads what was filled in.
func readStyleForm(r *http.Request, kind style.Kind) styleForm {
	f := styleForm{
		Kind: kind, Name: clean(r.PostFormValue("name")), Words: r.PostFormValue("words"), First: clean(r.PostFormValue("first")), Second: clean(r.PostFormValue("second")),
		Except: r.PostFormValue("except"), Message: clean(r.PostFormValue("message")), Bangla: clean(r.PostFormValue("bangla")), Owner: clean(r.PostFormValue("owner")),
		Why: clean(r.PostFormValue("why")), Exact: line(r, "exact") != "", Endings: line(r, "endings") != "", Level: style.Likely,
	}
	if l, ok := style.LevelOf(line(r, "level")); ok {
		f.Level = l
	}
	for i := range mostPairs {
		p := style.Pair{From: clean(r.PostFormValue("from" + strconv.Itoa(i))), To: clean(r.PostFormValue("to" + strconv.Itoa(i)))}
		if p != (style.Pair{}) {
			f.Pairs = append(f.Pairs, p)
		}
	}
	return f
}

// check says what the form lacks, in words of the form: that of YAML speaks of lines.
func (f styleForm) check() error {
	switch {
	case f.Kind == style.Existence && len(linesOf(f.Words)) == 0:
		return news.Errorf(news.Invalid, "Write at least one word or phrase to avoid.")
	case f.Kind == style.Conditional && (f.First == "" || f.Second == ""):
		return news.Errorf(news.Invalid, "Write both: what stands for itself only once the other is there, and what that is.")
	case f.Kind != style.Substitution && f.Kind != style.Consistency:
		return nil
	case len(f.Pairs) == 0:
		return news.Errorf(news.Invalid, "Write at least one pair of words.")
	}
	seen := map[string]bool{}
	for _, p := range f.Pairs {
		switch {
		case p.From == "" || p.To == "":
			return news.Errorf(news.Invalid, "A pair has two sides; beside %q there is nothing.", p.From+p.To)
		case p.From == p.To:
			return news.Errorf(news.Invalid, "%q stands on both sides of a pair.", p.From)
		case seen[p.From]:
			return news.Errorf(news.Invalid, "%q is there twice.", p.From)
		}
		seen[p.From] = true
	}
	return nil
}
