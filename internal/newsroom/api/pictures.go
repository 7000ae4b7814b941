package api

import (
	"bytes"
	"cmp"
	"net/url"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// Uploaded is a picture that was sent, or the one that was here with the same file, and those that look like it.
type Uploaded struct {
	news.Picture
	There   bool     `json:"there,omitempty"`   // it was here already: nothing was kept
	Similar []string `json:"similar,omitempty"` // IDs of pictures that look like it, the most alike first: perhaps one of them is meant
}

// Named is what a collection is called.
type Named struct {
	Name     string   `json:"name"`
	Pictures []string `json:"pictures,omitempty"` // IDs of those that a new one has from the start
}

// Collected are pictures that are put into a collection, or taken out.
type Collected struct {
	Pictures []string `json:"pictures"`
}

// Described is what is said of many pictures at once.
type Described struct {
	Pictures []desk.PictureRow `json:"pictures"`
}

// pictureQuery is what GET /pictures can be asked for.
var pictureQuery = []string{
	"q", "rights", "credit", "by", "from", "before", "colour", "orientation", "care", "lacks", "unused", "collection", "like", "cursor", "limit",
}

func pictureFilter(q url.Values) (f store.PictureFilter, err error) {
	f = store.PictureFilter{
		Words: q.Get("q"), Credit: q.Get("credit"), Rights: store.PictureRights(q.Get("rights")), By: q.Get("by"), Colour: news.NamedColour(q.Get("colour")),
		Orientation: store.Orientation(q.Get("orientation")), Care: q.Get("care") == "true", Lacks: store.Lack(q.Get("lacks")), Unused: q.Get("unused") == "true",
		Collection: q.Get("collection"), Cursor: q.Get("cursor"), Limit: 200,
	}
	for name, at := range map[string]*time.Time{"from": &f.From, "before": &f.Before} {
		text := q.Get(name)
		if text == "" {
			continue
		}
		if *at, err = time.Parse(time.RFC3339, text); err != nil {
			return f, news.Errorf(news.Invalid, "%q is not a time as 2026-03-26T15:04:05+06:00.", text)
		}
	}
	if text := q.Get("limit"); text != "" {
		if f.Limit, err = strconv.Atoi(text); err != nil || f.Limit < 1 || f.Limit > 200 {
			return f, news.Errorf(news.Invalid, "A page has from 1 to 200 pictures; %q is none of that.", text)
		}
	}
	return f, nil
}

// pictureDesk are the routes by which pictures are sent, looked for and put together.
func pictureDesk(p Parts) []Route {
	upload := on("POST", "/pictures", "Uploads a picture: the file itself, or a form with the field \"file\"", news.UploadPicture, 201, func(c call, _ none) (Uploaded, error) {
		pic, err := p.Pictures.Take(c.Context(), bytes.NewReader(c.upload.data), c.upload.Name)
		if err != nil {
			return Uploaded{Picture: pic}, err
		}
		// What somebody says of it comes before what the file says of itself.
		pic.Alt, pic.Caption, pic.Credit = c.upload.Alt, cmp.Or(c.upload.Caption, pic.Caption), cmp.Or(c.upload.Credit, pic.Credit)
		_, there, err := p.DB.PictureByHash(c.Context(), pic.Hash)
		if err != nil {
			return Uploaded{}, err
		}
		there = there && c.Header.Get("Idempotency-Key") == "" // sent again, it gets the answer that it got first
		if pic, err = p.Desk.AddPicture(c.Context(), c.by, pic); err != nil {
			return Uploaded{Picture: pic}, err
		}
		similar, err := p.DB.SimilarTo(c.Context(), pic)
		return Uploaded{Picture: pic, There: there, Similar: similar}, err
	}).query("name", "caption", "credit", "alt")
	upload.raw = true
	return append([]Route{
		upload,
		on("GET", "/pictures", "Looks for pictures, the last uploaded first, a page at a time; \"like\" is a picture's ID", news.ReadCopy, 200, func(c call, _ none) (store.PicturesFound, error) {
			f, err := pictureFilter(c.URL.Query())
			if err != nil {
				return store.PicturesFound{}, err
			}
			if id := c.URL.Query().Get("like"); id != "" {
				pic, err := p.DB.Picture(c.Context(), id)
				if err != nil {
					return store.PicturesFound{}, err
				}
				f.Like = cmp.Or(pic.Likeness, "unknown")
			}
			return p.DB.FindPictures(c.Context(), f)
		}).query(pictureQuery...),
		on("POST", "/pictures/describe", "Changes what is said of many pictures at once: of all, or of none if one is refused", news.UploadPicture, 200, func(c call, in Described) (List[news.Picture], error) {
			all, err := p.Desk.DescribePictures(c.Context(), c.by, in.Pictures)
			return List[news.Picture]{Items: all}, err
		}),
	}, collections(p)...)
}

func collections(p Parts) []Route {
	return []Route{
		on("GET", "/collections", "Lists the collections of pictures", news.ReadCopy, 200, func(c call, _ none) (List[news.Collection], error) {
			all, err := p.DB.Collections(c.Context())
			return List[news.Collection]{Items: all}, err
		}),
		on("POST", "/collections", "Makes a collection of pictures", news.CollectPictures, 201, func(c call, in Named) (news.Collection, error) {
			return p.Desk.NewCollection(c.Context(), c.by, in.Name, in.Pictures)
		}),
		on("PUT", "/collections/{id}", "Gives a collection another name", news.CollectPictures, 200, func(c call, in Named) (news.Collection, error) {
			return p.Desk.RenameCollection(c.Context(), c.by, c.PathValue("id"), in.Name)
		}),
		on("DELETE", "/collections/{id}", "Deletes a collection; its pictures stay", news.CollectPictures, 200, func(c call, _ none) (news.Collection, error) {
			return p.Desk.DropCollection(c.Context(), c.by, c.PathValue("id"))
		}),
		on("POST", "/collections/{id}/add", "Puts pictures into a collection", news.CollectPictures, 200, func(c call, in Collected) (news.Collection, error) {
			return p.Desk.Collect(c.Context(), c.by, c.PathValue("id"), in.Pictures)
		}),
		on("POST", "/collections/{id}/remove", "Takes pictures out of a collection", news.CollectPictures, 200, func(c call, in Collected) (news.Collection, error) {
			return p.Desk.Uncollect(c.Context(), c.by, c.PathValue("id"), in.Pictures)
		}),
	}
}
