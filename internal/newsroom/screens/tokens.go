package screens

import (
	"net/http"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// makeToken makes a token for a program and shows it, once.
func (s *screens) makeToken(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	var scopes []news.Scope
	for _, scope := range r.PostForm["scopes"] {
		scopes = append(scopes, news.Scope(scope))
	}
	if len(scopes) == 0 {
		return s.refuseMe(w, r, v, news.Errorf(news.Invalid, "Say what the token may do: tick one thing at least."))
	}
	days, err := strconv.Atoi(news.LatinDigits(line(r, "days")))
	if err != nil {
		return s.refuseMe(w, r, v, news.Errorf(news.Invalid, "Say for how many days the token lasts, from 1 to 366."))
	}
	token, err := s.Accounts.CreateToken(r.Context(), v.person, line(r, "name"), time.Duration(days)*24*time.Hour, scopes...)
	if err != nil {
		return s.refuseMe(w, r, v, err)
	}
	return s.showMe(w, r, http.StatusOK, v, mePage{token: token})
}

func (s *screens) endToken(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	if err := s.Accounts.EndToken(r.Context(), v.person, v.person.ID, line(r, "token")); err != nil {
		return s.refuseMe(w, r, v, err)
	}
	return to(w, r, "/n/me", "token-ended")
}

func (s *screens) changePassword(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	value, err := s.Accounts.ChangePassword(r.Context(), session, r.PostFormValue("old"), r.PostFormValue("password"), account.FromRequest(r))
	if err != nil {
		return s.refuseMe(w, r, v, err)
	}
	s.Accounts.SetCookie(w, r, value)
	return to(w, r, "/n/me", "password-changed")
}

var scopeWords = map[news.Scope]string{
	news.ScopeRead: "read stories, pictures and the log", news.ScopeWrite: "write and edit stories, and hand them to a desk",
	news.ScopePublish: "publish, update and correct", news.ScopeRemove: "withdraw and kill", news.ScopeTicker: "change the bar",
	news.ScopeFronts: "arrange and launch fronts", news.ScopeWires: "change the wires", news.ScopeSettings: "change the settings",
}

// tokenScopes says what a token may do.
func tokenScopes(v *visit, t store.Token) (all []string) {
	for _, s := range news.Scopes {
		for _, has := range t.Scopes {
			if has == s {
				all = append(all, v.t(scopeWords[s]))
			}
		}
	}
	return all
}
