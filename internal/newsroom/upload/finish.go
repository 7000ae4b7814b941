package upload

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// patience is how long a file may take to become a picture.
const patience = time.Minute

// ErrDiffers is a file that came and is not the one that was sent.
var ErrDiffers = news.Errorf(news.Invalid, "The file that came is not the one that was sent: its SHA-256 is another. Begin it anew.")

// final are the kinds of refusal that stay when the same file is tried again.
var final = []news.Kind{news.Invalid, news.Unsupported, news.TooLarge}

// finish makes a picture of an upload that is whole. What a file is refused for is kept, so that it is refused in the same
// words when it is asked for again; what goes wrong here is not, so that it can be tried again.
func (r *Room) finish(ctx context.Context, by news.Person, u news.Upload) (news.Upload, error) {
	if !u.Done.IsZero() {
		return u, u.Refusal()
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	p, already, err := r.take(ctx, by, u)
	refused, isRefusal := errors.AsType[*news.Error](err)
	switch {
	case err == nil:
		u.Picture, u.Already = p.ID, already
	case isRefusal && slices.Contains(final, refused.Kind):
		u.Kind, u.Refused = refused.Kind, refused.Message
	default:
		return u, err
	}
	if u.Done, err = r.DB.Now(ctx); err != nil {
		return u, err
	}
	parts := u.Parts
	u.Parts = nil
	err = r.save(ctx, u, u.Have)
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.Conflict {
		// Somebody asked twice, and the other was first.
		if u, err = r.DB.Upload(ctx, by.ID, u.ID); err != nil {
			return u, err
		}
		return u, u.Refusal()
	}
	if err != nil {
		return u, err
	}
	if err := r.removeParts(ctx, parts); err != nil {
		return u, err
	}
	return u, u.Refusal()
}

// take returns the picture, and whether it was here before.
func (r *Room) take(ctx context.Context, by news.Person, u news.Upload) (p news.Picture, already bool, err error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, r.open(u.Parts)); err != nil {
		return p, false, err
	}
	is := hex.EncodeToString(sum.Sum(nil))
	if u.Hash != "" && u.Hash != is {
		return p, false, ErrDiffers
	}
	if p, already, err = r.DB.PictureByHash(ctx, is); err != nil || already {
		return p, already, err
	}
	if p, err = r.Pictures.Take(ctx, r.open(u.Parts), u.Name); err != nil {
		return p, false, err
	}
	// What somebody says of it comes before what the file says of itself.
	p.Alt, p.Caption, p.Credit = cmp.Or(u.Alt, p.Alt), cmp.Or(u.Caption, p.Caption), cmp.Or(u.Credit, p.Credit)
	if !u.Taken.IsZero() {
		p.Taken = u.Taken
	}
	p, err = r.Desk.AddPicture(ctx, by, p)
	return p, false, err
}

// open returns the bytes of the parts, one after the other.
func (r *Room) open(parts []news.UploadPart) io.Reader {
	all := make([]io.Reader, len(parts))
	for i, p := range parts {
		all[i] = &partReader{files: r.Files, name: p.Name}
	}
	return io.MultiReader(all...)
}

// partReader opens its file when it is read, and closes it at its end.
type partReader struct {
	files *blob.Store
	name  string
	file  io.ReadCloser
}

func (p *partReader) Read(b []byte) (int, error) {
	if p.file == nil {
		f, err := p.files.Open(p.name)
		if err != nil {
			return 0, errors.New(p.name + " of an upload is missing") // which nobody is to blame for but us
		}
		p.file = f
	}
	n, err := p.file.Read(b)
	if err != nil {
		_ = p.file.Close() // it was only read
	}
	return n, err
}

// IsSum reports whether err says that what came is not what was sent: a piece, or the whole file.
func IsSum(err error) bool {
	e, ok := errors.AsType[*news.Error](err)
	return ok && (e.Message == ErrSum.Error() || e.Message == ErrDiffers.Error())
}

// There returns the picture that has the hash, so that nobody sends it again.
func (r *Room) There(ctx context.Context, hash string) (news.Picture, bool, error) {
	if hash == "" {
		return news.Picture{}, false, nil
	}
	return r.DB.PictureByHash(ctx, hash)
}

// Has returns the picture that a finished upload has become, nil for none.
func (r *Room) Has(ctx context.Context, u news.Upload) (*news.Picture, error) {
	if u.Picture == "" {
		return nil, nil //nolint:nilnil // none is no error
	}
	p, err := r.DB.Picture(ctx, u.Picture)
	if store.IsNotFound(err) {
		return nil, nil //nolint:nilnil // somebody took it away meanwhile
	}
	return &p, err
}

// mostSimilar is how many pictures somebody is shown beside a new one.
const mostSimilar = 4

// Similar returns the pictures that look like p, the most alike first.
func (r *Room) Similar(ctx context.Context, p news.Picture) ([]news.Picture, error) {
	if p.Likeness == "" {
		return nil, nil
	}
	found, err := r.DB.FindPictures(ctx, store.PictureFilter{Like: p.Likeness, Limit: mostSimilar + 1})
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(found.Items, func(one news.Picture) bool { return one.ID == p.ID })
	return all[:min(len(all), mostSimilar)], nil
}
