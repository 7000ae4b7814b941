package style

import (
	"errors"
	"fmt"
	"maps"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// commonFields are what every rule may have. Of Vale's, limit, vocab and action are read over: a finding
// here has its fix with it, and there are no vocabularies.
const commonFields = "id name extends message bangla level owner since note description link scope quoted limit vocab action"

// fieldsOf are the other fields of each kind.
var fieldsOf = map[Kind]string{
	Existence:      "tokens raw ignorecase nonword exceptions endings append",
	Substitution:   "swap ignorecase nonword exceptions endings capitalize",
	Occurrence:     "token max min ignorecase",
	Repetition:     "tokens ignorecase alpha exceptions max",
	Consistency:    "either ignorecase nonword endings",
	Conditional:    "first second whole ignorecase exceptions",
	Capitalization: "match exceptions indicators threshold style",
	Variety:        "form mixed exceptions",
	Number:         "words start exceptions",
	DateForm:       "form mixed ordinals exceptions",
	Percent:        "form mixed",
	Quotation:      "form mixed",
	FirstReference: "exceptions",
	HeadlineForm:   "form stop max exceptions",
	CaptionForm:    "credit days labels",
	Digits:         "form",
	Marks:          "marks",
	Bijoy:          "exceptions",
}

// HasExceptions reports whether rules of the kind can leave words alone.
func (k Kind) HasExceptions() bool {
	return slices.Contains(strings.Fields(fieldsOf[k]), "exceptions")
}

// formsOf are what the field form may say.
var formsOf = map[Kind][]string{
	Variety:      {"british", "british-ise", "british-ize", "american"},
	DateForm:     {"dmy", "mdy"},
	Percent:      {"percent", "per cent", "%", "শতাংশ"},
	Quotation:    {"curly", "straight"},
	HeadlineForm: {"sentence", "title", "any"},
	Digits:       {"bangla", "latin"},
}

// needed are the fields that a kind means nothing without; one of those that a stroke separates is enough.
var needed = map[Kind]string{
	Existence: "tokens|raw", Substitution: "swap", Occurrence: "token", Consistency: "either", Conditional: "first second", Capitalization: "match",
	Variety: "form", DateForm: "form", Percent: "form", Quotation: "form", HeadlineForm: "form", Digits: "form", Marks: "marks", Number: "words|start", CaptionForm: "credit|days",
}

// rule reads one rule.
func (p *parser) rule(n *yaml.Node) (Rule, error) {
	r := Rule{Level: Likely, Mixed: Certain, where: strconv.Itoa(n.Line), scope: scopes["text"]}
	there := map[string]bool{}
	if err := p.kind(n, &r); err != nil {
		return r, err
	}
	allowed := strings.Fields(commonFields + " " + fieldsOf[r.Extends])
	scoped := false
	err := p.mapping(n, func(key, value *yaml.Node) error {
		there[key.Value] = true
		if !slices.Contains(allowed, key.Value) {
			return p.amiss(key, key.Value, "a rule that extends %s has no such field", r.Extends)
		}
		scoped = scoped || key.Value == "scope"
		return p.field(&r, key, value)
	})
	if err != nil {
		return r, err
	}
	for group := range strings.FieldsSeq(needed[r.Extends]) {
		choices := strings.Split(group, "|")
		if !slices.ContainsFunc(choices, func(f string) bool { return there[f] }) {
			return r, p.amiss(n, choices[0], "a rule that extends %s needs this field", r.Extends)
		}
	}
	if r.Message == "" && slices.Contains([]Kind{Existence, Occurrence, Conditional, Capitalization}, r.Extends) {
		return r, p.amiss(n, "message", "a rule that extends %s needs a message", r.Extends)
	}
	if !scoped {
		r.scope = r.Extends.scope()
	}
	return r, nil
}

// scope is what a rule of the kind looks at if it does not say.
func (k Kind) scope() scope {
	switch k {
	case Number, Percent, FirstReference:
		return scope{fields: []FieldName{Standfirst, Body, CaptionText}}
	case HeadlineForm:
		return scopes["headline"]
	}
	return scopes["text"]
}

// kind reads what the rule extends, which says what its fields are.
func (p *parser) kind(n *yaml.Node, r *Rule) error {
	err := p.mapping(n, func(key, value *yaml.Node) error {
		if key.Value == "extends" {
			r.Extends = Kind(value.Value)
			if _, known := fieldsOf[r.Extends]; !known {
				kinds := slices.Sorted(maps.Keys(fieldsOf))
				return p.amiss(value, "extends", "there is no kind of rule %q: there are %s", short(value.Value), strings.Trim(fmt.Sprint(kinds), "[]"))
			}
		}
		return nil
	})
	if err == nil && r.Extends == "" {
		err = p.amiss(n, "extends", "a rule says what it extends")
	}
	return err
}

// field reads one field into the rule.
func (p *parser) field(r *Rule, key, value *yaml.Node) (err error) {
	switch key.Value {
	case "id":
		r.ID, err = p.text(key, value)
		if err == nil && (r.ID == "" || len(r.ID) > 100 || strings.ContainsAny(r.ID, " \t\n")) {
			err = p.amiss(value, key.Value, "an id is one word of at most 100 bytes")
		}
	case "name":
		r.Name, err = p.text(key, value)
	case "extends", "limit", "vocab", "action", "append", "capitalize", "style":
	case "message":
		r.Message, err = p.text(key, value)
	case "bangla":
		r.Bangla, err = p.text(key, value)
	case "level":
		r.Level, err = p.level(key, value)
	case "mixed":
		r.Mixed, err = p.level(key, value)
	case "owner":
		r.Owner, err = p.text(key, value)
	case "since":
		r.Since, err = p.day(key, value)
	case "note", "description":
		r.Note, err = p.text(key, value)
	case "link":
		r.Link, err = p.text(key, value)
	case "scope":
		if r.Scopes, err = p.list(key, value); err != nil {
			return err
		}
		if r.scope, err = readScope(r.Scopes); err != nil {
			err = p.amiss(value, key.Value, "there is no scope %q: it is text, headline, standfirst, body, caption, credit, paragraph or sentence, or one of them after a ~", err.Error())
		}
	case "form":
		r.Form, err = p.oneOf(key, value, formsOf[r.Extends])
	default:
		return p.values(r, key, value)
	}
	return err
}

// values reads the fields that say what is looked for.
func (p *parser) values(r *Rule, key, value *yaml.Node) (err error) {
	truths := map[string]*bool{
		"quoted": &r.Quoted, "ignorecase": &r.IgnoreCase, "nonword": &r.NonWord, "alpha": &r.Alpha, "endings": &r.Endings, "whole": &r.Whole,
		"ordinals": &r.Ordinals, "start": &r.Start, "stop": &r.Stop, "credit": &r.Credit,
	}
	wholes := map[string]*int{"max": &r.Max, "min": &r.Min, "words": &r.Words, "days": &r.Days}
	lists := map[string]*[]string{
		"tokens": &r.Tokens, "raw": &r.Raw, "exceptions": &r.Exceptions, "indicators": &r.Indicators, "labels": &r.Labels, "marks": &r.Marks,
	}
	pairs := map[string]*[]Pair{"swap": &r.Swap, "either": &r.Either}
	texts := map[string]*string{"first": &r.First, "second": &r.Second, "token": &r.Token, "match": &r.Match}
	switch k := key.Value; {
	case truths[k] != nil:
		*truths[k], err = p.truth(key, value)
	case wholes[k] != nil:
		*wholes[k], err = p.whole(key, value)
	case lists[k] != nil:
		*lists[k], err = p.list(key, value)
	case pairs[k] != nil:
		*pairs[k], err = p.pairs(key, value)
	case texts[k] != nil:
		*texts[k], err = p.pattern(k, value)
	case k == "threshold":
		if r.Threshold, err = strconv.ParseFloat(value.Value, 64); err != nil || !(r.Threshold >= 0 && r.Threshold <= 1) {
			err = p.amiss(value, k, "a number from 0 to 1 is expected here")
		}
	}
	if err != nil {
		return err
	}
	return p.expressions(r, key.Value, value)
}

// expressions finds the first pattern in the field that cannot be read, so that the message can say its line.
func (p *parser) expressions(r *Rule, field string, n *yaml.Node) error {
	switch field {
	case "tokens", "raw", "exceptions", "first", "second", "token", "match", "indicators":
		nodes := n.Content
		if n.Kind == yaml.ScalarNode {
			nodes = []*yaml.Node{n}
		}
		if field == "raw" { // its parts make one expression together
			_, err := parseExpression(strings.Join(r.Raw, ""))
			return p.badExpression(n, field, err)
		}
		for _, item := range nodes {
			if field == "match" && strings.HasPrefix(item.Value, "$") {
				if !slices.Contains([]string{"$title", "$sentence", "$lower", "$upper"}, item.Value) {
					return p.amiss(item, field, "one of $title, $sentence, $lower and $upper, or an expression, is expected here")
				}
				continue
			}
			if _, err := parseExpression(item.Value); err != nil {
				return p.badExpression(item, field, err)
			}
		}
	case "swap", "either":
		for i := 0; i+1 < len(n.Content); i += 2 {
			if _, err := parseExpression(n.Content[i].Value); err != nil {
				return p.badExpression(n.Content[i], field, err)
			}
		}
	case "marks":
		for _, item := range r.Marks {
			if !slices.Contains(markFaults, item) {
				return p.amiss(n, field, "there is no %q: there are %s", short(item), strings.Join(markFaults, ", "))
			}
		}
	}
	return nil
}

func (p *parser) badExpression(n *yaml.Node, field string, err error) error {
	if err == nil {
		return nil
	}
	return p.amiss(n, field, "%q cannot be looked for: %s", short(n.Value), whyBad(err))
}

// whyBad says in words why an expression is none.
func whyBad(err error) Said {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return said("%s", err.Error())
	}
	switch e.Code {
	case syntax.ErrInvalidPerlOp:
		return said("%q looks around or refers back, which expressions here (RE2) do not", e.Expr)
	case syntax.ErrInvalidNamedCapture:
		if strings.HasPrefix(e.Expr, "(?<=") || strings.HasPrefix(e.Expr, "(?<!") {
			return said("%q looks around or refers back, which expressions here (RE2) do not", e.Expr[:4])
		}
	case syntax.ErrInvalidEscape:
		return said("%q means nothing here", e.Expr)
	case syntax.ErrMissingParen, syntax.ErrUnexpectedParen, syntax.ErrMissingBracket:
		return said("its brackets do not match")
	case syntax.ErrMissingRepeatArgument:
		return said("there is nothing before %q that it could repeat", e.Expr)
	case syntax.ErrLarge, syntax.ErrInvalidRepeatSize, syntax.ErrNestingDepth:
		return said("it is too large")
	}
	return said("%q is no part of an expression", e.Expr)
}
