package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// Every part of the settings can be changed by a form alone, and a part that is changed
// leaves the others as they were.
func TestTheHouseIsChangedByFormsAlone(t *testing.T) {
	n := open(t)
	b := n.as(news.Admin)
	house := func() news.House {
		t.Helper()
		h, err := n.db.House(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	b.open("/n/settings").shows(200, "The Padma Courier")
	b.press("Save", map[string]string{"name_en": "The Meghna Courier", "sections": "world-news | World | বিশ্ব\nsport | Sport | খেলা"}).shows(200, "Saved.")
	if h := house(); h.Names[news.English] != "The Meghna Courier" || len(h.Sections) != 2 || h.Sections[1].Names[news.Bangla] != "খেলা" {
		t.Errorf("%+v", h)
	}
	b.open("/n/settings/look").press("Save", map[string]string{
		"own_colours": "1", "accent": "#ffcc00", "accent_dark": "#7fd1b5",
	}).shows(422, "The nearest like it that has is #")
	near := b.text[strings.Index(b.text, "that has is #")+len("that has is "):][:7]
	b.press("Save", map[string]string{"own_colours": "1", "accent": near, "navigation": "/sport/ | Sport | খেলা"}).shows(200, "Saved.")
	b.open("/n/settings/pages/new").press("Save", map[string]string{
		"slug": "ethics", "title_en": "Our rules", "text_en": "We correct.\n\n## How\n\nIn the open.",
	}).shows(200, "Our rules")
	b.open("/n/settings/authors/new").press("Save", map[string]string{
		"slug": "nusrat-karim", "name_en": "Nusrat Karim", "role_en": "Senior reporter",
	}).shows(200, "Nusrat Karim")
	b.open("/n/settings/machines").press("Save", map[string]string{"whole": "1", "refused": "training"}).shows(200, "Saved.")
	h := house()
	switch {
	case h.Names[news.English] != "The Meghna Courier" || string(h.Theme.Accent) != near || len(h.Theme.Navigation) != 1:
		t.Errorf("%+v", h)
	case len(h.Pages) != 1 || h.Pages[0].Texts[news.English].Body.Plain() != "We correct.\n\nHow\n\nIn the open.":
		t.Errorf("%+v", h.Pages)
	case len(h.Authors) != 1 || h.Authors[0].Role[news.English] != "Senior reporter":
		t.Errorf("%+v", h.Authors)
	case !h.Machines.WholeStories || len(h.Machines.Refused) != 1:
		t.Errorf("%+v", h.Machines)
	}
	b.open("/n/settings/pages/ethics").press("Take away", nil).shows(200, "There are none yet.")
}

func TestOnlyAnAdministratorChangesTheHouse(t *testing.T) {
	n := open(t)
	n.as(news.Admin)
	b := n.as(news.SubEditor)
	b.open("/n/settings/look").shows(200, "Ask:")
	if strings.Contains(b.text, ">Save<") {
		t.Error("there is a button that does nothing")
	}
}
