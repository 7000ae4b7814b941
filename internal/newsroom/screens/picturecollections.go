package screens

import (
	"net/http"

	"github.com/stet-news/stet/internal/news"
)

// collectionsPage is the collections of pictures.
type collectionsPage struct {
	*visit
	collections []news.Collection
	once        string
	trouble     string
}

func (s *screens) collections(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showCollections(w, r, http.StatusOK, v, "")
}

func (s *screens) showCollections(w http.ResponseWriter, r *http.Request, status int, v *visit, trouble string) (err error) {
	p := collectionsPage{visit: v, once: newOnce(), trouble: trouble}
	if p.collections, err = s.DB.Collections(r.Context()); err != nil {
		return err
	}
	return show(w, r, status, collectionsView(p))
}

// changeCollections makes a collection, gives one another name, or deletes one.
func (s *screens) changeCollections(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	do, id, name := line(r, "do"), line(r, "collection"), line(r, "name")
	ctx := oneTime(r, line(r, "once"), "collections:"+do+":"+id)
	var err error
	switch do {
	case "make":
		_, err = s.Desk.NewCollection(ctx, v.person, name, nil)
	case "rename":
		_, err = s.Desk.RenameCollection(ctx, v.person, id, name)
	case "delete":
		_, err = s.Desk.DropCollection(ctx, v.person, id)
	default:
		err = news.Errorf(news.Invalid, "There is no such thing to do with a collection.")
	}
	if err == nil {
		return to(w, r, "/n/pictures/collections", "collection-"+do)
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showCollections(w, r, status, v, why)
}
