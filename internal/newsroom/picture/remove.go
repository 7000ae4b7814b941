package picture

import (
	"context"
	"errors"
	"image"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
)

// Original returns the bytes of the picture's file as it came. Whoever gets them is on record: see Desk.OpenOriginal.
func (s *Studio) Original(ctx context.Context, p news.Picture) ([]byte, error) {
	return s.files.Get(ctx, original(p.Hash))
}

// Remove removes files that nobody needs any more, for good: the original with the hash, if there is one, and the renditions of those names.
func (s *Studio) Remove(ctx context.Context, hash string, renditions []string) (failed error) {
	if hash != "" {
		failed = s.files.Remove(ctx, original(hash))
	}
	for _, name := range renditions {
		failed = errors.Join(failed, s.files.Remove(ctx, blob.Rendition(name)))
	}
	return failed
}

// boxes are the faces as the newsroom keeps them.
func boxes(faces []image.Rectangle) (all []news.Box) {
	for _, f := range faces {
		all = append(all, news.Box{X: f.Min.X, Y: f.Min.Y, Width: f.Dx(), Height: f.Dy()})
	}
	return all
}
