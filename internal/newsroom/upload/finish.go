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

// patience is how long a file may take to become a picture, a film or a sound.
const patience = time.Minute

// ErrDiffers is a file that came and is not the one that was sent.
var ErrDiffers = news.Errorf(news.Invalid, "The file that came is not the one that was sent: its SHA-256 is another. Begin it anew.")

// final are the kinds of refusal that stay when the same file is tried again.
var final = []news.Kind{news.Invalid, news.Unsupported, news.TooLarge}

// finish makes of an upload that is whole what it is to become. What a file is refused for is kept, so that it is refused in the same
// words when it is asked for again; what goes wrong here is not, so that it can be tried again.
func (r *Room) finish(ctx context.Context, by news.Person, u news.Upload) (news.Upload, error) {
	if !u.Done.IsZero() {
		return u, u.Refusal()
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := r.become(ctx, by, &u)
	refused, isRefusal := errors.AsType[*news.Error](err)
	switch {
	case err == nil:
	case isRefusal && slices.Contains(final, refused.Kind):
		u.Trouble, u.Refused = refused.Kind, refused.Message
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

// become makes of the file what it is to become, and notes what that is.
func (r *Room) become(ctx context.Context, by news.Person, u *news.Upload) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, r.open(u.Parts)); err != nil {
		return err
	}
	is := hex.EncodeToString(sum.Sum(nil))
	if u.Hash != "" && u.Hash != is {
		return ErrDiffers
	}
	if u.Kind == news.UploadsRecording {
		rec, already, err := r.takeRecording(ctx, by, *u, is)
		u.Recording, u.Already = rec.ID, already
		return err
	}
	p, already, err := r.takePicture(ctx, by, *u, is)
	u.Picture, u.Already = p.ID, already
	return err
}

// takeRecording returns the film or sound whose SHA-256 is known, and whether it was here before.
func (r *Room) takeRecording(ctx context.Context, by news.Person, u news.Upload, is string) (rec news.Recording, already bool, err error) {
	if rec, already, err = r.DB.RecordingByHash(ctx, is); err != nil || already {
		return rec, already, err
	}
	if rec, err = r.Recordings.Take(ctx, r.open(u.Parts), u.Name); err != nil {
		return rec, false, err
	}
	rec.Caption, rec.Credit = u.Caption, u.Credit
	rec, err = r.Desk.AddRecording(ctx, by, rec)
	return rec, false, err
}

// takePicture returns the picture whose SHA-256 is known, and whether it was here before.
func (r *Room) takePicture(ctx context.Context, by news.Person, u news.Upload, is string) (p news.Picture, already bool, err error) {
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

// Became is what an upload has become: one of the two, or none.
type Became struct {
	Picture   *news.Picture   `json:"picture,omitempty"`
	Recording *news.Recording `json:"recording,omitempty"`
}

// There returns what is here with the hash that the upload says of itself, so that nobody sends it again.
func (r *Room) There(ctx context.Context, u news.Upload) (b Became, err error) {
	var found bool
	switch {
	case u.Hash == "":
	case u.Kind == news.UploadsRecording:
		var rec news.Recording
		if rec, found, err = r.DB.RecordingByHash(ctx, u.Hash); found {
			b.Recording = &rec
		}
	default:
		var p news.Picture
		if p, found, err = r.DB.PictureByHash(ctx, u.Hash); found {
			b.Picture = &p
		}
	}
	return b, err
}

// Has returns what a finished upload has become. What somebody took away meanwhile is none.
func (r *Room) Has(ctx context.Context, u news.Upload) (b Became, err error) {
	switch {
	case u.Picture != "":
		var p news.Picture
		if p, err = r.DB.Picture(ctx, u.Picture); err == nil {
			b.Picture = &p
		}
	case u.Recording != "":
		var rec news.Recording
		if rec, err = r.DB.Recording(ctx, u.Recording); err == nil {
			b.Recording = &rec
		}
	}
	if store.IsNotFound(err) {
		err = nil
	}
	return b, err
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
