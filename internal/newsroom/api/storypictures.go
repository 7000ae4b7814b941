package api

import (
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// StoryPicture is a picture as a story uses it, with what stands in the way of it and what was decided about it.
type StoryPicture struct {
	news.PictureUse
	Where   string           `json:"where"`             // "The lead picture"
	Taken   time.Time        `json:"taken,omitzero"`    // zero if the picture does not say
	Dated   bool             `json:"dated"`             // its dates make it a file photo
	Marked  bool             `json:"marked"`            // readers are told that it is one
	Refused string           `json:"refused,omitempty"` // why it may not be shown now
	Lacks   string           `json:"lacks,omitempty"`   // what must be said of it before readers have it
	Rights  news.Rights      `json:"rights,omitzero"`
	Said    news.PictureSaid `json:"said,omitzero"`
}

// storyPictureRoutes are what is decided about the pictures of one story.
func storyPictureRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/stories/{number}/pictures", "Lists the pictures of the story as it is kept: their rights, and whether each is called a file photo", news.ReadCopy, 200, func(c call, _ none) (List[StoryPicture], error) {
			return storyPictures(c, p.DB)
		}),
		on("POST", "/stories/{number}/pictures/{picture}/mark", "Takes the mark “File photo” off a picture of the story, with a reason for the log, or puts it back; readers of a live story have it at once", news.FilePhoto, 200, func(c call, in Mark) (news.PictureSaid, error) {
			n, err := c.number("number")
			if err != nil {
				return news.PictureSaid{}, err
			}
			return p.Desk.FilePhoto(c.Context(), c.by, n, desk.FileMark{Picture: c.PathValue("picture"), Off: in.Off, Reason: in.Reason})
		}),
		on("POST", "/stories/{number}/pictures/{picture}/agree", "Says that the conditions of a picture of the story were read and are kept to", news.AgreeToTerms, 200, func(c call, _ none) (news.PictureSaid, error) {
			n, err := c.number("number")
			if err != nil {
				return news.PictureSaid{}, err
			}
			return p.Desk.AgreeToTerms(c.Context(), c.by, n, c.PathValue("picture"))
		}),
	}
}

// Mark is a decision about the mark "File photo".
type Mark struct {
	Off    bool   `json:"off"`
	Reason string `json:"reason,omitempty"` // needed to take it off
}

func storyPictures(c call, db *store.DB) (list List[StoryPicture], err error) {
	n, err := c.number("number")
	if err != nil {
		return list, err
	}
	s, err := db.Story(c.Context(), n)
	if err == nil {
		err = s.Readable()
	}
	if err != nil {
		return list, err
	}
	house, err := db.House(c.Context())
	if err != nil {
		return list, err
	}
	said, err := db.PicturesSaid(c.Context(), n)
	if err != nil {
		return list, err
	}
	now, err := db.Now(c.Context())
	if err != nil {
		return list, err
	}
	published := s.Published
	if published.IsZero() {
		published = now
	}
	list.Items = []StoryPicture{}
	for _, u := range s.Content.Uses() {
		pic, err := db.Picture(c.Context(), u.Picture)
		if store.IsNotFound(err) {
			continue
		}
		if err != nil {
			return list, err
		}
		one := StoryPicture{
			PictureUse: u.PictureUse, Where: u.Where.String(), Taken: pic.Taken, Dated: pic.FileFor(published, house.FileAfter()),
			Marked: pic.FileMark(u.PictureUse, said[pic.ID], published, house.FileAfter()), Rights: pic.Rights, Said: said[pic.ID],
		}
		if why := pic.MayShowAs(u, now); why != nil {
			one.Refused = why.Error()
		}
		if why := u.Lacks(s.Content.Language); why != nil {
			one.Lacks = why.Error()
		}
		list.Items = append(list.Items, one)
	}
	return list, nil
}
