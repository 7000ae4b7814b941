package screens

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/web"
)

// visit is one request for a page: who asks, of which house, and when.
type visit struct {
	tongue
	person news.Person
	house  news.House
	zone   *time.Location
	now    time.Time
	path   string
	assets string // the path of the scripts and styles
	said   string // what the form before this page did
	due    bool   // the house asks the person for a second factor that they do not have
	unread int    // notices that are new to the person, at most 10
}

// openScreen answers for a page that nobody has to sign in for.
type openScreen func(http.ResponseWriter, *http.Request) error

// screen answers for a page.
type screen func(http.ResponseWriter, *http.Request, *visit) error

func (s *screens) open(h openScreen) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, s.visitor(r), err)
		}
	})
}

// signedIn calls h for somebody who is signed in, in a newsroom that is set up. Anybody
// else is taken to the page where they can be.
func (s *screens) signedIn(h screen) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visitor(r)
		p, ok := account.Of(r.Context())
		if !ok {
			s.askToSignIn(w, r)
			return
		}
		v.person, v.tongue = p, tongueOf(p.Language)
		s.chose(w, r, p.Language)
		if err := p.May(news.ReadCopy); err != nil {
			s.fail(w, r, v, err)
			return
		}
		house, err := s.DB.House(r.Context())
		if store.IsNotFound(err) {
			http.Redirect(w, r, "/n/set-up", http.StatusSeeOther)
			return
		}
		if err != nil {
			s.fail(w, r, v, err)
			return
		}
		v.house, v.zone = house, house.Location()
		v.now = v.now.In(v.zone)
		if err := s.countNotices(r, v); err != nil {
			s.fail(w, r, v, err)
			return
		}
		v.due = account.Due(r.Context())
		err = h(w, r, v)
		if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.Unproved {
			err = s.askFresh(w, r, v, e)
		}
		if err != nil {
			s.fail(w, r, v, err)
		}
	})
}

// countNotices counts what is new to the person, once what they follow a link from is read.
func (s *screens) countNotices(r *http.Request, v *visit) (err error) {
	if id := r.URL.Query().Get("seen"); id != "" && r.Method == http.MethodGet {
		if err := s.Desk.ReadNotices(r.Context(), v.person, id, 0); err != nil {
			return err
		}
	}
	v.unread, _, err = s.DB.Unread(r.Context(), v.person.ID, v.now)
	return err
}

func (s *screens) visitor(r *http.Request) *visit {
	return &visit{
		tongue: tongueOf(preferred(r)), zone: time.UTC, now: time.Now(), path: r.URL.Path, assets: s.assets.path,
		said: r.URL.Query().Get("said"),
	}
}

// askToSignIn takes somebody to the sign-in page, or to set the newsroom up if nobody
// works here yet, and brings them back afterwards.
func (s *screens) askToSignIn(w http.ResponseWriter, r *http.Request) {
	has, err := s.DB.HasPeople(r.Context())
	switch {
	case err != nil:
		s.fail(w, r, s.visitor(r), err)
	case !has:
		http.Redirect(w, r, "/n/set-up", http.StatusSeeOther)
	case r.Method != http.MethodGet:
		s.fail(w, r, s.visitor(r), news.Errorf(news.Unauthorised, "You are signed out, so nothing was changed. Sign in in another tab, then go back and send this again: what you typed is still there."))
	default:
		http.Redirect(w, r, "/n/sign-in?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
	}
}

// show answers with the page.
func show(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	return showWith(w, r, status, policy, page)
}

// showWith answers with the page under a policy of its own.
func showWith(w http.ResponseWriter, r *http.Request, status int, policy string, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(r.Context(), &b); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the caller has gone if this fails
	return nil
}

// policy lets a page load what is ours and run no script but our files.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// policyWithFrame is for a page that shows another of ours in a frame.
const policyWithFrame = policy + "; frame-src 'self'"

// fail answers with a page that says what went wrong, and logs what is internal.
func (s *screens) fail(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	p := web.ProblemOf(err)
	web.LogInternal(r, p, err)
	p.Title = v.say(err)
	page := failurePage(v, p)
	if away, unsure := store.Away(err); away {
		page = awayView(pageAway(w, r, v, p.Title, unsure))
	}
	web.RetryAfter(w, p.Status)
	if err := show(w, r, p.Status, page); err != nil {
		web.Fail(w, r, err)
	}
}

// refusal is why a form was not accepted: the sentence for people, in their language, and
// its status. It passes on an error that is not for people.
func (v *visit) refusal(r *http.Request, err error) (sentence string, status int, internal error) {
	e, ok := errors.AsType[*news.Error](err)
	if ok && e.Kind == news.Unproved { // it is answered with a question: see signedIn
		return "", 0, err
	}
	if !ok {
		if _, tooBig := errors.AsType[*http.MaxBytesError](err); !tooBig {
			return "", 0, err
		}
	}
	p := web.ProblemOf(err)
	web.LogInternal(r, p, err)
	return v.say(err), p.Status, nil
}

// nowhere answers for a path that leads nowhere.
func (s *screens) nowhere(http.ResponseWriter, *http.Request, *visit) error {
	return news.Errorf(news.NotFound, "There is no such page in the newsroom.")
}

// to redirects after a form that was accepted. said names the sentence that the next
// page shows.
func to(w http.ResponseWriter, r *http.Request, path, said string) error {
	if said != "" {
		path += "?said=" + said
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}
