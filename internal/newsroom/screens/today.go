package screens

import (
	"net/http"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// todayPage is what needs somebody today.
type todayPage struct {
	*visit
	mine     []news.Story
	returned map[int64]string // the note with which a story of mine came back
	waiting  []news.Story     // with the desk
	next     []news.Story     // scheduled or embargoed, the earliest first
	wires    []news.Wire      // in trouble
	bar      []news.Flash
	requests []news.Request // that wait for this person's answer, or for another's
}

// open are the statuses of a story that somebody still works on.
var openStatuses = []news.Status{news.Idea, news.Assigned, news.Writing, news.WithDesk, news.Legal, news.Ready, news.Scheduled}

func (s *screens) today(w http.ResponseWriter, r *http.Request, v *visit) error {
	ctx := r.Context()
	p := todayPage{visit: v, returned: map[int64]string{}}
	var err error
	if p.mine, err = s.DB.Stories(ctx, store.StoryFilter{Owner: v.person.ID, Limit: 30}); err != nil {
		return err
	}
	p.mine = slices.DeleteFunc(p.mine, func(st news.Story) bool { return st.Status == news.Killed || st.Status == news.Spiked })
	for _, st := range p.mine {
		if st.Status == news.Writing {
			if p.returned[st.Number], err = s.returnNote(r, st); err != nil {
				return err
			}
		}
	}
	open, err := s.DB.Stories(ctx, store.StoryFilter{Statuses: openStatuses})
	if err != nil {
		return err
	}
	for _, st := range open {
		switch {
		case st.Status == news.Scheduled || v.now.Before(st.Embargo):
			p.next = append(p.next, st)
		case st.Status == news.WithDesk || st.Status == news.Legal || st.Status == news.Ready:
			p.waiting = append(p.waiting, st)
		}
	}
	slices.SortStableFunc(p.next, func(a, b news.Story) int { return due(a).Compare(due(b)) })
	slices.SortStableFunc(p.waiting, func(a, b news.Story) int {
		if isFlash(a) != isFlash(b) { // what cannot wait comes first
			if isFlash(a) {
				return -1
			}
			return 1
		}
		return a.Changed.Compare(b.Changed)
	})
	if p.requests, err = s.DB.OpenRequests(ctx, 0); err != nil {
		return err
	}
	wires, err := s.DB.Wires(ctx)
	if err != nil {
		return err
	}
	for _, wire := range wires {
		if inTrouble(wire, v.now) {
			p.wires = append(p.wires, wire)
		}
	}
	flashes, err := s.DB.Flashes(ctx, "")
	if err != nil {
		return err
	}
	for _, l := range v.house.Languages {
		p.bar = append(p.bar, news.Bar(ofLanguage(flashes, l), v.now)...)
	}
	return show(w, r, http.StatusOK, todayView(p))
}

// waitingTitle is what the list of stories that wait for the desk is called: for who is
// the desk, they wait for them.
func (p todayPage) waitingTitle() string {
	if p.person.May(news.MarkReady) == nil {
		return "Needs you"
	}
	return "With the desk"
}

// returnNote returns why a story came back to its writer, if that is the last thing the
// desk did with it.
func (s *screens) returnNote(r *http.Request, st news.Story) (string, error) {
	records, err := s.DB.LogNewest(r.Context(), objectOf(st), 50)
	if err != nil {
		return "", err
	}
	for _, rec := range records {
		switch rec.Verb {
		case news.Save:
		case news.Return:
			if note := detailOf(rec).Note; note != "" {
				return rec.Actor.Name + ": " + note, nil
			}
			return rec.Actor.Name, nil
		default:
			return "", nil
		}
	}
	return "", nil
}

// due is when the story goes out, or may.
func due(s news.Story) time.Time {
	if !s.PublishAt.IsZero() {
		return s.PublishAt
	}
	return s.Embargo
}

func ofLanguage(flashes []news.Flash, l news.Language) (of []news.Flash) {
	for _, f := range flashes {
		if f.Language == l {
			of = append(of, f)
		}
	}
	return of
}
