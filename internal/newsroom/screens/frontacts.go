package screens

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// editFront does one change to the draft.
func (s *screens) editFront(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openFront(r, v)
	if err != nil {
		return err
	}
	e, err := readEdit(r, v)
	if err == nil {
		_, err = s.Desk.EditFront(r.Context(), v.person, p.front.Name, e)
	}
	return s.afterFront(w, r, p, "", err)
}

// readEdit reads a change. Where a story is to go is one field, "top:0", or two.
func readEdit(r *http.Request, v *visit) (e news.FrontEdit, err error) {
	e = news.FrontEdit{Do: news.FrontDo(line(r, "do")), Block: line(r, "block"), Headline: line(r, "headline")}
	place := line(r, "place")
	if to := line(r, "to"); to != "" && e.Do == news.DoPlace {
		e.Block, place, _ = strings.Cut(to, ":")
	}
	if t := line(r, "topic"); t != "" {
		e.Topic = news.Slugify(t)
	}
	if e.Do == news.DoTopic {
		return e, nil
	}
	if e.Story, err = strconv.ParseInt(strings.TrimLeft(news.LatinDigits(line(r, "story")), "# "), 10, 64); err != nil {
		return e, news.Errorf(news.Invalid, "Say which story, by its number.")
	}
	if place != "" {
		if e.Place, err = strconv.Atoi(place); err != nil {
			return e, news.Errorf(news.Invalid, "%q is not a place.", place)
		}
	}
	if e.Do == news.DoPin {
		if e.Until, err = v.fromField(news.LatinDigits(line(r, "until"))); err != nil {
			return e, err
		}
	}
	return e, nil
}

// afterFront leads back to the front, as it was filtered, or shows why nothing was done.
func (s *screens) afterFront(w http.ResponseWriter, r *http.Request, p frontPage, said string, err error) error {
	if err == nil {
		q := r.URL.Query()
		if q.Del("said"); said != "" {
			q.Set("said", said)
		}
		path := frontPath(p.front.Name)
		if len(q) > 0 {
			path += "?" + q.Encode()
		}
		http.Redirect(w, r, path, http.StatusSeeOther)
		return nil
	}
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	again, err := s.openFront(r, p.visit)
	if err != nil {
		return err
	}
	again.trouble = why
	return s.showFront(w, r, status, again)
}

// seenRevision reads which draft the person saw.
func seenRevision(r *http.Request) (int64, error) {
	n, err := strconv.ParseInt(line(r, "revision"), 10, 64)
	if err != nil || n < 1 {
		return 0, news.Errorf(news.Invalid, "The form does not say which draft you saw. Open the front again.")
	}
	return n, nil
}

func (s *screens) discardFront(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.decideFront(w, r, v, "discarded", func(p frontPage, revision int64) error {
		_, err := s.Desk.DiscardFront(r.Context(), v.person, p.front.Name, revision)
		return err
	})
}

func (s *screens) launchFront(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.decideFront(w, r, v, "launched", func(p frontPage, revision int64) error {
		ctx := oneTime(r, line(r, "once"), "launch")
		_, err := s.Desk.LaunchFront(ctx, v.person, p.front.Name, revision)
		return err
	})
}

// decideFront does with the draft that the person saw what they decided.
func (s *screens) decideFront(w http.ResponseWriter, r *http.Request, v *visit, said string, do func(frontPage, int64) error) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openFront(r, v)
	if err != nil {
		return err
	}
	revision, err := seenRevision(r)
	if err == nil {
		err = do(p, revision)
	}
	return s.afterFront(w, r, p, said, err)
}

// askLaunch asks once before readers get the front.
func (s *screens) askLaunch(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openFront(r, v)
	if err != nil {
		return err
	}
	if err := v.person.May(news.LaunchFront); err != nil {
		return err
	}
	revision, err := strconv.ParseInt(r.URL.Query().Get("revision"), 10, 64)
	if err != nil {
		revision = revisionOf(p.front) // somebody came here by hand
	}
	if err := desk.SeenDraft(p.front, revision, "launch"); err != nil {
		return s.afterFront(w, r, p, "", err)
	}
	known := titles{db: s.DB, ctx: r.Context(), of: map[int64]news.Story{}}
	if p.changes, err = p.changeWords(&known, p.front.Live.Changes(p.shown)); err != nil {
		return err
	}
	if b := p.front.Draft.Rebased; b != nil {
		if p.overlaps, err = p.overlapWords(&known, b.Overlaps); err != nil {
			return err
		}
	}
	return show(w, r, http.StatusOK, launchView(p))
}

func (s *screens) rollBackFront(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openFront(r, v)
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(line(r, "launch"), 10, 64)
	if err != nil || n < 0 {
		return news.Errorf(news.Invalid, "The form does not say to which launch. Open the front again.")
	}
	_, err = s.Desk.RollBackFront(oneTime(r, line(r, "once"), "rollback"), v.person, p.front.Name, n)
	return s.afterFront(w, r, p, "rolled-back", err)
}

// clipStory puts a story on the person's clipboard, or takes it off.
func (s *screens) clipStory(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openFront(r, v)
	if err != nil {
		return err
	}
	name, on := "unclip", false
	if line(r, "clip") != "" {
		name, on = "clip", true
	}
	n, err := strconv.ParseInt(line(r, name), 10, 64)
	if err != nil {
		err = news.Errorf(news.Invalid, "Say which story, by its number.")
	} else {
		err = s.Desk.Clip(r.Context(), v.person, n, on)
	}
	return s.afterFront(w, r, p, "", err)
}
