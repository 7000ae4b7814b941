package reading_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

// What is quoted is attributed to whom the dispatch says it is of; what it says of nobody is left out.
func TestAQuotationOfADispatchIsSomebodys(t *testing.T) {
	d := told("1",
		"“We go by radar when we can see the bank lights. Last night we could not see our own bow,” the manager, Salim Reza, said.",
		"A spokesman said: “All are safe.”",
		"The ferry is called “Shah Makhdum”.",
	)
	want := []reading.Quote{
		{Text: "We go by radar when we can see the bank lights. Last night we could not see our own bow,", Who: "Salim Reza"},
		{Text: "All are safe.", Who: "A spokesman"},
	}
	if diff := cmp.Diff(want, reading.Quotes(d)); diff != "" {
		t.Error(diff)
	}
	bangla := told("2", "ঘাটের ব্যবস্থাপক সেলিম রেজা বলেন, ‘পাড়ের আলো দেখা গেলে রাডার ধরে চলি।’")
	bangla.Language = news.Bangla
	if got := reading.Quotes(bangla); len(got) != 1 || got[0].Text != "পাড়ের আলো দেখা গেলে রাডার ধরে চলি।" {
		t.Errorf("of a Bangla dispatch: %+v", got)
	} else {
		t.Logf("%+v", got)
	}
}
