// Package letterbox takes letters that others send to us, by SMTP (RFC 5321). Each wire of the kind news.LettersWire has an address of its own.
//
// It is the end of the way: a letter to anybody else is refused at RCPT, nothing is sent on, and nothing is sent back. A letter is kept in the
// database before it is acknowledged; if it cannot be, the sender is told to come again.
package letterbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/letter"
	"github.com/stet-news/stet/internal/store"
)

// The limits of what strangers may do.
const (
	mostRecipients = 10               // of one letter
	mostUnknown    = 5                // recipients that are not there, in one connection
	mostAtOnce     = 100              // connections
	mostOfOne      = 10               // connections of one address
	mostLetters    = 60               // letters of one address in a minute
	longest        = 10 * time.Minute // one connection
	silence        = time.Minute      // between two things that a sender says
	keeping        = time.Minute      // to keep a letter
)

// Options say how a Box behaves.
type Options struct {
	Store *store.DB
	Room  *wire.Room
	// Domain is what follows the @ in the wires' addresses; letters to another are refused. It is also what the box calls itself.
	Domain string
	// TLS is offered to senders (STARTTLS); nil offers none.
	TLS *tls.Config
}

// Box takes letters.
type Box struct {
	options Options
	server  *smtp.Server
	guests  *guests
}

// New returns a Box. Nothing happens before Serve.
func New(o Options) *Box {
	o.Domain = strings.ToLower(o.Domain)
	b := &Box{options: o, guests: newGuests()}
	s := smtp.NewServer(smtp.BackendFunc(b.session))
	s.Domain, s.TLSConfig, s.ErrorLog = o.Domain, o.TLS, quiet{}
	s.MaxMessageBytes, s.MaxRecipients, s.MaxLineLength = item.MaxFile, mostRecipients, 4000
	s.ReadTimeout, s.WriteTimeout, s.EnableSMTPUTF8 = silence, silence, true
	b.server = s
	return b
}

// Serve takes letters on the listener until ctx ends; then it lets those that are under way end.
func (b *Box) Serve(ctx context.Context, l net.Listener) error {
	stop := context.AfterFunc(ctx, func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if b.server.Shutdown(last) != nil {
			_ = b.server.Close() // a sender who is slow comes again
		}
	})
	defer stop()
	err := b.server.Serve(&doorkeeper{Listener: l, guests: b.guests})
	if ctx.Err() != nil || errors.Is(err, smtp.ErrServerClosed) {
		return nil
	}
	return err
}

// quiet keeps what strangers' programs do wrong out of the log, but at the lowest level.
type quiet struct{}

func (quiet) Printf(format string, args ...any) {
	slog.DebugContext(context.Background(), "a sender of letters", "what", fmt.Sprintf(format, args...))
}

func (quiet) Println(args ...any) {
	slog.DebugContext(context.Background(), "a sender of letters", "what", fmt.Sprint(args...))
}

// session is one connection.
type session struct {
	*Box
	conn    *smtp.Conn
	from    string // its address
	wires   []news.Wire
	unknown int
}

func (b *Box) session(c *smtp.Conn) (smtp.Session, error) {
	return &session{Box: b, conn: c, from: hostOf(c.Conn().RemoteAddr())}, nil
}

func (s *session) Reset()        { s.wires = nil }
func (s *session) Logout() error { return nil }

func refusal(code int, class smtp.EnhancedCode, format string, args ...any) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: class, Message: fmt.Sprintf(format, args...)}
}

var errLater = refusal(451, smtp.EnhancedCode{4, 3, 0}, "The letter could not be kept here; please send it again later")

// Mail begins a letter.
func (s *session) Mail(string, *smtp.MailOptions) error {
	if !s.guests.letter(s.from, time.Now()) {
		return refusal(450, smtp.EnhancedCode{4, 7, 1}, "Too many letters in a minute; please send the others later")
	}
	return nil
}

// Rcpt finds the wire that the letter is for.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	ctx, cancel := context.WithTimeout(context.Background(), keeping)
	defer cancel()
	w, err := s.addressee(ctx, to)
	if err != nil {
		slog.ErrorContext(ctx, "whose letter it is could not be found out", "err", err)
		return errLater
	}
	switch {
	case w == nil:
		if s.unknown++; s.unknown >= mostUnknown {
			_ = s.conn.Close() // it is guessing
		}
		return refusal(550, smtp.EnhancedCode{5, 1, 1}, "There is nobody of that name here")
	case w.Paused:
		return refusal(450, smtp.EnhancedCode{4, 2, 1}, "Nothing is taken at this address just now; please send it again later")
	}
	for _, other := range s.wires {
		if other.ID == w.ID {
			return nil
		}
	}
	s.wires = append(s.wires, *w)
	return nil
}

// addressee returns the wire whose address it is, nil for none.
func (s *session) addressee(ctx context.Context, to string) (*news.Wire, error) {
	local, domain, ok := strings.Cut(strings.ToLower(to), "@")
	if !ok || local == "" || domain != s.options.Domain {
		return nil, nil
	}
	wires, err := s.options.Store.Wires(ctx)
	if err != nil {
		return nil, err
	}
	for _, w := range wires {
		if w.Kind == news.LettersWire && w.Address == local {
			return &w, nil
		}
	}
	return nil, nil
}

// Data keeps the letter for each wire that it is for. It is acknowledged when it is kept for all that take it; a sender who comes again with it
// changes nothing where it is kept already.
func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, item.MaxFile+1))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), keeping)
	defer cancel()
	kept := false
	var refused error
	for _, w := range s.wires {
		if !w.Taking.Takes(letter.From(data)...) {
			refused = refusal(550, smtp.EnhancedCode{5, 7, 1}, "Letters of this sender are not taken here")
			s.options.Room.Refused(ctx, w.ID)
			continue
		}
		_, err := s.options.Room.TakeLetter(ctx, w.ID, data)
		said, ok := errors.AsType[*news.Error](err)
		switch {
		case err == nil:
			kept = true
		case ok && said.Kind == news.Unavailable, !ok:
			return errLater
		default:
			refused = refusal(554, smtp.EnhancedCode{5, 6, 0}, "%s", plain(said.Message))
		}
	}
	if kept {
		return nil
	}
	return refused
}

// plain returns a sentence as SMTP can carry it.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' {
			return '?'
		}
		return c
	}, s)
}

func hostOf(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return host
}
