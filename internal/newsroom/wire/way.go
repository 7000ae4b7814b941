package wire

import (
	"context"
	"log/slog"
	"runtime/debug"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// Way is a way in: it asks a wire of its kind for what is new and keeps it. It ends soon after ctx does. Two tries of one wire never run
// at a time; tries of two wires do.
type Way func(ctx context.Context, v *Visit) Outcome

// ways are those of this package. Others come by Options.Ways.
var ways = map[news.WireKind]Way{
	news.FeedWire: feed,

	news.PageWire: page,

	news.FolderWire: folder,
}

func (r *Room) way(kind news.WireKind) (Way, bool) {
	if way, ok := r.options.Ways[kind]; ok {
		return way, true
	}
	way, ok := ways[kind]
	return way, ok
}

// Visit is one try of a wire.
type Visit struct {
	Wire   news.Wire
	Secret news.Secret // "" if it has none
	// Memory is what the way in notes of this wire from one try to the next, for as long as the process runs and the wire is not changed.
	Memory map[string]string

	room *Room
	desk *desk
}

// Keep keeps the items. The same item with the same bytes is nothing new.
func (v *Visit) Keep(ctx context.Context, all item.Items) Outcome {
	return v.room.keep(ctx, &desk{known: map[string]string{}}, v.Wire, all)
}

// File reads a file in the format that it shows to be in, and keeps what is in it. An error is of the file, and a sentence if it is a
// *news.Error; Outcome.Err is of the store: then the file is to be brought again.
func (v *Visit) File(ctx context.Context, data []byte, from item.Source) (Outcome, error) {
	return v.room.document(ctx, v.Wire, nil, func() (item.Batch, error) {
		from.Zone = v.Wire.Location()
		return format.Read(data, from)
	})
}

// document keeps what is in a document. An error is of the document, out.Err of the store. A fault of ours counts as the document's, so
// that it cannot stop all that come after it. beside is desk.beside, or nil.
func (r *Room) document(ctx context.Context, w news.Wire, beside func(string) ([]byte, bool), read func() (item.Batch, error)) (out Outcome, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			slog.ErrorContext(ctx, "a fault while reading a document", "wire", w.ID, "fault", fault, "stack", string(debug.Stack()))
			out, err = Outcome{}, errFault
		}
	}()
	batch, err := read()
	if err != nil {
		return Outcome{}, err
	}
	// What was in one document says nothing about the next: nothing is known yet.
	out = r.keep(ctx, &desk{known: map[string]string{}, beside: beside}, w, batch.Items)
	out.Problems = append(out.Problems, batch.Problems...)
	return out, nil
}

var errNoSecret = news.Errorf(news.Unavailable, "The secret of this wire cannot be opened: the key of wires is not there, or is another one. Whoever runs Stet must put its file back (see --wires-key), or the secret must be typed again.")

// secret returns the wire's secret, "" if it has none.
func (r *Room) secret(ctx context.Context, w news.Wire) (news.Secret, error) {
	if w.Login.How == news.LoginNone {
		return "", nil
	}
	sealed, err := r.options.Store.WireSecret(ctx, w.ID)
	if err != nil {
		return "", err
	}
	if r.options.Secrets == nil || sealed == "" {
		return "", errNoSecret
	}
	text, ok := r.options.Secrets.Open(w.Named(), sealed)
	if !ok {
		return "", errNoSecret
	}
	return news.Secret(text), nil
}
