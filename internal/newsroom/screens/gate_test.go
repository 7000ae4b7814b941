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

// Two people take a story down on the screens, both see it in the list, and one lifts it.
func TestAStoryIsTakenDownByTwoOnTheScreens(t *testing.T) {
	n := open(t)
	n.desk.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	duty, admin := n.as(news.DutyEditor), n.as(news.Admin)
	duty.open("/n/new").press("Start", map[string]string{"headline": "One"}).shows(200, "Writing")
	duty.press("Save", map[string]string{"headline": "One", "section": "world-news", "body": "The text."}).shows(200)
	for _, step := range []string{"Submit", "Mark ready", "Publish", "Publish now"} {
		duty.press(step, nil).shows(200)
	}
	duty.press("Ask for the takedown", map[string]string{"take_down_number": "2", "take_down_note": "x"}).shows(422, "type its number")
	duty.press("Ask for the takedown", map[string]string{"take_down_number": "1", "take_down_note": "Wrong man."}).shows(422, "legal basis")
	duty.press("Ask for the takedown", map[string]string{"take_down_number": "1", "take_down_note": "Wrong man.", "take_down_basis": "Writ 4417"}).shows(200, "Approve the takedown of #1?")
	q, err := n.db.OpenRequests(t.Context(), 1)
	if err != nil || len(q) != 1 {
		t.Fatalf("%v %v", q, err)
	}
	duty.open("/n/requests/"+q[0].ID).shows(200, "Writ 4417", "It waits for a second person.")
	admin.open("/n/requests/"+q[0].ID).shows(200, "Writ 4417", "stays down").press("Approve", nil).shows(200, "What was taken down stays down.")
	n.as(news.DeskEditor).open("/n/settings/tombstones").shows(403, "may not")
	admin.open("/n/settings/tombstones").shows(200, "Writ 4417", "Wrong man.", "It stands")
	if strings.Contains(admin.text, "Why it may come back") {
		t.Error("an administrator is offered to lift it")
	}
	duty.open("/n/settings/tombstones").press("Lift the takedown", map[string]string{"reason": "The court took it back."}).shows(200, "Lifted", "The court took it back.")
	if r, err := n.db.LogNewest(t.Context(), "story/1", 1); err != nil || r[0].Verb != news.LiftTakedown {
		t.Errorf("%v %v", r, err)
	}
}
