package style

import (
	"fmt"
	"slices"
	"strings"
)

// New makes a sheet of rules that were parsed. The error says which rule it is about.
func New(name, language string, rules []Rule) (*Sheet, error) {
	return newSheet(name, language, slices.Clone(rules))
}

// newSheet makes rules ready to read stories. The error is a *SheetError, or says which rule it is about.
func newSheet(name, language string, rules []Rule) (*Sheet, error) {
	s := &Sheet{Name: name, Language: language, Rules: rules, lists: newAutomaton()}
	slices.SortStableFunc(s.Rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	patterns, expressions := 0, 0
	for i := range s.Rules {
		r := &s.Rules[i]
		if i > 0 && s.Rules[i-1].ID == r.ID {
			return nil, fmt.Errorf("the sheet has two rules with the id %s", r.ID)
		}
		if patterns += len(r.Tokens) + len(r.Swap) + len(r.Either) + len(r.Exceptions); patterns > mostPatterns {
			return nil, fmt.Errorf("the sheet looks for more than %d words and phrases", mostPatterns)
		}
		if r.Extends == Variety {
			s.form = r.Form
		}
		reader, n, err := s.reader(int32(i), r) //nolint:gosec // there are at most mostRules
		if err != nil {
			return nil, fmt.Errorf("rule %s: %w", r.ID, err)
		}
		if expressions += n; expressions > mostExpressions {
			return nil, fmt.Errorf("the sheet has more than %d expressions that are no lists of words: write them as lists", mostExpressions)
		}
		s.readers = append(s.readers, reader)
		s.expressions = expressions
		if l, list := reader.(*listReader); !list || l.always() {
			s.always = append(s.always, i)
		}
	}
	return s, nil
}

// Expressions is how many expressions of the sheet are no lists of words, and so are run one by one.
func (s *Sheet) Expressions() int { return s.expressions }

// reader makes the rule ready, and says how many expressions it has that are run one by one.
func (s *Sheet) reader(index int32, r *Rule) (reader, int, error) {
	switch r.Extends {
	case Existence, Substitution, Consistency:
		return s.list(index, r)
	case Occurrence:
		return newOccurrence(r)
	case Repetition:
		return newRepetition(r)
	case Conditional:
		return newConditional(r)
	case Capitalization:
		return newCapitalization(r)
	}
	if make := ownKinds[r.Extends]; make != nil {
		return make(r), 0, nil
	}
	return nil, 0, fmt.Errorf("there is no kind of rule %q", string(r.Extends))
}

// ownKinds make the readers of our own kinds of rules.
var ownKinds = map[Kind]func(*Rule) reader{
	Variety:        func(*Rule) reader { return variety{} },
	DateForm:       func(*Rule) reader { return dateForm{} },
	Percent:        func(*Rule) reader { return percent{} },
	Number:         func(*Rule) reader { return number{} },
	Quotation:      func(*Rule) reader { return quotation{} },
	FirstReference: func(*Rule) reader { return firstReference{} },
	HeadlineForm:   func(*Rule) reader { return headline{} },
	CaptionForm:    func(*Rule) reader { return caption{} },
	Digits:         func(*Rule) reader { return digits{} },
	Marks:          func(*Rule) reader { return marks{} },
	Bijoy:          func(*Rule) reader { return bijoy{} },
}
