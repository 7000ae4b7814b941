package screens

import (
	"fmt"
	"image"
	"net/http"
	"strings"

	"github.com/boombuler/barcode/qr"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// factorsPage is where somebody sets up what they sign in with beside a password.
type factorsPage struct {
	*visit
	due      bool // the house asks for one, and there is none
	grace    bool // it can be put off until the next sign-in
	asked    bool // the house asks this person for one
	factors  store.Factors
	passkeys []store.Passkey
	keyed    bool // passkeys work at this address
	offer    account.TOTPOffer
	codes    []string // recovery codes, shown this once
	trouble  string
}

func (s *screens) factors(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showFactors(w, r, http.StatusOK, factorsPage{visit: v})
}

func (s *screens) showFactors(w http.ResponseWriter, r *http.Request, status int, p factorsPage) error {
	session, _ := account.SessionOf(r.Context())
	p.due, p.grace = account.Due(r.Context()) && p.codes == nil, session.Grace
	p.asked = p.house.Security.Asks(p.person)
	p.keyed = s.Accounts.RPOf(r).ID != ""
	var err error
	if p.factors, err = s.Accounts.Factors(r.Context(), p.person.ID); err != nil {
		return err
	}
	if p.passkeys, err = s.Accounts.Passkeys(r.Context(), p.person.ID); err != nil {
		return err
	}
	return show(w, r, status, factorsView(p))
}

func (s *screens) refuseFactors(w http.ResponseWriter, r *http.Request, p factorsPage, err error) error {
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return s.showFactors(w, r, status, p)
}

// offerTOTP shows the square that an app with codes reads.
func (s *screens) offerTOTP(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	offer, err := s.Accounts.OfferTOTP(r.Context(), session, s.houseName(r))
	p := factorsPage{visit: v, offer: offer}
	if err != nil {
		return s.refuseFactors(w, r, p, err)
	}
	return s.showFactors(w, r, http.StatusOK, p)
}

// acceptTOTP keeps the app when it has shown a right code.
func (s *screens) acceptTOTP(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	value, codes, err := s.Accounts.AcceptTOTP(r.Context(), session, line(r, "offer"), line(r, "code"))
	p := factorsPage{visit: v, codes: codes}
	if err != nil {
		p.offer, _ = s.Accounts.OfferOf(r.Context(), session, line(r, "offer"), s.houseName(r)) // without it, one begins anew
		return s.refuseFactors(w, r, p, err)
	}
	s.Accounts.SetCookie(w, r, value)
	if len(codes) == 0 {
		return to(w, r, account.FactorPage, "factor-added")
	}
	return s.showFactors(w, r, http.StatusOK, p)
}

// offerPasskey answers the script with what to make a passkey for.
func (s *screens) offerPasskey(w http.ResponseWriter, r *http.Request, _ *visit) error {
	session, _ := account.SessionOf(r.Context())
	c, err := s.Accounts.OfferPasskey(r.Context(), session, s.Accounts.RPOf(r))
	return sendJSON(w, c, err)
}

func (s *screens) acceptPasskey(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	name := line(r, "name")
	if name == "" {
		name = agentWords(v, r.UserAgent())
	}
	value, codes, err := s.Accounts.AcceptPasskey(r.Context(), session, name, s.proof(r))
	p := factorsPage{visit: v, codes: codes}
	if err != nil {
		return s.refuseFactors(w, r, p, err)
	}
	s.Accounts.SetCookie(w, r, value)
	if len(codes) == 0 {
		return to(w, r, account.FactorPage, "factor-added")
	}
	return s.showFactors(w, r, http.StatusOK, p)
}

func (s *screens) dropFactor(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	var err error
	switch r.PathValue("kind") {
	case "totp":
		err = s.Accounts.DropTOTP(r.Context(), session)
	case "passkey":
		err = s.Accounts.DropPasskey(r.Context(), session, line(r, "passkey_id"))
	default:
		return news.Errorf(news.NotFound, "There is no such page in the newsroom.")
	}
	if err != nil {
		return s.refuseFactors(w, r, factorsPage{visit: v}, err)
	}
	return to(w, r, account.FactorPage, "factor-dropped")
}

func (s *screens) newRecovery(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	codes, err := s.Accounts.NewRecovery(r.Context(), session)
	p := factorsPage{visit: v, codes: codes}
	if err != nil {
		return s.refuseFactors(w, r, p, err)
	}
	return s.showFactors(w, r, http.StatusOK, p)
}

// square returns the path of an SVG that draws the text as a QR code, and its side.
func square(text string) (path string, side int) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil { // it is too long for any square: the secret can be typed
		return "", 0
	}
	var b strings.Builder
	box := code.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if dark(code, x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return b.String(), box.Dx() + 2*quiet
}

// quiet is the white that a camera wants around the square.
const quiet = 4

func dark(code image.Image, x, y int) bool {
	r, _, _, _ := code.At(x, y).RGBA()
	return r < 0x8000
}

// inFours writes a secret so that it can be typed.
func inFours(s string) string {
	var parts []string
	for len(s) > 4 {
		parts, s = append(parts, s[:4]), s[4:]
	}
	return strings.Join(append(parts, s), " ")
}
