package screens

import (
	"net/http"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
)

// joinPage is where somebody with a link chooses how they sign in.
type joinPage struct {
	*visit
	name     string // of the house
	key      string
	reset    bool
	person   news.Person
	factored bool // they have a second factor, and show it afterwards
	keyed    bool
	trouble  string

	elsewhere string // where they can sign in too, "" for nowhere
}

// joinForm asks. To look at it spends nothing: a program that follows links in mail does
// not end them.
func (s *screens) joinForm(w http.ResponseWriter, r *http.Request) error {
	return s.showJoin(w, r, http.StatusOK, r.URL.Query().Get("key"), "")
}

func (s *screens) showJoin(w http.ResponseWriter, r *http.Request, status int, key, trouble string) error {
	w.Header().Set("Referrer-Policy", "same-origin") // the address holds the key; with "no-referrer" the form would come from the origin "null"
	i, who, err := s.Accounts.Invited(r.Context(), key)
	if err != nil {
		return err
	}
	factors, err := s.Accounts.Factors(r.Context(), who.ID)
	if err != nil {
		return err
	}
	p := joinPage{
		visit: s.visitor(r), name: s.houseName(r), key: key, reset: i.Kind == account.ToReset, person: who.Person, factored: factors.Any(),
		keyed: s.Accounts.RPOf(r).ID != "", trouble: trouble, elsewhere: s.Accounts.Elsewhere(),
	}
	return show(w, r, status, joinView(p))
}

func (s *screens) join(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	key := r.PostFormValue("key")
	entry, err := s.Accounts.Join(r.Context(), key, r.PostFormValue("password"), account.FromRequest(r))
	switch {
	case err == nil && entry.Half != "":
		s.Accounts.SetHalf(w, r, entry.Half)
		http.Redirect(w, r, "/n/sign-in/second", http.StatusSeeOther)
		return nil
	case err == nil:
		return s.enter(w, r, entry, account.FactorPage)
	}
	return s.refuseJoin(w, r, key, err)
}

func (s *screens) refuseJoin(w http.ResponseWriter, r *http.Request, key string, err error) error {
	why, status, internal := s.visitor(r).refusal(r, err)
	if internal != nil {
		return internal
	}
	if _, _, e := s.Accounts.Invited(r.Context(), key); e != nil {
		return err
	}
	return s.showJoin(w, r, status, key, why)
}

// joinOffer answers the script with what to make a passkey for.
func (s *screens) joinOffer(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	c, err := s.Accounts.OfferJoinPasskey(r.Context(), r.PostFormValue("key"), s.Accounts.RPOf(r))
	return sendJSON(w, c, err)
}

func (s *screens) joinWithPasskey(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	key := r.PostFormValue("key")
	v := s.visitor(r)
	entry, codes, err := s.Accounts.JoinWithPasskey(r.Context(), key, agentWords(v, r.UserAgent()), s.proof(r), account.FromRequest(r))
	if err != nil {
		return s.refuseJoin(w, r, key, err)
	}
	s.Accounts.ClearCookie(w, r)
	s.Accounts.SetCookie(w, r, entry.Session)
	v.person, v.tongue = entry.Person, tongueOf(entry.Person.Language)
	if v.house, err = s.DB.House(r.Context()); err != nil {
		return err
	}
	v.zone = v.house.Location()
	return show(w, r, http.StatusOK, factorsView(factorsPage{visit: v, codes: codes}))
}
