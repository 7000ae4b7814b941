package news_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func TestQuietHoursEndInTheMorning(t *testing.T) {
	dhaka := time.FixedZone("Dhaka", 6*3600)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 3, day, hour, minute, 0, 0, dhaka) }
	night, noon := news.Quiet{From: "22:00", To: "07:00"}, news.Quiet{From: "13:00", To: "14:30"}
	for _, tt := range []struct {
		q         news.Quiet
		now, want time.Time
	}{
		{night, at(26, 21, 59), at(26, 21, 59)},
		{night, at(26, 22, 0), at(27, 7, 0)},
		{night, at(27, 3, 0), at(27, 7, 0)},
		{night, at(27, 7, 0), at(27, 7, 0)},
		{noon, at(26, 13, 10), at(26, 14, 30)},
		{noon, at(26, 22, 0), at(26, 22, 0)},
		{news.Quiet{}, at(26, 3, 0), at(26, 3, 0)},
	} {
		if got := tt.q.Until(tt.now); !got.Equal(tt.want) {
			t.Errorf("%v at %v: %v, want %v", tt.q, tt.now, got, tt.want)
		}
	}
}

func TestTheDutyEditorIsToldAtNightOfWhatMustBeDone(t *testing.T) {
	c := news.NoticeChoices{Quiet: news.Quiet{From: "22:00", To: "07:00"}}
	now := time.Date(2026, 3, 26, 23, 0, 0, 0, time.UTC)
	duty, reporter := news.Person{Roles: []news.Role{news.DutyEditor}}, news.Person{Roles: []news.Role{news.Reporter}}
	if !c.ShowAt(news.NoticeApproval, duty, now).Equal(now) {
		t.Error("an approval waits until the morning")
	}
	if c.ShowAt(news.NoticeLive, duty, now).Equal(now) || c.ShowAt(news.NoticeApproval, reporter, now).Equal(now) {
		t.Error("what can wait does not")
	}
}

func TestWhatIsNotChosenIsAsAtTheBeginning(t *testing.T) {
	var c news.NoticeChoices
	if !c.InInbox(news.NoticeLive) || c.ByMail(news.NoticeLive) || !c.ByMail(news.NoticeReturned) {
		t.Error("the beginning is another")
	}
	c = news.NoticeChoices{Inbox: map[news.NoticeKind]bool{news.NoticeLive: false}, Mail: map[news.NoticeKind]bool{news.NoticeLive: true}}
	if c.InInbox(news.NoticeLive) || !c.ByMail(news.NoticeLive) || c.Check() != nil {
		t.Error("the choice does not count")
	}
	for _, bad := range []news.NoticeChoices{
		{Mail: map[news.NoticeKind]bool{"rain": true}}, {Quiet: news.Quiet{From: "22:00"}}, {Quiet: news.Quiet{From: "25:00", To: "07:00"}},
	} {
		if bad.Check() == nil {
			t.Errorf("%+v passes", bad)
		}
	}
}

func TestANoteNamesWhomItMeans(t *testing.T) {
	people := []news.Person{
		{ID: "n", Name: "Nusrat Karim", Email: "nusrat@stet.test"},
		{ID: "i", Name: "Imran Hossain", Email: "imran@stet.test"},
		{ID: "j", Name: "Imran Ali", Email: "ali@stet.test"},
		{ID: "s", Name: "সাদিয়া আফরিন", Email: "sadia@stet.test"},
	}
	for text, want := range map[string]string{
		"@Nusrat Karim, is it 14?": "n", "ask @nusrat.": "n", "@IMRAN HOSSAIN and @nusrat": "in", "@Imran Ali": "j", "@imran?": "i",
		"write to nusrat@stet.test": "", "@nusratX": "", "@সাদিয়া, দেখুন": "s", "@@nusrat": "n", "no one": "", "@": "", "@nusrat @Nusrat Karim": "n",
	} {
		got := ""
		for _, p := range news.Mentioned(text, people) {
			got += p.ID
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
