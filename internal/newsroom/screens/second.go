package screens

import (
	"net/http"

	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// secondPage is the second step of a sign-in.
type secondPage struct {
	*visit
	name    string // of the house
	next    string
	factors store.Factors
	keyed   bool // passkeys work at this address
	trouble string
}

func (s *screens) secondForm(w http.ResponseWriter, r *http.Request) error {
	return s.showSecond(w, r, http.StatusOK, secondPage{visit: s.visitor(r), next: here(r.URL.Query().Get("next"))})
}

func (s *screens) showSecond(w http.ResponseWriter, r *http.Request, status int, p secondPage) error {
	var err error
	if p.factors, err = s.Accounts.HalfFactors(r.Context(), s.Accounts.Half(r)); err != nil {
		s.Accounts.SetHalf(w, r, "")
		return s.signInAgain(w, r, p.next, err)
	}
	p.name, p.keyed = s.houseName(r), s.Accounts.RPOf(r).ID != ""
	return show(w, r, status, secondView(p))
}

// signInAgain answers with the first step and why.
func (s *screens) signInAgain(w http.ResponseWriter, r *http.Request, next string, err error) error {
	why, status, err := s.visitor(r).refusal(r, err)
	if err != nil {
		return err
	}
	return show(w, r, status, signInView(s.signInPage(r, next, why)))
}

func (s *screens) second(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	next := here(r.PostFormValue("next"))
	entry, err := s.Accounts.SecondStep(r.Context(), s.Accounts.Half(r), s.proof(r), account.FromRequest(r))
	if err == nil {
		s.Accounts.SetHalf(w, r, "")
		return s.enter(w, r, entry, next)
	}
	why, status, err := s.visitor(r).refusal(r, err)
	if err != nil {
		return err
	}
	return s.showSecond(w, r, status, secondPage{visit: s.visitor(r), next: next, trouble: why})
}

// enter gives the browser the session and goes on to where somebody wanted to.
func (s *screens) enter(w http.ResponseWriter, r *http.Request, entry account.Entry, next string) error {
	if old := s.Accounts.ClearCookie(w, r); old != "" { // one browser, one session
		if err := s.Accounts.SignOut(r.Context(), old); err != nil {
			return err
		}
	}
	s.Accounts.SetCookie(w, r, entry.Session)
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// signInChallenge answers with a challenge for whatever passkey the browser has.
func (s *screens) signInChallenge(w http.ResponseWriter, r *http.Request) error {
	c, err := s.Accounts.AskPasskey(r.Context(), s.Accounts.RPOf(r), "", "")
	return sendJSON(w, c, err)
}

// secondChallenge answers with a challenge for a passkey of whoever did the first step.
func (s *screens) secondChallenge(w http.ResponseWriter, r *http.Request) error {
	half := s.Accounts.Half(r)
	if half == "" {
		half = "none"
	}
	c, err := s.Accounts.AskPasskey(r.Context(), s.Accounts.RPOf(r), half, "")
	return sendJSON(w, c, err)
}

func (s *screens) signInWithPasskey(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	next := here(r.PostFormValue("next"))
	entry, err := s.Accounts.SignInWithPasskey(r.Context(), s.proof(r), account.FromRequest(r))
	if err != nil {
		return s.signInAgain(w, r, next, err)
	}
	return s.enter(w, r, entry, next)
}
