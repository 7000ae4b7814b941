package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func sorted(uids []imap.UID) []imap.UID {
	slices.Sort(uids)
	return slices.Compact(uids)
}

// from returns the addresses that a letter says it is from.
func from(h *imapclient.FetchMessageBuffer) (all []string) {
	if h.Envelope != nil {
		for _, a := range h.Envelope.From {
			all = append(all, a.Addr())
		}
	}
	return all
}

func subject(h *imapclient.FetchMessageBuffer) string {
	if h.Envelope == nil {
		return ""
	}
	return news.CleanText(h.Envelope.Subject)
}

func words(err error) string {
	if said, ok := errors.AsType[*news.Error](err); ok {
		return said.Message
	}
	return "Something went wrong in Stet in reading this letter. It has been logged."
}

// say notes what people should know; the first few of it, and nothing twice.
func (t *try) say(sentence string) {
	if len(t.out.Problems) < 5 && !slices.Contains(t.out.Problems, sentence) {
		t.out.Problems = append(t.out.Problems, sentence)
	}
}

// left is under what a visit remembers how many letters were left.
const left = "left"

func (t *try) countLeft() {
	n, _ := strconv.Atoi(t.visit.Memory[left]) // nothing is none
	t.visit.Memory[left] = strconv.Itoa(n + 1)
}

func (t *try) sayLeft() {
	switch n := t.visit.Memory[left]; n {
	case "":
	case "1":
		t.say("One letter of a sender who is not on the list was left in the mailbox.")
	default:
		t.say(fmt.Sprintf("%s letters of senders who are not on the list were left in the mailbox.", n))
	}
}

// refuse remembers a letter that cannot be read, and why. It stays unread in the mailbox.
func (t *try) refuse(ctx context.Context, uid imap.UID, h *imapclient.FetchMessageBuffer, why string) error {
	t.say(fmt.Sprintf("%s: %s", subject(h), why))
	name := fmt.Sprintf("%s %d: %s", t.folder, uid, subject(h))
	f := store.WireFile{Name: strings.ToValidUTF8(name[:min(len(name), 500)], ""), Problem: why, Taken: time.Now()}
	return t.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SaveWireFile(ctx, t.visit.Wire.ID, f) })
}

// remember notes that the mailbox was read up to a letter.
func (t *try) remember(ctx context.Context, at readTo, uid imap.UID) error {
	at.last = uid
	f := store.WireFile{Name: t.folder, Mark: at.String(), Taken: time.Now()}
	return t.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SaveWireFile(ctx, t.visit.Wire.ID, f) })
}

// idle waits until a letter arrives or ctx ends, and returns whether one did. next is the UID that a new letter would have had when the mailbox was read.
func (t *try) idle(ctx context.Context, next imap.UID) bool {
	for pause := soon; ; pause = min(2*pause, mostPause) {
		start := time.Now()
		if t.idleOnce(ctx, next) {
			return true
		}
		if time.Since(start) > mostPause { // it was a connection that held for long, not a server that refuses
			pause = soon
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(pause):
		}
	}
}

// idleOnce waits with one connection. It returns false where that fails or ends; the wire's next try says why.
func (t *try) idleOnce(ctx context.Context, next imap.UID) bool {
	ctx, cancel := context.WithTimeout(ctx, longWait)
	defer cancel()
	slow := time.AfterFunc(mostPause, cancel)
	arrived := make(chan struct{}, 1)
	client, err := t.connect(ctx, &imapclient.UnilateralDataHandler{Mailbox: func(d *imapclient.UnilateralDataMailbox) {
		if d.NumMessages != nil {
			select {
			case arrived <- struct{}{}:
			default:
			}
		}
	}})
	if err != nil {
		return false
	}
	defer func() { _ = client.Close() }()
	box, err := t.selected(client)
	if err != nil {
		return false
	}
	if box.UIDNext > next {
		return true
	}
	wait, err := client.Idle()
	if err != nil || !slow.Stop() {
		return false
	}
	select {
	case <-arrived:
	case <-client.Closed():
		return false
	case <-ctx.Done():
		return false
	}
	_ = wait.Close() // the connection is closed next
	return true
}
