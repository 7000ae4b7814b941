package screens

import (
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/web"
)

// awayPage says that the database is away, and keeps what was sent: it is there to be sent
// again, by whoever sent it and never by itself.
type awayPage struct {
	*visit
	title string
	why   string
	sent  bool        // it was a form
	texts []keptField // that people read
	rest  []keptField
	again string // where to send it again, "" if not all of it is here
}

// keptField is one value of a form.
type keptField struct{ name, label, value string }

// Refusal answers requests that the guard does not let through: a person on a page, a
// program as the API does.
func Refusal() func(http.ResponseWriter, *http.Request, error) {
	s := &screens{assets: theAssets()}
	return func(w http.ResponseWriter, r *http.Request, err error) {
		v := s.visitor(r)
		if !strings.HasPrefix(r.URL.Path, "/api/") && !forScript(r) {
			s.fail(w, r, v, err)
			return
		}
		p := web.ProblemOf(err)
		web.LogInternal(r, p, err)
		if r.Header.Get("X-Stet") != "" {
			p.Title = v.say(err)
		}
		web.SendProblem(w, p)
	}
}

// What is kept of forms while the database is away: so much of each, of so many at once.
const mostKept = 2 << 20

var keeping = make(chan struct{}, 8)

// secretForms are where what is sent is not shown again.
var secretForms = []string{"/n/sign-in", "/n/join", "/n/set-up", "/n/fresh", "/n/me", "/n/settings/people"}

// textFields are the fields that people wrote in, as the page calls them.
var textFields = []keptField{
	{name: "headline", label: "Headline"},
	{name: "standfirst", label: "Standfirst"},
	{name: "body", label: "Text"},
	{name: "text", label: "Text"},
	{name: "flash", label: "Flash"},
	{name: "note", label: "Note"},
	{name: "correct_note", label: "Note"},
}

func pageAway(w http.ResponseWriter, r *http.Request, v *visit, why string, unsure bool) awayPage {
	p := awayPage{visit: v, why: why, sent: r.Method == http.MethodPost}
	if p.sent {
		p.keep(w, r)
	}
	switch {
	case unsure:
		p.title = "It is not known whether this was done"
	case !p.sent:
		p.title = "The newsroom's database is away"
	case publishes(r):
		p.title = "Nothing was published"
	default:
		p.title = "Nothing was saved"
	}
	return p
}

// publishes reports whether the form was to put something before readers.
func publishes(r *http.Request) bool {
	does := []string{path.Base(r.URL.Path), r.PostForm.Get("do")}
	if slices.ContainsFunc(does, func(s string) bool {
		return slices.Contains([]news.Verb{news.Publish, news.Update, news.Correct, news.Schedule}, news.Verb(s)) || s == "launch"
	}) {
		return true
	}
	return slices.ContainsFunc([]string{"/n/ticker", "/n/banner", "/n/live/"}, func(at string) bool { return strings.HasPrefix(r.URL.Path, at) })
}

// keep takes what was sent into the page, if all of it can be.
func (p *awayPage) keep(w http.ResponseWriter, r *http.Request) {
	if slices.ContainsFunc(secretForms, func(at string) bool { return strings.HasPrefix(r.URL.Path, at) }) {
		return
	}
	select {
	case keeping <- struct{}{}:
		defer func() { <-keeping }()
	default:
		return
	}
	if r.PostForm == nil {
		if err := form(w, r, mostKept); err != nil {
			return
		}
		defer discard(r)
	}
	size, files := 0, false
	for name, values := range r.PostForm {
		label := ""
		if i := slices.IndexFunc(textFields, func(f keptField) bool { return f.name == name }); i >= 0 {
			label = textFields[i].label
		}
		for _, value := range values {
			size += len(value)
			f := keptField{name, label, value}
			if label != "" && value != "" {
				p.texts = append(p.texts, f)
			} else {
				p.rest = append(p.rest, f)
			}
		}
	}
	if size > mostKept {
		p.texts, p.rest = nil, nil
		return
	}
	order := func(f keptField) int {
		return slices.IndexFunc(textFields, func(o keptField) bool { return o.name == f.name })
	}
	slices.SortStableFunc(p.texts, func(a, b keptField) int { return order(a) - order(b) })
	slices.SortStableFunc(p.rest, func(a, b keptField) int { return strings.Compare(a.name, b.name) })
	if r.MultipartForm != nil {
		for _, all := range r.MultipartForm.File {
			files = files || slices.ContainsFunc(all, func(f *multipart.FileHeader) bool { return f.Size > 0 })
		}
	}
	if !files {
		p.again = r.URL.RequestURI()
	}
}

// rowsOf is how many lines a text is shown in.
func rowsOf(text string) string { return strconv.Itoa(min(8, 1+len(text)/60)) }

// incidentNews is for how long Today says that the database was away.
const incidentNews = 24 * time.Hour

// incidents say when the database was away, to everybody who puts something before readers or
// runs the house.
func (s *screens) incidents(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	if publishes, runs := p.person.May(news.Publish) == nil, p.person.May(news.ManageSettings) == nil; !publishes && !runs {
		return nil, nil
	}
	all, err := s.DB.Incidents(r.Context(), p.now.Add(-incidentNews))
	for _, i := range all {
		needs = append(needs, need{
			id: "incident" + strconv.FormatInt(i.ID, 10), kind: "Incident",
			title: p.sentence("The database was away from {from} to {to}", "from", p.shortly(i.From, i), "to", p.shortly(i.To, i)),
			text:  p.t("Readers kept the last edition. Texts and notes that waited on devices are sent by themselves; nothing is published by itself."),
			at:    i.To, alarm: true,
		})
	}
	return needs, err
}

// shortly returns a time of the incident: to the second if it did not take long.
func (v *visit) shortly(at time.Time, i news.Incident) string {
	if i.To.Sub(i.From) < time.Hour && sameDay(i.From.In(v.zone), v.now) {
		return v.clock(at)
	}
	return v.when(at)
}
