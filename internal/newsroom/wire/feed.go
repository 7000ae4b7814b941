package wire

import (
	"context"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"

// feed tries a feed: asks whether it has changed, and keeps what is new in it. Of a feed
// that breaks off, the items that came are kept.
func (r *Room) feed(ctx context.Context, d *desk, w news.Wire) outcome {
	request := fetch.Request{URL: w.Address, Accept: accept, MaxBody: item.MaxFile}
	if d.address == "" || d.address == w.Address {
		request.ETag, request.LastModified = w.Health.ETag, w.Health.LastModified
	}
	d.address = w.Address
	answer, broken := r.options.Fetch.Get(ctx, request)
	switch {
	case answer == nil:
		return outcome{err: broken}
	case answer.NotModified:
		return outcome{same: true, etag: w.Health.ETag, modified: w.Health.LastModified}
	}
	f, err := format.Read(answer.Body, item.Source{URL: answer.URL, Type: answer.Type, Zone: w.Location()})
	if broken != nil && (err != nil || f.Len == 0) {
		return outcome{err: broken}
	}
	if err != nil {
		return outcome{err: err}
	}
	out := r.keep(ctx, d, w, f.Items)
	if broken != nil {
		out.problems = append(out.problems, words(broken))
	} else if out.lost == 0 {
		out.etag, out.modified = answer.ETag, answer.LastModified
	}
	out.problems = append(out.problems, f.Problems...)
	if out.err == nil && f.Len == 0 && len(out.problems) > 0 {
		out.err = news.Errorf(news.Invalid, "%s", out.problems[0])
	}
	return out
}
