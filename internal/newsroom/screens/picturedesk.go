package screens

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// picturesShown is how many pictures a page of the picture desk has.
const picturesShown = 60

// gridView shows pictures, where listView shows what is known of each in a line.
const gridView = "grid"

// picturesPage is the picture desk: the newsroom's pictures, or those that are looked for.
type picturesPage struct {
	*visit
	filter      store.PictureFilter
	asked       url.Values // the query, without where the page begins
	like        news.Picture
	view        string
	found       store.PicturesFound
	uses        map[string]int // in how many places each is used
	collections []news.Collection
	collection  news.Collection
	staff       []news.Person
	once        string
	done        string // what the form before did, in a sentence
	trouble     string
}

// mayUpload returns nil if the person may send pictures, and else why not.
func (v *visit) mayUpload() error { return v.person.May(news.UploadPicture) }

// pictureQuery is what pictures can be asked for, in the order of the query.
var pictureQuery = []string{"q", "rights", "credit", "by", "from", "until", "colour", "shape", "care", "lacks", "unused", "collection", "like", "view"}

func (s *screens) pictures(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openPictures(r, v, r.URL.Query())
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, picturesView(p))
}

func (s *screens) showPictures(w http.ResponseWriter, r *http.Request, status int, v *visit, q url.Values, edit func(*picturesPage)) error {
	p, err := s.openPictures(r, v, q)
	if err != nil {
		return err
	}
	edit(&p)
	return show(w, r, status, picturesView(p))
}

// openPictures reads the pictures as the query wants to see them.
func (s *screens) openPictures(r *http.Request, v *visit, q url.Values) (p picturesPage, err error) {
	ctx := r.Context()
	p = picturesPage{visit: v, asked: url.Values{}, view: gridView, once: newOnce()}
	for _, name := range pictureQuery {
		if value := strings.TrimSpace(q.Get(name)); value != "" {
			p.asked.Set(name, value)
		}
	}
	if p.asked.Get("view") == listView {
		p.view = listView
	} else {
		p.asked.Del("view")
	}
	if p.collections, err = s.DB.Collections(ctx); err != nil {
		return p, err
	}
	if p.staff, err = s.DB.People(ctx); err != nil {
		return p, err
	}
	p.filter = pictureFilter(p.asked, v.zone)
	p.filter.Limit, p.filter.Cursor = picturesShown, q.Get("after")
	if id := p.asked.Get("like"); id != "" {
		if p.like, err = s.DB.Picture(ctx, id); err != nil {
			return p, err
		}
		if p.filter.Like = p.like.Likeness; p.filter.Like == "" {
			p.filter.Like = "unknown"
		}
	}
	if i := slices.IndexFunc(p.collections, func(c news.Collection) bool { return c.ID == p.filter.Collection }); i >= 0 {
		p.collection = p.collections[i]
	}
	if p.found, err = s.DB.FindPictures(ctx, p.filter); err != nil {
		return p, err
	}
	if p.uses, err = s.DB.UsesOf(ctx, p.found.Items); err != nil {
		return p, err
	}
	p.done = p.whatWasDone(q)
	return p, nil
}

// pictureFilter is the filter that the query asks for, days being those of the zone. What is no day and no choice leaves nothing out.
func pictureFilter(q url.Values, zone *time.Location) store.PictureFilter {
	f := store.PictureFilter{
		Words: q.Get("q"), Credit: q.Get("credit"), By: q.Get("by"), Collection: q.Get("collection"),
		Care: q.Get("care") != "", Unused: q.Get("unused") != "",
		Rights: oneOf(store.AllPictureRights, q.Get("rights")), Orientation: oneOf(store.Orientations, q.Get("shape")),
		Lacks: oneOf(store.Lacks, q.Get("lacks")), Colour: oneOf(news.NamedColours, q.Get("colour")),
	}
	if day, err := time.ParseInLocation(time.DateOnly, q.Get("from"), zone); err == nil {
		f.From = day
	}
	if day, err := time.ParseInLocation(time.DateOnly, q.Get("until"), zone); err == nil {
		f.Before = day.AddDate(0, 0, 1) // until the end of the day
	}
	return f
}

// oneOf returns the value if it is one of those that there are.
func oneOf[T ~string](there []T, value string) T {
	if slices.Contains(there, T(value)) {
		return T(value)
	}
	return ""
}

// address is the page with one thing of its query changed; "" takes it away. It begins at its beginning.
func (p picturesPage) address(name, value string) string {
	q := url.Values{}
	for k, v := range p.asked {
		q[k] = v
	}
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if e := q.Encode(); e != "" {
		return "/n/pictures?" + e
	}
	return "/n/pictures"
}

// more reports whether something is asked for that the form shows only when it is opened.
func (p picturesPage) more() bool {
	return slices.ContainsFunc([]string{"credit", "by", "from", "until", "colour", "care", "lacks", "unused"}, p.asked.Has)
}

func (p picturesPage) filtered() bool { return !p.filter.Empty() }

// results says how many were found.
func (p picturesPage) results() string {
	if p.found.More {
		return p.sentence("More than {n} pictures", "n", p.count(p.found.Total))
	}
	return p.visit.pictures(p.found.Total)
}

// pictures says how many pictures there are.
func (v *visit) pictures(n int) string {
	if n == 1 {
		return v.t("1 picture")
	}
	return v.sentence("{n} pictures", "n", v.count(n))
}

// whatWasDone says what the form before this page did.
func (p picturesPage) whatWasDone(q url.Values) string {
	n, err := strconv.Atoi(q.Get("n"))
	if err != nil {
		return ""
	}
	switch q.Get("done") {
	case "collected":
		return p.sentence("In the collection {name} are {n} pictures now.", "n", p.count(n), "name", quoted(p.collection.Name))
	case "captioned":
		return p.sentence("{n} pictures are described anew.", "n", p.count(n))
	}
	return ""
}

// mark is something that is to be known of a picture at a glance, in a sign and in words.
type mark struct{ class, sign, words, title string }

// marksOf are the marks of a picture: whether it may be used, what it lacks, whether it is old, and how often it is used.
func (p picturesPage) marksOf(pic news.Picture) (marks []mark) {
	add := func(class, sign, words, title string) { marks = append(marks, mark{class, sign, words, title}) }
	r := pic.Rights
	switch {
	case !r.Until.IsZero() && !p.now.Before(r.Until):
		add("bad", "✗", p.t("expired"), p.full(r.Until))
	case r.Use == news.Denied:
		add("bad", "✗", p.t("not to be used"), r.Conditions)
	case p.now.Before(r.From):
		add("note", "⏳", p.sentence("not before {time}", "time", p.when(r.From)), "")
	case r.Use == news.Conditional:
		add("note", "◐", p.t("on conditions"), r.Conditions)
	default:
		add("good", "✓", p.t("free"), "")
	}
	if pic.Credit == "" {
		add("note", "⚠", p.t("no credit"), "")
	}
	if pic.Alt == "" && !described(pic) {
		add("note", "⚠", p.t("no description"), "")
	}
	if pic.Care != "" {
		add("note", "⚠", pic.Care, p.t("Take care"))
	}
	if pic.FileFor(p.now, p.house.FileAfter()) {
		add("", "", p.sentence("FILE {year}", "year", p.digits(takenOf(pic).In(p.zone).Format("2006"))), p.t("File photo"))
	}
	if n := p.uses[pic.ID]; n > 0 {
		add("", "", p.sentence("used {n}×", "n", p.count(n)), "")
	}
	return marks
}

// described reports whether the picture is described in some language.
func described(p news.Picture) bool {
	for _, w := range p.Words {
		if w.Alt != "" {
			return true
		}
	}
	return false
}

// takenOf is when the picture was taken, or at the latest.
func takenOf(p news.Picture) time.Time {
	if p.Taken.IsZero() {
		return p.Uploaded
	}
	return p.Taken
}

// collectionsIn are the collections that pictures can be put into from here.
func (p picturesPage) collectionsIn() []news.Collection {
	return slices.DeleteFunc(slices.Clone(p.collections), func(c news.Collection) bool { return c.ID == p.collection.ID })
}

// The words of the filters.
var (
	rightsWords = map[string]string{
		string(store.FreeNow): "Free", string(store.ConditionalNow): "On conditions", string(store.DeniedNow): "Not to be used", string(store.Expired): "Expired", string(store.NotYet): "Not yet",
	}
	shapeWords  = map[string]string{string(store.Landscape): "Landscape", string(store.Portrait): "Portrait", string(store.Square): "Square"}
	lackWords   = map[string]string{string(store.NoCaption): "No caption", string(store.NoCredit): "No credit", string(store.NoAlt): "No description"}
	colourWords = map[string]string{
		"red": "Red", "orange": "Orange", "yellow": "Yellow", "green": "Green", "teal": "Teal", "blue": "Blue", "purple": "Purple", "pink": "Pink", "brown": "Brown",
		"black": "Black", "grey": "Grey", "white": "White",
	}
)
