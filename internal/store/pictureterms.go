package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// The index of pictures is two tables, as that of stories is: table picture_find has a row for each picture, gives it a place and has the facts that
// are compared; table picture_terms has at that place what it is found by. Both are written by Tx.SavePicture.

// What a picture is found by beside words, each a letter and a fact.
const (
	ofUse         = "r"
	ofUploader    = "u"
	ofColour      = "c"
	ofOrientation = "o"
	ofLack        = "m"
	ofMonth       = "d" // in which it was taken, in UTC
	ofYear        = "y"

	careKind = "care"
)

// findVersion changes whenever pictures are found by something else than before: those that were kept under another are kept anew.
const findVersion = 1000*terms.Version + 2

// pictureTokens returns what the picture is found by, sorted, each once.
func pictureTokens(p news.Picture) []string {
	words := placed{}
	said := []string{p.Caption, p.Alt, p.Name, p.Rights.Source, p.Metadata.Headline, p.Metadata.Creator, p.Metadata.City, p.Metadata.Country}
	said = append(said, p.Metadata.Keywords...)
	alt, caption := p.Alt, p.Caption
	for _, w := range p.Words {
		said = append(said, w.Caption, w.Alt)
		alt, caption = alt+w.Alt, caption+w.Caption
	}
	for _, s := range said {
		words.add(s, 0)
	}
	words.add(p.Credit, 1<<signed)
	var all []string
	for word, at := range words {
		for l, forms := range terms.Of(word).Forms {
			for _, f := range forms {
				all = append(all, anywhere+levelLetters[l]+f)
				if at != 0 {
					all = append(all, inByline+levelLetters[l]+f)
				}
			}
		}
	}
	fact := func(kind, value string) {
		if value = strings.Map(tokenLetter, value); value != "" {
			all = append(all, kind+value)
		}
	}
	use := string(p.Rights.Use)
	if p.Rights.Use == news.Free {
		use = string(FreeNow)
	}
	fact(ofUse, use)
	fact(ofUploader, p.By.ID)
	fact(ofOrientation, string(orientationOf(p.Width, p.Height)))
	if c, ok := news.NameColour(p.Colour); ok {
		fact(ofColour, string(c))
	}
	if p.Care != "" {
		fact(ofKind, careKind)
	}
	taken := takenAt(p).UTC()
	fact(ofMonth, taken.Format("200601"))
	fact(ofYear, taken.Format("2006"))
	for lack, said := range map[Lack]string{NoCaption: caption, NoCredit: p.Credit, NoAlt: alt} {
		if said == "" {
			fact(ofLack, string(lack))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// takenAt is when the picture was taken, or at the latest: when it was uploaded.
func takenAt(p news.Picture) time.Time {
	if p.Taken.IsZero() {
		return p.Uploaded
	}
	return p.Taken
}

// mostMonths is up to how many months a span is looked for month by month, and mostYears up to how many years year by year.
const (
	mostMonths = 36
	mostYears  = 60
)

// during returns the tokens of the months, or of the years, that the span from a time until before another touches: one of them a picture taken in it has.
// It returns none if they are too many.
func during(from, before time.Time) (tokens []string) {
	from, last := from.UTC(), before.UTC()
	months := (last.Year()-from.Year())*12 + int(last.Month()-from.Month()) + 1
	switch {
	case months > 0 && months <= mostMonths:
		for i := range months {
			tokens = append(tokens, ofMonth+time.Date(from.Year(), from.Month()+time.Month(i), 1, 0, 0, 0, 0, time.UTC).Format("200601"))
		}
	case months > 0 && months <= mostYears*12:
		for year := from.Year(); year <= last.Year(); year++ {
			tokens = append(tokens, ofYear+fmt.Sprintf("%04d", year))
		}
	}
	return tokens
}

func orientationOf(width, height int) Orientation {
	switch {
	case width*20 > height*21:
		return Landscape
	case height*20 > width*21:
		return Portrait
	default:
		return Square
	}
}

// indexPicture brings the index up to the picture.
func (tx *Tx) indexPicture(ctx context.Context, p news.Picture) error {
	words := strings.Join(pictureTokens(p), " ")
	digest := sha256.Sum256([]byte(words))
	sum := hex.EncodeToString(digest[:8])
	var place int64
	var had string
	err := tx.tx.QueryRowContext(ctx, `SELECT place, sum FROM picture_find WHERE picture = $1`, p.ID).Scan(&place, &had)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if place, err = tx.freePicturePlace(ctx, p); err != nil {
			return err
		}
	case err != nil:
		return err
	case had != sum:
		if _, err := tx.exec(ctx, tx.dialect.search.pictures.drop, place); err != nil {
			return err
		}
	}
	if had != sum {
		if _, err := tx.exec(ctx, tx.dialect.search.pictures.put, place, words); err != nil {
			return err
		}
	}
	parts := findParts(p.Likeness)
	_, err = tx.exec(ctx, `UPDATE picture_find SET taken = $1, starts = $2, ends = $3, likeness = $4, part0 = $5, part1 = $6, part2 = $7, part3 = $8,
		sum = $9, version = $10 WHERE place = $11`, micros(takenAt(p)), micros(p.Rights.From), micros(p.Rights.Until), p.Likeness,
		parts[0], parts[1], parts[2], parts[3], sum, findVersion, place)
	return err
}

// freePicturePlace gives the picture a place: the microsecond of its upload, or the next that nobody has.
func (tx *Tx) freePicturePlace(ctx context.Context, p news.Picture) (int64, error) {
	for place := micros(p.Uploaded); ; place++ {
		n, err := tx.exec(ctx, `INSERT INTO picture_find (place, picture) VALUES ($1, $2) ON CONFLICT (place) DO NOTHING`, place, p.ID)
		if err != nil || n == 1 {
			return place, err
		}
	}
}

// RefillPictures takes every picture out of the index. FillPictures brings them into it again.
func (db *DB) RefillPictures(ctx context.Context) error {
	return db.Tx(ctx, func(tx *Tx) error {
		_, err := tx.exec(ctx, `UPDATE picture_find SET version = 0, sum = ''`)
		return err
	})
}

// fillPictures is how many pictures one transaction of FillPictures brings into the index.
const fillPictures = 50

// FillPictures brings into the index of pictures what is not in it: pictures from before there was one, or that were kept under another version. It
// can be stopped at any moment. It returns how many it brought in.
func (db *DB) FillPictures(ctx context.Context) (done int, err error) {
	for from := int64(1) << 62; ; {
		type waiting struct {
			id       string
			uploaded int64
		}
		list, err := all(ctx, db.read, func(row scanner) (w waiting, err error) { return w, row.Scan(&w.id, &w.uploaded) },
			`SELECT p.id, p.uploaded FROM picture p LEFT JOIN picture_find f ON f.picture = p.id
			WHERE p.uploaded <= $1 AND COALESCE(f.version, 0) <> $2 ORDER BY p.uploaded DESC LIMIT `+fmt.Sprint(fillPictures), from, findVersion)
		if err != nil {
			return done, fmt.Errorf("fill the index of pictures: %w", err)
		}
		if len(list) == 0 {
			return done, nil
		}
		err = db.Tx(ctx, func(tx *Tx) error {
			for _, w := range list {
				// Written, so that nobody changes it until this is done.
				p, err := one(tx.tx.QueryRowContext(ctx, `UPDATE picture SET hash = hash WHERE id = $1 RETURNING item`, w.id), scanPicture, "There is no picture %s.", w.id)
				if err != nil {
					return err
				}
				if err := tx.indexPicture(ctx, p); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return done, fmt.Errorf("fill the index of pictures: %w", err)
		}
		done, from = done+len(list), list[len(list)-1].uploaded
	}
}

func pictureOf(item []byte) (p news.Picture, err error) { return p, json.Unmarshal(item, &p) }
