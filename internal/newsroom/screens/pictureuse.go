package screens

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// usedPicture is a picture as the story uses it, with what stands in the way of it and what was decided about it.
type usedPicture struct {
	news.Used
	pic      news.Picture
	said     news.PictureSaid
	lacks    error // what must be said of it before readers have it
	refused  error // why it may not be shown
	terms    bool  // its conditions are to be read still
	byDate   bool  // its dates make it a file photo
	marked   bool  // readers are told that it is one
	suggests news.PictureUse
	newer    []news.Picture // of the same, and no file photos
}

// mostNewer is how many newer pictures are offered.
const mostNewer = 3

// usedPictures are the pictures of the text as it is in the form. One that is not here any more is left out.
func (s *screens) usedPictures(ctx context.Context, p editorPage) (all []usedPicture, err error) {
	uses := p.content.Uses()
	if len(uses) == 0 {
		return nil, nil
	}
	said, err := s.DB.PicturesSaid(ctx, p.story.Number)
	if err != nil {
		return nil, err
	}
	published := p.story.Published
	if published.IsZero() {
		published = p.now
	}
	for _, u := range uses {
		pic, err := s.DB.Picture(ctx, u.Picture)
		if store.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		one := usedPicture{
			Used: u, pic: pic, said: said[pic.ID], lacks: u.Lacks(p.content.Language), refused: pic.MayShowAs(u, p.now), suggests: u.Suggested(pic, p.content.Language),
			byDate: pic.FileFor(published, p.house.FileAfter()), marked: pic.FileMark(u.PictureUse, said[pic.ID], published, p.house.FileAfter()),
		}
		one.terms = one.refused == nil && one.said.Agree(u, pic) != nil
		if one.byDate && p.story.Published.IsZero() {
			if one.newer, err = s.newerThan(ctx, pic, p); err != nil {
				return nil, err
			}
		}
		all = append(all, one)
	}
	return all, nil
}

// newerThan finds pictures of the same that are no file photos yet: those that have two words of what the file photo's caption says, or one of its
// keywords.
func (s *screens) newerThan(ctx context.Context, pic news.Picture, p editorPage) (newer []news.Picture, err error) {
	shared := map[string]int{}
	words := likely(pic, p.content)
	for i, w := range words[:min(len(words), mostLikely)] {
		found, err := s.DB.FindPictures(ctx, store.PictureFilter{Words: w, From: p.now.Add(-p.house.FileAfter()), Limit: 20})
		if err != nil {
			return nil, err
		}
		for _, f := range found.Items {
			before := shared[f.ID]
			if shared[f.ID]++; i < len(pic.Metadata.Keywords) {
				shared[f.ID] = 2
			}
			if before < 2 && shared[f.ID] >= 2 && f.ID != pic.ID && len(newer) < mostNewer && f.MayShow(p.now) == nil {
				newer = append(newer, f)
			}
		}
	}
	return newer, nil
}

// mostLikely is by how many words newer pictures are looked for.
const mostLikely = 8

// likely are the words by which a picture of the same would be found, the most telling first: its keywords, and then the long words of its caption.
func likely(pic news.Picture, c news.Content) (words []string) {
	words = append(words, pic.Metadata.Keywords...)
	caption := pic.Caption
	if w := pic.Words[c.Language].Caption; w != "" {
		caption = w
	}
	for _, w := range strings.Fields(caption) {
		if w = strings.Trim(w, ".,;:!?।“”‘’\"'()"); news.Graphemes(w) >= 5 {
			words = append(words, w)
		}
	}
	return words
}

// hasSuggestions reports whether something is known of the picture that the story does not say.
func (u usedPicture) hasSuggestions() bool { return u.suggests != u.PictureUse }

// mayMark reports whether the person decides what is called a file photo.
func (p editorPage) mayMark() bool { return p.person.MayOn(news.FilePhoto, p.story) == nil }

// fileWords say whether the picture is a file photo, and why.
func (p editorPage) fileWords(u usedPicture) string {
	taken := p.sentence("uploaded {time}", "time", p.date(u.pic.Made().In(p.zone), "2 Jan 2006"))
	if !u.pic.Taken.IsZero() {
		taken = p.sentence("taken {time}", "time", p.date(u.pic.Taken.In(p.zone), "2 Jan 2006"))
	}
	switch {
	case u.marked && u.pic.Archive:
		return p.t("File photo: yes, of the archive")
	case u.marked && u.File && !u.byDate:
		return p.t("File photo: yes, by hand") + ", " + taken
	case u.marked:
		return p.t("File photo: yes") + ", " + taken
	}
	return p.t("File photo: no") + ", " + taken
}

// aboutPicture does what a button beside a picture says: the verb, a colon and the picture's ID.
func (s *screens) aboutPicture(r *http.Request, p *editorPage, do string) (said string, err error) {
	verb, id, _ := strings.Cut(do, ":")
	ctx, n := oneTime(r, p.once, do), p.story.Number
	switch verb {
	case "file_off":
		_, err = s.Desk.FilePhoto(ctx, p.person, n, desk.FileMark{Picture: id, Off: true, Reason: line(r, "mark_reason_"+id)})
		return "file_off", err
	case "file_on":
		_, err = s.Desk.FilePhoto(ctx, p.person, n, desk.FileMark{Picture: id})
		return "file_on", err
	case "agree":
		_, err = s.Desk.AgreeToTerms(ctx, p.person, n, id)
		return "agreed", err
	case "suggest":
		content, err := s.withSuggestions(r.Context(), p.content, id)
		if err != nil {
			return "", err
		}
		_, err = s.Desk.Save(ctx, p.person, n, desk.Draft{Base: p.base, Content: content})
		return "suggested", err
	}
	return "", news.Errorf(news.Invalid, "There is no button %q.", do)
}

// withSuggestions puts what is known of the picture where the text says nothing.
func (s *screens) withSuggestions(ctx context.Context, c news.Content, id string) (news.Content, error) {
	pic, err := s.DB.Picture(ctx, id)
	if err != nil {
		return c, err
	}
	if c.Lead != nil && c.Lead.Picture == id {
		lead := c.Lead.Suggested(pic, c.Language)
		c.Lead = &lead
	}
	c.Body, _ = c.Body.EachPicture(func(u news.PictureUse) news.PictureUse {
		if u.Picture != id {
			return u
		}
		return u.Suggested(pic, c.Language)
	})
	return c, nil
}

// refusedLead takes a lead picture that may not be used back out of what was typed, and says why: the text is kept all the same.
func (s *screens) refusedLead(ctx context.Context, p *editorPage, before *news.PictureUse) (refused, err error) {
	lead := p.content.Lead
	if lead == nil || before != nil && before.Picture == lead.Picture {
		return nil, nil
	}
	pic, err := s.DB.Picture(ctx, lead.Picture)
	if store.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if refused = pic.MayShow(p.now); refused != nil {
		p.content.Lead = before
	}
	return refused, nil
}

// endingSoon is how long before the end of its rights a picture that readers have needs somebody.
const endingSoon = 24 * time.Hour

// rightsEnding are the pictures that readers have and may not have, or not for long: of the stories that the person answers for, and all for who
// answers for the pictures or the house.
func (s *screens) rightsEnding(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	ending, err := s.DB.Ending(r.Context(), p.now.Add(endingSoon))
	if err != nil {
		return nil, err
	}
	for _, e := range ending {
		n := need{id: "rights" + e.Picture, kind: "Picture’s rights end", title: e.Name, href: "/n/settings/authors", at: e.Rights.Ends(), alarm: !p.now.Before(e.Rights.Ends())}
		if e.Story == 0 {
			if p.person.May(news.ManageSettings) != nil {
				continue
			}
		} else {
			st, err := s.DB.Story(r.Context(), e.Story)
			if err != nil {
				return nil, err
			}
			if st.Status != news.Live || st.Owner.ID != p.person.ID && !p.answersFor(st) && !p.isPictureEditor() {
				continue
			}
			n = about(n.kind, st)
			n.id, n.href, n.alarm = "rights"+e.Picture+itemID(st), storyPath(st.Number)+"#pictures", !p.now.Before(e.Rights.Ends())
		}
		if why := e.Rights.MayShow(news.Phrasef("The picture"), p.now); why != nil {
			n.kind, n.text = "Picture may not be shown", p.say(why)
			n.until = time.Time{}
		} else {
			n.until = e.Rights.Until
		}
		needs = append(needs, n)
	}
	return needs, nil
}

// isPictureEditor reports whether the person answers for the house's pictures.
func (v *visit) isPictureEditor() bool {
	for _, role := range v.person.Roles {
		if role == news.PictureEditor || role == news.DutyEditor {
			return true
		}
	}
	return false
}
