package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// StyleFile is a file of rules in Vale's schema: a .zip of styles, or one .yml.
type StyleFile struct {
	Name    string
	Content []byte
	Owner   string // who answers for the rules that name nobody; "" for who takes them in
	Note    string // why
	Replace bool   // rules of the house's own with the same ids become what the file says; else they stay, and are told
	Off     bool   // new rules are kept and not read by yet
}

// StyleImport is what became of such a file: each of its rules, and everything in it that is none, is in one of the lists.
type StyleImport struct {
	Added   []StyleTaken  `json:"added"`
	Changed []StyleTaken  `json:"changed"`
	Same    []StyleTaken  `json:"same"`    // the house has them as they are
	Refused []StyleRemark `json:"refused"` // what is no rule of the house now
	Remarks []StyleRemark `json:"remarks"` // on rules that are
}

// StyleTaken is a rule of the file that the house has.
type StyleTaken struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	File string `json:"file"`
	Line int    `json:"line"`
	Off  bool   `json:"off,omitempty"`
}

// StyleRemark is why something of the file is not followed.
type StyleRemark struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Why  string `json:"why"`
	Err  error  `json:"-"` // the same, for whoever says it in another language
}

func styleRemark(file string, line int, err error) StyleRemark {
	return StyleRemark{file, line, err.Error(), err}
}

// ImportStyle takes the rules of a file in as the house's own, in one turn, with one record in the log. What the file has and the house cannot have is
// told, and hinders nothing else.
func (d *Desk) ImportStyle(ctx context.Context, by news.Person, language news.Language, f StyleFile) (StyleImport, error) {
	if err := errors.Join(by.May(news.ChangeStyle), styleLanguage(language)); err != nil {
		return StyleImport{}, err
	}
	note, err := news.CleanNote("note", f.Note)
	if err != nil {
		return StyleImport{}, err
	}
	if f.Owner, err = news.CleanLine("owner", f.Owner, 80); err != nil {
		return StyleImport{}, err
	}
	if f.Name, err = news.CleanLine("file", path.Base(strings.ToValidUTF8(f.Name, "\ufffd")), 200); err != nil {
		return StyleImport{}, err
	}
	if f.Owner == "" {
		f.Owner = by.Name
	}
	pack, err := style.ReadPack(f.Name, f.Content)
	if e, ok := errors.AsType[*style.SheetError](err); ok {
		return StyleImport{}, news.Errorf(news.Invalid, "%s cannot be taken in: %s.", e.File, phraseOf(e.Why))
	}
	if err != nil {
		return StyleImport{}, err
	}
	ready := make([]readyRule, len(pack.Rules))
	for i, p := range pack.Rules { // before the turn, which others wait for
		ready[i] = readyOf(p, language, f.Owner)
	}
	return do(ctx, d, by, func(t *turn) (StyleImport, error) {
		if err := t.nameless(ctx, strings.Join([]string{note, f.Owner, f.Name}, "\n")); err != nil {
			return StyleImport{}, err
		}
		kept, err := t.StyleRules(ctx, language)
		if err != nil {
			return StyleImport{}, err
		}
		d.styles.mu.Lock()
		was := d.styles.made[language]
		d.styles.mu.Unlock()
		i := &styleImporting{turn: t, house: styleOf(language, kept, was), language: language, file: f, note: note}
		return i.run(ctx, pack, ready)
	})
}

// readyRule is a rule of the file as it would be kept, or why it cannot be.
type readyRule struct {
	style.Packed
	text        string
	rule        style.Rule
	expressions int
	err         error
}

func readyOf(p style.Packed, language news.Language, owner string) readyRule {
	r := readyRule{Packed: p}
	if r.rule, r.err = CheckStyle("", p.Text); r.err != nil {
		return r
	}
	if r.rule.ID == "" {
		r.rule.ID = p.ID
	}
	if r.text, r.rule, r.err = signed(p.Text, r.rule, r.rule.ID, owner); r.err == nil {
		r.expressions = expressionsIn(language, r.rule)
	}
	return r
}

// styleImporting takes in the rules of one file.
type styleImporting struct {
	*turn
	house       *styled
	language    news.Language
	file        StyleFile
	note        string
	expressions int // of the house's own rules that are on
	own         int
	out         StyleImport
	record      []map[string]any
}

func (i *styleImporting) run(ctx context.Context, pack style.Pack, ready []readyRule) (StyleImport, error) {
	i.out = StyleImport{Added: []StyleTaken{}, Changed: []StyleTaken{}, Same: []StyleTaken{}, Refused: []StyleRemark{}, Remarks: []StyleRemark{}}
	for _, r := range i.house.rules {
		if r.Brought {
			continue
		}
		i.own++
		if !r.Off && r.Broken == "" {
			i.expressions += expressionsIn(i.language, r.Rule)
		}
	}
	for _, e := range pack.Refused {
		err := sayStyle(e)
		if e.Line == 0 {
			err = news.Errorf(news.Invalid, "Not taken in: %s.", phraseOf(e.Why))
		}
		i.out.Refused = append(i.out.Refused, styleRemark(e.File, e.Line, err))
	}
	for _, e := range pack.Remarks {
		i.out.Remarks = append(i.out.Remarks, styleRemark(e.File, e.Line, sayStyle(e)))
	}
	for _, p := range ready {
		err := i.take(ctx, p)
		if _, said := errors.AsType[*news.Error](err); said {
			i.out.Refused = append(i.out.Refused, styleRemark(p.File, p.Line, err))
		} else if err != nil {
			return i.out, err
		}
	}
	if len(i.record) == 0 {
		return i.out, nil
	}
	if _, err := i.house.compile(i.language, nil); err != nil {
		return i.out, news.Errorf(news.Invalid, "The rules of the file cannot stand beside the others: %s.", err)
	}
	sum := sha256.Sum256(i.file.Content)
	return i.out, i.turn.record(ctx, news.ChangeStyle, "style/"+string(i.language), map[string]any{
		"file": i.file.Name, "file_sha256": hex.EncodeToString(sum[:]), "rules": i.record, "note": i.note,
	})
}

// take keeps one rule. An *news.Error says why it is none of the house's.
func (i *styleImporting) take(ctx context.Context, p readyRule) error {
	if p.err != nil {
		return p.err
	}
	rule, text := p.rule, p.text
	n := news.StyleRule{Language: i.language, ID: rule.ID, Text: text, Off: i.file.Off, Note: i.note, At: i.now, By: i.by.Short(), Version: 1}
	was := i.house.find(rule.ID)
	switch {
	case was != nil && was.Brought:
		return news.Errorf(news.Conflict, "Stet brings a rule %q: give this one another id.", rule.ID)
	case was != nil && was.Text == text:
		i.out.Same = append(i.out.Same, StyleTaken{rule.ID, rule.Title(), p.File, p.Line, was.Off})
		return nil
	case was != nil && !i.file.Replace:
		return news.Errorf(news.Conflict, "The house has another rule %q, which was left as it is.", rule.ID)
	case was != nil:
		n.Off, n.Version = was.Off, was.Version+1
	case i.own >= mostStyleRules:
		return news.Errorf(news.TooLarge, "The house has %d rules of its own for a language; it may not have more. Change one that is off.", mostStyleRules)
	}
	if !n.Off && i.expressions+p.expressions > mostStyleExpressions {
		n.Off = true
		i.out.Remarks = append(i.out.Remarks, styleRemark(p.File, p.Line, news.Errorf(news.TooLarge, "The rule %q is off: the house's rules would have more than %d expressions that are no lists of words.", rule.ID, mostStyleExpressions)))
	} else if !n.Off {
		i.expressions += p.expressions
	}
	return i.keep(ctx, p.Packed, n, rule, was)
}

// keep writes the new version of a rule, and has it among those that are there.
func (i *styleImporting) keep(ctx context.Context, p style.Packed, n news.StyleRule, rule style.Rule, was *StyleRule) error {
	if err := i.SaveStyleRule(ctx, n); err != nil {
		return err
	}
	shown := shownRule(n)
	shown["id"] = n.ID
	i.record = append(i.record, shown)
	taken := StyleTaken{n.ID, rule.Title(), p.File, p.Line, n.Off}
	if was != nil {
		was.StyleRule, was.Rule, was.Broken = n, rule, ""
		i.out.Changed = append(i.out.Changed, taken)
		return nil
	}
	i.own++
	i.house.rules = append(i.house.rules, StyleRule{StyleRule: n, Rule: rule})
	i.out.Added = append(i.out.Added, taken)
	return nil
}

// expressionsIn is how many of a rule's expressions are no lists of words.
func expressionsIn(language news.Language, rule style.Rule) int {
	sheet, err := style.New("", string(language), []style.Rule{rule})
	if err != nil {
		return 0 // it is left out of the house's sheet
	}
	return sheet.Expressions()
}

// ExportStyle returns the house's own rules for a language that are on as a .zip that Vale reads as one style, with the name that it has there.
// Stet takes it in as it was.
func (d *Desk) ExportStyle(ctx context.Context, by news.Person, language news.Language) (name string, content []byte, err error) {
	if err := by.May(news.ReadCopy); err != nil {
		return "", nil, err
	}
	all, err := d.StyleRules(ctx, language)
	if err != nil {
		return "", nil, err
	}
	var own []style.Rule
	for _, r := range all {
		if !r.Brought && !r.Off && r.Broken == "" {
			own = append(own, r.Rule)
		}
	}
	slices.SortFunc(own, func(a, b style.Rule) int { return strings.Compare(a.ID, b.ID) })
	name = "house-" + string(language)
	content, err = style.WritePack(name, own)
	return name, content, err
}
