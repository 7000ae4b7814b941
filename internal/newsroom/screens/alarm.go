package screens

import (
	"net/http"

	"github.com/stet-news/stet/internal/news"
)

// alarmWords are what an alarm is called.
var alarmWords = map[news.AlarmKind]struct{ kind, title string }{
	news.AlarmClock: {"Clocks disagree", "Scheduled stories wait: the clocks disagree"},
	news.AlarmHead:  {"Log", "The head of the log does not get away from here"},
}

// alarms are what of the program itself somebody must see to: they come first, to everybody
// who puts something before readers or runs the house.
func (s *screens) alarms(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	publishes, runs := p.person.May(news.Publish) == nil, p.person.May(news.ManageSettings) == nil
	if !publishes && !runs {
		return nil, nil
	}
	alarms, err := s.DB.Alarms(r.Context(), p.now)
	for _, a := range alarms {
		says := alarmWords[a.Kind]
		needs = append(needs, need{id: a.ID, kind: says.kind, title: p.t(says.title), text: p.kept(a.Text), who: a.Where, at: a.Since, alarm: true})
	}
	return needs, err
}
