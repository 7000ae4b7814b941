package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// An editor who has never seen YAML tries a rule on last week's stories, adds it, and the story of another shows what it finds; the rule
// is put off and made again what it was, with who and why in its history.
func TestARuleIsTriedAddedAndRestoredByFormsAlone(t *testing.T) {
	n := open(t)
	writer, editor := n.as(news.DutyEditor), n.as(news.DeskEditor)
	writer.open("/n/new").press("Start", map[string]string{"headline": "Talks end"}).shows(200)
	writer.press("Save", map[string]string{"headline": "Talks end", "section": "world-news", "body": "All stakeholders agreed. “We are stakeholders,” he said."}).shows(200)
	editor.open("/n/settings/style").shows(200, "House style", "Misspellings", "British spelling").open("/n/settings/style/en/new?kind=substitution").shows(200, "Instead of")
	typed := map[string]string{"name": "No stakeholders", "from0": "stakeholders", "to0": "those with an interest", "level": "certain", "owner": "City Desk", "why": "Nobody has met one.", "note": "Agreed on Monday."}
	editor.press("What would it have found last week?", typed).shows(200, "Places: 1, in 1 of 1 stories", "#1", "those with an interest", "All stakeholders agreed.")
	if strings.Contains(writer.open("/n/s/1").text, "those with an interest") {
		t.Error("a rule that was tried is kept")
	}
	editor.press("Save", typed).shows(200, "The rule is added.", "Agreed on Monday.")
	writer.open("/n/s/1").shows(200, "those with an interest")
	editor.open("/n/settings/style?q=stakeholders").shows(200, "No stakeholders", "City Desk")
	if strings.Contains(editor.text, "Misspellings") {
		t.Error("a search shows what it was not for")
	}
	editor.open("/n/settings/style/en/r/no-stakeholders").press("Save", map[string]string{"off": "1", "note": "Too loud."}).shows(200, "The rule is changed.", "Too loud.", "Off")
	if strings.Contains(writer.open("/n/s/1").text, "those with an interest") {
		t.Error("a rule that is off is read by")
	}
	editor.press("Make it this again", nil).shows(200, "The rule is again what it was.", "version 3")
	writer.open("/n/s/1").shows(200, "those with an interest")
}

// Every form makes a rule that the form shows again as it was filled in; one that says more is shown as YAML.
func TestTheFormsOfRules(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	b.open("/n/settings/style/en/new?kind=existence").press("Save", map[string]string{"name": "Avoid", "words": "U.S.\nvery (too)", "except": "the U.S. Open", "owner": "Desk"}).shows(200, "The rule is added.")
	b.open("/n/settings/style/en/r/avoid").shows(200, "U.S. very (too)", "the U.S. Open")
	b.press("What would it have found last week?", map[string]string{"sample": "The U.S. team at the U.S. Open."}).shows(200, "In your text", "The U.S. team")
	b.open("/n/settings/style/en/new?kind=consistency").press("Save", map[string]string{"name": "Advisers", "from0": "adviser", "to0": "advisor", "owner": "Desk"}).shows(200, "The rule is added.")
	b.open("/n/settings/style/en/new?kind=conditional").press("Save", map[string]string{"name": "RAB", "first": "RAB", "second": "Rapid Action Battalion", "owner": "Desk"}).shows(200, "The rule is added.")
	b.open("/n/settings/style/en/r/rab").press("What would it have found last week?", map[string]string{"sample": "The RAB came."}).shows(200, "In your text The RAB came.")
	b.open("/n/settings/style/en/new?kind=substitution").press("Save", map[string]string{"name": "Half", "from0": "one", "to0": "", "owner": "Desk"}).shows(422, "A pair has two sides")
	if !strings.Contains(b.text, `value="one"`) {
		t.Error("what was typed is gone")
	}
	b.open("/n/settings/style/en/new?kind=yaml").press("Save", map[string]string{"text": "name: Long\nextends: occurrence\nmessage: Long.\ntoken: '\\w+'\nmax: 40\nscope: sentence\n"}).shows(200, "The rule is added.")
	b.open("/n/settings/style/en/r/long").shows(200, "token: ", "as YAML")
	b.press("Save", map[string]string{"text": "id: long\nextends: occurrence\nmessage: Long.\ntoken: '(?=a)'\nmax: 40\n"}).shows(422, "Line 4, field token", "(?=a)")
}

// What a rule says is text wherever it is shown.
func TestNothingThatARuleSaysIsMarkup(t *testing.T) {
	n := open(t)
	b := n.as(news.DeskEditor)
	const evil = `<script>alert(1)</script>`
	b.open("/n/new").press("Start", map[string]string{"headline": "Talks"}).shows(200)
	b.press("Save", map[string]string{"headline": "Talks " + evil, "section": "world-news", "body": "It was very " + evil + " bad."}).shows(200)
	b.open("/n/settings/style/en/new?kind=existence").press("Save", map[string]string{
		"name": evil, "words": "very", "owner": evil, "why": evil, "note": evil, "message": "“" + evil + "” and “%s” " + evil, "bangla": evil,
	}).shows(200, "The rule is added.")
	for _, path := range []string{"/n/s/1", "/n/settings/style", "/n/settings/style/en/r/script-alert-1-script", "/n/log"} {
		if b.open(path); strings.Contains(b.text, evil) {
			t.Errorf("%s has what a rule says as markup", path)
		}
	}
	b.open("/n/settings/style/en/r/script-alert-1-script").press("What would it have found last week?", nil).shows(200, "Places: 1, in 1 of 1 stories")
	if strings.Contains(b.text, evil) {
		t.Error("the trial has what a story says as markup")
	}
}

// Whoever may not change the rules reads and tries them, and is offered nothing that they may not do.
func TestAReporterReadsTheRulesAndTriesThem(t *testing.T) {
	n := open(t)
	n.as(news.Admin)
	b := n.as(news.Reporter)
	b.open("/n/settings/style").shows(200, "Misspellings")
	for _, path := range []string{"/n/settings/style", "/n/settings/style/en/r/misspelt"} {
		if b.open(path); strings.Contains(b.text, "Add a rule") || strings.Contains(b.text, `value="save"`) {
			t.Errorf("%s offers what a reporter may not do", path)
		}
	}
	b.press("What would it have found last week?", map[string]string{"sample": "Free accomo" + "dation."}).shows(200, "In your text Free accomo"+"dation . Write accommodation")
	b.open("/n/settings/style/en/new").shows(403, "may not")
}

// A rule that Stet brings can be changed in two things, and says so.
func TestARuleOfStetsHasTwoFields(t *testing.T) {
	n := open(t)
	b := n.as(news.Admin)
	b.open("/n/settings/style/en/r/misspelt").shows(200, "Stet brings this rule.", "accomo"+"dation: accommodation")
	b.press("Save", map[string]string{"level": "info", "note": "We proof-read."}).shows(200, "The rule is changed.", "We proof-read.")
	b.open("/n/settings/style").shows(200, "changed by the house")
	if r, err := n.desk.StyleRule(t.Context(), news.English, "misspelt"); err != nil || r.Rule.Level.String() != "info" {
		t.Errorf("%v: %+v", err, r.Rule.Level)
	}
	_, err := n.desk.AddStyleRule(t.Context(), news.Person{ID: "x", Name: "X", Roles: []news.Role{news.Admin}}, news.Bangla, desk.StyleChange{Text: "name: অমুক\nextends: existence\nmessage: নয়।\ntokens: [তমুক]\n"})
	if err != nil {
		t.Fatal(err)
	}
	b.open("/n/settings/style?language=bn").shows(200, "অমুক", "Bangla digits")
}
