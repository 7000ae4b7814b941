package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// PictureRights is what a search says of the rights of pictures.
type PictureRights string

// What rights can be asked for. A picture whose time is over is only among the expired, whatever it may be used for.
const (
	FreeNow        PictureRights = "free"
	ConditionalNow PictureRights = "conditional"
	DeniedNow      PictureRights = "denied"
	Expired        PictureRights = "expired"
	NotYet         PictureRights = "not_yet" // no reader may have it before a time that is to come
)

// AllPictureRights are all of them, in the order screens list them.
var AllPictureRights = []PictureRights{FreeNow, ConditionalNow, DeniedNow, Expired, NotYet}

// Orientation is the shape of a picture in a word.
type Orientation string

// The orientations. What is within a twentieth of a square is one.
const (
	Landscape Orientation = "landscape"
	Portrait  Orientation = "portrait"
	Square    Orientation = "square"
)

// Orientations are all of them, in the order screens list them.
var Orientations = []Orientation{Landscape, Portrait, Square}

// Lack is what nobody said of a picture.
type Lack string

// What a picture can lack.
const (
	NoCaption Lack = "caption"
	NoCredit  Lack = "credit"
	NoAlt     Lack = "alt"
)

// Lacks are all of them, in the order screens list them.
var Lacks = []Lack{NoCaption, NoCredit, NoAlt}

// PictureFilter is which pictures are looked for. What is left empty leaves out none.
type PictureFilter struct {
	Words       string // each must be somewhere in what is said of the picture, or in its file's name
	Credit      string // each of these words must be in the credit
	Rights      PictureRights
	By          string // ID of the person who uploaded it
	From        time.Time
	Before      time.Time // taken from From until before Before; one that does not say when counts as taken when it was uploaded
	Colour      news.NamedColour
	Orientation Orientation
	Care        bool // somebody is to be careful with it
	Lacks       Lack
	Unused      bool   // in no story and no portrait
	Collection  string // ID
	Like        string // a likeness: those that differ from it in at most Unlike bits come, the most alike first, and no cursor
	Unlike      int    // news.MostUnlike if it is zero
	Cursor      string // PicturesFound.Next of the page before
	Limit       int    // from 1 to 200
}

// Empty reports whether every picture is asked for.
func (f PictureFilter) Empty() bool {
	f.Cursor, f.Limit, f.Unlike = "", 0, 0
	return f == PictureFilter{}
}

// PicturesFound is a page of pictures, the last uploaded first.
type PicturesFound struct {
	Items []news.Picture `json:"items"`
	Total int            `json:"total"`          // on all pages, at most MostPicturesCounted
	More  bool           `json:"more,omitempty"` // there are more than Total
	Next  string         `json:"next,omitempty"` // where the next page begins; empty on the last
}

// MostPicturesCounted is how far what was found is counted.
const MostPicturesCounted = 1000

// FindPictures returns a page of the pictures that the filter asks for. Words are looked up as readers' search does: in either script, and if few
// pictures have them so, by their sound.
func (db *DB) FindPictures(ctx context.Context, f PictureFilter) (found PicturesFound, err error) {
	found.Items = []news.Picture{}
	tx, done, err := db.read.begin(ctx, db.dialect.search.options)
	if err != nil {
		return found, fmt.Errorf("begin to look for pictures: %w", err)
	}
	defer done()
	defer func() { _ = tx.Rollback() }() // it only reads
	for _, text := range db.dialect.search.pictures.prepare {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return found, fmt.Errorf("prepare to look for pictures: %w", err)
		}
	}
	s := pictureSearch{tx, db.dialect}
	if err = s.find(ctx, f, &found); err != nil {
		if _, ok := errors.AsType[*news.Error](err); ok {
			return found, err
		}
		return found, fmt.Errorf("look for pictures: %w", err)
	}
	return found, nil
}

// pictureSearch is one search, in one state of the index.
type pictureSearch struct {
	tx      transaction
	dialect dialect
}

func (s pictureSearch) find(ctx context.Context, f PictureFilter, found *PicturesFound) error {
	var w where
	facts, err := s.facts(ctx, f, &w)
	if err != nil {
		return err
	}
	var alike []Alike
	if f.Like != "" {
		if alike, err = findAlike(ctx, s.tx, f.Like, cmp.Or(f.Unlike, news.MostUnlike)); err != nil || len(alike) == 0 {
			return err
		}
		ids := make([]string, len(alike))
		for i, a := range alike {
			ids[i] = a.Picture
		}
		w.anyOf("f.picture", ids)
	}
	words, credit := meaningful([]string{f.Words}), meaningful([]string{f.Credit})
	if f.Words != "" && len(words) == 0 || f.Credit != "" && len(credit) == 0 {
		return nil // nothing has no letter
	}
	level := terms.Variant
	for {
		if found.Total, err = s.count(ctx, w, pictureCondition(words, credit, level, facts)); err != nil {
			return err
		}
		if level == terms.Sound || found.Total >= few || len(words)+len(credit) == 0 {
			break
		}
		level = terms.Sound
	}
	if found.Total > MostPicturesCounted {
		found.Total, found.More = MostPicturesCounted, true
	}
	if found.Total == 0 {
		return nil
	}
	return s.page(ctx, f, w, pictureCondition(words, credit, level, facts), alike, found)
}

// pictureCondition is what the picture's tokens must be. A word that is known by its sound is still known by its spelling.
func pictureCondition(words, credit []terms.Term, level terms.Level, facts condition) condition {
	c := condition{}
	for _, t := range words {
		c = append(c, group(anywhere, t, level))
	}
	for _, t := range credit {
		c = append(c, group(inByline, t, level))
	}
	return append(c, facts...)
}

// facts returns which facts the picture must have as tokens, and adds the others to w.
func (s pictureSearch) facts(ctx context.Context, f PictureFilter, w *where) (c condition, err error) {
	fact := func(kind, value string) {
		if value != "" {
			c = append(c, []string{kind + strings.Map(tokenLetter, strings.ToValidUTF8(value, ""))})
		}
	}
	switch f.Rights {
	case FreeNow, ConditionalNow, DeniedNow:
		fact(ofUse, string(f.Rights))
		w.conditions = append(w.conditions, `(f.ends = 0 OR f.ends > `+s.dialect.now+`)`)
	case Expired:
		w.conditions = append(w.conditions, `f.ends > 0`, `f.ends <= `+s.dialect.now)
	case NotYet:
		w.conditions = append(w.conditions, `f.starts > `+s.dialect.now)
	case "":
	default:
		return nil, news.Errorf(news.Invalid, "There are no rights %q; there are free, conditional, denied, expired and not_yet.", f.Rights)
	}
	fact(ofUploader, f.By)
	fact(ofColour, string(f.Colour))
	fact(ofOrientation, string(f.Orientation))
	fact(ofLack, string(f.Lacks))
	if f.Care {
		fact(ofKind, careKind)
	}
	if !f.From.IsZero() && !f.Before.IsZero() {
		if tokens := during(f.From, f.Before); len(tokens) > 0 {
			c = append(c, tokens)
		}
	}
	if !f.From.IsZero() {
		w.and(`f.taken >= ?`, micros(f.From))
	}
	if !f.Before.IsZero() {
		w.and(`f.taken < ?`, micros(f.Before))
	}
	if f.Collection != "" {
		w.and(`f.picture IN (SELECT picture FROM picture_collected WHERE collection = ?)`, strings.Map(tokenLetter, strings.ToValidUTF8(f.Collection, "")))
	}
	if f.Unused {
		w.conditions = append(w.conditions, `NOT EXISTS (SELECT 1 FROM picture_use u WHERE u.picture = f.picture)`)
	}
	return c, ctx.Err()
}

// anyOf adds that the column is one of the values.
func (w *where) anyOf(column string, values []string) {
	holes := make([]string, len(values))
	for i, v := range values {
		w.args = append(w.args, v)
		holes[i] = "$" + strconv.Itoa(len(w.args))
	}
	w.conditions = append(w.conditions, column+" IN ("+strings.Join(holes, ", ")+")")
}

// from is the text after SELECT … of what the conditions ask for.
func (s pictureSearch) from(w where, c condition) (text string, full where) {
	full = where{slices.Clone(w.conditions), slices.Clone(w.args)}
	text = `FROM picture_find f`
	if len(c) > 0 {
		full.args = append(full.args, c.text(s.dialect.search))
		text = `FROM (` + strings.ReplaceAll(s.dialect.search.pictures.match, "$1", "$"+strconv.Itoa(len(full.args))) + `) t JOIN picture_find f ON f.place = t.place`
	}
	return text, full
}

func (s pictureSearch) count(ctx context.Context, w where, c condition) (n int, err error) {
	from, full := s.from(w, c)
	err = s.tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 AS one `+from+full.text()+` LIMIT `+strconv.Itoa(MostPicturesCounted+1)+`) AS found`, full.args...).Scan(&n)
	return n, err
}

func (s pictureSearch) page(ctx context.Context, f PictureFilter, w where, c condition, alike []Alike, found *PicturesFound) error {
	limit := bound(f.Limit, 200)
	from, full := s.from(w, c)
	order := "f.place"
	if len(c) > 0 {
		order = "t.place"
	}
	if f.Cursor != "" {
		at, err := strconv.ParseInt(f.Cursor, 36, 64)
		if err != nil {
			return news.Errorf(news.Invalid, "%q is not where a page of pictures begins.", f.Cursor)
		}
		full.and(order+` < ?`, at)
	}
	if alike != nil {
		limit = len(alike)
	}
	type placed struct {
		place int64
		p     news.Picture
	}
	rows, err := all(ctx, s.tx, func(row scanner) (one placed, err error) {
		var item []byte
		if err := row.Scan(&one.place, &item); err != nil {
			return one, err
		}
		one.p, err = pictureOf(item)
		return one, err
	}, `SELECT found.place, p.item FROM (SELECT f.place AS place, f.picture AS picture `+from+full.text()+` ORDER BY `+order+` DESC LIMIT `+strconv.Itoa(limit+1)+`) AS found
		JOIN picture p ON p.id = found.picture ORDER BY found.place DESC`, full.args...)
	if err != nil {
		return err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		found.Next = strconv.FormatInt(rows[limit-1].place, 36)
	}
	for _, one := range rows {
		found.Items = append(found.Items, one.p)
	}
	if alike != nil {
		nearest := map[string]int{}
		for i, a := range alike {
			nearest[a.Picture] = i
		}
		slices.SortStableFunc(found.Items, func(a, b news.Picture) int { return cmp.Compare(nearest[a.ID], nearest[b.ID]) })
	}
	return nil
}
