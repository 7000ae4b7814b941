// Package mailbox takes letters out of a mailbox on a server of IMAP (RFC 3501 and 9051).
//
// A letter is taken once: the mailbox's UIDs rise, and the last one that was seen is remembered in the database together with the mailbox's
// UIDVALIDITY. When that changes, and at the first time, the letters that nobody has read are looked at, and those of the time since; one
// with a Message-ID that is kept is not kept again. What was taken is flagged \Seen, and moved if the wire says so. Letters of senders who are not on the wire's
// list are left as they are.
//
// Where the server has IDLE (RFC 2177), a second connection waits between two tries, and a new letter is taken at once. There is no way without encryption:
// imaps:// has it from the start, imap:// begins it with STARTTLS.
package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

// The limits of one try.
const (
	mostRead  = 64 << 20 // bytes
	mostTaken = 200      // letters that are looked at
	spare     = 10 * time.Second
	soon      = 2 * time.Second  // until the next try, where there is more to take than one has time for
	longWait  = 25 * time.Minute // in IDLE, before the connection is made anew
	mostPause = time.Minute      // before that is tried again where it failed, and for getting there
)

// Taker takes letters out of mailboxes.
type Taker struct {
	Store  *store.DB
	Abroad *fetch.Client
}

// Way is the way in for wires of the kind news.MailboxWire. The address's path is the mailbox's name, INBOX if it has none.
func (t *Taker) Way(ctx context.Context, v *wire.Visit) wire.Outcome {
	u, err := url.Parse(v.Wire.Address)
	if err != nil || u.Hostname() == "" {
		return wire.Outcome{Err: news.Errorf(news.Invalid, "%q is not an address.", v.Wire.Address)}
	}
	try := &try{Taker: t, visit: v, url: u, folder: strings.TrimPrefix(u.Path, "/")}
	if try.folder == "" {
		try.folder = "INBOX"
	}
	if err := try.run(ctx); err != nil && (try.taken == 0 || !errors.Is(ctx.Err(), context.DeadlineExceeded)) {
		try.out.Err = t.Abroad.Explain(ctx, u.Hostname(), err)
	}
	return try.out
}

// try is one try of a mailbox.
type try struct {
	*Taker
	visit  *wire.Visit
	url    *url.URL
	folder string
	client *imapclient.Client
	out    wire.Outcome
	taken  int
}

// run takes what is new. An error is of the server or of the store; what was taken before is kept.
func (t *try) run(ctx context.Context) (err error) {
	if t.client, err = t.connect(ctx, nil); err != nil {
		return err
	}
	defer func() { _ = t.client.Close() }()
	box, err := t.selected(t.client)
	if err != nil {
		return err
	}
	files, err := t.Store.WireFiles(ctx, t.visit.Wire.ID)
	if err != nil {
		return err
	}
	kept := files[t.folder]
	at := t.readPlace(kept, box)
	uids, err := t.search(at)
	if err != nil {
		return err
	}
	if len(uids) > mostTaken {
		uids, t.out.Every = uids[:mostTaken], soon
	}
	if err := t.letters(ctx, at, uids); err != nil {
		return err
	}
	if at.last+1 < at.start && len(uids) == 0 { // all that is there was read by somebody
		if err := t.remember(ctx, at, at.start-1); err != nil {
			return err
		}
	}
	t.sayLeft()
	idles := t.client.Caps().Has(imap.CapIdle)
	_ = t.client.Logout().Wait() // all is done; a farewell only
	if t.out.Every == 0 && idles {
		next := box.UIDNext
		t.visit.Wait(func(ctx context.Context) bool { return t.idle(ctx, next) })
	}
	return nil
}

// connect connects with encryption and signs in.
func (t *try) connect(ctx context.Context, handler *imapclient.UnilateralDataHandler) (*imapclient.Client, error) {
	host, port, own := t.url.Hostname(), t.url.Port(), uint16(993)
	if t.url.Scheme == "imap" {
		own = 143
	}
	if port == "" {
		port = fmt.Sprint(own)
	}
	conn, err := t.Abroad.Dial(ctx, net.JoinHostPort(host, port), own, mostRead)
	if err != nil {
		return nil, err
	}
	o := &imapclient.Options{TLSConfig: t.Abroad.TLS(host), UnilateralDataHandler: handler}
	var c *imapclient.Client
	if t.url.Scheme == "imap" {
		c, err = imapclient.NewStartTLS(conn, o)
	} else {
		secure := tls.Client(conn, o.TLSConfig)
		if err = secure.HandshakeContext(ctx); err == nil {
			c = imapclient.New(secure, o)
			err = c.WaitGreeting()
		}
	}
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("connect: %w", err)
	}
	if err := c.Login(t.visit.Wire.Login.User, string(t.visit.Secret)).Wait(); err != nil {
		_ = c.Close()
		if _, said := errors.AsType[*imap.Error](err); said {
			return nil, news.Errorf(news.Forbidden, "%s does not let Stet in: the name or the password is wrong.", host)
		}
		return nil, err
	}
	return c, nil
}

func (t *try) selected(c *imapclient.Client) (*imap.SelectData, error) {
	box, err := c.Select(t.folder, nil).Wait()
	if _, said := errors.AsType[*imap.Error](err); said {
		return nil, news.Errorf(news.NotFound, "There is no mailbox %q on %s, or Stet may not open it.", t.folder, t.url.Hostname())
	}
	return box, err
}

// readTo is how far a mailbox was read.
type readTo struct {
	validity uint32
	last     imap.UID // 0 if nothing of it is remembered
	senders  string   // whose letters are taken, as a hash
	start    imap.UID // from which on every letter is looked at; before it those that nobody has read
	since    int64    // and those that came since then, in seconds of Unix; 0 for none
}

func (p readTo) String() string {
	return fmt.Sprintf("%d %d %s %d %d", p.validity, p.last, p.senders, p.start, p.since)
}

// readPlace returns how far the mailbox was read; from its start if it is another one now, or if other senders are taken.
func (t *try) readPlace(kept store.WireFile, box *imap.SelectData) readTo {
	now := readTo{validity: box.UIDValidity, senders: item.Hash(strings.Join(t.visit.Wire.Taking.Senders, "\n"))[:8], start: max(box.UIDNext, 1)}
	var old readTo
	_, err := fmt.Sscanf(kept.Mark, "%d %d %s %d %d", &old.validity, &old.last, &old.senders, &old.start, &old.since)
	if err == nil && old.validity == now.validity && old.senders == now.senders {
		return old
	}
	if !kept.Taken.IsZero() {
		now.since = kept.Taken.AddDate(0, 0, -1).Unix()
	}
	return now
}

// search returns the UIDs of the letters to look at, the first first.
func (t *try) search(at readTo) ([]imap.UID, error) {
	criteria := &imap.SearchCriteria{UID: []imap.UIDSet{{imap.UIDRange{Start: at.last + 1}}}}
	if at.last+1 < at.start {
		old := imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}}
		if at.since > 0 {
			old = imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{old, {Since: time.Unix(at.since, 0)}}}}
		}
		criteria.Or = [][2]imap.SearchCriteria{{old, {UID: []imap.UIDSet{{imap.UIDRange{Start: at.start}}}}}}
	}
	found, err := t.client.UIDSearch(criteria, nil).Wait()
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var uids []imap.UID
	for _, uid := range found.AllUIDs() {
		if uid > at.last { // "after the last one" finds the last one where there is none after it
			uids = append(uids, uid)
		}
	}
	return sorted(uids), nil
}

// letters takes the letters, one after the other.
func (t *try) letters(ctx context.Context, at readTo, uids []imap.UID) error {
	if len(uids) == 0 {
		return nil
	}
	heads, err := t.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, Envelope: true, RFC822Size: true}).Collect()
	if err != nil {
		return fmt.Errorf("fetch heads: %w", err)
	}
	byUID := map[imap.UID]*imapclient.FetchMessageBuffer{}
	for _, h := range heads {
		byUID[h.UID] = h
	}
	for _, uid := range uids {
		if end, ok := ctx.Deadline(); ok && time.Until(end) < spare {
			t.out.Every = soon
			return nil
		}
		if h := byUID[uid]; h != nil { // else somebody took it away meanwhile
			if err := t.letter(ctx, uid, h); err != nil {
				return err
			}
		}
		if err := t.remember(ctx, at, uid); err != nil {
			return err
		}
		t.taken++
	}
	return nil
}

// letter takes one letter. An error is of the server or of the store.
func (t *try) letter(ctx context.Context, uid imap.UID, h *imapclient.FetchMessageBuffer) error {
	if !t.visit.Wire.Taking.Takes(from(h)...) {
		t.countLeft()
		return nil
	}
	if h.RFC822Size > item.MaxFile {
		return t.refuse(ctx, uid, h, fmt.Sprintf("The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20))
	}
	section := &imap.FetchItemBodySection{Peek: true}
	got, err := t.client.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil {
		return fmt.Errorf("fetch a letter: %w", err)
	}
	if len(got) == 0 {
		return nil // somebody took it away
	}
	out, err := t.visit.Letter(ctx, got[0].FindBodySection(section))
	t.out.Fresh += out.Fresh
	switch {
	case out.Err != nil:
		return out.Err
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return t.refuse(ctx, uid, h, words(err))
	case out.Lost > 0:
		return news.Errorf(news.Unavailable, "%s", out.Problems[0])
	}
	for _, p := range out.Problems {
		t.say(fmt.Sprintf("%s: %s", subject(h), p))
	}
	return t.done(uid)
}

// done flags a letter that was taken, and moves it if the wire says so.
func (t *try) done(uid imap.UID) error {
	set := imap.UIDSetNum(uid)
	err := t.client.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagSeen}}, nil).Close()
	if err := t.allowed(err, "The server does not let Stet mark letters as read; they are remembered."); err != nil {
		return err
	}
	folder := t.visit.Wire.Taking.Done
	if folder == "" {
		return nil
	}
	if caps := t.client.Caps(); !caps.Has(imap.CapMove) && !caps.Has(imap.CapUIDPlus) && !caps.Has(imap.CapIMAP4rev2) {
		t.say("The server has no way to move one letter; they stay where they are and are remembered.")
		return nil // what would be moved by erasing would erase what others have struck out
	}
	_, err = t.client.Move(set, folder).Wait()
	if _, said := errors.AsType[*imap.Error](err); said {
		_ = t.client.Create(folder, nil).Wait() // it may be there; the second try tells
		_, err = t.client.Move(set, folder).Wait()
	}
	return t.allowed(err, fmt.Sprintf("The server does not let Stet move what was taken into %q; it stays where it is and is remembered.", folder))
}

// allowed says the sentence where the server said no, and returns any other error.
func (t *try) allowed(err error, sentence string) error {
	if _, said := errors.AsType[*imap.Error](err); said {
		t.say(sentence)
		return nil
	}
	return err
}
