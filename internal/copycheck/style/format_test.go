package style

import (
	"reflect"
	"testing"
)

// What is written of a rule is read as that rule: of every rule that Stet brings, so of every kind.
func TestARuleThatIsWrittenIsReadAgain(t *testing.T) {
	kinds := map[Kind]bool{}
	for _, sheet := range []*Sheet{British(), American(), Bangla()} {
		for _, rule := range sheet.Rules {
			kinds[rule.Extends] = true
			again := written(t, rule)
			again.where, rule.where = "", ""
			if !reflect.DeepEqual(again, rule) {
				t.Errorf("%s comes back as\n%+v\nand was\n%+v", rule.ID, again, rule)
			}
		}
	}
	for _, text := range []string{
		"extends: conditional\nid: c\nmessage: Say first what “%s” is.\nfirst: RAB\nsecond: Rapid Action Battalion\nwhole: true\nscope: ~headline\nlevel: info\n",
		"extends: capitalization\nid: c\nmessage: Say it.\nmatch: $title\nexceptions: [iPhone, \"on\", \"no\"]\nthreshold: 0.7\nscope: [headline, caption]\n",
		"extends: occurrence\nid: o\nmessage: Say it.\ntoken: '\\w+'\nmax: 40\nscope: sentence\nquoted: true\nlink: https://example.com/#1\n",
		"extends: existence\nid: e\nname: \"Yes: no\"\nmessage: Say it.\nraw: ['a', 'b+']\nnonword: true\n",
		"extends: consistency\nid: y\neither:\n  adviser: advisor\n  \"yes\": \"no\"\n",
	} {
		rules, err := ParseRules("x.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		kinds[rules[0].Extends] = true
		again := written(t, rules[0])
		again.where, rules[0].where = "", ""
		if !reflect.DeepEqual(again, rules[0]) {
			t.Errorf("%s comes back as %+v", text, again)
		}
	}
	for kind := range fieldsOf {
		if !kinds[kind] {
			t.Errorf("no rule of the kind %s was written", kind)
		}
	}
}

func written(t *testing.T, rule Rule) Rule {
	t.Helper()
	text, err := Format(rule)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ParseRules("x.yml", text)
	if err != nil || len(rules) != 1 {
		t.Fatalf("%v: %s", err, text)
	}
	return rules[0]
}

// A condition on whole words does not see them within others, in Bangla either.
func TestAConditionOnWholeWordsSeesNoParts(t *testing.T) {
	rules, err := ParseRules("x.yml", []byte("id: rab\nextends: conditional\nmessage: Say first what “%s” is.\nfirst: RAB|বিআরটিএ\nsecond: Rapid Action Battalion\nwhole: true\nscope: ~headline\n"))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := New("", "en", rules)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{
		"The RAB said so.": 1, "The CRABS said so.": 0, "The Rapid Action Battalion (RAB) said so.": 0, "বিআরটিএ বলেছে।": 1, "বিআরটিএর কথা।": 0,
	} {
		story := Story{Headline: "RAB speaks"}
		story.Body.Text, story.Body.Language = text, "en"
		if found := sheet.Check(story); len(found) != want {
			t.Errorf("in %q it found %+v", text, found)
		}
	}
}
