package site

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// gonePicture is the answer where the picture of a story stood that was taken away.
var gonePicture = Refusal(http.StatusGone, "This picture is not on the site any more.")

// old answers an address at which a picture stood on another site, before its page moved in:
// it leads to the rendition that is nearest to the width that the address asks for. The
// picture of a story that was taken away is gone, unless a live story has it too. It returns
// false for any other address.
func (s *Site) old(ctx context.Context, v *archive.View, r Request) (Answer, bool) {
	rendition, story, is, err := v.OldPicture(r.Path, r.Query)
	switch {
	case err != nil:
		slog.ErrorContext(ctx, "the story of a picture that moved in could not be read", "path", r.Path, "err", err)
		return Unavailable, true
	case is == archive.None:
		return Answer{}, false
	case is != archive.Live:
		return gonePicture, true
	}
	to := "/media/" + rendition
	fields := []string{
		"Location", to, "Cache-Control", "public, max-age=0, s-maxage=10", "Content-Type", "text/plain; charset=utf-8",
		"Content-Length", strconv.Itoa(len(to) + 1), "X-Content-Type-Options", "nosniff",
	}
	a := Answer{Head: press.NewHead(http.StatusMovedPermanently, append(fields, press.StoryFields(story, s.caches)...)...)}
	if r.Method != http.MethodHead {
		a.Body = []byte(to + "\n")
	}
	return a, true
}
