package screens_test

import (
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// The whole way of a flash with forms alone, as on a phone without script.
func TestWithoutScriptAFlashGoesFromTheReporterToTheBar(t *testing.T) {
	n := open(t)
	editor := n.as(news.DutyEditor)
	reporter := n.as(news.Reporter)
	reporter.open("/n/new").shows(200, "Flash")
	reporter.open("/n/flash").shows(200, "City Desk")
	reporter.press("Send to the desk", map[string]string{"text": " ", "desk": "city"}).shows(422, "A flash needs words.")
	reporter.press("Send to the desk", map[string]string{"text": "Launch sinks on the Buriganga", "desk": "city"}).shows(200, "The flash is with the desk.")

	editor.open("/n").shows(200, "Needs you", "Launch sinks on the Buriganga", "Flash")
	editor.open("/n/s/1/flash").shows(200, "Launch sinks on the Buriganga", "filed by", "Person reporter")
	editor.press("Publish", map[string]string{"breaking": "1", "minutes": "120"}).shows(200, "The story is out.", "Live")
	flashes, err := n.db.Flashes(t.Context(), news.English)
	if err != nil || len(flashes) != 1 || !flashes[0].Breaking || flashes[0].Expires.Sub(flashes[0].At).Minutes() != 120 {
		t.Errorf("%+v %v", flashes, err)
	}
	editor.open("/n/s/1/flash").shows(200, "Live") // there is nothing left to decide
	reporter.open("/n/s/1/flash")
}

func TestAReporterSeesTheirFlashAndCannotPublishIt(t *testing.T) {
	n := open(t)
	reporter := n.as(news.Reporter)
	reporter.open("/n/flash").press("Send to the desk", map[string]string{"text": "Launch sinks", "desk": "city"})
	reporter.open("/n/s/1/flash").shows(200, "may not mark a story ready")
}
