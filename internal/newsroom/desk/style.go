package desk

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// StyleChange is what is to become of a rule of the house's style.
type StyleChange struct {
	Base   int64    `json:"base,omitempty"`   // the version that it changes; 0 for a new rule, or for one of Stet's that nobody changed
	Text   string   `json:"text,omitempty"`   // of one of the house's own: YAML, see docs/housestyle.md
	Level  string   `json:"level,omitempty"`  // of one that Stet brings: certain, likely, check, info, or "" for its own
	Except []string `json:"except,omitempty"` // words and phrases that one which Stet brings leaves alone
	Off    bool     `json:"off,omitempty"`
	Note   string   `json:"note,omitempty"` // why
}

// The most that the house's own rules for a language may be.
const (
	mostStyleRules       = 2_000
	mostStyleText        = 64 << 10
	mostStyleExpressions = 300
	mostExcepted         = 500
)

// AddStyleRule adds a rule of the house's own. Its id is what its text says, or is made of its name.
func (d *Desk) AddStyleRule(ctx context.Context, by news.Person, language news.Language, c StyleChange) (StyleRule, error) {
	return d.setStyle(ctx, by, language, "", c, func(s *styled) (news.StyleRule, error) {
		own := 0
		for _, r := range s.rules {
			if !r.Brought {
				own++
			}
		}
		if own >= mostStyleRules {
			return news.StyleRule{}, news.Errorf(news.TooLarge, "The house has %d rules of its own for a language; it may not have more. Change one that is off.", mostStyleRules)
		}
		rule, err := CheckStyle("", c.Text)
		if err != nil {
			return news.StyleRule{}, err
		}
		if rule.ID == "" {
			rule.ID = s.freeID(rule)
		}
		if s.find(rule.ID) != nil {
			return news.StyleRule{}, news.Errorf(news.Conflict, "There is a rule %q already; change that one, or give this one another id.", rule.ID)
		}
		return news.StyleRule{ID: rule.ID, Text: c.Text, Off: c.Off}, nil
	})
}

// ChangeStyleRule gives a rule of the house's own another text, changes the level of one that Stet brings, and puts either on or off.
func (d *Desk) ChangeStyleRule(ctx context.Context, by news.Person, language news.Language, id string, c StyleChange) (StyleRule, error) {
	return d.setStyle(ctx, by, language, id, c, func(s *styled) (news.StyleRule, error) {
		was := s.find(id)
		switch {
		case was == nil:
			return news.StyleRule{}, noRule(id)
		case was.Version != c.Base:
			return news.StyleRule{}, news.Errorf(news.Conflict, "%s changed this rule to version %d since you opened it. Look at what it is now, and change that.", was.By.Name, was.Version)
		case was.Brought && c.Text != "":
			return news.StyleRule{}, news.Errorf(news.Invalid, "Stet brings this rule: it can be put off and its level changed. Put it off and add one of your own to say something else.")
		case was.Brought:
			if _, ok := style.LevelOf(c.Level); c.Level != "" && !ok {
				return news.StyleRule{}, news.Errorf(news.Invalid, "A level is certain, likely, check or info; %q is none.", c.Level)
			}
			except, err := exceptions(was.Rule.Extends, c.Except)
			return news.StyleRule{ID: id, Level: c.Level, Except: except, Off: c.Off}, err
		}
		return news.StyleRule{ID: id, Text: c.Text, Off: c.Off}, nil
	})
}

// SwitchStyleRule puts a rule on or off and leaves it as it is otherwise.
func (d *Desk) SwitchStyleRule(ctx context.Context, by news.Person, language news.Language, id string, off bool, note string) (StyleRule, error) {
	return d.setStyle(ctx, by, language, id, StyleChange{Note: note}, func(s *styled) (news.StyleRule, error) {
		was := s.find(id)
		if was == nil {
			return news.StyleRule{}, noRule(id)
		}
		r := was.StyleRule
		r.Off = off
		return r, nil
	})
}

// RestoreStyleRule makes a rule again what it was at an earlier version, as a new one.
func (d *Desk) RestoreStyleRule(ctx context.Context, by news.Person, language news.Language, id string, version int64, note string) (StyleRule, error) {
	versions, err := d.db.StyleVersions(ctx, language, id)
	if err != nil {
		return StyleRule{}, err
	}
	i := slices.IndexFunc(versions, func(r news.StyleRule) bool { return r.Version == version })
	if i < 0 {
		return StyleRule{}, news.Errorf(news.NotFound, "The rule %q has no version %d.", id, version)
	}
	return d.setStyle(ctx, by, language, id, StyleChange{Note: note}, func(*styled) (news.StyleRule, error) { return versions[i], nil })
}

// StyleHistory returns what a rule was, the newest first; nothing for one that Stet brings and nobody changed.
func (d *Desk) StyleHistory(ctx context.Context, language news.Language, id string) ([]news.StyleRule, error) {
	if _, err := d.StyleRule(ctx, language, id); err != nil {
		return nil, err
	}
	return d.db.StyleVersions(ctx, language, id)
}

// setStyle keeps a new version of a rule: what next makes of the rules as the transaction sees them.
func (d *Desk) setStyle(
	ctx context.Context, by news.Person, language news.Language, id string, c StyleChange, next func(*styled) (news.StyleRule, error),
) (StyleRule, error) {
	if err := errors.Join(by.May(news.ChangeStyle), styleLanguage(language)); err != nil {
		return StyleRule{}, err
	}
	note, err := news.CleanNote("note", c.Note)
	if err != nil {
		return StyleRule{}, err
	}
	kept, err := do(ctx, d, by, func(t *turn) (news.StyleRule, error) {
		if err := t.nameless(ctx, note); err != nil {
			return news.StyleRule{}, err
		}
		kept, err := t.StyleRules(ctx, language)
		if err != nil {
			return news.StyleRule{}, err
		}
		d.styles.mu.Lock()
		was := d.styles.made[language]
		d.styles.mu.Unlock()
		s := styleOf(language, kept, was)
		n, err := next(s)
		if err != nil {
			return n, err
		}
		return t.keepStyle(ctx, s, language, n, note)
	})
	if err != nil {
		return StyleRule{}, err
	}
	return d.StyleRule(ctx, language, kept.ID)
}

// keepStyle checks the rule beside the others, and keeps it with its record.
func (t *turn) keepStyle(ctx context.Context, s *styled, language news.Language, n news.StyleRule, note string) (news.StyleRule, error) {
	n.Language, n.Note, n.At, n.By, n.Version = language, note, t.now, t.by.Short(), 1
	before := map[string]any{}
	if was := s.find(n.ID); was != nil {
		n.Version = was.Version + 1
		before = shownRule(was.StyleRule)
		if was.Text == n.Text && was.Level == n.Level && was.Off == n.Off && slices.Equal(was.Except, n.Except) {
			return n, news.Errorf(news.Conflict, "That is what the rule says already; nothing was changed.")
		}
		if !was.Brought && n.Text == "" {
			return n, news.Errorf(news.Invalid, "The rule needs a text.")
		}
	}
	if n.Text != "" {
		rule, err := CheckStyle(n.ID, n.Text)
		if err != nil {
			return n, err
		}
		if n.Text, rule, err = signed(n.Text, rule, n.ID, t.by.Name); err != nil {
			return n, err
		}
		if !n.Off {
			if err := s.fits(language, rule); err != nil {
				return n, err
			}
		}
	}
	if err := t.SaveStyleRule(ctx, n); err != nil {
		return n, err
	}
	return n, t.record(ctx, news.ChangeStyle, "style/"+string(language)+"/"+n.ID, map[string]any{"before": before, "after": shownRule(n), "note": note})
}

// exceptions are the words that a rule is to leave alone, as they are kept.
func exceptions(kind style.Kind, words []string) (out []string, err error) {
	for _, w := range words {
		if w, err = news.CleanLine("exception", w, 100); err != nil {
			return nil, err
		}
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if len(out) > mostExcepted {
		return nil, news.Errorf(news.TooLarge, "A rule that Stet brings leaves at most %d words and phrases alone; these are %d.", mostExcepted, len(out))
	}
	if len(out) > 0 && !kind.HasExceptions() {
		return nil, news.Errorf(news.Invalid, "This rule looks for no words, so it cannot leave any alone.")
	}
	return out, nil
}

// shownRule is what the log keeps of a rule: its text is with its versions, and the log proves what that was.
func shownRule(r news.StyleRule) map[string]any {
	shown := map[string]any{"version": r.Version}
	if r.Off {
		shown["off"] = true
	}
	if r.Level != "" {
		shown["level"] = r.Level
	}
	if len(r.Except) > 0 {
		shown["except"] = r.Except
	}
	if r.Text != "" {
		if sum, err := fingerprint(r.Text); err == nil {
			shown["text_sha256"] = sum
		}
	}
	return shown
}

// fits reports why the rule cannot stand beside the house's others.
func (s *styled) fits(language news.Language, rule style.Rule) error {
	own := []style.Rule{rule}
	for _, r := range s.rules {
		if !r.Brought && !r.Off && r.Broken == "" && r.ID != rule.ID {
			own = append(own, r.Rule)
		}
	}
	sheet, err := style.New("", string(language), own)
	if err == nil && sheet.Expressions() > mostStyleExpressions {
		return news.Errorf(news.TooLarge, "The house's rules have more than %d expressions that are no lists of words. Write this one as a list of words, or put another off.", mostStyleExpressions)
	}
	if err == nil {
		_, err = s.compile(language, &rule)
	}
	if err != nil {
		return news.Errorf(news.Invalid, "The rule cannot stand beside the others: %s.", err)
	}
	return nil
}

// find returns the rule with the id, or nil.
func (s *styled) find(id string) *StyleRule {
	i := slices.IndexFunc(s.rules, func(r StyleRule) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &s.rules[i]
}

// freeID makes an id of the rule's name, or of what it looks for, that no other rule has.
func (s *styled) freeID(r style.Rule) string {
	words := r.Name
	for _, of := range []string{r.First, r.Token} {
		if words == "" {
			words = of
		}
	}
	for _, pairs := range [][]style.Pair{r.Swap, r.Either} {
		if words == "" && len(pairs) > 0 {
			words = pairs[0].From
		}
	}
	if words == "" && len(r.Tokens) > 0 {
		words = r.Tokens[0]
	}
	base := news.Slugify(words)
	if base == "story" && !strings.EqualFold(words, "story") {
		base = string(r.Extends)
	}
	id := base
	for n := 2; s.find(id) != nil; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

var styleID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)

// CheckStyle reads the text of one rule of the house's own, and says in one sentence with line and field why it cannot be read. The id is that of
// the rule that the text is of, "" for a new one: then the rule may have none yet.
func CheckStyle(id, text string) (style.Rule, error) {
	if len(text) > mostStyleText {
		return style.Rule{}, news.Errorf(news.TooLarge, "The rule has more than %d KB.", mostStyleText>>10)
	}
	rule, err := parseStyle(id, text)
	if err != nil {
		return rule, err
	}
	if rule.ID != "" && !styleID.MatchString(rule.ID) {
		return rule, news.Errorf(news.Invalid, "The id %q is to be of Latin letters, digits, hyphens, dots and low lines, and of at most 100.", rule.ID)
	}
	if id != "" && rule.ID != id {
		return rule, news.Errorf(news.Invalid, "A rule keeps its id: write %q, or add this as another rule.", id)
	}
	return rule, nil
}

// parseStyle reads a text that has one rule. One that says no id gets this one, which may be none.
func parseStyle(id, text string) (style.Rule, error) {
	const none = "\x00"
	rules, err := style.ParseRules(none, []byte(text))
	if e, ok := errors.AsType[*style.SheetError](err); ok {
		return style.Rule{}, sayStyle(e)
	}
	switch {
	case err != nil:
		return style.Rule{}, err
	case len(rules) != 1:
		return style.Rule{}, news.Errorf(news.Invalid, "Write one rule; these are %d.", len(rules))
	}
	if rules[0].ID == none {
		rules[0].ID = id
	}
	return rules[0], nil
}

// sayStyle is why a rule cannot be read, as a sentence that can be said in Bangla too.
func sayStyle(e *style.SheetError) error {
	why := phraseOf(e.Why)
	switch {
	case e.Line > 0 && e.Field != "":
		return news.Errorf(news.Invalid, "Line %d, field %s: %s.", e.Line, e.Field, why)
	case e.Line > 0:
		return news.Errorf(news.Invalid, "Line %d: %s.", e.Line, why)
	}
	return news.Errorf(news.Invalid, "The rule cannot be read: %s.", why)
}

func phraseOf(s style.Said) news.Phrase {
	args := slices.Clone(s.Args)
	for i, a := range args {
		if inner, ok := a.(style.Said); ok {
			args[i] = phraseOf(inner)
		}
	}
	return news.Phrasef(s.Format, args...)
}

// signed writes into the text what it does not say: the rule's id, and who answers for it.
func signed(text string, rule style.Rule, id, owner string) (string, style.Rule, error) {
	head := ""
	whole := rule
	if whole.ID = id; !says(text, "id") {
		head += "id: " + id + "\n"
	}
	if rule.Owner == "" {
		whole.Owner = owner
		head += "owner: " + strconv.Quote(owner) + "\n"
	}
	if head == "" {
		return text, whole, nil
	}
	signed := head + strings.TrimPrefix(text, "---\n")
	if again, err := parseStyle("", signed); err == nil && again.ID == id && again.Owner == whole.Owner {
		return signed, again, nil
	}
	formatted, err := style.Format(whole)
	return string(formatted), whole, err
}

// says reports whether the text has the field at the beginning of a line.
func says(text, field string) bool {
	return strings.HasPrefix(text, field+":") || strings.Contains(text, "\n"+field+":")
}
