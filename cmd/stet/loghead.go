package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// heading says where the head of the log is sent.
type heading struct {
	LogHead       string `help:"Where the head of the log goes when it has moved, so that whoever owns the database cannot change what was done unseen: file:PATH on another disk, or the https://… address of a webhook. Default: nowhere. @FILE is what is in the file." name:"log-head" type:"address" placeholder:"ADDRESS"`
	LogHeadSecret string `help:"File with the secret that signs what the webhook gets." type:"path" name:"log-head-secret"`
}

// headEvery is how often it is looked whether the head has moved: less than an alarm lasts.
const headEvery = 20 * time.Second

func (h heading) check() error {
	if h.LogHead == "" || strings.HasPrefix(h.LogHead, "file:") && len(h.LogHead) > len("file:") {
		return nil
	}
	u, err := url.Parse(h.LogHead)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return invalid("--log-head %q is neither file:PATH nor the https://… address of a webhook.", h.LogHead)
	}
	if h.LogHeadSecret == "" {
		return invalid("--log-head %s needs --log-head-secret: what is not signed proves nothing.", u.Host)
	}
	return nil
}

// head is what a webhook gets: the number and the hash of the log's last record.
type head struct {
	Type string `json:"type"`
	At   string `json:"at"`
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"`
}

const headType = "log_head"

// heads sends the head of the log away.
type heads struct {
	heading
	db     *store.DB
	client *fetch.Client
	where  string // this machine
	sent   int64  // the record that was sent last
	failed bool
}

func (h *house) heads() *heads {
	where, err := os.Hostname()
	if err != nil {
		where = "this machine"
	}
	// Whoever runs Stet wrote the address down: it may be in the house.
	return &heads{heading: h.heading, db: h.db, where: where, client: fetch.New(fetch.Options{Version: version, Home: h.SiteURL, Trusted: true, Total: 10 * time.Second})}
}

// Send sends the head away if it has moved, and raises an alarm while that fails.
func (h *heads) Send(ctx context.Context) error {
	seq, hash, err := h.db.LogHead(ctx)
	if err != nil || seq == h.sent {
		return err
	}
	failed := h.send(ctx, seq, hash, time.Now().UTC())
	alarm := news.Alarm{ID: "head/" + h.where, Kind: news.AlarmHead, Where: h.where, At: time.Now()}
	if failed == nil {
		h.sent = seq
		if h.failed {
			h.failed = false
			slog.InfoContext(ctx, "the head of the log gets away again")
			return h.db.Tx(ctx, func(tx *store.Tx) error { return tx.EndAlarm(ctx, alarm.ID) })
		}
		return nil
	}
	h.failed = true
	alarm.Text = news.HeadStays(h.place())
	return errors.Join(failed, h.db.Tx(ctx, func(tx *store.Tx) error { return tx.RaiseAlarm(ctx, alarm) }))
}

// place is where the head goes, without what an address may hold beside its host.
func (h *heads) place() string {
	if u, err := url.Parse(h.LogHead); err == nil && u.Host != "" {
		return u.Host
	}
	return strings.TrimPrefix(h.LogHead, "file:")
}

func (h *heads) send(ctx context.Context, seq int64, hash string, at time.Time) error {
	if path, ok := strings.CutPrefix(h.LogHead, "file:"); ok {
		return appendLine(path, headLine(at, seq, hash))
	}
	secret, err := os.ReadFile(h.LogHeadSecret)
	if err != nil {
		return fmt.Errorf("read the secret of the log's head: %w", err)
	}
	text, err := json.Marshal(head{Type: headType, At: at.Format(time.RFC3339), Seq: seq, Hash: hash})
	if err != nil {
		return err
	}
	header := fetch.Signed(string(bytes.TrimSpace(secret)), fmt.Sprintf("head_%d", seq), at, text)
	_, err = h.client.Send(ctx, fetch.Message{Method: http.MethodPost, URL: h.LogHead, Body: text, Header: header})
	return err
}

func headLine(at time.Time, seq int64, hash string) string {
	return fmt.Sprintf("%s %d %s\n", at.Format(time.RFC3339), seq, hash)
}

// appendLine adds the line to the file, and it is on the disk then.
func appendLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, line)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// holdsHeads checks that the log still has each record whose number and hash are in the file,
// as --log-head or its webhook wrote it. It returns how many there are, and which record is
// the last that one of them vouches for.
func holdsHeads(ctx context.Context, db *store.DB, path string) (n int, last int64, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, 0, news.Errorf(news.NotFound, "There is no file %s.", path)
	}
	if err != nil {
		return 0, 0, err
	}
	for line := range strings.Lines(string(text)) {
		n++
		head, ok := readHead(strings.TrimSpace(line))
		if !ok {
			return n, last, news.Errorf(news.Invalid, "Line %d of %s is no head of a log: a time, a number and a hash, or what the webhook got.", n, path)
		}
		records, err := db.Log(ctx, head.Seq-1, 1)
		if err != nil {
			return n, last, err
		}
		if len(records) == 0 || records[0].Seq != head.Seq || records[0].Hash != head.Hash {
			return n, last, news.Errorf(news.Conflict, "The log was written anew: record %d is not the one whose hash was sent away at %s.", head.Seq, head.At)
		}
		last = max(last, head.Seq)
	}
	if n == 0 {
		return 0, 0, news.Errorf(news.Invalid, "There is no head in %s: that vouches for nothing.", path)
	}
	return n, last, nil
}

// readHead reads one line of a file of heads.
func readHead(line string) (h head, ok bool) {
	if strings.HasPrefix(line, "{") {
		err := json.Unmarshal([]byte(line), &h)
		return h, err == nil && h.Type == headType && h.Seq > 0
	}
	_, err := fmt.Sscanf(line, "%s %d %s", &h.At, &h.Seq, &h.Hash)
	return h, err == nil && h.Seq > 0
}

type logCommand struct {
	Verify logVerify `cmd:"" help:"Read the whole log and check its chain."`
}

type logVerify struct {
	storage
	Heads string `help:"File of heads that --log-head wrote, or of what its webhook got, a line each: every one must be in the log as it was." type:"path"`
}

// Run verifies the log.
func (c *logVerify) Run(ctx context.Context, std streams) error {
	return c.with(ctx, func(db *store.DB, _ *account.Accounts) error {
		n, err := db.VerifyLog(ctx)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(std.out, "The log is whole: %d records, each in its place.\n", n); err != nil {
			return err
		}
		if c.Heads != "" {
			held, last, err := holdsHeads(ctx, db, c.Heads)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(std.out, "It holds all %d heads of %s, the last of record %d.\n", held, c.Heads, last); err != nil {
				return err
			}
		}
		seq, hash, err := db.LogHead(ctx)
		if err != nil || seq == 0 {
			return err
		}
		_, err = fmt.Fprintf(std.out, "head %d %s\n", seq, hash)
		return err
	})
}
