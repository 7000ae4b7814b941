package wire

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/letter"
)

// Letter keeps a letter that a way in has found, as TakeLetter does.
func (v *Visit) Letter(ctx context.Context, data []byte) (Outcome, error) {
	return v.room.document(ctx, v.Wire, nil, func() (item.Batch, error) { return v.room.letter(ctx, v.Wire, data) })
}

// TakeLetter does for a letter what Take does for a document: when it returns nil, the letter is kept. Two letters with one Message-ID are
// one, whatever lines the servers on their way have put in.
func (r *Room) TakeLetter(ctx context.Context, id string, data []byte) (Outcome, error) {
	return r.take(ctx, id, func(w news.Wire) (item.Batch, error) { return r.letter(ctx, w, data) })
}

// letter reads a letter. One that is kept already has no items.
func (r *Room) letter(ctx context.Context, w news.Wire, data []byte) (item.Batch, error) {
	b, err := letter.Parse(data, item.Source{Type: "message/rfc822", Zone: w.Location()})
	if err != nil {
		return b, err
	}
	var fresh []item.Item
	for i, err := range b.Items {
		if err != nil {
			return b, err
		}
		known := false
		if !strings.HasPrefix(i.GUID, "stet:") { // it has a Message-ID
			if known, err = r.options.Store.HasDispatch(ctx, w.ID, i.GUID); err != nil {
				return b, err
			}
		}
		if !known {
			fresh = append(fresh, i)
		}
	}
	problems := b.Problems
	b = item.Of(b.Format, fresh...)
	b.Problems = problems
	return b, nil
}

// Refused notes that a letter of a sender who is not on the wire's list was refused.
func (r *Room) Refused(ctx context.Context, id string) {
	w, err := r.options.Store.Wire(ctx, id)
	if err == nil {
		r.mu.Lock()
		d := r.strangers
		d[id]++
		n := d[id]
		r.mu.Unlock()
		err = r.note(ctx, w, Outcome{Problems: []string{refusedInWords(n)}}, nil)
	}
	if err != nil {
		slog.ErrorContext(ctx, "that a letter was refused could not be written down", "wire", id, "err", err)
	}
}

func refusedInWords(n int) string {
	if n == 1 {
		return "One letter of a sender who is not on the list was refused."
	}
	return fmt.Sprintf("%d letters of senders who are not on the list were refused.", n)
}
