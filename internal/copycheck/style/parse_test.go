package style

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func folder(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, content := range files {
		m[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return m
}

func TestASheetIsAFolderOfRulesWithOwnersAndDays(t *testing.T) {
	s, err := Parse(folder(map[string]string{
		"sheet.yml":       "name: Ours\nlanguage: bn",
		"one.yml":         "extends: existence\nmessage: x\ntokens: [a]\nowner: Sports\nsince: 2025-07-04\nnote: why\nlevel: suggestion",
		"deep/two.yaml":   "id: b\nextends: existence\nmessage: x\ntokens: a\n---\nextends: existence\nmessage: x\ntokens: [c]\n",
		"README.md":       "no rule",
		"deep/empty.yml":  "# nothing\n",
		"deep/more/x.yml": "extends: occurrence\nmessage: x\ntoken: a\nmax: 1",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "Ours" || s.Language != "bn" || len(s.Rules) != 4 {
		t.Fatalf("%s %s %d rules", s.Name, s.Language, len(s.Rules))
	}
	r := s.Rule("one")
	if r == nil || r.Owner != "Sports" || r.Note != "why" || r.Level != ToCheck || !r.Since.Equal(time.Date(2025, 7, 4, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", r)
	}
	if s.Rule("two-2") == nil {
		t.Error("the second rule of two.yaml has no id")
	}
}

func TestARuleThatCannotBeReadSaysWhereAndWhyInOneSentence(t *testing.T) {
	for _, c := range []struct{ rule, want string }{
		{"extends: existence\nmessage: x\ntokens: ['a(?=b)']", `f.yml, line 3, field tokens: "a(?=b)" cannot be looked for: "(?=" looks around or refers back, which expressions here (RE2) do not.`},
		{"extends: existence\nmessage: x\ntokens:\n  - fine\n  - 'a(b'", `f.yml, line 5, field tokens: "a(b" cannot be looked for: its brackets do not match.`},
		{"extends: substitution\nswap:\n  a: b\n  'c[': d", `f.yml, line 4, field swap: "c[" cannot be looked for: its brackets do not match.`},
		{"extends: existence\nmessage: x", `f.yml, line 1, field tokens: a rule that extends existence needs this field.`},
		{"extends: existence\ntokens: [a]", `f.yml, line 1, field message: a rule that extends existence needs a message.`},
		{"message: x\ntokens: [a]", `f.yml, line 1, field extends: a rule says what it extends.`},
		{"extends: spelling\nmessage: x", `f.yml, line 1, field extends: there is no kind of rule "spelling": there are bijoy`},
		{"extends: existence\nmessage: x\ntokens: [a]\nswap: {a: b}", `f.yml, line 4, field swap: a rule that extends existence has no such field.`},
		{"extends: existence\nmessage: x\ntokens: [a]\nlevel: fatal", `f.yml, line 4, field level: the level is error, warning or suggestion, or else certain, likely, check or info.`},
		{"extends: existence\nmessage: x\ntokens: [a]\nsince: soon", `f.yml, line 4, field since: a day is expected here, such as 2025-07-04.`},
		{"extends: existence\nmessage: x\ntokens: [a]\nscope: footer", `f.yml, line 4, field scope: there is no scope "footer"`},
		{"extends: existence\nmessage: x\ntokens: {a: b}", `f.yml, line 3, field tokens: a text is expected here.`},
		{"extends: existence\nmessage: x\nmessage: y\ntokens: [a]", `f.yml, line 3, field message: the field is there twice.`},
		{"extends: date\nform: ymd", `f.yml, line 2, field form: one of these is expected here: dmy, mdy.`},
		{"extends: marks\nmarks: [dots]", `f.yml, line 2, field marks: there is no "dots": there are brackets, spaces, doubled, danda.`},
		{"extends: occurrence\nmessage: x\ntoken: a\nmax: many", `f.yml, line 4, field max: a whole number is expected here.`},
		{"extends: existence\nmessage: x\ntokens: ['" + strings.Repeat("a", 1001) + "']", `f.yml, line 3, field tokens: the text is longer than 1000 bytes.`},
		{"extends: existence\nmessage: x\ntokens: ['']", `f.yml, line 3, field tokens: the text is empty.`},
		{"extends: existence\nmessage: &a x\nnote: *a\ntokens: [a]", `f.yml, line 3, field note: a value is written out, and no reference to another.`},
		{"extends: [", `f.yml, line 1: this is no YAML: `},
		{"- a\n- b", `f.yml, line 1: fields are expected here, each with its value after a colon.`},
		{"\xff", `f.yml: the file is no UTF-8.`},
	} {
		_, err := Parse(folder(map[string]string{"f.yml": c.rule}))
		var fault *SheetError
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || !errors.As(err, &fault) {
			t.Errorf("%s\n got %v\nwant %s", c.rule, err, c.want)
		}
	}
}

func TestTwoRulesMayNotHaveOneID(t *testing.T) {
	_, err := Parse(folder(map[string]string{"f.yml": "id: a\nextends: bijoy\n---\nid: a\nextends: bijoy\n"}))
	if err == nil || !strings.Contains(err.Error(), "two rules with the id a") {
		t.Error(err)
	}
}

func TestASheetHasItsLimits(t *testing.T) {
	var rules strings.Builder
	for range mostRules + 1 {
		rules.WriteString("---\nextends: bijoy\n")
	}
	if _, err := Parse(folder(map[string]string{"f.yml": rules.String()})); err == nil || !strings.Contains(err.Error(), "more than 20000 rules") {
		t.Error(err)
	}
	if _, err := Parse(folder(map[string]string{"f.yml": "# " + strings.Repeat("x", largestFile)})); err == nil || !strings.Contains(err.Error(), "larger than 8 MB") {
		t.Error(err)
	}
	if _, err := Parse(folder(map[string]string{"f.yml": "extends: existence\nmessage: x\ntokens:\n" + strings.Repeat("  - '\\w+x'\n", mostExpressions+1)})); err == nil || !strings.Contains(err.Error(), "write them as lists") {
		t.Error(err)
	}
}

func TestOurOwnSheetsSayWhoAnswersForEachRuleSinceWhenAndInBothLanguages(t *testing.T) {
	for name, s := range map[string]*Sheet{"British": British(), "American": American(), "Bangla": Bangla()} {
		if len(s.Rules) < 10 {
			t.Errorf("%s has %d rules", name, len(s.Rules))
		}
		for i := range s.Rules {
			r := &s.Rules[i]
			if r.Owner == "" || r.Since.IsZero() || r.Message != "" && r.Bangla == "" {
				t.Errorf("%s: %s has no owner, no day or no Bangla", name, r.ID)
			}
		}
	}
}

func TestTheListsOfTheSheetsAreAsLongAsPromised(t *testing.T) {
	count := func(s *Sheet) (n int) {
		for i := range s.Rules {
			n += len(s.Rules[i].Swap)
		}
		return n
	}
	if n := count(British()); n < 60 {
		t.Errorf("the English sheet has %d preferred forms", n)
	}
	if n := count(Bangla()); n < 120 {
		t.Errorf("the Bangla sheet has %d pairs", n)
	}
	t.Logf("English %d pairs, Bangla %d", count(British()), count(Bangla()))
}

func TestARuleIsTriedOnPastStoriesWithoutChangingTheSheet(t *testing.T) {
	rules, err := ParseRules("new.yml", []byte("extends: existence\nmessage: “%s” is out\ntokens: [stakeholders]"))
	if err != nil {
		t.Fatal(err)
	}
	before := len(British().Rules)
	hits, err := British().Try(rules[0], []Story{inBody("Nothing."), inBody("The stakeholders met other stakeholders.")})
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) != 2 || hits[0].Story != 1 || hits[0].Sentence != "“stakeholders” is out" || hits[0].Rule != "new" {
		t.Errorf("%+v", hits)
	}
	if len(British().Rules) != before {
		t.Error("the sheet has another rule")
	}
}

func TestASheetLaidOverAnotherChangesTheRulesWithItsIDs(t *testing.T) {
	s, err := British().Without("headline", "numbers")
	if err != nil {
		t.Fatal(err)
	}
	if s.Rule("headline") != nil || British().Rule("headline") == nil {
		t.Error("the rule was not taken out of the copy alone")
	}
	if American().Rule("dates").Form != "mdy" || British().Rule("dates").Form != "dmy" || American().Rule("misspelt") == nil {
		t.Error("the American sheet is not the British one with other forms")
	}
}

func TestAFindingSpeaksBothLanguages(t *testing.T) {
	for _, f := range British().Check(inBody("He came on July 3. The color is blue. We accomodate. There were 3 dead.")) {
		if f.Sentence == "" || f.Bangla == "" || strings.Contains(f.Sentence, "%s") || strings.Contains(f.Bangla, "%s") || f.In("bn") != f.Bangla || f.In("en") != f.Sentence {
			t.Errorf("%+v", f)
		}
	}
}

func TestWhatASheetPutsInIsNothingThatItFinds(t *testing.T) {
	for _, s := range []*Sheet{British(), American(), Bangla()} {
		for i := range s.Rules {
			r := &s.Rules[i]
			for _, pair := range r.Swap {
				if len(forms(pair.From)) != 1 || strings.ContainsAny(pair.To, "$") {
					continue
				}
				if len(found(s, inBody(pair.From))) == 0 {
					t.Errorf("%s %s: %s is not found", s.Name, r.ID, pair.From)
				}
				for _, to := range strings.Split(pair.To, "|") {
					if again := found(s, inBody(s.spelt(to))); len(again) > 0 {
						t.Errorf("%s %s: %s is found itself: %v", s.Name, r.ID, to, again)
					}
				}
			}
		}
	}
}
