// Package upload takes files in pieces over bad lines: what came before the line broke is kept, in whichever process it came
// to, and the rest follows when there is a line again. A file that is whole becomes a picture, or a film or a sound.
//
// Each piece is a file of its own in the blob store, and which pieces there are is one row in the database, so that any
// process of the newsroom takes the next piece, and a process that dies loses less than a piece.
package upload

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/recording"
	"github.com/stet-news/stet/internal/store"
)

// The limits of uploads.
const (
	MaxBytes = picture.MaxBytes    // of one picture; of films and sounds, see package recording
	MostOpen = 32                  // of one person at the same time
	MostKept = MostOpen * MaxBytes // bytes of one person's at the same time
	Life     = 24 * time.Hour      // from when an upload begins until what is kept of it is thrown away
	piece    = 1 << 20             // bytes that are kept at a time
)

// folder is where the pieces lie in the blob store.
const folder = "part"

// Room takes uploads.
type Room struct {
	DB         *store.DB
	Files      *blob.Store
	Pictures   *picture.Studio
	Recordings *recording.Studio
	Desk       *desk.Desk
	Life       time.Duration // 0 for Life
}

func (r *Room) life() time.Duration {
	if r.Life != 0 {
		return r.Life
	}
	return Life
}

var hashes = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Begin begins an upload of what u says: Length, and whatever is known of Name, Hash, Caption, Credit, Alt and Taken. With a
// key, the same again is the same upload.
func (r *Room) Begin(ctx context.Context, by news.Person, u news.Upload, key string) (news.Upload, error) {
	if err := by.May(news.UploadPicture); err != nil {
		return u, err
	}
	switch {
	case u.Kind == news.UploadsRecording:
		if err := recording.MayHave(u.Length, strings.HasPrefix(u.Type, "audio/")); err != nil {
			return u, err
		}
	case u.Kind != news.UploadsPicture:
		return u, news.Errorf(news.Invalid, "A file becomes a picture or a recording, and not %q.", string(u.Kind))
	case u.Length > MaxBytes:
		return u, news.Errorf(news.TooLarge, "The file has more than %d MB, which is the most a picture may have. Send a smaller one.", MaxBytes>>20)
	}
	switch {
	case u.Length <= 0:
		return u, news.Errorf(news.Invalid, "The file is empty.")
	case u.Hash != "" && !hashes.MatchString(u.Hash):
		return u, news.Errorf(news.Invalid, "The SHA-256 of the file is 64 hex digits; %q is not.", u.Hash)
	}
	u.Name = u.Name[strings.LastIndexAny(u.Name, `/\`)+1:]
	for what, s := range map[string]*string{"caption": &u.Caption, "credit": &u.Credit, "description": &u.Alt, "file name": &u.Name} {
		var err error
		if *s, err = news.CleanNote(what, *s); err != nil {
			return u, err
		}
	}
	u.ID, u.Person = newID(by.ID, key), by.ID
	err := r.DB.Tx(ctx, func(tx *store.Tx) error {
		old, err := tx.Upload(ctx, by.ID, u.ID)
		if err == nil {
			if old.Length != u.Length || old.Name != u.Name || old.Hash != u.Hash || old.Kind != u.Kind {
				return news.Errorf(news.Conflict, "Another upload began under this key. Take a new key for another file.")
			}
			u = old
			return nil
		}
		if !store.IsNotFound(err) {
			return err
		}
		return r.add(ctx, tx, &u)
	})
	return u, err
}

func (r *Room) add(ctx context.Context, tx *store.Tx, u *news.Upload) error {
	open, err := tx.Uploads(ctx, u.Person)
	if err != nil {
		return err
	}
	if len(open) >= MostOpen {
		return news.Errorf(news.TooMany, "%d of your uploads have begun and are not finished. Finish some or remove them first.", len(open))
	}
	kept := u.Length
	for _, o := range open {
		kept += o.Length
	}
	if kept > MostKept {
		return news.Errorf(news.TooMany, "Your uploads that have begun and are not finished would have more than %d MB together. Finish some or remove them first.", MostKept>>20)
	}
	if u.Begun, err = tx.Now(ctx); err != nil {
		return err
	}
	u.Expires = u.Begun.Add(r.life())
	if err := tx.DropUpload(ctx, u.ID); err != nil { // one of the same key that has expired
		return err
	}
	return tx.AddUpload(ctx, *u)
}

func newID(person, key string) string {
	if key == "" {
		return strings.ToLower(rand.Text())
	}
	sum := sha256.Sum256([]byte(person + "\n" + key))
	return hex.EncodeToString(sum[:16])
}

// Sum is what a piece must come to; it is kept whole or not at all. The zero value asks for nothing.
type Sum struct {
	Hash hash.Hash
	Want []byte
}

// ErrSum is what came and is not what was sent.
var ErrSum = news.Errorf(news.Invalid, "What came is not what was sent: the line changed it. Nothing of it was kept; send it again.")

// Append keeps what body has of the upload from the offset on. What came before the body broke off is kept too, unless a
// sum is asked for. After the last byte the file becomes a picture, as Finish says.
func (r *Room) Append(ctx context.Context, by news.Person, id string, offset int64, body io.Reader, sum Sum) (news.Upload, error) {
	if err := by.May(news.UploadPicture); err != nil {
		return news.Upload{}, err
	}
	u, err := r.DB.Upload(ctx, by.ID, id)
	if err != nil {
		return u, err
	}
	if offset != u.Have {
		return u, news.Errorf(news.Conflict, "%d bytes of this file are here, so it goes on at %d and not at %d.", u.Have, u.Have, offset)
	}
	// What came is kept although whoever sent it is gone meanwhile.
	ctx = context.WithoutCancel(ctx)
	if u, err = r.read(ctx, u, body, sum); err != nil {
		return u, err
	}
	if u.Have < u.Length {
		return u, nil
	}
	return r.finish(ctx, by, u)
}

// read keeps the body piece by piece.
func (r *Room) read(ctx context.Context, u news.Upload, body io.Reader, sum Sum) (news.Upload, error) {
	from, buf := u.Have, make([]byte, min(piece, u.Length-u.Have)+1)
	var rest error // why there is no more
	for rest == nil && u.Have < u.Length {
		room := buf[:min(piece, u.Length-u.Have)]
		if u.Length-u.Have <= piece {
			room = buf[:len(room)+1] // to see one byte too many before the last is kept
		}
		var n int
		n, rest = io.ReadFull(body, room)
		if int64(n) > u.Length-u.Have {
			return u, news.Errorf(news.TooLarge, "The file was to have %d bytes, and more came.", u.Length)
		}
		if n == 0 {
			break
		}
		if sum.Hash != nil {
			sum.Hash.Write(room[:n])
		}
		part := news.UploadPart{Name: folder + "/" + strings.ToLower(rand.Text()), Bytes: int64(n)}
		if err := r.Files.Put(ctx, part.Name, room[:n]); err != nil {
			return u, err
		}
		u.Parts, u.Have = append(slices.Clip(u.Parts), part), u.Have+int64(n)
		if sum.Hash == nil {
			if err := r.save(ctx, u, from); err != nil {
				return u, err
			}
			from = u.Have
		}
	}
	broken := rest != nil && !errors.Is(rest, io.EOF) && !errors.Is(rest, io.ErrUnexpectedEOF)
	if sum.Hash != nil {
		if broken || !bytes.Equal(sum.Hash.Sum(nil), sum.Want) {
			return u, ErrSum // its pieces are nobody's, and are cleared away with what expires
		}
		if err := r.save(ctx, u, from); err != nil {
			return u, err
		}
	}
	if broken && u.Have < u.Length {
		return u, news.Errorf(news.Invalid, "The line broke. %d of %d bytes are here; go on from there.", u.Have, u.Length)
	}
	return u, nil
}

func (r *Room) save(ctx context.Context, u news.Upload, from int64) error {
	return r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.SaveUpload(ctx, u, from) })
}

// Drop throws away what is kept of an upload. A picture that it has become stays.
func (r *Room) Drop(ctx context.Context, by news.Person, id string) error {
	if err := by.May(news.UploadPicture); err != nil {
		return err
	}
	u, err := r.DB.Upload(ctx, by.ID, id)
	if err != nil {
		return err
	}
	return r.forget(ctx, u)
}

// forget removes the row first: a piece without a row is cleared away some day, a row without its pieces is a lie.
func (r *Room) forget(ctx context.Context, u news.Upload) error {
	if err := r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.DropUpload(ctx, u.ID) }); err != nil {
		return err
	}
	return r.removeParts(ctx, u.Parts)
}

func (r *Room) removeParts(ctx context.Context, parts []news.UploadPart) (err error) {
	for _, p := range parts {
		err = errors.Join(err, r.Files.Remove(ctx, p.Name))
	}
	return err
}

// Expire throws away what is kept of uploads whose time is over, and pieces that nobody names. It is to be called every
// hour or so, in any number of processes.
func (r *Room) Expire(ctx context.Context) error {
	for {
		over, err := r.DB.ExpiredUploads(ctx)
		if err != nil {
			return err
		}
		for _, u := range over {
			if err := r.forget(ctx, u); err != nil {
				return fmt.Errorf("forget upload %s: %w", u.ID, err)
			}
		}
		if len(over) == 0 {
			return r.Files.Clear(ctx, folder, time.Now().Add(-2*Life))
		}
	}
}
