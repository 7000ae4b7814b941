package screens

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/stet-news/stet/internal/news"
)

// shownCollection is the collection whose dispatches the list has, if it is one.
func (p wiresPage) shownCollection() (news.DispatchCollection, bool) {
	i := slices.IndexFunc(p.collections, func(c news.DispatchCollection) bool { return c.ID == p.collection })
	if i < 0 {
		return news.DispatchCollection{}, false
	}
	return p.collections[i], true
}

// collectPage asks into which collection dispatches are put.
type collectPage struct {
	*visit
	dispatches  []news.Dispatch
	collections []news.DispatchCollection
	name        string // that is typed for a new one
	back        string // the query of the list
	trouble     string
}

func (s *screens) openCollect(r *http.Request, v *visit, ids []string, back string) (p collectPage, err error) {
	p = collectPage{visit: v, back: back}
	if err := v.person.May(news.CollectDispatches); err != nil {
		return p, err
	}
	if p.dispatches, err = s.markedDispatches(r, ids); err != nil {
		return p, err
	}
	p.collections, err = s.DB.DispatchCollections(r.Context())
	return p, err
}

// markedDispatches reads the dispatches, of which there is at least one.
func (s *screens) markedDispatches(r *http.Request, ids []string) (list []news.Dispatch, err error) {
	if len(ids) == 0 {
		return nil, news.Errorf(news.Invalid, "Mark the dispatches first.")
	}
	if len(ids) > 200 {
		return nil, news.Errorf(news.Invalid, "From 1 to %d dispatches can be marked at once.", 200)
	}
	for _, id := range ids {
		d, err := s.DB.Dispatch(r.Context(), id)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

func (s *screens) collectForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	q := r.URL.Query()
	p, err := s.openCollect(r, v, q["dispatch"], q.Get("back"))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, collectView(p))
}

// collect puts the dispatches into a collection, and goes back to the list.
func (s *screens) collect(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	ids := r.PostForm["dispatch"]
	p, err := s.openCollect(r, v, ids, line(r, "back"))
	if err != nil {
		return err
	}
	p.name = line(r, "name")
	if id := line(r, "collection"); id != "" {
		_, err = s.Desk.CollectDispatches(r.Context(), v.person, id, ids)
	} else {
		_, err = s.Desk.NewDispatchCollection(r.Context(), v.person, p.name, ids)
	}
	if err == nil {
		return backToWires(w, r, url.Values{"said": {"collected"}})
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, collectView(p))
}

func (s *screens) renameDispatchCollection(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	c, err := s.Desk.RenameDispatchCollection(r.Context(), v.person, r.PathValue("collection"), line(r, "name"))
	if err != nil {
		return err
	}
	return backToWires(w, r, url.Values{"collection": {c.ID}, "said": {"collection-rename"}})
}

func (s *screens) dropDispatchCollection(w http.ResponseWriter, r *http.Request, v *visit) error {
	if _, err := s.Desk.DropDispatchCollection(r.Context(), v.person, r.PathValue("collection")); err != nil {
		return err
	}
	return to(w, r, "/n/wires", "dispatch-collection-gone")
}

func dispatchCollectionPath(c news.DispatchCollection) string {
	return "/n/wires?" + url.Values{"collection": {c.ID}}.Encode()
}

// collectPath is where a collection is chosen for the dispatch that is read.
func (p wiresPage) collectPath() string {
	return "/n/wires/collect?" + url.Values{"dispatch": {p.reading.ID}, "back": {p.filter().Encode()}}.Encode()
}

func init() {
	maps.Copy(banglaWords, map[string]string{
		"Collect": "সংকলনে", "Put into a collection": "সংকলনে রাখুন", "Take out": "বের করুন", "The collection is empty.": "সংকলনটি খালি।",
		"Taken out of the collection.": "সংকলন থেকে বের করা হয়েছে।", "In the collection:": "সংকলনে আছে:", "collection of dispatches": "তারবার্তার সংকলন",
		"Put into the collection.":                               "সংকলনে রাখা হয়েছে।",
		"The collection is gone. Its dispatches are still here.": "সংকলন নেই। তারবার্তাগুলো আছে।",
		"Rename or delete":                                       "নাম বদলান বা মুছুন",
		"Delete; its dispatches stay":                            "মুছুন; তারবার্তা থেকে যাবে",
		"Everybody on the wire desk sees it. What is in it is kept for as long as it is there, however old it is.": "তারবার্তা ডেস্কের সবাই এটি দেখেন। যা এতে থাকে, যত পুরোনোই হোক, তত দিন মুছে যায় না।",
	})
}
