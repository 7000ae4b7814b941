// Package picture takes a photographer's file and makes what readers get of it. Nothing
// that was uploaded is ever sent to a reader: every rendition is decoded pixels, encoded
// anew, without a byte of the file's own. The original is kept for the newsroom alone.
package picture

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"golang.org/x/sync/semaphore"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
)

// MaxBytes is how large a file may be.
const MaxBytes = develop.MaxBytes

// heavy is from how many bytes a picture may take, decoded, that it is worked on alone.
const heavy = 100 << 20

// widths are those that pages ask for today: a card's are not yet among them.
var widths = develop.Widths[2:]

// Studio makes renditions and keeps files.
type Studio struct {
	files *blob.Store
	busy  *semaphore.Weighted
}

// atOnce is how many pictures are worked on at the same time.
const atOnce = 2

// New returns a studio that keeps its files in the store.
func New(files *blob.Store) *Studio {
	return &Studio{files, semaphore.NewWeighted(atOnce)}
}

// Rendition returns the bytes of a rendition, for the newsroom's own screens.
func (s *Studio) Rendition(ctx context.Context, name string) ([]byte, error) {
	return s.files.Get(ctx, "rendition/"+name)
}

// Take reads a picture, keeps it and makes its renditions. Of one that moves it takes the first. What it returns has no ID yet: Desk.AddPicture gives
// it one. A file that cannot be taken is refused in one sentence.
func (s *Studio) Take(ctx context.Context, r io.Reader, name string) (p news.Picture, err error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return p, fmt.Errorf("read the picture: %w", err)
	}
	head, free, err := s.place(ctx, data)
	if err != nil {
		return p, err
	}
	defer free()
	known := metadata.Read(data, head.Format)
	negative, err := develop.Decode(data, known.Turn)
	if err != nil {
		return p, err
	}
	p = news.Picture{
		Name: fileName(name), Width: negative.Width, Height: negative.Height,
		Caption: known.Caption, Credit: cmp.Or(known.Credit, known.Creator), Taken: known.Taken,
	}
	sum := sha256.Sum256(data)
	p.Hash = hex.EncodeToString(sum[:])
	if err := s.files.Put(ctx, "original/"+p.Hash, data); err != nil {
		return p, err
	}
	made, err := negative.Set(negative.Whole(), widths, []develop.Format{develop.JPEG})
	if err != nil {
		return p, err
	}
	for _, one := range made {
		r, err := s.keep(ctx, one)
		if err != nil {
			return p, err
		}
		p.Renditions = append(p.Renditions, r)
	}
	return p, nil
}

// place looks at a file and waits until there is a place to work on it, which free gives back.
func (s *Studio) place(ctx context.Context, data []byte) (head develop.Head, free func(), err error) {
	// Their decoders' memory and time are bounded only in the darkroom, which the newsroom does not use yet.
	if len(data) > 12 && string(data[4:8]) == "ftyp" {
		return head, nil, news.Errorf(news.Unsupported, "AVIF, HEIC and video are not taken here. Send JPEG, PNG, WebP or GIF.")
	}
	if head, err = develop.Look(data); err != nil {
		return head, nil, err
	}
	weight := int64(1)
	if head.Width*head.Height*head.BytesEach >= heavy {
		weight = atOnce
	}
	if err := s.busy.Acquire(ctx, weight); err != nil {
		return head, nil, err
	}
	return head, func() { s.busy.Release(weight) }, nil
}

// keep keeps a rendition under a name that follows from its bytes.
func (s *Studio) keep(ctx context.Context, made develop.Rendition) (news.Rendition, error) {
	sum := sha256.Sum256(made.Data)
	r := news.Rendition{Name: hex.EncodeToString(sum[:16]) + made.Format.Ending(), Width: made.Width, Height: made.Height, Bytes: int64(len(made.Data))}
	return r, s.files.Put(ctx, "rendition/"+r.Name, made.Data)
}

// fileName returns the last part of a path of any system.
func fileName(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}
