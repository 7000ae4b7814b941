package wire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

const (
	mostPushes = 8                // bodies that are read at a time: anybody can begin to send one
	pushTime   = 30 * time.Second // for a body to come
)

var (
	errNobody    = news.Errorf(news.NotFound, "There is no wire here that takes copy.")
	errSignature = news.Errorf(news.Unauthorised, "The signature does not fit: it is made with another secret, or the message was changed on its way.")
	errManyCome  = news.Errorf(news.TooMany, "Too much is being sent at this moment: send it again.")
)

// Inlet answers programs that send copy. They have no session: a signature is what lets them in, and it lets them do nothing else.
//
//	POST /wire/{id}              a document for a wire of the kind push, signed as Standard Webhooks has it
//	GET  /wire/{id}/hub/{token}  a hub asks whether we meant to subscribe (WebSub)
//	POST /wire/{id}/hub/{token}  what a feed has that is new, signed by its hub
//
// A 2xx says that what was sent is kept, or was before.
func (r *Room) Inlet() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /wire/{id}", r.answering(r.push))
	mux.HandleFunc("GET /wire/{id}/hub/{token}", r.hubAsks)
	mux.HandleFunc("POST /wire/{id}/hub/{token}", r.answering(r.hubSends))
	return mux
}

// answering answers with what a handler returns: 204, or a sentence as the status of its kind.
func (r *Room) answering(take func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		err := take(w, req)
		if err == nil {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		status, text := http.StatusServiceUnavailable, "It could not be kept; that has been logged. Send it again."
		if said, ok := errors.AsType[*news.Error](err); ok {
			status, text = inletStatus(said.Kind), said.Message
		}
		if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
			h.Set("Retry-After", "30")
		}
		http.Error(w, text, status)
	}
}

func inletStatus(kind news.Kind) int {
	switch kind {
	case news.Unauthorised:
		return http.StatusUnauthorized
	case news.NotFound:
		return http.StatusNotFound
	case news.TooLarge:
		return http.StatusRequestEntityTooLarge
	case news.TooMany:
		return http.StatusTooManyRequests
	case news.Unavailable:
		return http.StatusServiceUnavailable
	default: // what is in the document
		return http.StatusUnprocessableEntity
	}
}

// push takes a document for a wire of the kind push. Nothing of it is read before its head fits.
func (r *Room) push(w http.ResponseWriter, req *http.Request) error {
	ctx := req.Context()
	to, err := r.options.Store.Wire(ctx, req.PathValue("id"))
	if store.IsNotFound(err) || err == nil && to.Kind != news.PushWire {
		return errNobody
	}
	if err != nil {
		return err
	}
	said, err := fetch.ReadSigned(req.Header, time.Now())
	if err != nil {
		return r.refused(ctx, to, err)
	}
	secret, err := r.secret(ctx, to)
	if err != nil {
		return r.refused(ctx, to, err)
	}
	body, err := r.body(w, req)
	if err != nil {
		return err
	}
	if secret == "" || !said.By(string(secret), body) {
		return r.refused(ctx, to, errSignature)
	}
	return r.once(ctx, to.ID, said.ID, body, func() error {
		_, err := r.Take(ctx, to.ID, body, item.Source{Name: said.ID, Type: req.Header.Get("Content-Type")})
		return err
	})
}

// once takes a message unless it was taken: an answer that was lost makes its sender send it again, and whoever overheard it may too. A
// message that could not be taken is not noted.
func (r *Room) once(ctx context.Context, wire, id string, body []byte, take func() error) error {
	sum := sha256.Sum256(append([]byte(id+"\n"), body...))
	name := hex.EncodeToString(sum[:])
	had, err := r.options.Store.Pushed(ctx, wire, name)
	if err != nil || had {
		return err
	}
	if err := take(); err != nil {
		return err
	}
	now := time.Now()
	return r.options.Store.Tx(ctx, func(tx *store.Tx) error { return tx.NotePush(ctx, wire, name, now, now.Add(-3*fetch.SignedFor)) })
}

// refused notes in the wire's health that something came which was not let in, at most once a minute, and returns why.
func (r *Room) refused(ctx context.Context, w news.Wire, why error) error {
	now := time.Now()
	r.mu.Lock()
	recently := now.Sub(r.refusals[w.ID]) < healthEvery
	if !recently {
		if r.refusals == nil {
			r.refusals = map[string]time.Time{}
		}
		r.refusals[w.ID] = now
	}
	r.mu.Unlock()
	if !recently {
		if err := r.note(ctx, w, Outcome{}, why); err != nil {
			return errors.Join(why, err)
		}
	}
	return why
}

// body reads what is sent, within a time and a size, and so many at a time.
func (r *Room) body(w http.ResponseWriter, req *http.Request) ([]byte, error) {
	select {
	case r.pushes <- struct{}{}:
		defer func() { <-r.pushes }()
	default:
		return nil, errManyCome
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(pushTime)) // a server without deadlines has its own
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, item.MaxFile))
	if tooBig, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, news.Errorf(news.TooLarge, "The document is larger than %d MB, which is the most Stet reads.", tooBig.Limit>>20)
	}
	if err != nil {
		return nil, news.Errorf(news.Invalid, "The document broke off, or did not come within %s.", pushTime)
	}
	return body, nil
}
