package press

import (
	"bytes"
	"html"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// Preview prints the page of a front as it would be in the edition, for somebody who looks
// at it before readers have it. It is the page that readers would get, but for two things:
// it has no script, so that it can stand in a frame that lets none in, and what it leads to
// is found under base, the readers' origin with a slash at its end, in a window of its own.
func (p *Press) Preview(v *archive.View, f edition.Front, base string) ([]byte, error) {
	v = v.WithFront(f)
	path := home(f.Language)
	if f.Section != "" {
		path = front(f.Language, f.Section)
	}
	return p.preview(v, path, base)
}

// PreviewHouse prints the home page of the house's first language as it would be with other
// settings, likewise.
func (p *Press) PreviewHouse(v *archive.View, h news.House, base string) ([]byte, error) {
	return p.preview(v.WithHouse(&h), home(h.Languages[0]), base)
}

// PreviewStory prints the page of a story as it would be if this edition had it, likewise:
// what somebody works on, before readers have it. It is printed for whoever asks and kept
// nowhere.
func (p *Press) PreviewStory(v *archive.View, s edition.Story, base string) ([]byte, error) {
	if v.House() == nil {
		return nil, news.Errorf(news.Unavailable, "Readers have no edition yet.")
	}
	full, err := storyPageFor(v, s)
	if err != nil {
		return nil, err
	}
	d, err := full.draft()
	if err != nil {
		return nil, err
	}
	page, err := p.finish(v, d, s.Path())
	if err != nil {
		return nil, err
	}
	return inFrame(page, base), nil
}

func (p *Press) preview(v *archive.View, path, base string) ([]byte, error) {
	page, err := p.Print(v, Name(v, path))
	if err != nil || page == nil {
		return nil, err
	}
	return inFrame(page, base), nil
}

// inFrame returns the page as it can stand in a frame that lets no script in.
func inFrame(page *Page, base string) []byte {
	head := []byte("<head>")
	return bytes.Replace(scriptless(page.Bodies().In(Identity).Bytes), head, []byte(`<head><base href="`+html.EscapeString(base)+`" target="_blank">`), 1)
}

// scriptless returns a page of ours without its scripts.
func scriptless(page []byte) []byte {
	begin, end := []byte("<script"), []byte("</script>")
	out := make([]byte, 0, len(page))
	for {
		before, rest, found := bytes.Cut(page, begin)
		out = append(out, before...)
		if !found {
			return out
		}
		_, page, _ = bytes.Cut(rest, end)
	}
}
