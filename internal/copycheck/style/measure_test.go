package style

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// cases are texts of others to measure with, which are beside the repository and not in it.
func cases(t *testing.T, path string) string {
	t.Helper()
	path = filepath.Join("../../../../shared/cases", path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here, so it was not measured", path)
	}
	return path
}

// measured counts findings, by level.
type measured struct {
	sentences int
	levels    [4]int
}

func (m *measured) add(t *testing.T, s *Sheet, text, what string) []Finding {
	findings := s.Check(inBody(text))
	m.sentences += len(prose.Analyse(prose.Input{Text: text, Language: s.Language}).Sentences)
	for _, f := range findings {
		m.levels[f.Level]++
		if f.Level == Certain && what != "" {
			t.Logf("certain in %s: %s: %s → %s", what, f.Rule, f.Text, f.Fix)
		}
	}
	return findings
}

func (m *measured) per100(l Level) float64 { return 100 * float64(m.levels[l]) / float64(m.sentences) }

func TestOnPairsOfWrongAndRight(t *testing.T) {
	file, err := os.Open(cases(t, "style/pairs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sheet := American() // as most of their writers spell
	choices, err := sheet.Without("spelling", "dates", "percent", "punctuation", "quotation-marks")
	if err != nil {
		t.Fatal(err)
	}
	var right, other measured // other is without what houses choose differently
	pairs, mended := 0, 0
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p struct{ Kind, Wrong, Right string }
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		checkSound(t, sheet, inBody(p.Wrong))
		if p.Right != "" {
			right.add(t, sheet, p.Right, "a right text")
			other.add(t, choices, p.Right, "")
		}
		if p.Kind != "fix" {
			continue
		}
		pairs++
		for _, f := range sheet.Check(inBody(p.Wrong)) {
			if f.Fix != "" && p.Wrong[:f.Span.Start]+f.Fix+p.Wrong[f.Span.End:] == p.Right {
				mended++
				break
			}
		}
	}
	t.Logf("%d of %d wrong texts are right after a fix; %d sentences of right texts have %d certain, %d likely, %d check, %d info (%.2f certain and %.2f likely per 100)",
		mended, pairs, right.sentences, right.levels[Certain], right.levels[Likely], right.levels[ToCheck], right.levels[Info], right.per100(Certain), right.per100(Likely))
	t.Logf("without spelling, dates, percent and marks: %d certain, %d likely (%.2f per 100)", other.levels[Certain], other.levels[Likely], other.per100(Likely))
	if other.per100(Certain) > .2 || other.per100(Likely) > 1 {
		t.Error("too much is found in texts that are right")
	}
}

func TestOnBanglaNewspapers(t *testing.T) {
	files, err := filepath.Glob(cases(t, "bangla/bnlpc/Documents") + "/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	var m measured
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m.add(t, Bangla(), string(text), filepath.Base(file))
	}
	t.Logf("%d articles, %d sentences: %d certain, %d likely, %d check, %d info", len(files), m.sentences, m.levels[Certain], m.levels[Likely], m.levels[ToCheck], m.levels[Info])
	if m.per100(Likely)+m.per100(Certain) > 1 {
		t.Error("too much is found in newspapers that were edited with care")
	}
}
