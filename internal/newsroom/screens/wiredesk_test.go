package screens_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// arrived is a newsroom with one dispatch of a wire.
func arrived(t *testing.T) (*newsroom, string) {
	t.Helper()
	n, ctx := open(t), t.Context()
	n.as(news.Admin) // sets the house up
	wire := news.Wire{ID: "w", Name: "Delta News Agency", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English, Every: time.Minute}
	err := n.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.SaveWire(ctx, wire); err != nil {
			return err
		}
		_, _, err := tx.Receive(ctx, news.Dispatch{
			Wire: "w", GUID: "1", Received: time.Now(), Language: news.English, Headline: "Ferries stop", Hash: "h", Body: news.Paragraphs("Fog."),
		}, []byte("raw"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := n.db.Dispatches(ctx, store.DispatchFilter{})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	return n, list[0].ID
}

func TestRowsOfTheWiresStandCloseWhereThatWasChosen(t *testing.T) {
	n, _ := arrived(t)
	rows := func(b *browser, want bool) {
		t.Helper()
		b.shows(200, "Ferries stop")
		if strings.Contains(b.text, `class="dispatches compact"`) != want {
			t.Errorf("%s: the rows stand close: %t", b.url, !want)
		}
	}
	b := n.as(news.SubEditor).open("/n/wires?q=ferries")
	rows(b, false)
	rows(b.press("Compact", nil), true)
	if b.url.Query().Get("q") != "ferries" {
		t.Errorf("the filter is lost: %s", b.url)
	}
	rows(b.open("/n/wires"), true)
	rows(n.as(news.Reporter).open("/n/wires"), false)
	rows(b.press("Compact", nil), false)
}

func TestWhoIsToWriteIsChosenBeforeADispatchIsTaken(t *testing.T) {
	n, id := arrived(t)
	page := n.as(news.SubEditor).open("/n/wires/d/"+id).shows(200, "Take & edit")
	if strings.Contains(page.text, "/n/wires/assign") {
		t.Error("a sub-editor is offered to assign")
	}
	reporter := n.as(news.Reporter)
	people, err := n.db.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	writer := people[slices.IndexFunc(people, func(p news.Person) bool { return slices.Contains(p.Roles, news.Reporter) })]
	b := n.as(news.DeskEditor).open("/n/wires/assign?dispatch="+id).shows(200, "Ferries stop")
	stories := func() []news.Story {
		t.Helper()
		list, err := n.db.Stories(t.Context(), store.StoryFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if len(stories()) != 0 {
		t.Fatal("to look at the form makes a story")
	}
	b.press("Assign", map[string]string{"person": writer.ID, "length": "many"}).shows(422, "is not a number of words")
	if len(stories()) != 0 {
		t.Fatal("a form that is refused makes a story")
	}
	b.press("Assign", map[string]string{"person": writer.ID, "length": "300"}).shows(200, "Ferries stop")
	made := stories()
	if len(made) != 1 || made[0].Status != news.Assigned || made[0].Owner.ID != writer.ID || made[0].Length != 300 {
		t.Fatalf("%+v", made)
	}
	if d, err := n.db.Dispatch(t.Context(), id); err != nil || len(d.UsedBy) != 1 {
		t.Errorf("used by %v, %v", d.UsedBy, err)
	}
	reporter.open("/n/notices").shows(200, "Ferries stop")
}

func TestWhatSomebodyHidesIsLeftOutOfTheirListAlone(t *testing.T) {
	n, id := arrived(t)
	b := n.as(news.SubEditor)
	mark := map[string]string{"dispatch": id}
	hide := func() { t.Helper(); b.open("/n/wires").press("Hide", mark) }
	hide()
	b.shows(200, "Hidden from your list", "You hid all of these")
	n.as(news.Reporter).open("/n/wires").shows(200, "Ferries stop")
	b.press("Undo", nil).shows(200, "Ferries stop")
	hide()
	b.open("/n/wires?view=hidden").shows(200, "Ferries stop").press("Show again", mark)
	b.open("/n/wires").shows(200, "Ferries stop")
	// What comes of the event after it was hidden is shown.
	hide()
	err := n.db.Tx(t.Context(), func(tx *store.Tx) error {
		_, _, err := tx.Receive(t.Context(), news.Dispatch{Wire: "w", GUID: "1", Received: time.Now(), Language: news.English, Headline: "Ferries run again", Hash: "h2"}, []byte("raw2"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.open("/n/wires").shows(200, "Ferries run again")
}

func TestTheListOfDispatchesIsOrderedAsSomebodyChose(t *testing.T) {
	n, _ := arrived(t)
	err := n.db.Tx(t.Context(), func(tx *store.Tx) error {
		for i, d := range []news.Dispatch{{GUID: "2", Headline: "Bridge falls", Urgency: 1}, {GUID: "3", Headline: "Cricket score"}} {
			d.Wire, d.Received, d.Language, d.Hash = "w", time.Now().Add(time.Duration(i)*time.Millisecond), news.English, d.GUID
			if _, _, err := tx.Receive(t.Context(), d, []byte(d.GUID)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b := n.as(news.SubEditor)
	for sort, want := range map[string][]string{
		"":       {"Cricket score", "Bridge falls", "Ferries stop"},
		"oldest": {"Ferries stop", "Bridge falls", "Cricket score"},
		"urgent": {"Bridge falls", "Cricket score", "Ferries stop"},
	} {
		b.open("/n/wires?sort="+sort).shows(200, want...)
		got := slices.Clone(want)
		slices.SortFunc(got, func(a, c string) int { return strings.Index(b.text, ">"+a+"<") - strings.Index(b.text, ">"+c+"<") })
		if !slices.Equal(got, want) {
			t.Errorf("by %q: %v, want %v", sort, got, want)
		}
	}
}

func TestWhoMayNotChangeTheWiresTellsThoseWhoMayThatOneIsDown(t *testing.T) {
	n, _ := arrived(t)
	list := n.as(news.SubEditor).open("/n/wires").shows(200, "Delta News Agency")
	without := func(b *browser) {
		t.Helper()
		if strings.Contains(b.text, "Tell admin") {
			t.Errorf("%s: one can tell an admin", b.url)
		}
	}
	without(list)
	err := n.db.Tx(t.Context(), func(tx *store.Tx) error {
		return tx.SaveWireHealth(t.Context(), "w", news.Health{Tried: time.Now(), Succeeded: time.Now().Add(-time.Hour), Failures: 2, Error: "The server does not answer."})
	})
	if err != nil {
		t.Fatal(err)
	}
	editor := n.as(news.DeskEditor)
	without(editor.open("/n/wires").shows(200, "Look into it", "last success"))
	without(list.open("/n/wires?q=ferries").shows(200, "Tell admin", "last success").press("Tell admin", nil).shows(200, "Those who may change the wires know of it.", "told an admin at"))
	if list.url.Query().Get("q") != "ferries" {
		t.Errorf("the filter is lost: %s", list.url)
	}
	editor.open("/n/notices").shows(200, "A wire is down", "Delta News Agency", "The server does not answer.")
	editor.open("/n/wires/w/w").shows(200, "told an admin at")
}
