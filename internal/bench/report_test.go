package bench

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestAReportIsATableForPeopleAndOneObjectForMachines(t *testing.T) {
	r := Report{Name: "publish", About: "How long:", Rows: []Row{{"median", percentile([]float64{3, 1, 2, 9}, 50), "ms", "≤ 15"}, {"worst", percentile([]float64{3, 1, 2, 9}, 100), "ms", ""}}}
	var table, object strings.Builder
	if err := r.Print(&table, false); err != nil {
		t.Fatal(err)
	}
	if err := r.Print(&object, true); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(table.String(), "median  2.00 ms  ≤ 15") || !strings.Contains(table.String(), "worst   9.00 ms") {
		t.Errorf("the table:\n%s", table.String())
	}
	var back Report
	if err := json.Unmarshal([]byte(object.String()), &back); err != nil || back.Rows[1].Value != 9 {
		t.Errorf("%s: %v", object.String(), err)
	}
}

func TestAStoryOfABenchmarkIsTheSameForItsNumberAndLikeNoOther(t *testing.T) {
	a, b := Story(7, "sport"), Story(7, "sport")
	if a.Headline != b.Headline || a.Body.Plain() != b.Body.Plain() || a.Headline == Story(8, "sport").Headline {
		t.Error("not repeatable, or not different")
	}
	if _, err := a.Clean(house); err != nil || a.Language != news.English {
		t.Error(err)
	}
}
