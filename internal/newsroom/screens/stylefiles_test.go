package screens_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// A style of Vale's is taken in by a form alone, what became of each rule is shown, and the house's rules are given out as Vale reads them.
func TestRulesAreTakenInAndGivenOutAsFiles(t *testing.T) {
	n := open(t)
	b := n.as(news.DeskEditor)
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for name, text := range map[string]string{
		"House/Very.yml": "extends: existence\nmessage: No.\ntokens: [very]\n", "House/Verse.yml": "extends: poetry\nmessage: No.\n", "House/<b>.txt": "",
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	b.open("/n/settings/style").shows(200, "Rules as files").open("/n/settings/style/en/vale").shows(200, "Take in", "The house has no rules of its own that are on.")
	b.press("Take the rules in", map[string]string{"note": "Agreed."}).shows(422, "Choose a file first.")
	if !strings.Contains(b.text, `value="Agreed."`) {
		t.Error("what was typed is gone")
	}
	b.choose("file", "House.zip", packed.String()).press("Take the rules in", nil).shows(200, "Added: 1.", "Not taken in: 2.", "House/Verse.yml", "Line 1, field extends: there is no kind of rule", "House/<b>.txt", "does not end in .yml")
	if strings.Contains(b.text, "House/<b>") {
		t.Error("the name of a file is markup")
	}
	b.open("/n/settings/style/en/r/House.Very").shows(200, "very", "Agreed.")
	r := n.as(news.Reporter)
	r.open("/n/settings/style/en/vale").shows(200, "Download the rules")
	if strings.Contains(r.text, "Take the rules in") {
		t.Error("a reporter is offered what they may not do")
	}
	r.open("/n/settings/style/en/vale.zip")
	if _, err := zip.NewReader(strings.NewReader(r.text), int64(len(r.text))); err != nil {
		t.Errorf("what is given out: %v", err)
	}
}
