package screens_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// live puts n stories before readers.
func (n *newsroom) live(count int) {
	n.Helper()
	p := news.Person{ID: "all", Name: "All", Roles: news.Roles, Desk: "city"}
	for range count {
		c := news.Content{Language: news.English, Section: "world-news", Headline: "Ferries halted", Body: news.Paragraphs("Water rose."), Byline: news.Byline{Desk: "City Desk"}}
		s, err := n.desk.Create(n.Context(), p, desk.Start{Content: c})
		for _, step := range []func() (news.Story, error){
			func() (news.Story, error) { return s, err },
			func() (news.Story, error) { return n.desk.Submit(n.Context(), p, s.Number, "") },
			func() (news.Story, error) { return n.desk.Ready(n.Context(), p, s.Number, "") },
			func() (news.Story, error) { return n.desk.Publish(n.Context(), p, s.Number, desk.Out{}) },
		} {
			if _, err := step(); err != nil {
				n.Fatal(err)
			}
		}
	}
}

// A process that serves no readers cannot show how a front looks, and says so; all else
// works by forms.
func TestWithoutReadersAFrontIsCuratedAndSaysThatItCannotBeSeen(t *testing.T) {
	n := open(t)
	b := n.as(news.Producer)
	n.live(2)
	b.open("/n/fronts").shows(200, "Home page", "cannot show how the front looks")
	b.open("/n/fronts/en").press("Place", map[string]string{"story": "2", "to": "top:0"}).shows(200, "Draft: 1 changes", "By hand")
	b.press("Set", map[string]string{"headline": "Other words"}).shows(200, "Draft: 2 changes", "under the headline “Other words”")
	b.press("Pin", map[string]string{"until": "2000-01-01T00:00"}).shows(422, "must end in the future", "By hand")
	b.open("/n/fronts/en/launch").shows(200, "Readers get this at once")
	old := b.page
	b.press("Launch", nil).shows(200, "Readers have the front.", "Launch 1")
	b.page = old
	b.press("Launch", map[string]string{"once": ""}).shows(409, "launched this front")
	b.open("/n/fronts/en").press("Roll back to this", nil).shows(200, "Readers have the front as it was then.")
	b.open("/n/fronts/en/preview").shows(http.StatusServiceUnavailable, "does not serve readers")
	b.open("/n/fronts/fr").shows(404, "no front")
	b.open("/n/fronts/en/launch").shows(409, "no draft")

	r := n.as(news.Reporter).open("/n/fronts/en").shows(200, "Ask: a desk editor")
	if strings.Contains(r.text, "Move up") {
		t.Error("a reporter is offered to move a story")
	}
}

func TestALineOfTheBarIsChangedMovedAndDemotedByForms(t *testing.T) {
	n := open(t)
	b := n.as(news.Producer).open("/n/ticker")
	b.press("Put on the bar", map[string]string{"text": "First", "breaking": "1"}).shows(200, "It is on the bar.")
	b.press("Put on the bar", map[string]string{"text": "Second", "breaking": "1"}).shows(409, "“First” is breaking already", "Take the mark off the line that breaks now")
	b.press("Put on the bar", nil).shows(200, "It is on the bar.", "Second")
	b.press("Save : Second", map[string]string{"text": "Second, changed"})
	b.shows(200, "The line is changed, where it stood.", "Second, changed")
	flashes, err := n.db.Flashes(t.Context(), news.English)
	if err != nil || len(flashes) != 2 || flashes[0].Text != "Second, changed" || !flashes[0].Breaking || flashes[1].Breaking {
		t.Fatalf("%+v %v", flashes, err)
	}
	b.press("⬇ Move down: Second", map[string]string{"do": "down"}).shows(200)
	if flashes, err = n.db.Flashes(t.Context(), news.English); err != nil || flashes[0].Text != "First" {
		t.Errorf("%+v %v", flashes, err)
	}
}
