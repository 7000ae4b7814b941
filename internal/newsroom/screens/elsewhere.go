package screens

import (
	"net/http"
	"net/url"

	"github.com/stet-news/stet/internal/newsroom/account"
)

// elsewherePage takes somebody to where they sign in too.
type elsewherePage struct {
	*visit
	name string // of the house
	to   string // the address there
	at   string // what people call it
}

// setOut takes the browser elsewhere. It is a page and no redirect: what a form leads to is
// held against the page's policy, and providers send on to anywhere.
func (s *screens) setOut(w http.ResponseWriter, r *http.Request, v *visit, purpose account.Purpose, link, next string) error {
	address, err := s.Accounts.SetOut(w, r, purpose, link, next)
	if err != nil {
		return err
	}
	w.Header().Set("Refresh", "0; url="+address)
	w.Header().Set("Referrer-Policy", "no-referrer")
	return show(w, r, http.StatusOK, elsewhereView(elsewherePage{visit: v, name: s.houseName(r), to: address, at: s.Accounts.Elsewhere()}))
}

func (s *screens) signInElsewhere(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	next := here(r.PostFormValue("next"))
	if err := s.setOut(w, r, s.visitor(r), account.ToSignIn, "", next); err != nil {
		return s.signInAgain(w, r, next, err)
	}
	return nil
}

func (s *screens) joinElsewhere(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	key := r.PostFormValue("key")
	if err := s.setOut(w, r, s.visitor(r), account.ToBegin, key, account.FactorPage); err != nil {
		return s.refuseJoin(w, r, key, err)
	}
	return nil
}

func (s *screens) linkElsewhere(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	if err := s.setOut(w, r, v, account.ToLink, "", "/n/me"); err != nil {
		return s.refuseMe(w, r, v, err)
	}
	return nil
}

// proveElsewhere is opened in a window of its own, so that what was to be done waits in the
// one before.
func (s *screens) proveElsewhere(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.setOut(w, r, v, account.ToProve, "", "/n/fresh/proved")
}

func (s *screens) proved(w http.ResponseWriter, r *http.Request, v *visit) error {
	return show(w, r, http.StatusOK, provedView(v))
}

func (s *screens) unlinkElsewhere(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	if err := s.Accounts.Unlink(r.Context(), session, line(r, "issuer"), line(r, "subject")); err != nil {
		return s.refuseMe(w, r, v, err)
	}
	return to(w, r, "/n/me", "unlinked")
}

// arrive answers a browser that comes back from elsewhere.
func (s *screens) arrive(w http.ResponseWriter, r *http.Request) error {
	got, err := s.Accounts.Arrive(w, r)
	if err != nil {
		return s.refuseArrival(w, r, got, err)
	}
	switch {
	case got.Half != "":
		s.Accounts.SetHalf(w, r, got.Half)
		http.Redirect(w, r, "/n/sign-in/second?next="+url.QueryEscape(here(got.Next)), http.StatusSeeOther)
		return nil
	case got.For == account.ToLink, got.For == account.ToProve:
		s.Accounts.SetCookie(w, r, got.Session)
		return to(w, r, here(got.Next), map[account.Purpose]string{account.ToLink: "linked"}[got.For])
	}
	return s.enter(w, r, got.Entry, here(got.Next))
}

// refuseArrival says why where they can go on in another way.
func (s *screens) refuseArrival(w http.ResponseWriter, r *http.Request, got account.Arrival, err error) error {
	if got.For == account.ToBegin {
		return s.refuseJoin(w, r, got.Link, err)
	}
	if _, in := account.Of(r.Context()); in {
		return err
	}
	return s.signInAgain(w, r, here(got.Next), err)
}
