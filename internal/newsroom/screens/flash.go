package screens

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/web"
)

// flashPage is the form with which a flash is filed, from a phone and in a hurry.
type flashPage struct {
	*visit
	flash   desk.NewsFlash
	once    string
	trouble string
}

func (s *screens) flashForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := v.person.May(news.FileFlash); err != nil {
		return err
	}
	p := flashPage{visit: v, once: newOnce(), flash: desk.NewsFlash{Desk: v.person.Desk, Language: v.house.Languages[0]}}
	if slices.Contains(v.house.Languages, v.person.Language) {
		p.flash.Language = v.person.Language
	}
	return show(w, r, http.StatusOK, flashView(p))
}

// filed is what the page's script is told of a flash that the desk has.
type filed struct {
	Number int64 `json:"number"`
}

// forScript reports whether the page's script asks, which sends the words before the
// picture and needs an answer that it can read.
func forScript(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}

// fileFlash hands the flash to the desk.
func (s *screens) fileFlash(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	p := flashPage{visit: v, once: line(r, "once"), flash: desk.NewsFlash{
		Text: line(r, "text"), Desk: line(r, "desk"), Language: news.Language(line(r, "language")),
	}}
	err := v.person.May(news.FileFlash)
	if err == nil {
		p.flash.Lead, err = s.flashLead(r, v.person)
	}
	var st news.Story
	if err == nil {
		st, err = s.Desk.FileFlash(oneTime(r, p.once, "flash"), v.person, p.flash)
	}
	switch {
	case forScript(r) && err != nil:
		web.Fail(w, r, err)
		return nil
	case forScript(r):
		return web.JSON(w, http.StatusCreated, filed{st.Number})
	case err == nil:
		return to(w, r, "/n", "filed")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, flashView(p))
}

// flashLead takes the picture that was sent with a flash; nil if none was.
func (s *screens) flashLead(r *http.Request, by news.Person) (*news.PictureUse, error) {
	pic, sent, err := s.sentPicture(r, by, "photo", news.Picture{Credit: by.Name})
	if err != nil || !sent {
		return nil, err
	}
	return &news.PictureUse{Picture: pic.ID, Caption: pic.Caption, Credit: pic.Credit}, nil
}

// flashPicture adds the picture of a flash whose words the desk has already.
func (s *screens) flashPicture(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	number, err := numberIn(r, "number")
	if err == nil {
		var lead *news.PictureUse
		if lead, err = s.flashLead(r, v.person); err == nil && lead == nil {
			err = news.Errorf(news.Invalid, "Choose a file first.")
		}
		if err == nil {
			_, err = s.Desk.FlashPicture(oneTime(r, line(r, "once"), "flash-picture"), v.person, number, *lead)
		}
	}
	if err != nil {
		web.Fail(w, r, err)
		return nil
	}
	return web.JSON(w, http.StatusOK, filed{number})
}

// flashDecision is a flash before the one who decides whether readers get it.
type flashDecision struct {
	*visit
	story    news.Story
	lead     *news.Picture
	text     string // for the bar
	alt      string
	section  string
	breaking bool
	minutes  int
	once     string
	trouble  string
	refused  string // why this person cannot publish it
}

func (s *screens) openFlash(r *http.Request, v *visit) (p flashDecision, err error) {
	number, err := numberIn(r, "number")
	if err != nil {
		return p, err
	}
	p = flashDecision{visit: v, minutes: int(news.FlashLife.Minutes()), once: newOnce()}
	if p.story, err = s.DB.Story(r.Context(), number); err != nil {
		return p, err
	}
	p.text, p.section = p.story.Content.Flash, p.story.Content.Section
	if l := p.story.Content.Lead; l != nil {
		pic, err := s.DB.Picture(r.Context(), l.Picture)
		if err != nil {
			return p, err
		}
		p.lead, p.alt = &pic, l.Alt
	}
	for _, verb := range []news.Verb{news.MarkReady, news.Publish} {
		if err := v.person.MayOn(verb, p.story); err != nil && p.refused == "" {
			p.refused = v.say(err)
		}
	}
	return p, nil
}

// isFlash reports whether the story is a flash on which somebody has to decide.
func isFlash(s news.Story) bool {
	return s.Content.Flash != "" && (s.Status == news.WithDesk || s.Status == news.Ready)
}

// flashOf shows the flash with all that it takes to publish it.
func (s *screens) flashOf(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openFlash(r, v)
	if err != nil {
		return err
	}
	if !isFlash(p.story) {
		return to(w, r, storyPath(p.story.Number), "")
	}
	return show(w, r, http.StatusOK, flashDecisionView(p))
}

// releaseFlash puts the flash before readers: on the bar, with a page of its own.
func (s *screens) releaseFlash(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openFlash(r, v)
	if err != nil {
		return err
	}
	p.once, p.text, p.alt = line(r, "once"), line(r, "text"), cmp.Or(line(r, "alt"), p.alt)
	p.section, p.breaking = cmp.Or(line(r, "section"), p.section), line(r, "breaking") != ""
	revision, err := strconv.ParseInt(line(r, "revision"), 10, 64)
	if err == nil {
		p.minutes, err = strconv.Atoi(line(r, "minutes"))
	}
	if err != nil {
		return news.Errorf(news.Invalid, "The form is not whole. Open the flash again.")
	}
	if err = s.sendOut(r, p, revision); err == nil {
		return to(w, r, storyPath(p.story.Number), string(news.Publish))
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, flashDecisionView(p))
}

// sendOut does what a desk does with a story on its way to readers, a step after the
// other: each is in the log, and where one fails the story is as far as the others took it.
func (s *screens) sendOut(r *http.Request, p flashDecision, revision int64) error {
	number, content := p.story.Number, p.story.Content
	content.Section = p.section
	if content.Lead != nil {
		lead := *content.Lead
		lead.Alt = p.alt
		content.Lead = &lead
	}
	if p.story.Status != news.Live { // sent twice, it is out already
		saved, err := s.Desk.Save(oneTime(r, p.once, "flash-save"), p.person, number, desk.Draft{Base: revision, Content: content})
		if err != nil {
			return err
		}
		revision = saved.Revision
	}
	if p.story.Status == news.WithDesk {
		if _, err := s.Desk.Ready(oneTime(r, p.once, "flash-ready"), p.person, number, ""); err != nil {
			return err
		}
	}
	out := desk.Out{Revision: revision, Flash: cmp.Or(p.text, content.Headline), Breaking: p.breaking, Minutes: p.minutes}
	_, err := s.Desk.Publish(oneTime(r, p.once, "flash-publish"), p.person, number, out)
	return err
}

// flashPath is where somebody goes from a list: to the decision on a flash, or to the story.
func flashPath(s news.Story) string {
	if isFlash(s) {
		return storyPath(s.Number) + "/flash"
	}
	return storyPath(s.Number)
}
