package desk

import (
	"context"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// StyleRule is a rule of the house's style as it is now: one of the house's own, or one that Stet brings.
type StyleRule struct {
	news.StyleRule // at version 0 if Stet brings it and nobody changed it; Text is then what Stet's says
	Rule           style.Rule
	Brought        bool   // by Stet: the house may put it off and change its level, and no more
	Broken         string // why a rule of the house's own is not read by, "" for most
}

// styles are the sheets that were made last. Any number of turns use them.
type styles struct {
	mu   sync.Mutex
	made map[news.Language]*styled
}

// styled is the house's style for one language at one revision.
type styled struct {
	revision int64
	sheet    *style.Sheet
	rules    []StyleRule // by title

	counting sync.Mutex
	week     StyleWeek
}

// Sheet returns the rules of the house's style for stories in the language, as they are at this moment. It is made anew only when
// the rules are others: else this is one look at the database.
func (d *Desk) Sheet(ctx context.Context, language news.Language) (*style.Sheet, error) {
	s, err := d.style(ctx, language)
	if err != nil {
		return nil, err
	}
	return s.sheet, nil
}

// StyleRules returns all rules of the house's style for the language, those that are off too, without the texts of those that Stet brings.
func (d *Desk) StyleRules(ctx context.Context, language news.Language) ([]StyleRule, error) {
	s, err := d.style(ctx, language)
	if err != nil {
		return nil, err
	}
	return slices.Clone(s.rules), nil
}

// StyleRule returns one rule with its text.
func (d *Desk) StyleRule(ctx context.Context, language news.Language, id string) (StyleRule, error) {
	s, err := d.style(ctx, language)
	if err != nil {
		return StyleRule{}, err
	}
	i := slices.IndexFunc(s.rules, func(r StyleRule) bool { return r.ID == id })
	if i < 0 {
		return StyleRule{}, noRule(id)
	}
	r := s.rules[i]
	if r.Brought {
		text, err := style.Format(r.Rule)
		if err != nil {
			return r, err
		}
		r.Text = string(text)
	}
	return r, nil
}

func noRule(id string) error {
	return news.Errorf(news.NotFound, "The house's style has no rule %q.", id)
}

func (d *Desk) style(ctx context.Context, language news.Language) (*styled, error) {
	if err := styleLanguage(language); err != nil {
		return nil, err
	}
	revision, err := d.db.StyleRevision(ctx, language)
	if err != nil {
		return nil, err
	}
	d.styles.mu.Lock()
	defer d.styles.mu.Unlock() // who comes while a sheet is made waits for it
	was := d.styles.made[language]
	if was != nil && was.revision == revision {
		return was, nil
	}
	kept, err := d.db.StyleRules(ctx, language)
	if err != nil {
		return nil, err
	}
	s := styleOf(language, kept, was)
	s.revision = revision
	for _, r := range s.rules {
		if r.Broken != "" {
			slog.ErrorContext(ctx, "a rule of style cannot be read and is left out", "language", language, "rule", r.ID, "err", r.Broken)
		}
	}
	if s.sheet, err = s.compile(language, nil); err != nil {
		slog.ErrorContext(ctx, "the house's own rules of style cannot be read by; stories are read by those that Stet brings", "language", language, "err", err)
		s.sheet = style.Default(string(language))
	}
	d.styles.made[language] = s
	return s, nil
}

// styleLanguage refuses a language that no sheet is for.
func styleLanguage(l news.Language) error {
	if l != news.English && l != news.Bangla {
		return news.Errorf(news.Invalid, "House style is kept for \"en\" and \"bn\"; %q is neither.", string(l))
	}
	return nil
}

// styleOf lays the house's rules over those that Stet brings, and makes no sheet of them yet. A rule that cannot be read, as after a change of the program, is left
// out and says so; what was read before is not read again.
func styleOf(language news.Language, kept []news.StyleRule, was *styled) *styled {
	s := &styled{}
	changed := map[string]news.StyleRule{}
	for _, k := range kept {
		if k.Text == "" {
			changed[k.ID] = k
			continue
		}
		changed[k.ID] = news.StyleRule{Off: true} // a rule of the house's stands in the place of one of that name
		s.rules = append(s.rules, ownRule(k, was))
	}
	for _, r := range style.Default(string(language)).Rules {
		k, amended := changed[r.ID]
		if amended && k.ID == "" {
			continue
		}
		if l, ok := style.LevelOf(k.Level); ok {
			r = r.At(l)
		}
		if len(k.Except) > 0 && r.Extends.HasExceptions() {
			r.Exceptions = slices.Clone(r.Exceptions)
			for _, w := range k.Except {
				r.Exceptions = append(r.Exceptions, regexp.QuoteMeta(w))
			}
		}
		k.Language, k.ID = language, r.ID
		s.rules = append(s.rules, StyleRule{StyleRule: k, Rule: r, Brought: true})
	}
	slices.SortFunc(s.rules, func(a, b StyleRule) int {
		if c := strings.Compare(strings.ToLower(a.Rule.Title()), strings.ToLower(b.Rule.Title())); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return s
}

func ownRule(k news.StyleRule, was *styled) StyleRule {
	if was != nil {
		for _, r := range was.rules {
			if r.ID == k.ID && r.Version == k.Version && !r.Brought {
				return r
			}
		}
	}
	rule, err := parseStyle(k.ID, k.Text)
	r := StyleRule{StyleRule: k, Rule: rule}
	if err != nil {
		r.Rule, r.Broken = style.Rule{ID: k.ID}, err.Error()
	}
	return r
}

// compile makes the sheet of the rules that are on, with one in the place of that with its id, or beside them.
func (s *styled) compile(language news.Language, with *style.Rule) (*style.Sheet, error) {
	rules := make([]style.Rule, 0, len(s.rules)+1)
	for _, r := range s.rules {
		if !r.Off && r.Broken == "" && (with == nil || with.ID != r.ID) {
			rules = append(rules, r.Rule)
		}
	}
	if with != nil {
		rules = append(rules, *with)
	}
	return style.New("", string(language), rules)
}

// Matches reports whether the words, in any case, are in the rule's name, id, owner or reason, or in what it looks for.
func (r *StyleRule) Matches(words string) bool {
	words = strings.ToLower(strings.TrimSpace(words))
	has := func(s string) bool { return strings.Contains(strings.ToLower(s), words) }
	pair := func(p style.Pair) bool { return has(p.From) || has(p.To) }
	q := &r.Rule
	return words == "" || has(q.Name) || has(r.ID) || has(q.Owner) || has(q.Note) || has(q.Message) || slices.ContainsFunc(q.Tokens, has) ||
		slices.ContainsFunc(q.Swap, pair) || slices.ContainsFunc(q.Either, pair) || has(q.First) || has(q.Second)
}
