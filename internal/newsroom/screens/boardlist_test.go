package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

func TestAListHasTheColumnsThatWereChosen(t *testing.T) {
	n := open(t)
	b := n.as(news.DeskEditor)
	n.started("Rail fares")
	b.open("/n/desk/city?view=list").shows(200, "Rail fares", "Changed")
	if strings.Contains(b.text, "sort=section") {
		t.Error("a column is there that nobody chose")
	}
	b.open("/n/desk/city?choose=1&view=list&sort=who&cols=section&cols=topics&cols=state").shows(200, "Rail fares")
	for _, want := range []string{"sort=section", "sort=state"} {
		if !strings.Contains(b.text, want) {
			t.Errorf("it lacks %s", want)
		}
	}
	if strings.Contains(b.text, "sort=changed") {
		t.Error("a column is there that was not chosen")
	}
}

func TestAColumnSaysWhereThereIsMoreThanTheDeskWants(t *testing.T) {
	n := open(t)
	admin := n.as(news.Admin)
	editor := n.as(news.DeskEditor)
	admin.open("/n/settings/site").press("Save", map[string]string{"limit_city_writing": "১"}).shows(200)
	for _, words := range []string{"One", "Two"} {
		n.started(words)
		if words == "One" {
			editor.open("/n/desk/city").shows(200)
			if strings.Contains(editor.text, "more than the desk wants") {
				t.Error("one of one is too many")
			}
		}
	}
	editor.open("/n/desk/city").shows(200, "more than the desk wants")
	admin.open("/n/settings/site").press("Save", map[string]string{"limit_city_writing": "0"}).shows(422, "from 1 to 999")
}

// started starts a story at the desk "city".
func (n *newsroom) started(headline string) {
	n.Helper()
	by := news.Person{ID: "nusrat", Name: "Nusrat Karim", Roles: []news.Role{news.Reporter}}
	if _, err := n.desk.Create(n.Context(), by, desk.Start{Desk: "city", Content: news.Content{Language: news.English, Headline: headline}}); err != nil {
		n.Fatal(err)
	}
}
