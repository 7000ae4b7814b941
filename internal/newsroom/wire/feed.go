package wire

import (
	"context"
	"encoding/base64"
	"net/http"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"

// get asks the wire's address whether it has changed. It returns no answer if it has not, or if nothing came: the Outcome then. With an answer,
// an error says that it broke off.
func get(ctx context.Context, v *Visit, accepted string) (*fetch.Answer, Outcome, error) {
	d, w := v.desk, v.Wire
	request := fetch.Request{URL: w.Address, Accept: accepted, MaxBody: item.MaxFile, Secret: credentials(w.Login, v.Secret)}
	if d.address == "" || d.address == w.Address {
		request.ETag, request.LastModified = w.Health.ETag, w.Health.LastModified
	}
	d.address = w.Address
	answer, broken := v.room.options.Fetch.Get(ctx, request)
	switch {
	case answer == nil:
		return nil, Outcome{Err: broken}, nil
	case answer.NotModified:
		return nil, Outcome{Same: true, ETag: w.Health.ETag, Modified: w.Health.LastModified}, nil
	}
	return answer, Outcome{}, broken
}

// credentials are the headers in which a wire's secret is sent.
func credentials(l news.Login, secret news.Secret) http.Header {
	switch l.How {
	case news.LoginBasic:
		return http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte(l.User+":"+string(secret)))}}
	case news.LoginBearer:
		return http.Header{"Authorization": {"Bearer " + string(secret)}}
	case news.LoginHeader:
		return http.Header{http.CanonicalHeaderKey(l.Header): {string(secret)}}
	case news.LoginNone, news.LoginKey, news.LoginSignature:
	}
	return nil
}

// feed tries a feed: asks whether it has changed, and keeps what is new in it. Of a feed
// that breaks off, the items that came are kept.
func feed(ctx context.Context, v *Visit) Outcome {
	r, d, w := v.room, v.desk, v.Wire
	answer, out, broken := get(ctx, v, accept)
	if answer == nil {
		if out.Same {
			out.Every, _ = r.subscribe(ctx, w, nil)
		}
		return out
	}
	f, err := format.Read(answer.Body, item.Source{URL: answer.URL, Type: answer.Type, Zone: w.Location(), Known: d.has})
	if broken != nil && (err != nil || f.Len == 0) {
		return Outcome{Err: broken}
	}
	if err != nil {
		return Outcome{Err: err}
	}
	out = r.keep(ctx, d, w, f.Items)
	if broken != nil {
		out.Problems = append(out.Problems, words(broken))
	} else if out.Lost == 0 {
		out.ETag, out.Modified = answer.ETag, answer.LastModified
	}
	out.Problems = append(out.Problems, f.Problems...)
	if out.Err == nil && f.Len == 0 && len(out.Problems) > 0 {
		out.Err = news.Errorf(news.Invalid, "%s", out.Problems[0])
	}
	if broken == nil && out.Err == nil {
		every, problem := r.subscribe(ctx, w, answer)
		if out.Every = every; problem != "" {
			out.Problems = append(out.Problems, problem)
		}
	}
	return out
}
