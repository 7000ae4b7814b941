package place

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

// The limits of one try.
const (
	mostListed = 50_000           // files
	mostTaken  = 500              // files
	mostFailed = 20               // files that the place would not give, one after the other or not
	soon       = 2 * time.Second  // until the next try, where there is more to take than one has time for
	spare      = 10 * time.Second // of a try's time in which no other file is begun
	settled    = 2 * time.Second  // how long a file must not have changed
	remembered = 30 * 24 * time.Hour
)

// Taker takes files out of places.
type Taker struct {
	Store  *store.DB
	Abroad *fetch.Client
	// Settled is how long a file must not have changed before it is read; 0 is two seconds.
	Settled time.Duration
}

// Way is the way in for wires of the kinds news.FTPWire and news.BucketWire.
func (t *Taker) Way(ctx context.Context, v *wire.Visit) wire.Outcome {
	a, err := parse(v.Wire.Address)
	if err != nil {
		return wire.Outcome{Err: err}
	}
	p, err := t.open(ctx, v, a)
	if err != nil {
		return wire.Outcome{Err: t.Abroad.Explain(ctx, a.Hostname(), err)}
	}
	defer p.close()
	try := &try{Taker: t, visit: v, place: p}
	if err := try.run(ctx); err != nil && (try.taken == 0 || !errors.Is(ctx.Err(), context.DeadlineExceeded)) {
		try.out.Err = t.Abroad.Explain(ctx, a.Hostname(), err)
	}
	return try.out
}

// parse takes an address apart.
func parse(s string) (a address, err error) {
	if a.URL, err = url.Parse(s); err != nil || a.Hostname() == "" {
		return a, news.Errorf(news.Invalid, "%q is not an address.", s)
	}
	a.own = ports[a.Scheme]
	a.host = net.JoinHostPort(a.Hostname(), cmp.Or(a.Port(), strconv.Itoa(int(a.own))))
	return a, nil
}

// open opens the place: it signs in, or is ready to. Each answer of a bucket has most bytes at most.
func open(ctx context.Context, abroad *fetch.Client, a address, login news.Login, secret news.Secret, keys *hostKeys, most int64) (place, error) {
	switch a.Scheme {
	case "ftp", "ftps", "ftpes":
		if login.How == news.LoginKey {
			return nil, news.Errorf(news.Invalid, "An FTP server wants a user and a password; private keys are for sftp://.")
		}
		return openFTP(ctx, abroad, a, login.User, secret)
	case "sftp":
		return openSFTP(ctx, abroad, a, login, secret, keys)
	case "s3", "http", "https":
		return openBucket(abroad, a, login, secret, most)
	}
	return nil, news.Errorf(news.Unsupported, "There is no way to %s://.", a.Scheme)
}

// open opens the wire's place, and keeps the key that its server is known by from the first time on.
func (t *Taker) open(ctx context.Context, v *wire.Visit, a address) (place, error) {
	kept, err := t.Store.WireKey(ctx, v.Wire.ID)
	if err != nil {
		return nil, err
	}
	keys := &hostKeys{host: a.host, kept: kept}
	p, err := open(ctx, t.Abroad, a, v.Wire.Login, v.Secret, keys, item.MaxFile+1)
	if now := keys.now(); now != kept {
		if said := t.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SaveWireKey(ctx, v.Wire.ID, now) }); said != nil {
			if err == nil {
				p.close()
			}
			return nil, said
		}
	}
	return p, err
}

// try is one try of a place.
type try struct {
	*Taker
	visit *wire.Visit
	place place
	known map[string]store.WireFile
	out   wire.Outcome
	taken int // files that were read
}

// run takes what is new. An error is of the place or of the store; what was taken before is kept.
func (t *try) run(ctx context.Context) (err error) {
	if t.known, err = t.Store.WireFiles(ctx, t.visit.Wire.ID); err != nil {
		return err
	}
	files, fresh, err := t.look(ctx)
	if err != nil {
		return err
	}
	if err := t.tidy(ctx, files); err != nil {
		return err
	}
	failed := 0
	for _, f := range fresh {
		if t.taken == mostTaken || nearly(ctx) {
			t.out.Every = soon
			return nil
		}
		err := t.file(ctx, f)
		if errors.Is(err, errFile) {
			t.visit.Memory[late+f.name] = f.mark()
			if failed++; failed < mostFailed && !errors.Is(err, errVanished) {
				t.say("%q cannot be read: the server does not let Stet have it. It is tried again.", f.name)
				slog.WarnContext(ctx, "a file of a place cannot be read", "wire", t.visit.Wire.ID, "file", f.name, "err", err)
			}
			if failed == mostFailed {
				return nil
			}
			continue
		}
		if err != nil {
			t.visit.Memory[late+f.name] = f.mark() // the others come first, next time
			return err
		}
		delete(t.visit.Memory, late+f.name)
	}
	return nil
}

// late is what begins the name under which a visit remembers a file that could not be had.
const late = "late "

// nearly reports whether there is too little time left for another file.
func nearly(ctx context.Context) bool {
	end, ok := ctx.Deadline()
	return ok && time.Until(end) < spare
}

// say notes what people should know; the first few of it.
func (t *try) say(format string, args ...any) {
	if len(t.out.Problems) < 5 {
		t.out.Problems = append(t.out.Problems, fmt.Sprintf(format, args...))
	}
}

// look lists the place, and returns what is in it by name, and what of it is new and no longer changes, the oldest first, and pictures last: an item that
// names one is kept then, and the picture is its own and no dispatch.
func (t *try) look(ctx context.Context) (files map[string]file, fresh []file, err error) {
	files, strange, err := t.list(ctx)
	if err != nil {
		return nil, nil, err
	}
	isNew := func(f file) bool { k, ok := t.known[f.name]; return !ok || k.Mark != f.mark() }
	for _, f := range files {
		if isNew(f) {
			fresh = append(fresh, f)
		}
	}
	if len(fresh) > 0 && !t.place.whole() {
		if err := pause(ctx, cmp.Or(t.Settled, settled)); err != nil {
			return nil, nil, err
		}
		again, _, err := t.list(ctx)
		if err != nil {
			return nil, nil, err
		}
		fresh = slices.DeleteFunc(fresh, func(f file) bool { g, ok := again[f.name]; return !ok || g.mark() != f.mark() })
	}
	slices.SortFunc(fresh, func(a, b file) int {
		return cmp.Or(compare(t.visit.Memory[late+a.name] == a.mark(), t.visit.Memory[late+b.name] == b.mark()),
			compare(wire.IsPicture(a.name), wire.IsPicture(b.name)), a.modified.Compare(b.modified), strings.Compare(a.name, b.name))
	})
	if len(strange) == 1 {
		t.say("The file %q has a name that Stet does not use; it was left where it is.", strange[0])
	} else if len(strange) > 1 {
		t.say("%d files, the first %q, have names that Stet does not use; they were left where they are.", len(strange), strange[0])
	}
	return files, fresh, nil
}

func compare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// pause waits, or returns why it did not.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// list returns the files of the place that are ones for us, and the names of those that cannot be.
func (t *try) list(ctx context.Context) (files map[string]file, strange []string, err error) {
	all, complete, err := t.place.list(ctx, mostListed)
	if err != nil {
		return nil, nil, err
	}
	if !complete {
		t.say("There are more than %d files: what comes after them in the list is not seen. Have old ones taken away, or name a folder with fewer.", mostListed)
	}
	deep := t.place.whole()
	done := t.visit.Wire.Taking.Done
	files = make(map[string]file, len(all))
	for _, f := range all {
		if !usable(f.name, deep) {
			strange = append(strange, f.name)
			continue
		}
		if deep && done != "" && strings.HasPrefix(f.name, done+"/") || wire.Unfinished(f.name[strings.LastIndexByte(f.name, '/')+1:]) {
			continue
		}
		files[f.name] = f
	}
	return files, strange, nil
}

// tidy moves what was taken in an earlier try that ended before it was moved, and notes which files are gone.
func (t *try) tidy(ctx context.Context, files map[string]file) error {
	now := time.Now()
	var changed []store.WireFile
	for name, k := range t.known {
		f, there := files[name]
		switch {
		case there == k.Gone.IsZero():
		case there:
			k.Gone = time.Time{}
			changed = append(changed, k)
		default:
			k.Gone = now
			changed = append(changed, k)
		}
		if there && k.Problem == "" && k.Mark == f.mark() && len(t.out.Problems) == 0 && !nearly(ctx) {
			if err := t.move(ctx, f, k.Hash); err != nil {
				return err
			}
		}
	}
	return t.Store.Tx(ctx, func(tx *store.Tx) error {
		for _, k := range changed {
			if err := tx.SaveWireFile(ctx, t.visit.Wire.ID, k); err != nil {
				return err
			}
		}
		return tx.ForgetWireFiles(ctx, t.visit.Wire.ID, now.Add(-remembered))
	})
}

// move moves a file that was taken, if the wire says so. That a server does not let us is said, and nothing more: the file is remembered.
func (t *try) move(ctx context.Context, f file, hash string) error {
	done := t.visit.Wire.Taking.Done
	if done == "" || hash == "" {
		return nil
	}
	err := t.place.move(ctx, f, done, unique(f, hash))
	if errors.Is(err, errFile) {
		t.say("The server does not let Stet move what was taken into %q; it stays where it is and is remembered.", done)
		return nil
	}
	return err
}

// file reads one file, keeps what is in it, remembers that, and moves it.
func (t *try) file(ctx context.Context, f file) error {
	t.taken++
	if f.size > item.MaxFile {
		return t.remember(ctx, f, "", fmt.Sprintf("The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20))
	}
	data, err := t.place.read(ctx, f, item.MaxFile+1)
	if err != nil {
		return err
	}
	if int64(len(data)) != f.size {
		return nil // it has changed since it was listed, and is listed anew in the next try
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	if k := t.known[f.name]; k.Hash == hash { // the same again with another time
		if err := t.remember(ctx, f, hash, k.Problem); err != nil || k.Problem != "" {
			return err
		}
		return t.move(ctx, f, hash)
	}
	source := item.Source{Name: strings.ReplaceAll(f.name, "/", "-")}
	if wire.IsPicture(f.name) {
		source.Name = path.Base(f.name) // by which an item of the folder names it
	}
	if !wire.HasExtension(f.name) && !format.Knows(data[:min(len(data), format.Start)], source) {
		return t.remember(ctx, f, hash, "The file is of a kind that is not taken; it was left where it is.")
	}
	out, err := t.visit.File(ctx, data, source)
	t.out.Fresh += out.Fresh
	if out.Err != nil {
		return out.Err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if out.Lost > 0 { // it is tried again
		t.say("%s: %s", f.name, out.Problems[0])
		t.visit.Memory[late+f.name] = f.mark()
		return nil
	}
	problem := ""
	switch {
	case err != nil:
		problem = words(err)
		slog.WarnContext(ctx, "a file of a place could not be read", "wire", t.visit.Wire.ID, "file", f.name, "err", err)
	case len(out.Problems) > 0:
		problem = out.Problems[0]
	}
	if err := t.remember(ctx, f, hash, problem); err != nil || problem != "" {
		return err
	}
	return t.move(ctx, f, hash)
}

func words(err error) string {
	if said, ok := errors.AsType[*news.Error](err); ok {
		return said.Message
	}
	return "Something went wrong in Stet in reading this file. It has been logged."
}

// remember notes that the file was taken, or why it could not be read.
func (t *try) remember(ctx context.Context, f file, hash, problem string) error {
	if problem != "" {
		t.say("%s: %s", f.name, problem)
	}
	k := store.WireFile{Name: f.name, Mark: f.mark(), Hash: hash, Problem: problem, Taken: time.Now()}
	t.known[f.name] = k
	return t.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SaveWireFile(ctx, t.visit.Wire.ID, k) })
}
