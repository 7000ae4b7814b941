package reading

import "github.com/stet-news/stet/internal/news"

// places knows where each byte of a text that was read stands: the text of a story or of a dispatch.
type places struct {
	text  string
	heads []head // of what stands before the body
	body  news.TextPlaces
	from  int    // where the body begins in the text
	tail  []head // captions after the body
}

// head is a line before the body.
type head struct {
	part string
	at   int
	text string
}

// newPlaces returns the places of what join makes of the same.
func newPlaces(headline, standfirst string, body news.Document) *places {
	p := &places{body: body.Places()}
	p.text = join(headline, standfirst, p.body.Text)
	for _, h := range []head{{part: "headline", text: headline}, {part: "standfirst", text: standfirst}} {
		if h.text != "" {
			h.at = p.from
			p.heads = append(p.heads, h)
			p.from += len(h.text) + len("\n\n")
		}
	}
	return p
}

// withCaptions puts a caption after the text. One that is empty has a number all the same.
func (p *places) withCaptions(caption string) {
	at := len(p.text)
	if caption != "" && p.text != "" {
		at += len("\n\n")
	}
	p.text = join(p.text, caption)
	p.tail = append(p.tail, head{part: "caption", at: at, text: caption})
}

// at returns where the span of bytes stands.
func (p *places) at(start, end int) Place {
	for _, h := range p.heads {
		if start < h.at+len(h.text) {
			within := func(at int) int { return news.Units(h.text[:max(0, min(at-h.at, len(h.text)))]) }
			return Place{Part: h.part, Start: within(start), End: within(end)}
		}
	}
	for i, t := range p.tail {
		if t.text != "" && start >= t.at && start < t.at+len(t.text) {
			return Place{Part: t.part, Block: i, Start: news.Units(t.text[:start-t.at]), End: news.Units(t.text[:max(0, min(end-t.at, len(t.text)))])}
		}
	}
	return p.inBody(start-p.from, end-p.from)
}

// inBody returns where the span of bytes of the body's plain text stands.
func (p *places) inBody(start, end int) Place {
	at, _ := p.body.At(start, end)
	return Place{Part: "body", Block: at.Block, Start: at.Start, End: at.End}
}
