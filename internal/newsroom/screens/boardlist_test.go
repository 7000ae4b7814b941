package screens_test

import (
	"maps"
	"net/http"
	"net/url"
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

// What can be done to many stories is on every view of the desk, and each that stays as it was
// says why in a sentence of its own. (Spiked stories are on no board: they are restored from
// their pages, or many at once through the API. This house has one desk, and nowhere to move to.)
func TestEveryViewDoesOneThingToManyStories(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	n.started("Rail fares")
	n.started("Ferries")
	for _, view := range []string{"", "?view=list", "?view=late"} {
		b.open("/n/desk/city"+view).shows(200, "With what is marked")
		for _, v := range desk.BulkVerbs {
			if v != news.Restore && v != news.Move && !strings.Contains(b.text, `name="do" value="`+string(v)+`"`) {
				t.Errorf("%q lacks %s", view, v)
			}
		}
	}
	many := func(verb news.Verb, more url.Values) *browser {
		form := url.Values{"do": {string(verb)}, "story": {"1", "2", "99"}, "once": {string(verb)}, "note": {"for the test"}}
		maps.Copy(form, more)
		req, err := http.NewRequest(http.MethodPost, n.url+"/n/desk/city/bulk", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		b.do(req)
		return b
	}
	none := "#99: There is no story 99."
	many(desk.Tagging, url.Values{"topic": {"Rail"}}).shows(409, "1 of 3 stories stay as they were", none)
	many(news.Submit, nil).shows(409, "3 of 3 stories stay", "#1: The story has no text.", "#2: The story has no text.", none)
	many(news.Return, nil).shows(409, "3 of 3 stories stay", "#1: ", "#2: ", none)
	many(news.Unschedule, nil).shows(409, "3 of 3 stories stay", "#1: ", "#2: ", none)
	many(news.Spike, nil).shows(409, "1 of 3 stories stay", none)
	many(news.Assign, nil).shows(422, "Say to whom.")
	many(news.Kill, nil).shows(422, "cannot be done to many stories at once")
}
