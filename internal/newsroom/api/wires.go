package api

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/crossmatch"
	"github.com/stet-news/stet/internal/store"
)

// ReadDispatch is a dispatch with those in the other of Bangla and English that may tell of the same event, the likeliest first, three at most.
type ReadDispatch struct {
	news.Dispatch
	PerhapsSame []PerhapsSame `json:"perhaps_same,omitempty"`
}

// PerhapsSame is a dispatch that may tell of the same event. Nobody has said so.
type PerhapsSame struct {
	ID       string        `json:"id"`
	WireName string        `json:"wire_name"`
	Language news.Language `json:"language"`
	Headline string        `json:"headline"`
	Received time.Time     `json:"received"`
}

func readDispatch(ctx context.Context, db *store.DB, d news.Dispatch) (ReadDispatch, error) {
	read := ReadDispatch{Dispatch: d}
	found, err := crossmatch.Find(ctx, db, d)
	for _, one := range found {
		read.PerhapsSame = append(read.PerhapsSame, PerhapsSame{one.ID, one.WireName, one.Language, one.Headline, one.Received})
	}
	return read, err
}

// NewWire is a wire that is added or changed. Every is in nanoseconds, 0 for five minutes.
type NewWire struct {
	Name     string        `json:"name"`
	Kind     news.WireKind `json:"kind"`
	Address  string        `json:"address"`
	Language news.Language `json:"language"`
	Every    time.Duration `json:"every,omitempty"`
	Paused   bool          `json:"paused,omitempty"`
	Zone     string        `json:"zone,omitempty"` // of the days that its copy means, as Asia/Dhaka
	Login    NewLogin      `json:"login,omitzero"`
	Taking   news.Taking   `json:"taking,omitzero"`
	Secret   news.Secret   `json:"secret,omitempty"` // password, token or key: taken, and never given out
}

// NewLogin is how a wire signs in.
type NewLogin struct {
	How    news.LoginHow `json:"how,omitempty"`
	User   string        `json:"user,omitempty"`
	Header string        `json:"header,omitempty"` // name of the one that has the secret
}

// wire returns the wire with what it is changed to.
func (n NewWire) wire(w news.Wire) news.Wire {
	w.Name, w.Kind, w.Address, w.Language = n.Name, n.Kind, n.Address, n.Language
	w.Every, w.Paused, w.Zone, w.Taking = n.Every, n.Paused, n.Zone, n.Taking
	w.Login.How, w.Login.User, w.Login.Header = n.Login.How, n.Login.User, n.Login.Header
	return w
}
