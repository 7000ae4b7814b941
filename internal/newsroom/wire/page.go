package wire

import (
	"context"
	"iter"
	"slices"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/webpage"
	"github.com/stet-news/stet/internal/store"
)

// page tries a web page: its story is one dispatch, and another version of it when what readers read in it has changed. A page around a
// story is never the same twice, so its bytes do not count.
func page(ctx context.Context, v *Visit) Outcome {
	answer, out, broken := get(ctx, v, "text/html, application/xhtml+xml;q=0.9")
	if answer == nil {
		return out
	}
	if broken != nil {
		return Outcome{Err: broken}
	}
	had, err := v.room.options.Store.Dispatches(ctx, store.DispatchFilter{Wire: v.Wire.ID, Limit: 20})
	if err != nil {
		return Outcome{Err: err}
	}
	out, err = v.room.document(ctx, v.Wire, nil, func() (item.Batch, error) {
		batch, err := webpage.Parse(answer.Body, item.Source{URL: answer.URL, Type: answer.Type, Zone: v.Wire.Location()})
		if err == nil {
			batch.Items = others(batch.Items, had)
		}
		return batch, err
	})
	if err != nil {
		return Outcome{Err: err}
	}
	if out.Lost == 0 {
		out.ETag, out.Modified = answer.ETag, answer.LastModified
	}
	return out
}

// others returns the items that do not say what a dispatch which is kept says.
func others(all item.Items, had []news.Dispatch) item.Items {
	return func(yield func(item.Item, error) bool) {
		next, stop := iter.Pull2(all)
		defer stop()
		for i, err, ok := next(); ok; i, err, ok = next() {
			said := func(d news.Dispatch) bool { return err == nil && d.GUID == i.GUID && same(d, i.Dispatch) }
			if !slices.ContainsFunc(had, said) && !yield(i, err) {
				return
			}
		}
	}
}

// same reports whether two readings of a page are one to who reads it.
func same(a, b news.Dispatch) bool {
	return a.Headline == b.Headline && a.Summary == b.Summary && a.Author == b.Author && a.Body.Plain() == b.Body.Plain()
}
