package screens_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func TestTodayHasTheAlarmOfTheClocksForWhoPublishes(t *testing.T) {
	n := open(t)
	fault := time.Duration(0)
	n.desk.UseClock(func() time.Time { return time.Now().Add(fault) })
	desk, reporter := n.as(news.DeskEditor), n.as(news.Reporter)
	fault = time.Hour
	if err := n.desk.ReleaseDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	desk.open("/n").shows(200, "Clocks disagree", "Scheduled stories wait", "behind this machine")
	if reporter.open("/n"); strings.Contains(reporter.text, "Clocks disagree") {
		t.Error("a reporter is alarmed")
	}
	fault = 0
	if err := n.desk.ReleaseDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if desk.open("/n").shows(200); strings.Contains(desk.text, "Clocks disagree") {
		t.Error("the alarm lasts")
	}
}

func TestTodayHasTheAlarmOfTheLogsHead(t *testing.T) {
	n := open(t)
	admin := n.as(news.Admin)
	a := news.Alarm{ID: "head/a", Kind: news.AlarmHead, Where: "a", At: time.Now(), Text: news.HeadStays("heads.example")}
	if err := n.db.Tx(t.Context(), func(tx *store.Tx) error { return tx.RaiseAlarm(t.Context(), a) }); err != nil {
		t.Fatal(err)
	}
	admin.open("/n").shows(200, "The head of the log does not get away from here", "It should go to heads.example")
}
