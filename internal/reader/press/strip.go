package press

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// gap stands in a page, as it is rendered, where the bar goes. No text of a story can be
// taken for it: templates write < as &lt;.
const gap = "<!--news update-->"

// Bar is the bar of a language as it stands in every page of an edition: made once, and
// put into each page by Page.With.
type Bar struct {
	made   int64 // the edition that changed it last
	house  *news.House
	html   []byte
	sum    [sha256.Size]byte
	zipped []byte // as a part of a deflate stream that ends on a whole byte
	crc    uint32
}

// bars keeps the last bar of each language, so that it is rendered once an edition and
// not once a page.
type bars struct {
	mu   sync.Mutex
	last map[news.Language]*Bar
}

// LiteBar names what stands in the place of the bar on the lite pages of the language: the
// emergency banner alone. It is asked for as the bar of a language is.
func LiteBar(l news.Language) news.Language { return l + liteBar }

const liteBar = "/lite"

// Bar returns the bar of the language in the edition, or what LiteBar names.
func (p *Press) Bar(v *archive.View, l news.Language) (*Bar, error) {
	_, made := v.Bar(full(l))
	p.bars.mu.Lock()
	defer p.bars.mu.Unlock()
	if b := p.bars.last[l]; b != nil && b.made == made && b.house == v.House() {
		return b, nil
	}
	b, err := makeBar(v, l)
	if err != nil {
		return nil, err
	}
	if p.bars.last == nil {
		p.bars.last = map[news.Language]*Bar{}
	}
	if last := p.bars.last[l]; last == nil || last.made <= made { // who reads an older edition does not bring it back
		p.bars.last[l] = b
	}
	return b, nil
}

// full returns the language whose bar it is.
func full(l news.Language) news.Language {
	return news.Language(strings.TrimSuffix(string(l), liteBar))
}

func makeBar(v *archive.View, l news.Language) (*Bar, error) {
	b := &Bar{house: v.House()}
	shown := barOf(v, full(l))
	b.made = shown.rev
	content := newsUpdate(shown)
	if full(l) != l {
		content = liteEmergency(shown)
	}
	html := bytes.NewBuffer(make([]byte, 0, 4<<10))
	if err := content.Render(context.Background(), html); err != nil {
		return nil, fmt.Errorf("make the bar of %s: %w", l, err)
	}
	b.html, b.sum, b.crc = html.Bytes(), sha256.Sum256(html.Bytes()), crc32.ChecksumIEEE(html.Bytes())
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	var err error
	b.zipped, err = s.part(b.html, false)
	return b, err
}
