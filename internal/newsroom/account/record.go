package account

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// fromOf is where the log says that the request was from: the address, and the session or
// token that it came with.
func fromOf(r *http.Request, who standing) string {
	from := addressOf(r.RemoteAddr)
	switch {
	case who.session != nil:
		from += " session/" + who.session.ID
	case who.token != "":
		from += " token/" + who.token
	}
	return from
}

// addressOf is the address without its port, which says nothing.
func addressOf(peer string) string {
	if ap, err := netip.ParseAddrPort(peer); err == nil {
		return ap.Addr().Unmap().String()
	}
	return peer
}

// ofRefusals is what refusals that nobody guesses at are counted as.
const ofRefusals = "refusal"

// refused writes into the log that somebody was not let in as the person, "" for nobody who
// works here, and returns why. What they typed is not in it: people type passwords where the
// address belongs. The try was counted, and who must wait is not looked at: so a flood of
// tries is no flood of records.
func (a *Accounts) refused(ctx context.Context, method, person string, why error) error {
	r := record(news.Nobody, news.RefusedSignIn, person, map[string]any{"method": method})
	r.Object = strings.TrimSuffix(r.Object, "/")
	err := a.db.Tx(ctx, func(tx *store.Tx) error {
		_, err := tx.Record(ctx, r)
		return err
	})
	if err != nil {
		return err
	}
	return why
}

// refusedFreely is refused for what makes nobody wait, as a passkey. It counts the records
// from an address, and of all, as tries are counted, and writes no more than those.
func (a *Accounts) refusedFreely(ctx context.Context, method, person string, from From, why error) error {
	if e, ok := errors.AsType[*news.Error](why); !ok || e.Kind != news.Unauthorised {
		return why
	}
	err := a.try(ctx, ofRefusals, addressOf(from.Address), from.Address)
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.TooMany {
		return why
	}
	if err != nil {
		return err
	}
	return a.refused(ctx, method, person, why)
}

// noSecond is refused for a second factor, if the error says that it was not the person's.
func (a *Accounts) noSecond(ctx context.Context, person string, proof Proof, from From, why error) error {
	switch {
	case !errors.Is(why, errNotIt) && !errors.Is(why, errKey):
		return why
	case proof.guessed():
		return a.refused(ctx, secondStep, person, why)
	}
	return a.refusedFreely(ctx, secondStep, person, from, why)
}
