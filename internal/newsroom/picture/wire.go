package picture

import (
	"bytes"
	"cmp"
	"context"
	"net/url"
	"path"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// TakeFromWire takes a picture of a dispatch: the file that is kept, or what fetch gets from the address that the wire points to. See Take.
func (s *Studio) TakeFromWire(ctx context.Context, m news.Media, fetch func(ctx context.Context, address string) ([]byte, error)) (news.Picture, error) {
	data, err := s.FromWire(ctx, m)
	if !m.Kept() && m.URL != "" {
		data, err = fetch(ctx, m.URL)
	}
	if err != nil {
		return news.Picture{}, err
	}
	name := m.Name
	if u, err := url.Parse(m.URL); err == nil && u.Path != "" {
		name = cmp.Or(name, path.Base(u.Path))
	}
	return s.Take(ctx, bytes.NewReader(data), name)
}

// FromWire returns the bytes of a file that came with a dispatch.
func (s *Studio) FromWire(ctx context.Context, m news.Media) ([]byte, error) {
	if !m.Kept() {
		return nil, news.Errorf(news.NotFound, "The file has not come with the dispatch.")
	}
	return s.files.Get(ctx, blob.WireFile(m.Hash))
}

// SmallFromWire returns what the newsroom's screens show of a picture that came with a dispatch: a small JPEG, encoded anew. It is made when it is
// first asked for, and kept.
func (s *Studio) SmallFromWire(ctx context.Context, m news.Media) ([]byte, error) {
	if small, err := s.files.Get(ctx, blob.WireSmall(m.Hash)); err == nil {
		return small, nil
	}
	data, err := s.FromWire(ctx, m)
	if err != nil {
		return nil, err
	}
	made, err := s.first.Develop(ctx, darkroom.Job{Parts: []darkroom.Part{{Name: whole, Formats: []develop.Format{develop.JPEG}, Widths: develop.Widths[:4]}}}, data)
	if err != nil {
		return nil, err
	}
	all := made.Prints[0].Renditions
	small := all[len(all)-1].Data
	return small, s.files.Put(ctx, blob.WireSmall(m.Hash), small)
}
