package news_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
)

// The table of the state machine is whole: every verb from every status leads
// somewhere or is refused in a sentence, and a spiked or killed story stays off.
func TestEveryRefusalHasAReason(t *testing.T) {
	for _, v := range append(slices.Clone(news.StoryVerbs), news.CoverLive) {
		for _, s := range news.Statuses {
			to, err := s.Next(v)
			if err != nil && (to != s || len(err.Error()) < 15 || !strings.HasSuffix(err.Error(), ".") || (strings.Contains(err.Error(), "There is no verb") || strings.Contains(err.Error(), "There is no status"))) {
				t.Errorf("%s a story that is %s: to %s, %v", v, s, to, err)
			}
			if err == nil && (s == news.Killed && v != news.TakeDown || s == news.Spiked && v != news.Restore) {
				t.Errorf("%s works on a story that is %s", v, s)
			}
			if err == nil && to == news.Live && s != news.Live && v != news.Publish && v != news.Reinstate && v != news.BreakEmbargo {
				t.Errorf("%s makes a story live", v)
			}
		}
		for _, r := range news.Roles {
			p := news.Person{ID: "x", Name: "X", Roles: []news.Role{r}}
			if err := p.May(v); err != nil && strings.Contains(err.Error(), "may not . Ask") {
				t.Errorf("%s %s: %v", r, v, err)
			}
		}
	}
}

func TestAnEmbargoAndAScheduleAreDecidedByTheTimeGiven(t *testing.T) {
	noon := time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)
	s := news.Story{Status: news.Ready, Revision: 1, Content: news.Content{Headline: "H", Section: "x", Body: news.Paragraphs("B")}, Embargo: noon}
	if err := s.Check(news.Publish, noon.Add(-1)); err == nil {
		t.Error("published a nanosecond early")
	}
	if err := s.Check(news.Publish, noon); err != nil {
		t.Errorf("on the second: %v", err)
	}
	if err := s.CheckSchedule(noon.Add(-1), noon.Add(-time.Hour)); err == nil {
		t.Error("scheduled before the embargo ends")
	}
	if err := s.CheckSchedule(noon, noon.Add(-news.ScheduleAhead)); err != nil {
		t.Error(err)
	}
	if got := s.Label(noon.Add(-1)); got != "Embargoed" {
		t.Errorf("it is called %q", got)
	}
}

func TestAReporterWorksOnTheirOwnCopyOnly(t *testing.T) {
	reporter := news.Person{ID: "a", Name: "A", Roles: []news.Role{news.Reporter}}
	mine, hers := news.Story{Owner: news.Person{ID: "a"}}, news.Story{Owner: news.Person{ID: "b", Name: "B"}}
	if err := reporter.MayOn(news.Save, mine); err != nil {
		t.Error(err)
	}
	if err := reporter.MayOn(news.Save, hers); err == nil || !strings.Contains(err.Error(), "This is B's story") {
		t.Errorf("%v", err)
	}
	sub := news.Person{ID: "c", Name: "C", Roles: []news.Role{news.Reporter, news.SubEditor}}
	if err := sub.MayOn(news.Save, hers); err != nil {
		t.Error(err)
	}
	if err := sub.May(news.Publish); err == nil || !strings.Contains(err.Error(), "Ask: a desk editor or the duty editor") {
		t.Errorf("%v", err)
	}
}

func TestTheBarShowsThePinnedThenTheNewestAndNothingExpired(t *testing.T) {
	now := time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)
	var flashes []news.Flash
	for i, id := range strings.Split("abcdefgh", "") {
		flashes = append(flashes, news.Flash{ID: id, At: now.Add(time.Duration(i) * time.Minute), Expires: now.Add(time.Hour), Pinned: id == "b"})
	}
	flashes[7].Expires = now
	got := ""
	for _, f := range news.Bar(flashes, now) {
		got += f.ID
	}
	if got != "bgfedc" {
		t.Errorf("the bar is %s", got)
	}
}

func TestASlugIsWhatALatinReaderWouldSay(t *testing.T) {
	for text, want := range map[string]string{
		"No Progress in Trump-Putin Call, Says Trump": "no-progress-in-trump-putin-call-says-trump",
		"Dhaka’s air ‘moderate’ on Friday":            "dhakas-air-moderate-on-friday",
		"Café Müller":                                 "cafe-muller",
		"যমুনায় ফেরি বন্ধ":                           "jomunay-feri-bondh",
		"ঢাকায় ২৬ জন ডেঙ্গু রোগী":                    "dhakay-26-jon-denggu-rogi",
		"!!!":                       "story",
		strings.Repeat("long ", 40): strings.TrimSuffix(strings.Repeat("long-", 16), "-"),
	} {
		if got := news.Slugify(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestContentIsKeptClean(t *testing.T) {
	house := news.House{Languages: []news.Language{news.English}, Sections: []news.Section{{Slug: "world"}}}
	got, err := news.Content{Language: "en", Section: "world", Headline: " A\u202e \x00 b\n c ", Topics: []string{"x", " x", ""}, Slug: "A B"}.Clean(house)
	if err != nil {
		t.Fatal(err)
	}
	want := news.Content{Language: "en", Section: "world", Headline: "A b c", Topics: []string{"x"}, Slug: "a-b"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for says, c := range map[string]news.Content{
		`language "fr"`: {Language: "fr"}, `no section "x"`: {Language: "en", Section: "x"},
		"headline has 301": {Language: "en", Headline: strings.Repeat("ক্ষি", 301)},
		"not both":         {Language: "en", Byline: news.Byline{Desk: "D", People: []string{"P"}}},
	} {
		if _, err := c.Clean(house); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %s", err, says)
		}
	}
}
