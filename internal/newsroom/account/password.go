package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// leastPassword and mostPassword are the lengths of a password in characters and bytes.
const (
	leastPassword = 15
	mostPassword  = 1024
)

// checkNew refuses a new password that is too short, too long, or soon guessed. There are
// no other rules: length is what counts.
func (a *Accounts) checkNew(password string, p news.Person, house news.House) error {
	known, err := breached(a.breached, password)
	if err != nil {
		return err
	}
	switch n := news.Graphemes(password); {
	case n < leastPassword:
		return news.Errorf(news.Invalid, "The password has %d characters; it needs %d. Four or five plain words do well.", n, leastPassword)
	case len(password) > mostPassword:
		return news.Errorf(news.Invalid, "The password is longer than %d bytes.", mostPassword)
	case known, guessable(password, knownOf(p, house)):
		return news.Errorf(news.Invalid, "The password is too easy to guess: it is one that many use, or made of what everybody knows of you and the house. Four or five plain words that do not belong together do well.")
	}
	return nil
}

// hasher hashes passwords with argon2id, a few at a time, so that a flood of sign-ins
// cannot take all the memory.
type hasher struct {
	memory uint32 // KiB
	pepper []byte // nil for none: of the house's key, which is not in the database
	slots  chan struct{}
	dummy  string
}

const (
	passes    = 3
	saltBytes = 16
	tagBytes  = 32
)

func newHasher(memory uint32, pepper []byte) hasher {
	if memory == 0 {
		memory = 64 << 10
	}
	h := hasher{memory: memory, pepper: pepper, slots: make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))}
	h.dummy = h.phc(make([]byte, saltBytes), make([]byte, tagBytes))
	return h
}

// phc writes a hash as a PHC string.
func (h hasher) phc(salt, tag []byte) string {
	b := base64.RawStdEncoding
	return h.cost() + b.EncodeToString(salt) + "$" + b.EncodeToString(tag)
}

// cost is what a PHC string begins with: what hashes are made with now.
func (h hasher) cost() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1%s$", argon2.Version, h.memory, passes, h.keyID())
}

// keyID names the pepper in a PHC string.
func (h hasher) keyID() string {
	if h.pepper == nil {
		return ""
	}
	return ",keyid=" + hashOf("pepper " + string(h.pepper))[:8]
}

// peppered is what is hashed instead of the password: without the key nobody can try
// passwords against a copy of the database.
func (h hasher) peppered(password string) []byte {
	mac := hmac.New(sha256.New, h.pepper)
	mac.Write([]byte(password))
	return mac.Sum(nil)
}

func (h hasher) work(ctx context.Context, f func()) error {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
		f()
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h hasher) hash(ctx context.Context, password string) (s string, err error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // it never fails: the program ends instead
	err = h.work(ctx, func() {
		text := []byte(password)
		if h.pepper != nil {
			text = h.peppered(password)
		}
		s = h.phc(salt, argon2.IDKey(text, salt, passes, h.memory, 1, tagBytes))
	})
	return s, err
}

// verify reports whether the password is the hash's. With no hash it takes as long and
// says no.
func (h hasher) verify(ctx context.Context, hash, password string) (ok bool, err error) {
	none := hash == ""
	if none {
		hash = h.dummy
	}
	if len(password) > mostPassword {
		password = password[:mostPassword]
		none = true
	}
	text := []byte(password)
	if _, under, ok := strings.Cut(hash, ",keyid="); ok {
		if id, _, _ := strings.Cut(under, "$"); h.keyID() != ",keyid="+id {
			return false, errNoKey
		}
		text = h.peppered(password)
	}
	var version int
	var memory, t uint32
	var p uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, fmt.Errorf("a password is kept as %q, which is not argon2id", strings.Join(parts[:min(2, len(parts))], "$"))
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &t, &p); err != nil {
		return false, fmt.Errorf("read a password's hash: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("read a password's hash: %w", err)
	}
	tag, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("read a password's hash: %w", err)
	}
	err = h.work(ctx, func() {
		got := argon2.IDKey(text, salt, t, memory, p, uint32(len(tag)))
		ok = subtle.ConstantTimeCompare(got, tag) == 1
	})
	return ok && !none, err
}

// current reports whether a hash was made with what hashes are made with now.
func (h hasher) current(hash string) bool {
	return strings.HasPrefix(hash, h.cost())
}

// rehash keeps the password under today's cost, if it was kept under another. It never
// stands in the way of a sign-in.
func (a *Accounts) rehash(ctx context.Context, account store.Account, password string) (store.Account, error) {
	if a.hasher.current(account.Password) {
		return account, nil
	}
	hash, err := a.hasher.hash(ctx, password)
	if err != nil {
		return account, err
	}
	was, changed := account.Password, false
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		changed, err = tx.SetPassword(ctx, account.ID, was, hash)
		return err
	})
	if changed {
		account.Password = hash
	}
	return account, err
}
