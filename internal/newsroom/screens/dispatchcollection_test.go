package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestACollectionIsMadeFilledRenamedAndDeletedWithoutScript(t *testing.T) {
	n, id := arrived(t)
	mark := map[string]string{"dispatch": id}
	b := n.as(news.SubEditor)
	b.open("/n/wires").shows(200, "Collect")
	if strings.Contains(b.text, "<h2>Collections</h2>") {
		t.Error("a house without collections has a heading for them")
	}
	b.open("/n/wires/collect?back=sort%3Durgent&dispatch="+id).shows(200, "Ferries stop", "kept for as long as it is there")
	b.press("Make it", map[string]string{"name": " "}).shows(422, "A collection needs a name.", "Ferries stop")
	b.press("Make it", map[string]string{"name": "Monsoon"}).shows(200, "Put into the collection.", "Collections")
	if b.url.Query().Get("sort") != "urgent" {
		t.Errorf("the list is lost: %s", b.url)
	}
	b.open("/n/wires/collect?dispatch="+id).press("Make it", map[string]string{"name": "monsoon"}).shows(409, "There is a collection “monsoon” already.")
	all, err := n.db.DispatchCollections(t.Context())
	if err != nil || len(all) != 1 || all[0].Dispatches != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	at := "/n/wires?collection=" + all[0].ID
	reader := n.as(news.Reporter)
	reader.open(at).shows(200, "Ferries stop")
	reader.open(at+"&q=ferries").shows(200, "Ferries stop")
	reader.open(at+"&q=flood").shows(200, "No dispatch is like that.")
	reader.open("/n/wires/d/"+id).shows(200, "In the collection:", "Monsoon")

	b.open(at).press("Take out", mark).shows(200, "Taken out of the collection.", "The collection is empty.")
	b.open("/n/wires/collect?dispatch="+id).press("Monsoon", nil).shows(200, "Put into the collection.")
	b.open(at).press("Rename", map[string]string{"name": "Monsoon of 2026"}).shows(200, "The collection has its new name.", "Monsoon of 2026", "Ferries stop")
	b.press("Delete; its dispatches stay", nil).shows(200, "The collection is gone.", "Ferries stop")
	b.open(at).shows(200, "There is no collection")
	n.as(news.DutyEditor).open("/n/log").shows(200, "changed the collection", "collection of dispatches")
}

func TestWhoMayTakeNoDispatchChangesNoCollection(t *testing.T) {
	n, id := arrived(t)
	n.as(news.SubEditor).open("/n/wires/collect?dispatch="+id).press("Make it", map[string]string{"name": "Monsoon"})
	all, err := n.db.DispatchCollections(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	b := n.as(news.PictureEditor).open("/n/wires?collection="+all[0].ID).shows(200, "Ferries stop")
	for _, button := range []string{"Take out", "Rename or delete", "/n/wires/collect"} {
		if strings.Contains(b.text, button) {
			t.Errorf("a picture editor is offered %q", button)
		}
	}
	b.open("/n/wires/collect?dispatch="+id).shows(403, "change a collection of dispatches")
}
