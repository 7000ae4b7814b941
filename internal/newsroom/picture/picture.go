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
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
)

// MaxBytes is how large a file may be.
const MaxBytes = develop.MaxBytes

// Studio makes renditions and keeps files.
type Studio struct {
	files *blob.Store
	// first is for somebody who waits, rest for what nobody waits for.
	first, rest darkroom.Room
	zone        func(context.Context) (*time.Location, error) // nil for UTC
}

// New returns a studio that keeps its files in the store. Pictures are developed in the room first when they come in, and in rest afterwards.
func New(files *blob.Store, first, rest darkroom.Room) *Studio {
	return &Studio{files: files, first: first, rest: rest}
}

// In has the studio take clocks of cameras that name no zone for those of the zone, which is asked for with each picture. It returns the studio.
func (s *Studio) In(zone func(context.Context) (*time.Location, error)) *Studio {
	s.zone = zone
	return s
}

// taken returns when a picture was taken, by what its file says.
func (s *Studio) taken(ctx context.Context, m metadata.Metadata) (time.Time, error) {
	at := m.Taken
	if at.IsZero() || m.Zoned || s.zone == nil {
		return at, nil
	}
	zone, err := s.zone(ctx)
	if err != nil {
		return at, fmt.Errorf("ask for the house's zone: %w", err)
	}
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), zone).UTC(), nil
}

// Rendition returns the bytes of a rendition, for the newsroom's own screens.
func (s *Studio) Rendition(ctx context.Context, name string) ([]byte, error) {
	return s.files.Get(ctx, blob.Rendition(name))
}

// Take reads a picture, keeps it and makes the first of its renditions: Develop makes the rest. Of one that moves it takes the first. What it returns has
// no ID yet: Desk.AddPicture gives it one. A file that cannot be taken is refused in one sentence.
func (s *Studio) Take(ctx context.Context, r io.Reader, name string) (p news.Picture, err error) {
	data, err := read(r)
	if err != nil {
		return p, err
	}
	made, err := s.first.Develop(ctx, darkroom.Job{Parts: glance()}, data)
	if err != nil {
		return p, err
	}
	known := made.Metadata
	if known.Taken, err = s.taken(ctx, known); err != nil {
		return p, err
	}
	p = news.Picture{
		Name: fileName(name), Format: made.Format, Bytes: int64(len(data)), Width: made.Width, Height: made.Height, Moves: made.Moves,
		Caption: known.Caption, Credit: cmp.Or(known.Credit, known.Creator), Taken: known.Taken, Colour: made.Colour, Likeness: made.Likeness, Faces: boxes(made.Faces),
		Metadata: known.News(),
	}
	p.Focus = news.Facing(p.Faces, p.Width, p.Height)
	sum := sha256.Sum256(data)
	p.Hash = hex.EncodeToString(sum[:])
	puts, putting := errgroup.WithContext(ctx) // somebody waits, and each waits for the disk
	puts.Go(func() error { return s.files.Put(putting, original(p.Hash), data) })
	puts.Go(func() error { return s.keepAll(putting, &p, made.Prints) })
	return p, puts.Wait()
}

// Develop makes all the renditions of a picture by the plan, and returns it with them.
func (s *Studio) Develop(ctx context.Context, p news.Picture) (news.Picture, error) {
	data, err := s.files.Get(ctx, original(p.Hash))
	if err != nil {
		return p, err
	}
	made, err := s.rest.Develop(ctx, darkroom.Job{Parts: parts(p), Carry: inscribe.Of(p)}, data)
	if err != nil {
		return p, err
	}
	p.Format, p.Bytes, p.Moves, p.Colour, p.Likeness, p.Faces = made.Format, int64(len(data)), made.Moves, made.Colour, made.Likeness, boxes(made.Faces)
	p.Crops, p.Plan = nil, Plan
	err = s.keepAll(ctx, &p, made.Prints)
	return p, err
}

// keepAll keeps the files of the prints and puts them into the picture.
func (s *Studio) keepAll(ctx context.Context, p *news.Picture, prints []darkroom.Print) error {
	for _, one := range prints {
		of := ""
		if one.Part.Cover { // two pictures that differ may have the same cover, and each goes with its own
			of = p.Hash
		}
		renditions, err := s.keep(ctx, one, of)
		if err != nil {
			return err
		}
		switch one.Part.Name {
		case whole:
			p.Renditions = renditions
		case cover.Name:
			p.Cover = renditions[0]
		default:
			p.Crops = append(p.Crops, news.Crop{
				Shape: news.Shape(one.Part.Name), X: one.Cut.Min.X, Y: one.Cut.Min.Y, Width: one.Cut.Dx(), Height: one.Cut.Dy(),
				ByHand: one.Part.Exact != nil, Renditions: renditions,
			})
		}
	}
	return nil
}

// keep keeps the files of a print and returns its renditions. Their names are a set's, see news.RenditionSet: they follow from the bytes of all of them, and from of.
func (s *Studio) keep(ctx context.Context, print darkroom.Print, of string) (all []news.Rendition, err error) {
	set := sha256.New()
	_, _ = io.WriteString(set, of)
	for _, made := range print.Renditions {
		sum := sha256.Sum256(made.Data)
		_, _ = set.Write(sum[:]) // a hash takes everything
	}
	name := hex.EncodeToString(set.Sum(nil)[:16])
	puts, putting := errgroup.WithContext(ctx)
	for _, made := range print.Renditions {
		f := news.RenditionFile{Name: fmt.Sprintf("%s-%d%s", name, made.Width, made.Format.Ending()), Bytes: int64(len(made.Data))}
		puts.Go(func() error { return s.files.Put(putting, blob.Rendition(f.Name), made.Data) })
		if n := len(all); n == 0 || all[n-1].Width != made.Width {
			all = append(all, news.Rendition{Width: made.Width, Height: made.Height})
		}
		r := &all[len(all)-1]
		switch made.Format {
		case develop.AVIF:
			r.AVIF = f
		case develop.WebP:
			r.WebP = f
		case develop.JPEG:
			r.Name, r.Bytes = f.Name, f.Bytes
		case develop.PNG:
			puts.Go(func() error { return fmt.Errorf("%s is no format of a rendition", made.Format) })
		}
	}
	return all, puts.Wait()
}

// read reads a file that comes in, of MaxBytes at most.
func read(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the picture: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, news.Errorf(news.TooLarge, "The picture is larger than %d MB.", MaxBytes>>20)
	}
	return data, nil
}

func original(hash string) string { return "original/" + hash }

// fileName returns the last part of a path of any system.
func fileName(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}
