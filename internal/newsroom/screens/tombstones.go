package screens

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// takeDown asks a second person for a takedown.
func (s *screens) takeDown(ctx context.Context, r *http.Request, p *editorPage, reason string) (said string, err error) {
	n := p.story.Number
	if typed := strings.TrimLeft(news.LatinDigits(line(r, "take_down_number")), "# "); typed != strconv.FormatInt(n, 10) {
		return "", news.Errorf(news.Invalid, "To take this story down, type its number, %d. Nothing was changed.", n)
	}
	_, err = s.Desk.AskApproval(ctx, p.person, n, desk.Approval{
		Verb: news.TakeDown, Reason: reason, Order: desk.TakedownOrder{Basis: line(r, "take_down_basis"), KeepPictures: line(r, "take_down_keep") != ""},
	})
	return "asked", err
}

// basisOf is the legal basis of a takedown that is asked for, "" for anything else.
func basisOf(r news.Request) string {
	var o desk.TakedownOrder
	if r.Verb == news.TakeDown {
		_ = json.Unmarshal(r.Detail, &o) // the desk wrote it
	}
	return o.Basis
}

// tombstonesPage is what was taken down.
type tombstonesPage struct {
	*visit
	stones  []news.Tombstone // the newest first
	trouble string
}

// knownBy says by what the story would be known again.
func (p tombstonesPage) knownBy(s news.Tombstone) string {
	var by []string
	for _, k := range []struct {
		n    int
		word string
	}{{len(s.Shingles), "its text"}, {len(s.Addresses), "its address"}, {len(s.Sources), "its source"}, {len(s.Pictures), "its pictures"}} {
		if k.n > 0 {
			by = append(by, p.t(k.word))
		}
	}
	return strings.Join(by, ", ")
}

func (s *screens) tombstones(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showTombstones(w, r, http.StatusOK, tombstonesPage{visit: v})
}

func (s *screens) showTombstones(w http.ResponseWriter, r *http.Request, status int, p tombstonesPage) error {
	if err := p.person.May(news.ReadTombstones); err != nil {
		return err
	}
	all, err := s.DB.Tombstones(r.Context())
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		p.stones = append(p.stones, all[i])
	}
	return show(w, r, status, tombstonesView(p))
}

func (s *screens) liftTakedown(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	_, err := s.Desk.LiftTakedown(r.Context(), v.person, r.PathValue("id"), line(r, "reason"))
	if err == nil {
		return to(w, r, "/n/settings/tombstones", "takedown-lifted")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showTombstones(w, r, status, tombstonesPage{visit: v, trouble: why})
}
