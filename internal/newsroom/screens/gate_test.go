package screens_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestNamesGoIntoTheRegisterAndAreNeverShown(t *testing.T) {
	n := open(t)
	n.desk.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	admin := n.as(news.Admin)
	n.as(news.DutyEditor).open("/n/settings/register").shows(403, "may not")
	b := admin.open("/n/settings/register").shows(200, "Protected identities")
	b.press("Save", map[string]string{"label": "Rahima", "basis": "Act", "names": "Rahima Khatun\nRahima"}).shows(422, "has the name in it")
	if strings.Contains(b.text, "Khatun") {
		t.Error("a refused form shows the names again")
	}
	b.press("Save", map[string]string{"label": "Case 14", "basis": "Children Act", "names": "Rahima Khatun"}).shows(200, "Case 14", "Children Act")
	if strings.Contains(b.text, "Rahima") {
		t.Error("the register shows a name")
	}
}

func TestWhatIsHeldIsReleasedByASecondPersonOnTheScreens(t *testing.T) {
	n := open(t)
	duty := n.as(news.DutyEditor)
	desk := n.as(news.DeskEditor)
	duty.open("/n/ticker").press("Put on the bar", map[string]string{"text": "Minister TK resigns"}).shows(409, "hold marker")
	duty.open("/n/held").shows(200, "The line of the bar carries the hold marker").press("Ask for release", map[string]string{"note": "Her initials."}).shows(200, "Release asked for")
	if strings.Contains(duty.text, "Refuse") {
		t.Error("who asked is offered to release it")
	}
	desk.open("/n").shows(200, "Her initials.")
	desk.open("/n/held").press("Release", map[string]string{"note": "Seen."}).shows(200, "Released")
	duty.open("/n/ticker").press("Put on the bar", map[string]string{"text": "Minister TK resigns"}).shows(200, "Minister TK resigns")
}
