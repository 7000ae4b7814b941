package screens

import (
	"errors"
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// heldPage is what the release gate did not let leave.
type heldPage struct {
	*visit
	held    []news.Held
	trouble string
}

func (p heldPage) mayAnswer(h news.Held) bool { return p.person.MayRelease(h) == nil }

func (p heldPage) mayAsk(h news.Held) bool {
	return h.Kind != news.HitTakenDown && (h.State == news.HeldBlocked || h.State == news.HeldRefused) && p.person.May(news.AskRelease) == nil
}

var heldStates = map[news.HeldState]string{
	news.HeldBlocked: "Held", news.HeldAsked: "Release asked for", news.HeldReleased: "Released", news.HeldRefused: "Refused",
}

func (s *screens) held(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showHeld(w, r, http.StatusOK, heldPage{visit: v})
}

func (s *screens) showHeld(w http.ResponseWriter, r *http.Request, status int, p heldPage) (err error) {
	if err := p.person.May(news.AskRelease); err != nil {
		return err
	}
	if p.held, err = s.DB.HeldNewest(r.Context()); err != nil {
		return err
	}
	return show(w, r, status, heldView(p))
}

// postHeld asks for a release, releases or refuses.
func (s *screens) postHeld(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	key, note, did := r.PathValue("key"), line(r, "note"), line(r, "do")
	var err error
	switch did {
	case "ask":
		_, err = s.Desk.AskRelease(r.Context(), v.person, key, note)
	case "release", "refuse":
		_, err = s.Desk.AnswerRelease(r.Context(), v.person, key, desk.Answer{Approve: did == "release", Note: note})
	default:
		err = news.Errorf(news.Invalid, "There is nothing %q to do with what is held.", did)
	}
	if err == nil {
		return to(w, r, "/n/held", did)
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showHeld(w, r, status, heldPage{visit: v, trouble: why})
}

// registerPage is the register of protected identities. The names that are typed are never
// shown again, not even when the form is refused.
type registerPage struct {
	*visit
	entries []news.Protected
	label   string
	basis   string
	trouble string
}

func (s *screens) register(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showRegister(w, r, http.StatusOK, registerPage{visit: v})
}

func (s *screens) showRegister(w http.ResponseWriter, r *http.Request, status int, p registerPage) (err error) {
	if err := p.person.May(news.ManageRegister); err != nil {
		return err
	}
	if p.entries, err = s.DB.Protected(r.Context()); err != nil {
		return err
	}
	return show(w, r, status, registerView(p))
}

func (s *screens) saveRegister(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := errors.Join(v.person.May(news.ManageRegister), form(w, r, mostForm)); err != nil {
		return err
	}
	p := registerPage{visit: v, label: line(r, "label"), basis: line(r, "basis")}
	var err error
	if id := line(r, "remove"); id != "" {
		_, err = s.Desk.RemoveProtected(r.Context(), v.person, id, line(r, "reason"))
	} else {
		_, err = s.Desk.AddProtected(r.Context(), v.person, desk.Protect{
			Label: p.label, Basis: p.basis, Spellings: strings.Split(strings.ReplaceAll(r.PostForm.Get("names"), "\r", ""), "\n"),
		})
	}
	if err == nil {
		return to(w, r, "/n/settings/register", "saved")
	}
	var status int
	if p.trouble, status, err = v.refusal(r, err); err != nil {
		return err
	}
	return s.showRegister(w, r, status, p)
}
