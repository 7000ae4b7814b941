package place_test

import (
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// dropbox is a world with an SFTP server and a wire that takes what lies in a folder there.
func dropbox(t *testing.T, options fetch.Options, taking news.Taking) (w *world, s *sshServer, dir, id string) {
	t.Helper()
	s, dir = newSSHServer(t), t.TempDir()
	w = newWorld(t, options, s.port)
	id = w.add(news.Wire{Kind: news.FTPWire, Address: fmt.Sprintf("sftp://127.0.0.1:%d%s", s.port, dir), Taking: taking}, news.LoginBasic, "river boat")
	return w, s, dir, id
}

func TestFilesOfAPlaceAreTakenOnceInTheirOrder(t *testing.T) {
	w, _, dir, id := dropbox(t, fetch.Options{}, news.Taking{})
	drop(t, dir, "b.txt", "River rises\n\nIt rose.", 3*time.Hour)
	drop(t, dir, "a.txt", "Boats leave\n\nThey left.", 2*time.Hour)
	drop(t, dir, "c.txt.part", "Half a", time.Hour)
	drop(t, dir, "page.xml", "<!DOCTYPE html><p>no", time.Hour)
	drop(t, dir, "tool.exe", "MZ\x00\x01", time.Hour)
	drop(t, dir, "under/d.txt", "Not looked at", time.Hour)
	drop(t, dir, "two\nlines.txt", "A name with a control", time.Hour)
	h := w.try(id)
	w.wants(h, "page.xml: This is a web page", id, "Boats leave v1, River rises v1")
	for _, says := range []string{`tool.exe: The file is of a kind that is not taken`, `has a name that Stet does not use`} {
		if !strings.Contains(h.Error, says) {
			t.Errorf("%q does not say %q", h.Error, says)
		}
	}
	h = w.try(id)
	w.wants(h, "has a name that Stet does not use", id, "Boats leave v1, River rises v1")
	if strings.Contains(h.Error, "page.xml") {
		t.Errorf("what was bad is read again: %s", h.Error)
	}
	bad, err := w.store.WireProblems(t.Context(), id, 10)
	if err != nil || len(bad) != 2 {
		t.Errorf("%+v, %v", bad, err)
	}
	// Another content is the next version; the same with another time is nothing.
	if err := os.Remove(filepath.Join(dir, "two\nlines.txt")); err != nil {
		t.Fatal(err)
	}
	drop(t, dir, "a.txt", "Boats leave\n\nAll left.", time.Hour)
	drop(t, dir, "b.txt", "River rises\n\nIt rose.", time.Minute)
	w.wants(w.try(id), "", id, "Boats leave v2, River rises v1")
	// A file that came back after it was superseded does not bring old text back.
	w.wants(w.try(id), "", id, "Boats leave v2, River rises v1")
	if got := listing(t, dir); got != "a.txt b.txt c.txt.part page.xml tool.exe under/d.txt" {
		t.Error(got)
	}
}

func TestWhatWasTakenIsMovedIfTheWireSaysSo(t *testing.T) {
	w, _, dir, id := dropbox(t, fetch.Options{}, news.Taking{Done: "done"})
	drop(t, dir, "a.txt", "Boats leave\n\nThey left.", time.Hour)
	drop(t, dir, "bad.xml", "<!DOCTYPE html><p>no", time.Hour)
	w.try(id)
	drop(t, dir, "a.txt", "Boats leave\n\nAll left.", time.Hour)
	w.wants(w.try(id), "", id, "Boats leave v2")
	if got := listing(t, dir); !regexp.MustCompile(`^bad.xml done/a-[0-9a-f]{12}.txt done/a-[0-9a-f]{12}.txt$`).MatchString(got) {
		t.Error(got)
	}
	// A folder that cannot be made: what was taken stays, is remembered, and that is said.
	w.store.Tx(t.Context(), func(tx *store.Tx) error {
		n, _ := tx.Wire(t.Context(), id)
		n.Taking.Done = "bad.xml"
		return tx.SaveWire(t.Context(), n)
	})
	drop(t, dir, "b.txt", "River rises\n\nIt rose.", time.Hour)
	w.wants(w.try(id), "does not let Stet move", id, "River rises v1, Boats leave v2")
	w.wants(w.try(id), "does not let Stet move", id, "River rises v1, Boats leave v2")
}

func TestWhatWasKeptAndNotMarkedIsNotTakenTwice(t *testing.T) {
	w, _, dir, id := dropbox(t, fetch.Options{}, news.Taking{Done: "done"})
	drop(t, dir, "a.txt", "Boats leave\n\nThey left.", time.Hour)
	w.try(id)
	// As a process leaves it that is killed before it has noted and moved what it kept.
	if err := w.store.Tx(t.Context(), func(tx *store.Tx) error {
		f, err := w.store.WireFiles(t.Context(), id)
		k := f["a.txt"]
		k.Gone = time.Now().AddDate(-1, 0, 0)
		if err != nil {
			return err
		}
		if err := tx.SaveWireFile(t.Context(), id, k); err != nil {
			return err
		}
		return tx.ForgetWireFiles(t.Context(), id, time.Now())
	}); err != nil {
		t.Fatal(err)
	}
	drop(t, dir, "a.txt", "Boats leave\n\nThey left.", time.Hour)
	w.wants(w.try(id), "", id, "Boats leave v1")
	if got := listing(t, dir); !strings.HasPrefix(got, "done/a-") {
		t.Error(got)
	}
}

func TestAServersKeyIsPinnedAndAnotherIsRefusedUntilItIsAccepted(t *testing.T) {
	w, s, dir, id := dropbox(t, fetch.Options{}, news.Taking{})
	drop(t, dir, "a.txt", "Boats leave\n\nThey left.", time.Hour)
	w.wants(w.try(id), "", id, "Boats leave v1")
	first, err := w.store.WireKey(t.Context(), id)
	if err != nil || !strings.HasPrefix(first.Known, "ssh-ed25519 SHA256:") || first.Offered != "" {
		t.Fatalf("%+v, %v", first, err)
	}
	other, _ := newKey(t)
	s.showsKey(other)
	drop(t, dir, "b.txt", "River rises\n\nIt rose.", time.Hour)
	h := w.try(id)
	w.wants(h, "The server shows another key (ssh-ed25519 "+ssh.FingerprintSHA256(other.PublicKey())+") than the one it is known by ("+first.Known+")", id, "Boats leave v1")
	if h.Failures != 1 {
		t.Errorf("%+v", h)
	}
	now, _ := w.store.WireKey(t.Context(), id)
	if now.Known != first.Known || !strings.HasSuffix(now.Offered, ssh.FingerprintSHA256(other.PublicKey())) {
		t.Fatalf("%+v", now)
	}
	accept := func(key string) (ok bool) {
		if err := w.store.Tx(t.Context(), func(tx *store.Tx) (err error) { ok, err = tx.AcceptWireKey(t.Context(), id, key); return err }); err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if accept("ssh-ed25519 SHA256:another") {
		t.Error("a key was accepted that was not offered")
	}
	if !accept(now.Offered) {
		t.Error("the key that was offered was not accepted")
	}
	w.wants(w.try(id), "", id, "River rises v1, Boats leave v1")
}

func TestAPrivateKeySignsIn(t *testing.T) {
	s, dir := newSSHServer(t), t.TempDir()
	signer, private := newKey(t)
	s.user = signer.PublicKey()
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, fetch.Options{}, s.port)
	drop(t, dir, "a.txt", "Boats leave\n\nThey left.", time.Hour)
	address := fmt.Sprintf("sftp://127.0.0.1:%d%s", s.port, dir)
	id := w.add(news.Wire{Kind: news.FTPWire, Address: address}, news.LoginKey, string(pem.EncodeToMemory(block)))
	w.wants(w.try(id), "", id, "Boats leave v1")
	for secret, says := range map[string]string{"-----BEGIN nonsense": "The private key cannot be read"} {
		id := w.add(news.Wire{Kind: news.FTPWire, Address: address + "/"}, news.LoginKey, secret)
		w.wants(w.try(id), says, id, "")
	}
}

func TestAPlaceThatFailsSaysWhyAndLosesNothing(t *testing.T) {
	w, s, dir, id := dropbox(t, fetch.Options{}, news.Taking{})
	bad := w.add(news.Wire{Kind: news.FTPWire, Address: fmt.Sprintf("sftp://127.0.0.1:%d/", s.port)}, news.LoginBasic, "wrong")
	w.wants(w.try(bad), "does not let Stet in: the name, or the password or key, is wrong", bad, "")
	none := w.add(news.Wire{Kind: news.FTPWire, Address: fmt.Sprintf("sftp://127.0.0.1:%d/nowhere", s.port)}, news.LoginBasic, "river boat")
	w.wants(w.try(none), `There is no folder "/nowhere"`, none, "")
	inside := w.add(news.Wire{Kind: news.FTPWire, Address: fmt.Sprintf("sftp://127.0.0.1:%d/", s.port+1)}, news.LoginBasic, "river boat")
	w.wants(w.try(inside), "is not on the public internet", inside, "")

	// It breaks off in the middle of a file; the next time the others come first, and then all is there.
	drop(t, dir, "a.txt", "Long\n\n"+strings.Repeat("It rose and rose. ", 2_000), 3*time.Hour)
	drop(t, dir, "b.txt", "River rises\n\nIt rose.", time.Hour)
	s.cut.Store(20_000)
	w.wants(w.try(id), "broke off in the middle of its answer", id, "")
	w.wants(w.try(id), "broke off in the middle of its answer", id, "River rises v1")
	s.cut.Store(0)
	w.wants(w.try(id), "", id, "Long v1, River rises v1")
}

func TestAPlaceThatHangsCostsABoundedTimeAndNoOtherWire(t *testing.T) {
	t.Parallel() // it waits for as long as a try may take
	s, other, dir := newSSHServer(t), newSSHServer(t), t.TempDir()
	w := newWorld(t, fetch.Options{}, s.port, other.port)
	id := w.add(news.Wire{Kind: news.FTPWire, Address: fmt.Sprintf("sftp://127.0.0.1:%d/", s.port)}, news.LoginBasic, "river boat")
	s.hang.Store(true)
	drop(t, dir, "a.txt", "Boats leave\n\nThey left.", time.Hour)
	well := w.add(news.Wire{Kind: news.FTPWire, Address: fmt.Sprintf("sftp://127.0.0.1:%d%s", other.port, dir)}, news.LoginBasic, "river boat")
	ended := make(chan news.Health)
	go func() {
		h, _ := w.room.FetchNow(t.Context(), id)
		ended <- h
	}()
	w.wants(w.try(well), "", well, "Boats leave v1")
	select {
	case h := <-ended:
		w.wants(h, "was not done answering in the time that one try has", id, "")
	case <-time.After(tryTime + time.Minute):
		t.Error("it hangs")
	}
}

func TestTenThousandFilesAreTakenInPortions(t *testing.T) {
	t.Parallel()
	w, _, dir, id := dropbox(t, fetch.Options{}, news.Taking{})
	for i := range 10_000 {
		drop(t, dir, fmt.Sprintf("%05d.txt", i), fmt.Sprintf("Story %05d\n\nWords.", i), time.Duration(20_000-i)*time.Second)
	}
	h := w.try(id)
	list, err := w.store.Dispatches(t.Context(), store.DispatchFilter{Wire: id})
	if err != nil || list[0].Headline > "Story 00499" {
		t.Fatalf("%v, %v", list, err)
	}
	first := list[0].Headline
	if h.Error != "" || time.Until(h.Next) > 10*time.Second {
		t.Errorf("the next portion does not come at once: %+v", h)
	}
	w.try(id)
	// A portion ends with its files or with its time, and a slow machine has taken fewer by then.
	if list, _ = w.store.Dispatches(t.Context(), store.DispatchFilter{Wire: id}); list[0].Headline <= first || list[0].Headline > "Story 00999" {
		t.Errorf("after the second portion the last is %s", list[0].Headline)
	}
}
