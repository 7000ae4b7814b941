package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// card is a picture that the newsroom has, with these rights.
func (n *newsroom) card(rights news.Rights) news.Picture {
	n.Helper()
	p, err := n.desk.AddPicture(n.Context(), news.Person{ID: "all", Name: "All", Roles: news.Roles}, news.Picture{
		Name: "card.jpg", Hash: "card" + rights.Conditions, Width: 40, Height: 30, Caption: "A grey card", Credit: "Delta News Agency", Alt: "A grey card", Rights: rights,
	})
	if err != nil {
		n.Fatal(err)
	}
	return p
}

func TestAPostShowsAPictureOnConditionsOnceTheyWereRead(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	n.live(1)
	free := n.card(news.Rights{})
	bound := n.card(news.Rights{Use: news.Conditional, Conditions: "Not beside an advertisement"})
	denied := n.card(news.Rights{Use: news.Denied, Conditions: "Its owner says no"})
	b.open("/n/live/1").press("Begin", nil).shows(200, "Live now", "Not beside an advertisement", "I have read the conditions", "Its owner says no")
	typed := map[string]string{"title": "Water rises", "text": "It rose by a hand.", "pinned": "1", "picture": bound.ID, "caption": "As it is now"}
	b.press("Post", typed).shows(409, "“Not beside an advertisement”. Say that you have read them.")
	b.press("I have read the conditions and keep to them", nil).shows(200, "It is noted that you have read the conditions.", "Conditions read by Person duty_editor")
	if values := valuesOf(b.page); values.Get("title") != "Water rises" || values.Get("text") != "It rose by a hand." || values.Get("picture") != bound.ID || values.Get("caption") != "As it is now" || values.Get("pinned") != "1" {
		t.Errorf("what was typed is gone: %v", values)
	}
	if strings.Contains(b.text, "agree:"+bound.ID) {
		t.Error("it is asked again")
	}
	b.press("Post", nil).shows(200, "Saved", "Water rises")
	b.open("/n/live/1").press("Post", map[string]string{"title": "It falls", "text": "By a hand.", "picture": free.ID}).shows(200, "It falls")
	b.open("/n/live/1").press("Post", map[string]string{"title": "No", "text": "No.", "picture": denied.ID}).shows(409, "may not be used")
}

// What was agreed to was something else: the post that shows the picture asks again before it is changed.
func TestAPostIsChangedOnceNewConditionsWereRead(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	n.live(1)
	bound := n.card(news.Rights{Use: news.Conditional, Conditions: "Not beside an advertisement"})
	b.open("/n/live/1").press("Begin", nil)
	b.press("I have read the conditions and keep to them", map[string]string{"title": "Water rises", "text": "It rose.", "picture": bound.ID})
	b.press("Post", nil).shows(200, "Water rises")
	all := news.Person{ID: "all", Name: "All", Roles: news.Roles}
	rights := news.Rights{Use: news.Conditional, Conditions: "Only in print"}
	if _, err := n.desk.EditPicture(t.Context(), all, bound.ID, desk.PictureEdit{Rights: &rights}); err != nil {
		t.Fatal(err)
	}
	story, err := n.db.Story(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	c, err := n.db.Coverage(t.Context(), story.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.open("/n/live/1?post="+c.Posts[0].ID).shows(200, "Picture 1 of the post", "Only in print")
	b.press("Change the post", map[string]string{"title": "The water rises"}).shows(409, "Only in print")
	b.press("I have read the conditions and keep to them", nil).shows(200, "It is noted that you have read the conditions.")
	b.press("Change the post", nil).shows(200, "The water rises")
}
