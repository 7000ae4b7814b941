package desk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
)

var wiresKey = bytes.Repeat([]byte{7}, 32)

func agencyWire() news.Wire {
	return news.Wire{Name: "Delta", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English, Login: news.Login{How: news.LoginBasic, User: "padma"}}
}

// secret is what the wire's secret opens to.
func (n *newsroom) secret(id string) string {
	n.Helper()
	sealed, err := n.db.WireSecret(n.Context(), id)
	if err != nil || sealed == "" {
		n.Fatalf("sealed %q, %v", sealed, err)
	}
	text, ok := seal.New(wiresKey, "stet wires").Open("wire/"+id, sealed)
	if !ok || strings.Contains(sealed, string(text)) {
		n.Fatalf("%q opens to %q, %v", sealed, text, ok)
	}
	return string(text)
}

func TestAWiresSecretIsSealedAndInNothingElse(t *testing.T) {
	n := open(t)
	n.UseSecrets(seal.New(wiresKey, "stet wires"))
	w, err := n.AddWireWith(t.Context(), rashed, agencyWire(), "hunter2-of-delta")
	if err != nil || w.Login.Since.IsZero() || n.secret(w.ID) != "hunter2-of-delta" {
		t.Fatalf("%+v, %v", w, err)
	}
	w.Name = "Delta News"
	w, err = n.AddWireWith(t.Context(), rashed, w, "")
	if err != nil || n.secret(w.ID) != "hunter2-of-delta" {
		t.Errorf("left empty it is not kept: %v", err)
	}
	if w, err = n.PauseWire(t.Context(), rashed, w.ID, true); err != nil || n.secret(w.ID) != "hunter2-of-delta" {
		t.Errorf("paused it is not kept: %v", err)
	}
	if w, err = n.AddWireWith(t.Context(), rashed, w, "another-secret"); err != nil || n.secret(w.ID) != "another-secret" {
		t.Errorf("it is not changed: %v", err)
	}
	kept, err := n.db.Wire(t.Context(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	records, err := n.db.Log(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	all, err := json.Marshal([]any{w, kept, records})
	if text := string(all) + fmt.Sprintf("%+v", w); err != nil || strings.Contains(text, "hunter2") || strings.Contains(text, "another-secret") || !strings.Contains(text, `"how":"basic"`) {
		t.Errorf("%v: %s", err, text)
	}
	w.Login = news.Login{}
	if w, err = n.AddWire(t.Context(), rashed, w); err != nil || !w.Login.Since.IsZero() {
		t.Errorf("%+v, %v", w, err)
	}
	if sealed, err := n.db.WireSecret(t.Context(), w.ID); err != nil || sealed != "" {
		t.Errorf("of a wire without a sign-in it stays: %q, %v", sealed, err)
	}
}

// Whoever may change wires must not be able to have a secret sent to a server of their own.
func TestASecretStaysOnlyWhereItWasGivenFor(t *testing.T) {
	n := open(t)
	n.UseSecrets(seal.New(wiresKey, "stet wires"))
	w, err := n.AddWireWith(t.Context(), rashed, agencyWire(), "hunter2-of-delta")
	if err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*news.Wire){
		"another host":   func(w *news.Wire) { w.Address = "https://evil.example/rss" },
		"another port":   func(w *news.Wire) { w.Address = "https://delta.example:444/rss" },
		"no encryption":  func(w *news.Wire) { w.Address = "http://delta.example/rss" },
		"another kind":   func(w *news.Wire) { w.Kind = news.PageWire },
		"another way in": func(w *news.Wire) { w.Login = news.Login{How: news.LoginBearer} },
	} {
		changed := w
		change(&changed)
		if _, err := n.AddWire(t.Context(), rashed, changed); err == nil || !strings.Contains(err.Error(), "Type the secret") {
			t.Errorf("%s: %v", what, err)
		}
	}
	w.Address = "https://delta.example/atom"
	if _, err := n.AddWire(t.Context(), rashed, w); err != nil {
		t.Errorf("another path of the same server: %v", err)
	}
	if n.secret(w.ID) != "hunter2-of-delta" {
		t.Error("the secret is another one")
	}
}

func TestWhatAWireCannotBeIsSaid(t *testing.T) {
	n := open(t)
	n.UseSecrets(seal.New(wiresKey, "stet wires"))
	for says, w := range map[string]news.Wire{
		"Type the secret":            agencyWire(),
		"no wire of the kind":        {Kind: "pigeon", Address: "x"},
		"is not the address of a fo": {Kind: news.FTPWire, Address: "https://delta.example/"},
		"before the @":               {Kind: news.FeedWire, Address: "https://me:pass@delta.example/"},
		"cannot sign in that way":    {Kind: news.FeedWire, Address: "https://delta.example/", Login: news.Login{How: news.LoginSignature}},
		"needs a user name":          {Kind: news.FeedWire, Address: "https://delta.example/", Login: news.Login{How: news.LoginBasic}},
		"not the name of a header":   {Kind: news.FeedWire, Address: "https://delta.example/", Login: news.Login{How: news.LoginHeader, Header: "Host"}},
	} {
		w.Name = "Delta"
		_, err := n.AddWire(t.Context(), rashed, w)
		n.refused(err, news.Invalid, says)
	}
	for secret, says := range map[news.Secret]string{"a\nb-with-more-than-sixteen": "line break", "short": "at least 16"} {
		_, err := n.AddWireWith(t.Context(), rashed, news.Wire{Name: "Delta", Kind: news.PushWire, Login: news.Login{How: news.LoginSignature}}, secret)
		n.refused(err, news.Invalid, says)
	}
	n.UseSecrets(nil)
	_, err := n.AddWireWith(t.Context(), rashed, agencyWire(), "hunter2-of-delta")
	n.refused(err, news.Unavailable, "--wires-key")
}

// dispatched keeps a dispatch under an embargo, or none.
func (n *newsroom) dispatched(embargo time.Time) news.Dispatch {
	n.Helper()
	w, err := n.AddWire(n.Context(), rashed, news.Wire{Name: "Delta", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English})
	if err != nil {
		n.Fatal(err)
	}
	var d news.Dispatch
	err = n.db.Tx(n.Context(), func(tx *store.Tx) (err error) {
		d, _, err = tx.Receive(n.Context(), news.Dispatch{Wire: w.ID, GUID: "1", Received: time.Now(), Language: news.English, Headline: "Ferries stop", Hash: "h", Embargo: embargo}, []byte("raw"))
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return d
}

func TestADispatchIsTakenForWhomIsToWriteItInOneTransaction(t *testing.T) {
	n := open(t)
	n.employed(nusrat, rashed)
	d := n.dispatched(time.Time{})
	if _, err := n.Take(t.Context(), rashed, d.ID, desk.Take{For: &desk.Assignment{Person: "nobody"}}); err == nil {
		t.Error("it is taken for nobody")
	}
	if _, err := n.Take(t.Context(), imran, d.ID, desk.Take{For: &desk.Assignment{Person: nusrat.ID}}); err == nil {
		t.Error("who may not assign takes it for another")
	}
	if d, err := n.db.Dispatch(t.Context(), d.ID); err != nil || len(d.UsedBy) != 0 {
		t.Fatalf("what was refused left the stories %v, %v", d.UsedBy, err)
	}
	lines, err := n.TakeAll(t.Context(), rashed, []string{d.ID, "none"}, desk.Take{For: &desk.Assignment{Person: nusrat.ID, Length: 300}})
	if err != nil || len(lines) != 2 || lines[0].Err != nil || lines[1].Err == nil {
		t.Fatalf("%+v, %v", lines, err)
	}
	s := n.must(n.db.Story(t.Context(), lines[0].Story))
	if s.Owner.ID != nusrat.ID || s.Status != news.Assigned || s.Length != 300 || len(s.Sources) != 1 {
		t.Errorf("%+v", s)
	}
}

func TestAFollowUpFromADispatchHasItAsItsSourceAndItsEmbargo(t *testing.T) {
	n := open(t)
	until := time.Now().UTC().Add(time.Hour).Truncate(time.Microsecond)
	d := n.dispatched(until)
	s := n.live()
	if _, err := n.FollowUpFrom(t.Context(), nusrat, s.Number, "none"); err == nil {
		t.Error("a follow-up is made from a dispatch that is not there")
	}
	next := n.must(n.FollowUpFrom(t.Context(), nusrat, s.Number, d.ID))
	kept := n.must(n.db.Story(t.Context(), next.Number))
	if len(kept.Sources) != 1 || kept.Sources[0].Dispatch != d.ID || !kept.Embargo.Equal(until) || next.Number != s.Number+1 {
		t.Errorf("%+v", kept)
	}
}
