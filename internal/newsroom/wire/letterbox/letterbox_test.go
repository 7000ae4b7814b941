package letterbox_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/smtp"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/letterbox"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// world is a letterbox that is open, with a wire for "press-7f3k@stet.example".
type world struct {
	*testing.T
	store   *store.DB
	address string // of the box
	wire    news.Wire
}

func newWorld(t *testing.T, config *tls.Config, taking news.Taking) *world {
	t.Helper()
	w := &world{T: t, store: storetest.SQLite(t)}
	w.wire = w.add("press-7f3k", taking)
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.address = l.Addr().String()
	box := letterbox.New(letterbox.Options{Store: w.store, Room: wire.New(wire.Options{Store: w.store, Seed: 1}), Domain: "stet.example", TLS: config})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- box.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Error("the box does not close")
		}
	})
	return w
}

func (w *world) add(local string, taking news.Taking) news.Wire {
	w.Helper()
	n := news.Wire{ID: uuid.Must(uuid.NewV7()).String(), Name: local, Kind: news.LettersWire, Address: local, Language: news.English, Every: time.Hour, Taking: taking}
	w.save(n)
	return n
}

func (w *world) save(n news.Wire) {
	w.Helper()
	if err := w.store.Tx(w.Context(), func(tx *store.Tx) error { return tx.SaveWire(w.Context(), n) }); err != nil {
		w.Fatal(err)
	}
}

// headlines are those of all dispatches with their versions, the last first.
func (w *world) headlines() string {
	w.Helper()
	list, err := w.store.Dispatches(w.Context(), store.DispatchFilter{})
	if err != nil {
		w.Fatal(err)
	}
	var all []string
	for _, d := range list {
		all = append(all, fmt.Sprintf("%s v%d", d.Headline, d.Version))
	}
	return strings.Join(all, ", ")
}

// send sends a message as any mail server would, and returns the code of the refusal, 0 for none.
func (w *world) send(message string, to ...string) int {
	err := smtp.SendMail(w.address, nil, "bounce@press.example", to, []byte(message))
	if said, ok := errors.AsType[*textproto.Error](err); ok {
		return said.Code
	}
	if err != nil {
		return -1
	}
	return 0
}

const press = "press-7f3k@stet.example"

func letter(id, from, subject, text string) string {
	return strings.ReplaceAll(fmt.Sprintf("Message-ID: <%s@press.example>\nFrom: <%s>\nTo: x@stet.example\nSubject: %s\n\n%s\n", id, from, subject, text), "\n", "\r\n")
}

func TestALetterIsKeptBeforeItIsAcknowledgedAndOnce(t *testing.T) {
	w := newWorld(t, nil, news.Taking{})
	if code := w.send(letter("1", "office@press.example", "River rises", "It rose."), "Press-7F3K@Stet.Example"); code != 0 {
		t.Error(code)
	}
	if got := w.headlines(); got != "River rises v1" { // there, at the moment of the answer
		t.Error(got)
	}
	if code := w.send("Received: from relay.example\r\n"+letter("1", "office@press.example", "River rises", "It rose."), press); code != 0 || w.headlines() != "River rises v1" {
		t.Errorf("%d, %s", code, w.headlines())
	}
	list, err := w.store.Dispatches(t.Context(), store.DispatchFilter{})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := w.store.Raw(t.Context(), list[0].ID, 1)
	if err != nil || string(raw) != letter("1", "office@press.example", "River rises", "It rose.") {
		t.Errorf("%q, %v", raw, err)
	}
	n, err := w.store.Wire(t.Context(), w.wire.ID)
	if err != nil || n.Health.Succeeded.IsZero() || n.Health.Error != "" {
		t.Errorf("%+v, %v", n.Health, err)
	}
}

func TestLettersToOthersAreRefusedAndNothingIsSentOn(t *testing.T) {
	w := newWorld(t, nil, news.Taking{})
	for _, to := range []string{"desk@stet.example", "press-7f3k@elsewhere.example", "postmaster@stet.example", "press-7f3k@stet.example@elsewhere.example", "press-7f3k%elsewhere.example@stet.example"} {
		if code := w.send(letter("1", "office@press.example", "River rises", "It rose."), to); code != 550 && code != 501 {
			t.Errorf("%s: %d", to, code)
		}
	}
	if got := w.headlines(); got != "" {
		t.Error(got)
	}
	w.wire.Paused = true
	w.save(w.wire)
	if code := w.send(letter("1", "office@press.example", "River rises", "It rose."), press); code != 450 {
		t.Errorf("a wire that is paused: %d", code)
	}
}

func TestWhoGuessesAddressesIsCutOff(t *testing.T) {
	w := newWorld(t, nil, news.Taking{})
	c, err := smtp.Dial(w.address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Mail("a@b.example"); err != nil {
		t.Fatal(err)
	}
	guesses := 0
	for ; guesses < 100; guesses++ {
		if err := c.Rcpt(fmt.Sprintf("press-%d@stet.example", guesses)); err != nil {
			if _, said := errors.AsType[*textproto.Error](err); !said {
				break
			}
		}
	}
	if guesses > 6 {
		t.Errorf("%d guesses", guesses)
	}
}

func TestALetterThatIsNotTakenIsRefusedInWords(t *testing.T) {
	w := newWorld(t, nil, news.Taking{Senders: []string{"@press.example"}})
	for message, want := range map[string]int{
		letter("1", "win@lottery.example", "You won", "Click."): 550,
		letter("2", "office@press.example", "", ""):             554,
		"no letter at all": 550,
		letter("3", "office@press.example", "Too long", strings.Repeat("words and more\r\n", 1<<20)): 552,
		letter("4", "office@press.example", "River rises", "It rose."):                               0,
	} {
		if code := w.send(message, press); code != want {
			t.Errorf("%.100q: %d, want %d", message, code, want)
		}
	}
	if got := w.headlines(); got != "River rises v1" {
		t.Error(got)
	}
}

func TestAStoreThatFailsMakesTheSenderComeAgain(t *testing.T) {
	w := newWorld(t, nil, news.Taking{})
	c, err := smtp.Dial(w.address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := errors.Join(c.Mail("a@b.example"), c.Rcpt(press)); err != nil {
		t.Fatal(err)
	}
	data, err := c.Data()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(data, letter("1", "office@press.example", "River rises", "It rose."))
	if said, ok := errors.AsType[*textproto.Error](data.Close()); !ok || said.Code != 451 {
		t.Errorf("%v", said)
	}
}

func TestALetterForTwoWiresIsKeptForBoth(t *testing.T) {
	w := newWorld(t, nil, news.Taking{})
	w.add("sports", news.Taking{})
	if code := w.send(letter("1", "office@press.example", "River rises", "It rose."), press, "sports@stet.example", press); code != 0 || w.headlines() != "River rises v1, River rises v1" {
		t.Errorf("%d, %s", code, w.headlines())
	}
}

func TestTooManyAtOnceAndTooManyLettersAreToldToComeLater(t *testing.T) {
	w := newWorld(t, nil, news.Taking{})
	var open []*smtp.Client
	for range 10 {
		c, err := smtp.Dial(w.address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		open = append(open, c)
	}
	if _, err := smtp.Dial(w.address); err == nil || !strings.Contains(err.Error(), "421") {
		t.Errorf("the eleventh connection of one address: %v", err)
	}
	refused := 0
	for range 70 {
		if err := open[0].Mail("a@b.example"); err != nil {
			refused++
		}
		if err := open[0].Reset(); err != nil {
			t.Fatal(err)
		}
	}
	if refused < 5 {
		t.Errorf("%d of 70 letters in a moment were refused", refused)
	}
	for _, c := range open {
		c.Close()
	}
}

func TestSendersMayEncrypt(t *testing.T) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "stet.example"}, DNSNames: []string{"stet.example"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: private}}}, news.Taking{})
	sender, err := smtp.Dial(w.address)
	if err != nil {
		t.Fatal(err)
	}
	defer sender.Close()
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	if err := sender.StartTLS(&tls.Config{RootCAs: pool, ServerName: "stet.example"}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(sender.Mail("office@press.example"), sender.Rcpt(press)); err != nil {
		t.Fatal(err)
	}
	data, err := sender.Data()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(data, letter("1", "office@press.example", "River rises", "It rose."))
	if err := data.Close(); err != nil || w.headlines() != "River rises v1" {
		t.Errorf("%v, %s", err, w.headlines())
	}
}
