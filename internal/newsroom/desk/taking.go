package desk

import (
	"context"
	"crypto/rand"
	"io/fs"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/pattern"
)

// mostSenders is how many senders a wire's list may have.
const mostSenders = 200

// checkTaking checks how what lies in a wire's place is taken, and takes off what its kind does not have.
func checkTaking(w *news.Wire) (err error) {
	t := &w.Taking
	if !slices.Contains([]news.WireKind{news.FTPWire, news.BucketWire, news.MailboxWire}, w.Kind) {
		t.Done = ""
	}
	if t.Done, err = news.CleanLine("folder's name", t.Done, 100); err != nil {
		return err
	}
	if t.Done = strings.Trim(t.Done, "/"); t.Done == "." || t.Done != "" && !fs.ValidPath(t.Done) {
		return news.Errorf(news.Invalid, "%q is not the name of a folder inside the place.", t.Done)
	}
	if w.Kind != news.MailboxWire && w.Kind != news.LettersWire {
		t.Senders = nil
	}
	var senders []string
	for _, s := range t.Senders {
		if s = strings.ToLower(strings.TrimSpace(s)); s == "" {
			continue
		}
		if !sender.MatchString(s) {
			return news.Errorf(news.Invalid, "%q is not a sender: write an address, as office@press.example, or all of a house, as @press.example.", s)
		}
		senders = append(senders, s)
	}
	slices.Sort(senders)
	if t.Senders = slices.Compact(senders); len(t.Senders) > mostSenders {
		return news.Errorf(news.Invalid, "A wire's list has at most %d senders.", mostSenders)
	}
	return nil
}

var (
	sender    = pattern.New(`^[^\s@<>,]{0,100}@[^\s@<>,]{1,200}$`)
	localPart = pattern.New(`^[a-z0-9][a-z0-9._-]{2,62}$`)
)

// letterAddress gives a wire of letters an address of its own that nobody guesses, unless somebody chose one. It is what stands before the @.
func (d *Desk) letterAddress(ctx context.Context, w *news.Wire) error {
	if w.Kind != news.LettersWire {
		return nil
	}
	if w.Address = strings.ToLower(w.Address); w.Address == "" {
		w.Address = strings.ToLower(rand.Text()[:16]) // 80 bits
	}
	if !localPart.MatchString(w.Address) {
		return news.Errorf(news.Invalid, "%q cannot stand before the @ of an address: three letters or digits or more, without spaces. Leave it empty for one that nobody guesses.", w.Address)
	}
	all, err := d.db.Wires(ctx)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Kind == news.LettersWire && other.Address == w.Address && other.ID != w.ID {
			return news.Errorf(news.Conflict, "Letters to %q go to the wire %q already.", w.Address, other.Name)
		}
	}
	return nil
}

// AcceptWireKey makes the key that the wire's server offered the one it is known by. offered is the one that was seen and asked about.
func (d *Desk) AcceptWireKey(ctx context.Context, by news.Person, id, offered string) error {
	if err := by.May(news.ManageSettings); err != nil {
		return err
	}
	_, err := do(ctx, d, by, func(t *turn) (news.Wire, error) {
		w, err := t.Wire(ctx, id)
		if err != nil {
			return w, err
		}
		ok, err := t.AcceptWireKey(ctx, id, offered)
		if err != nil {
			return w, err
		}
		if !ok {
			return w, news.Errorf(news.Conflict, "The server of %s does not show that key any more: look at the page again.", w.Name)
		}
		return w, t.record(ctx, news.ManageSettings, w.Named(), news.HostKey{Known: offered})
	})
	return err
}
