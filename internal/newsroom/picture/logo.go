package picture

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
)

// The limits of a logo: twice the size at which it is shown, and few enough bytes for the
// head of every page.
const (
	logoHeight = 96
	logoWidth  = 640
	logoBytes  = 24 << 10
)

// Logo reads a picture of the house's name, of any form that Take reads, and keeps it as
// a PNG of our own encoding that may be transparent.
func (s *Studio) Logo(ctx context.Context, r io.Reader) (*news.Logo, error) {
	data, err := read(r)
	if err != nil {
		return nil, err
	}
	made, err := s.first.Develop(ctx, darkroom.Job{Logo: &darkroom.Logo{Width: logoWidth, Height: logoHeight}}, data)
	if err != nil {
		return nil, err
	}
	logo := made.Prints[0].Renditions[0]
	if len(logo.Data) > logoBytes {
		return nil, news.Errorf(news.TooLarge, "The logo takes %d KB at the size at which it is shown; it may take %d, since it stands on every page. Use fewer colours.",
			len(logo.Data)>>10, logoBytes>>10)
	}
	sum := sha256.Sum256(logo.Data)
	l := &news.Logo{Rendition: news.Rendition{
		Name: "logo-" + hex.EncodeToString(sum[:16]) + ".png", Width: logo.Width, Height: logo.Height, Bytes: int64(len(logo.Data)),
	}}
	return l, s.files.Put(ctx, blob.Rendition(l.Rendition.Name), logo.Data)
}
