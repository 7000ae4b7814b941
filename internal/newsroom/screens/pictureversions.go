package screens

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// pictureVersion is one record about a picture, with what it changed.
type pictureVersion struct {
	record  news.Record
	changes []pictureDiff
}

// pictureDiff is one thing that is known of a picture, before and after.
type pictureDiff struct{ name, was, is string }

// pictureChange is what the log's records of an edit hold (package desk writes them).
type pictureChange struct {
	Was news.Picture `json:"was"`
	Is  news.Picture `json:"is"`
}

// versionsOf reads what was done to the picture, the newest first.
func (s *screens) versionsOf(ctx context.Context, v *visit, id string) (all []pictureVersion, err error) {
	records, err := s.DB.LogNewest(ctx, "picture/"+id, 100)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		one := pictureVersion{record: r}
		if c, ok := pictureChangeOf(r); ok {
			one.changes = changesOf(v, c.Was, c.Is)
		}
		all = append(all, one)
	}
	return all, nil
}

func pictureChangeOf(r news.Record) (c pictureChange, ok bool) {
	if r.Verb != news.EditPicture || json.Unmarshal(r.Detail, &c) != nil {
		return c, false
	}
	return c, c.Is.ID != ""
}

// pictureAt returns the picture as it was at a revision, without its files, if the log's last records know it.
func (s *screens) pictureAt(ctx context.Context, now news.Picture, revision int64) (news.Picture, error) {
	if now.Revision == revision {
		return now, nil
	}
	records, err := s.DB.LogNewest(ctx, "picture/"+now.ID, 100)
	if err != nil {
		return now, err
	}
	for _, r := range records {
		if c, ok := pictureChangeOf(r); ok && c.Was.Revision == revision {
			c.Was.Faces, c.Was.Width, c.Was.Height = now.Faces, now.Width, now.Height
			return c.Was, nil
		}
	}
	return now, nil
}

// changesOf says what is different between the two, in the order of the form.
func changesOf(v *visit, was, is news.Picture) (all []pictureDiff) {
	add := func(name, before, after string) {
		if before != after {
			all = append(all, pictureDiff{name, before, after})
		}
	}
	for i, l := range v.house.Languages {
		before, after := wordsIn(was, l, i == 0), wordsIn(is, l, i == 0)
		add(v.t("Caption")+" · "+own(l), before.Caption, after.Caption)
		add(v.t("Description")+" · "+own(l), before.Alt, after.Alt)
	}
	add(v.t("Credit"), was.Credit, is.Credit)
	when := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return v.full(at)
	}
	yes := map[bool]string{true: v.t("yes"), false: v.t("no")}
	add(v.t("Taken"), when(was.Taken), when(is.Taken))
	add(v.t("Take care"), was.Care, is.Care)
	add(v.t("A file photo in every story"), yes[was.Archive], yes[is.Archive])
	add(v.t("Rights"), v.t(useWords(was.Rights.Use)), v.t(useWords(is.Rights.Use)))
	add(v.t("Conditions"), was.Rights.Conditions, is.Rights.Conditions)
	add(v.t("Whose it is"), was.Rights.Source, is.Rights.Source)
	add(v.t("Not before"), when(was.Rights.From), when(is.Rights.From))
	add(v.t("Lease until"), when(was.Rights.Until), when(is.Rights.Until))
	add(v.t("Focus"), v.focusWords(was.Focus), v.focusWords(is.Focus))
	for _, shape := range news.Shapes {
		add(string(shape), v.cropWords(was, shape), v.cropWords(is, shape))
	}
	return all
}

func (v *visit) focusWords(f news.Focus) string {
	return v.digits(percentX(f) + " %, " + percentY(f) + " %")
}

// cropWords says where a crop by hand is; one that follows the focus says only that.
func (v *visit) cropWords(p news.Picture, s news.Shape) string {
	c, ok := p.Crop(s)
	if !ok || !c.ByHand {
		return v.t("Follows the focus")
	}
	return v.digits(fmt.Sprintf("%d, %d: %d × %d", c.X, c.Y, c.Width, c.Height))
}

func useWords(u news.Use) string {
	for _, c := range rightsChoices {
		if c.value == useValue(u) {
			return c.words
		}
	}
	return string(u)
}
