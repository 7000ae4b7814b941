package desk

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
)

// UseSecrets keeps the secrets of wires in the box. Without one no wire can be given a secret. It is to be called before the desk is used.
func (d *Desk) UseSecrets(box *seal.Box) { d.secrets = box }

// AddWire adds a wire, or changes one that has an ID. A secret that it has stays.
func (d *Desk) AddWire(ctx context.Context, by news.Person, w news.Wire) (news.Wire, error) {
	return d.AddWireWith(ctx, by, w, "")
}

// AddWireWith does the same and gives the wire a secret; "" keeps the one it has. The log says that a secret was given, and never what.
func (d *Desk) AddWireWith(ctx context.Context, by news.Person, w news.Wire, secret news.Secret) (news.Wire, error) {
	if err := by.May(news.ManageWires); err != nil {
		return w, err
	}
	var err error
	if w.Name, err = news.CleanLine("wire's name", w.Name, 80); err != nil {
		return w, err
	}
	w.Address = strings.TrimSpace(w.Address)
	if err := d.letterAddress(ctx, &w); err != nil {
		return w, err
	}
	if err := checkWire(&w); err != nil {
		return w, err
	}
	if err := checkSecret(w.Login.How, secret); err != nil {
		return w, err
	}
	return do(ctx, d, by, func(t *turn) (news.Wire, error) {
		var old news.Wire
		if w.ID == "" {
			w.ID = newID()
		} else if old, err = t.Wire(ctx, w.ID); err != nil && !store.IsNotFound(err) {
			return w, err
		}
		if w.Login, err = login(old, w, secret, t.now); err != nil {
			return w, err
		}
		if err := t.SaveWire(ctx, w); err != nil {
			return w, err
		}
		if err := d.keepSecret(ctx, t, w, secret); err != nil {
			return w, err
		}
		return w, t.record(ctx, news.ManageWires, w.Named(), w)
	})
}

// login returns the wire's login as it is kept. A secret stays only where it was given for: who may change an address must not thereby learn it.
func login(old, w news.Wire, secret news.Secret, now time.Time) (news.Login, error) {
	l := w.Login
	l.Since = old.Login.Since
	switch {
	case l.How == news.LoginNone:
		l.Since = time.Time{}
	case secret != "":
		l.Since = now
	case l.Since.IsZero() || l.How != old.Login.How:
		return l, news.Errorf(news.Invalid, "Type the secret: the password, token or key of this wire.")
	case old.Kind != w.Kind || placeOf(old) != placeOf(w) || l.Header != old.Login.Header:
		return l, news.Errorf(news.Invalid, "Type the secret again: it was given for %s, and what you changed would send it elsewhere.", placeOf(old))
	}
	return l, nil
}

// placeOf is who gets the wire's secret.
func placeOf(w news.Wire) string {
	u, err := url.Parse(w.Address)
	if err != nil || u.Host == "" {
		return w.Address
	}
	if w.Kind == news.BucketWire {
		return u.Scheme + "://" + u.Host + "?" + u.RawQuery // which may name the server
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}

// keepSecret seals the secret, takes it away, or leaves it as it is.
func (d *Desk) keepSecret(ctx context.Context, t *turn, w news.Wire, secret news.Secret) error {
	switch {
	case w.Login.How == news.LoginNone:
		return t.SetWireSecret(ctx, w.ID, "")
	case secret == "":
		return nil
	case d.secrets == nil:
		return news.Errorf(news.Unavailable, "This process has no key to keep a wire's secret under; see --wires-key.")
	}
	return t.SetWireSecret(ctx, w.ID, d.secrets.Seal(w.Named(), []byte(secret)))
}

// leastEvery is how often a wire may be asked.
const leastEvery = 5 * time.Second

func checkWire(w *news.Wire) error {
	if w.Name == "" {
		return news.Errorf(news.Invalid, "A wire needs a name.")
	}
	if w.Every == 0 {
		w.Every = 5 * time.Minute
	}
	if w.Every < leastEvery || w.Every > 24*time.Hour {
		return news.Errorf(news.Invalid, "A wire is asked every 5 seconds to 24 hours; %s is not.", w.Every)
	}
	if _, err := time.LoadLocation(w.Zone); err != nil || w.Zone == "Local" {
		return news.Errorf(news.Invalid, "%q is not a time zone; write it as Asia/Dhaka.", w.Zone)
	}
	kind, ok := wireKinds[w.Kind]
	if !ok {
		return news.Errorf(news.Invalid, "There is no wire of the kind %q.", string(w.Kind))
	}
	if err := kind.address(w.Address); err != nil {
		return err
	}
	if err := checkTaking(w); err != nil {
		return err
	}
	return checkLogin(&w.Login, kind.logins)
}

// wireKind is what a wire of a kind may be.
type wireKind struct {
	address func(string) error
	logins  []news.LoginHow
}

var overHTTP = []news.LoginHow{news.LoginNone, news.LoginBasic, news.LoginBearer, news.LoginHeader}

var wireKinds = map[news.WireKind]wireKind{
	news.FeedWire: {addressOf("feed", "https", "http"), overHTTP},

	news.PageWire: {addressOf("web page", "https", "http"), overHTTP},

	news.FolderWire: {pathOf, []news.LoginHow{news.LoginNone}},

	news.FTPWire: {addressOf("folder on a server", "ftpes", "ftps", "sftp", "ftp"), []news.LoginHow{news.LoginNone, news.LoginBasic, news.LoginKey}},

	news.BucketWire: {addressOf("bucket", "s3", "https", "http"), []news.LoginHow{news.LoginBasic, news.LoginNone}},

	news.MailboxWire: {addressOf("mailbox", "imaps", "imap"), []news.LoginHow{news.LoginBasic}},

	news.LettersWire: {anyAddress, []news.LoginHow{news.LoginNone}},

	news.PushWire: {anyAddress, []news.LoginHow{news.LoginSignature}},
}

func anyAddress(string) error { return nil }

func pathOf(address string) error {
	if address == "" {
		return news.Errorf(news.Invalid, "A folder wire needs the folder's path.")
	}
	return nil
}

// addressOf returns what says that something is no URL with one of the schemes.
func addressOf(what string, schemes ...string) func(string) error {
	return func(address string) error {
		u, err := url.Parse(address)
		switch {
		case err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme):
			return news.Errorf(news.Invalid, "%q is not the address of a %s. Such an address begins with %s://.", address, what, strings.Join(schemes, "://, "))
		case u.User != nil:
			return news.Errorf(news.Invalid, "The address has a name or password in it, before the @. They belong into the sign-in below, where they are kept apart.")
		}
		return nil
	}
}

// checkLogin checks a login and takes off what its kind does not have.
func checkLogin(l *news.Login, may []news.LoginHow) (err error) {
	if !slices.Contains(may, l.How) {
		return news.Errorf(news.Invalid, "A wire of this kind cannot sign in that way.")
	}
	if l.How != news.LoginBasic && l.How != news.LoginKey {
		l.User = ""
	} else if l.User, err = news.CleanLine("user name", l.User, 200); err != nil {
		return err
	} else if l.User == "" || strings.Contains(l.User, ":") && l.How == news.LoginBasic {
		return news.Errorf(news.Invalid, "The sign-in needs a user name, without a colon.")
	}
	if l.How != news.LoginHeader {
		l.Header = ""
		return nil
	}
	l.Header = http.CanonicalHeaderKey(strings.TrimSpace(l.Header))
	if !isHeader(l.Header) {
		return news.Errorf(news.Invalid, "%q is not the name of a header that can hold a secret, as X-Api-Key is.", l.Header)
	}
	return nil
}

// isHeader reports whether a secret may be sent in a header of the name: letters, digits and hyphens, and none that HTTP itself uses.
func isHeader(name string) bool {
	own := []string{"Host", "Connection", "Content-Length", "Transfer-Encoding", "Te", "Trailer", "Upgrade", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "User-Agent"}
	return name != "" && len(name) <= 60 && !slices.Contains(own, name) && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// longestSecret is in bytes: a private key of 16384 bits has less.
const longestSecret = 16 << 10

// checkSecret refuses a secret that could not be sent.
func checkSecret(how news.LoginHow, secret news.Secret) error {
	if secret == "" {
		return nil
	}
	switch {
	case how == news.LoginNone:
		return news.Errorf(news.Invalid, "Say how this wire signs in, or leave the secret empty.")
	case len(secret) > longestSecret:
		return news.Errorf(news.Invalid, "The secret is longer than %d KB.", longestSecret>>10)
	case how == news.LoginSignature && len(secret) < 16:
		return news.Errorf(news.Invalid, "A secret that copy is signed with has at least 16 characters: whoever guesses it sends copy in this wire's name.")
	case how != news.LoginKey && strings.ContainsFunc(string(secret), func(c rune) bool { return c < ' ' || c == 0x7f }):
		return news.Errorf(news.Invalid, "The secret has a line break or a control character in it.")
	}
	return nil
}

// PauseWire stops asking the wire, or begins again.
func (d *Desk) PauseWire(ctx context.Context, by news.Person, id string, paused bool) (news.Wire, error) {
	w, err := d.db.Wire(ctx, id)
	if err != nil {
		return w, err
	}
	w.Paused = paused
	return d.AddWire(ctx, by, w)
}
