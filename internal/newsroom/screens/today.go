package screens

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// todayPage is what needs somebody today.
type todayPage struct {
	*visit
	needs    []need
	due      []card // late, the latest first, and then what is due next
	air      onAir
	mine     []card
	unsent   map[int64]bool   // stories of which a window of theirs has text that is not saved
	returned map[int64]string // the note with which a story of mine came back
}

// need is one thing that waits for the person.
type need struct {
	id, kind  string // kind is what it is called
	title     string
	lang      news.Language
	number    int64
	href      string
	text      string // what was said
	who       string
	at        time.Time
	until     time.Time // when it is too late
	flash     bool
	alarm     bool
	dismissed string // ID of the notice that goes away when it is read
}

// onAir is what readers have at the top.
type onAir struct {
	leads   []lead
	bar     []news.Flash
	ending  int // of the bar, within half an hour
	covered []news.Story
}

// lead is the story that leads a home page, put there by hand.
type lead struct {
	lang  news.Language
	title string
	story int64
	since time.Time
}

// open are the statuses of a story that somebody still works on.
var openStatuses = []news.Status{news.Idea, news.Assigned, news.Writing, news.WithDesk, news.Legal, news.Ready, news.Scheduled}

// Limits of what Today says.
const (
	mostDue   = 10
	longLead  = 2 * time.Hour // after which a home page that leads with the same story is remarked on
	barEnding = 30 * time.Minute
	lockNews  = 2 * time.Minute // for which a lock that was asked for is news
)

func (s *screens) today(w http.ResponseWriter, r *http.Request, v *visit) error {
	p := todayPage{visit: v, returned: map[int64]string{}, unsent: map[int64]bool{}}
	ctx := r.Context()
	mine, err := s.DB.Stories(ctx, store.StoryFilter{Owner: v.person.ID, Limit: 30})
	if err != nil {
		return err
	}
	for _, st := range mine {
		if st.Status == news.Killed || st.Status == news.Spiked {
			continue
		}
		p.mine = append(p.mine, card{Story: st, words: words(st.Content.Body), late: lateness(st, v.now)})
		if st.Status == news.Writing {
			if p.returned[st.Number], err = s.returnNote(r, st); err != nil {
				return err
			}
		}
	}
	held, err := s.DB.HeldBy(ctx, v.person.ID)
	if err != nil {
		return err
	}
	for _, l := range held {
		p.unsent[l.Story] = p.unsent[l.Story] || l.Typing != nil
	}
	open, err := s.DB.Stories(ctx, store.StoryFilter{Statuses: openStatuses})
	if err != nil {
		return err
	}
	if p.needs, err = s.needs(r, p, open); err != nil {
		return err
	}
	p.due = dueNext(v, open)
	if p.air, err = s.onAir(r, v); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, todayView(p))
}

// answersFor reports whether the person answers for what the story's desk does with it.
func (v *visit) answersFor(st news.Story) bool {
	p := v.person
	there := slices.Contains(p.Roles, news.DutyEditor) || p.Desk == "" || p.Desk == st.Desk || slices.ContainsFunc(p.Grants, func(g news.Grant) bool { return g.Desk == st.Desk })
	return there && p.MayOn(news.MarkReady, st) == nil
}

// needs is everything that waits for the person: what ends soonest first.
func (s *screens) needs(r *http.Request, p todayPage, open []news.Story) (needs []need, err error) {
	for _, of := range []func(*http.Request, todayPage, []news.Story) ([]need, error){
		s.alarms, s.incidents, s.approvals, s.releases, s.questions, s.told, storiesThatWait, s.wiresInTrouble, s.parked, s.notEverywhere, s.notTold, s.rightsEnding, s.sourcesChanged,
	} {
		some, err := of(r, p, open)
		if err != nil {
			return nil, err
		}
		needs = append(needs, some...)
	}
	slices.SortStableFunc(needs, func(a, b need) int {
		switch {
		case a.alarm != b.alarm:
			if a.alarm {
				return -1
			}
			return 1
		case a.until.IsZero() != b.until.IsZero():
			if a.until.IsZero() {
				return 1
			}
			return -1
		case a.flash != b.flash: // what cannot wait comes first
			if a.flash {
				return -1
			}
			return 1
		}
		return a.until.Compare(b.until)
	})
	return needs, nil
}

// about is a need about the story.
func about(kind string, st news.Story) need {
	return need{
		id: kind + itemID(st), kind: kind, title: headline(st), lang: st.Content.Language, number: st.Number, href: storyPath(st.Number), who: st.Owner.Name, at: st.Changed,
	}
}

// approves are what is asked of a second person, in two words.
var approves = map[news.Verb]string{news.Kill: "Approve: Kill", news.BreakEmbargo: "Approve: Break embargo", news.TakeDown: "Approve: Take down"}

// approvals are what waits for a second person.
func (s *screens) approvals(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	requests, err := s.DB.OpenRequests(r.Context(), 0)
	if err != nil {
		return nil, err
	}
	for _, q := range requests {
		st, err := s.DB.Story(r.Context(), q.Story)
		if err != nil {
			return nil, err
		}
		kind := approves[q.Verb]
		switch {
		case q.By.ID == p.person.ID:
			kind = "Waits for a second person"
		case p.person.MayAnswer(q, st) != nil:
			continue
		}
		n := about(kind, st)
		n.id, n.text, n.who, n.at, n.until, n.href = q.ID, q.Reason, q.By.Name, q.At, q.Until, "/n/requests/"+q.ID
		needs = append(needs, n)
	}
	return needs, nil
}

// releases are what the gate held and somebody asks this person to let leave.
func (s *screens) releases(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	held, err := s.DB.HeldNewest(r.Context())
	for _, h := range held {
		if p.person.MayRelease(h) == nil {
			needs = append(needs, need{id: h.Key, kind: p.t("Release asked for"), title: p.phrase(h.Phrase()), href: "/n/held", text: h.Reason, who: h.By.Name, at: h.Asked})
		}
	}
	return needs, err
}

// questions are those that wait for the person's answer.
func (s *screens) questions(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	notes, err := s.DB.Questions(r.Context())
	if err != nil {
		return nil, err
	}
	for _, q := range notes {
		if !slices.ContainsFunc(q.Mentions, func(m news.Person) bool { return m.ID == p.person.ID }) {
			continue
		}
		st, err := s.DB.Story(r.Context(), q.Story)
		if err != nil {
			return nil, err
		}
		n := about("Question", st)
		n.id, n.text, n.who, n.at, n.href = q.ID, q.Text, q.By.Name, q.At, storyPath(q.Story)+"/notes#n-"+q.ID
		needs = append(needs, n)
	}
	return needs, nil
}

// told are the notices that are of the moment: what failed, and what somebody did to a text
// that the person was editing.
func (s *screens) told(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	notices, err := s.DB.Notices(r.Context(), p.person.ID, true, 50)
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		switch n.Kind {
		case news.NoticeFailed, news.NoticeLockTaken:
		case news.NoticeLockAsked:
			if p.now.Sub(n.At) > lockNews {
				continue
			}
		default:
			continue
		}
		needs = append(needs, need{
			id: n.ID, kind: n.Kind.WordsIn(p.lang), title: cmp.Or(n.Title, p.t("(no headline yet)")), number: n.Story, href: storyPath(n.Story), text: n.Text, who: n.By.Name, at: n.At,
			dismissed: n.ID,
		})
	}
	return needs, nil
}

// embargoSoon is how long before its end an embargo needs somebody.
const embargoSoon = 15 * time.Minute

// storiesThatWait are the stories that are at a point where this person is to do something.
func storiesThatWait(_ *http.Request, p todayPage, open []news.Story) (needs []need, err error) {
	for _, st := range open {
		own, answers := st.Owner.ID == p.person.ID, p.answersFor(st)
		switch {
		case p.now.Before(st.Embargo) && st.Embargo.Sub(p.now) <= embargoSoon && (own || answers):
			n := about("Embargo ends", st)
			n.until = st.Embargo
			needs = append(needs, n)
		case own && st.Status == news.Writing && p.returned[st.Number] != "":
			n := about("Returned", st)
			n.who, n.text, _ = strings.Cut(p.returned[st.Number], ": ")
			needs = append(needs, n)
		case own && st.Status == news.Assigned:
			needs = append(needs, about("Assigned", st))
		case isFlash(st) && st.Status == news.WithDesk && p.person.MayOn(news.MarkReady, st) == nil: // whoever is there first
			n := about("Flash", st)
			n.flash, n.href = true, flashPath(st)
			needs = append(needs, n)
		case answers && (st.Status == news.WithDesk || st.Status == news.Legal):
			needs = append(needs, about(wordOf(st.Status), st))
		case st.Status == news.Ready && answers && p.person.MayOn(news.Publish, st) == nil:
			needs = append(needs, about("Ready", st))
		}
	}
	slices.SortStableFunc(needs, func(a, b need) int { return a.at.Compare(b.at) })
	return needs, nil
}

// wiresInTrouble are those that whoever may do something about them is told of.
func (s *screens) wiresInTrouble(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	if mayNot := p.person.May(news.ManageWires); mayNot != nil {
		return nil, nil //nolint:nilerr // they are not told, which is no mistake
	}
	wires, err := s.DB.Wires(r.Context())
	if err != nil {
		return nil, err
	}
	for _, wire := range wires {
		if wire.InTrouble(p.now) {
			needs = append(needs, need{id: wire.ID, kind: "Wire in trouble", title: wire.Name, href: "/n/wires/w/" + wire.ID, text: health(p.visit, wire)})
		}
	}
	return needs, nil
}

// dueNext are the stories that are late and those that are due next: of the desks that the
// person answers for, or else their own.
func dueNext(v *visit, open []news.Story) (due []card) {
	for _, st := range open {
		if cmp.Or(st.PublishAt, st.Due, st.Embargo).IsZero() || st.Owner.ID != v.person.ID && !v.answersFor(st) {
			continue
		}
		c := card{Story: st, late: lateness(st, v.now)}
		if st.PublishAt.IsZero() && st.Due.IsZero() {
			c.late = v.now.Sub(st.Embargo)
			if c.late > 0 {
				continue
			}
		}
		due = append(due, c)
	}
	slices.SortStableFunc(due, func(a, b card) int { return cmp.Compare(b.late, a.late) })
	return due[:min(len(due), mostDue)]
}

// firstLink is the first need that leads somewhere.
func (p todayPage) firstLink() int {
	return slices.IndexFunc(p.needs, func(n need) bool { return n.href != "" })
}

// next says what is due next, for when nothing waits.
func (p todayPage) next() *card {
	for i, c := range p.due {
		if !c.isLate() {
			return &p.due[i]
		}
	}
	return nil
}

// onAir reads what readers have at the top.
func (s *screens) onAir(r *http.Request, v *visit) (a onAir, err error) {
	ctx := r.Context()
	flashes, err := s.DB.Flashes(ctx, "")
	if err != nil {
		return a, err
	}
	for _, l := range v.house.Languages {
		a.bar = append(a.bar, news.Bar(ofLanguage(flashes, l), v.now)...)
		front, err := s.DB.Front(ctx, news.FrontName{Language: l})
		if err != nil {
			return a, err
		}
		for _, slot := range front.Live.Slots {
			if slot.Block != news.TopBlock || slot.Place != 0 {
				continue
			}
			st, err := s.DB.Story(ctx, slot.Story)
			if err != nil {
				return a, err
			}
			a.leads = append(a.leads, lead{lang: l, title: cmp.Or(slot.Headline, headline(st)), story: slot.Story, since: slot.Since})
		}
	}
	for _, f := range a.bar {
		if f.Expires.Sub(v.now) <= barEnding {
			a.ending++
		}
	}
	a.covered, err = s.DB.CoveredNow(ctx)
	return a, err
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
		case news.Save, news.TakeOver, news.WriteNote:
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

func ofLanguage(flashes []news.Flash, l news.Language) (of []news.Flash) {
	for _, f := range flashes {
		if f.Language == l {
			of = append(of, f)
		}
	}
	return of
}
