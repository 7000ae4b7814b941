package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/seed"
)

type demoCommand struct {
	Data string `help:"Folder to keep the demo in. Default: a new one under the system's temporary folder."`
	DB   string `help:"Database: sqlite:PATH or postgres://USER@HOST/NAME. Default: stet.db in the folder." name:"db"`
	Blob string `help:"Pictures and other files: file:FOLDER. Default: blob in the folder."`
	// Receiver is where the demo's clients may be on loopback, so that deliveries can be tried without a server elsewhere.
	Receiver string `help:"Address on loopback that copy may be delivered to besides public ones, as 127.0.0.1:9000: a receiver to try deliveries with."`
	listening
}

// demoPassword is everybody's in the demo, which listens on loopback alone.
const demoPassword = "boat river lantern rice"

// cheapHash makes the demo's six passwords in a moment. Real ones take 64 MiB.
const cheapHash = 19 << 10

// Run fills a newsroom, unless the folder has one, and serves it until ctx is done.
func (c *demoCommand) Run(ctx context.Context, std streams) (err error) {
	for flag, address := range map[string]string{"--readers": c.Readers, "--staff": c.Staff, "--partners": cmp.Or(c.Partners, c.Staff), "--receiver": cmp.Or(c.Receiver, c.Staff)} {
		if err := loopback(flag, address); err != nil {
			return err
		}
	}
	if c.Data == "" {
		if c.Data, err = os.MkdirTemp("", "stet-demo-"); err != nil {
			return err
		}
	}
	agencies, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		zone = time.UTC // open says what is wrong
	}
	feeds, err := seed.NewFeeds(time.Now().In(zone))
	if err != nil {
		return errors.Join(err, agencies.Close())
	}
	where, err := netip.ParseAddrPort(agencies.Addr().String())
	if err != nil {
		return err
	}
	reachable := []netip.AddrPort{where}
	if c.Receiver != "" {
		at, err := netip.ParseAddrPort(c.Receiver)
		if err != nil {
			return errors.Join(invalid("--receiver %q is not an address with a port, as 127.0.0.1:9000.", c.Receiver), agencies.Close())
		}
		reachable = append(reachable, at)
	}
	h, err := open(ctx, storage{Data: c.Data, DB: c.DB, Blob: c.Blob}, c.listening, reachable)
	if err != nil {
		return errors.Join(err, agencies.Close())
	}
	if err := c.fill(ctx, h, std, "http://"+agencies.Addr().String()); err != nil {
		return errors.Join(err, agencies.Close(), h.Close())
	}
	h.chores = append(h.chores, func(ctx context.Context) {
		srv := &http.Server{Handler: feeds, ReadHeaderTimeout: 5 * time.Second}
		context.AfterFunc(ctx, func() { _ = srv.Close() })
		_ = srv.Serve(agencies) // it ends with the demo
	})
	if err := c.announce(ctx, h, std); err != nil {
		return errors.Join(err, h.Close())
	}
	return h.run(ctx)
}

// loopback refuses an address that others could reach.
func loopback(flag, address string) error {
	host, _, err := net.SplitHostPort(address)
	if ip, e := netip.ParseAddr(host); err != nil || host != "localhost" && (e != nil || !ip.IsLoopback()) {
		return errNotLoopback(flag, address)
	}
	return nil
}

func errNotLoopback(flag, address string) error {
	return invalid("%s %s: the demo's password is known to everybody, so it listens on loopback alone, as 127.0.0.1:8080.", flag, address)
}

// fill makes the newsroom if the folder has none.
func (c *demoCommand) fill(ctx context.Context, h *house, std streams, feeds string) error {
	has, err := h.db.HasPeople(ctx)
	if err != nil {
		return err
	}
	if has {
		return c.readdress(ctx, h, feeds)
	}
	bar := progress(std, "setting up the newsroom", 100)
	_, err = seed.Fill(ctx, seed.Newsroom{
		Desk: h.desk, Accounts: account.New(h.db, account.Options{Memory: cheapHash}), Studio: h.pictures,
		URL: h.siteURL(), Zone: c.TimeZone, Feeds: feeds, Password: demoPassword,
		Progress: func(done, of int) { bar(100 * done / of) },
	})
	if err != nil {
		return fmt.Errorf("set up the newsroom in %s: %w", c.Data, err)
	}
	return h.room.CatchUp(ctx)
}

// readdress points the wires of a kept demo at where the feeds are now.
func (c *demoCommand) readdress(ctx context.Context, h *house, feeds string) error {
	wires, err := h.db.Wires(ctx)
	if err != nil {
		return err
	}
	by, err := h.accounts.ByEmail(ctx, "rashed@stet.test")
	if err != nil {
		return invalid("%s holds a newsroom that is not the demo's: serve it with stet serve --data %[1]s.", c.Data)
	}
	for _, w := range wires {
		for _, a := range seed.Agencies {
			if w.Name == a.Name {
				w.Address = feeds + "/" + a.Slug
				if _, err := h.desk.AddWire(ctx, by, w); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// announce says where everything is, how to get in, and a token for the API.
func (c *demoCommand) announce(ctx context.Context, h *house, std streams) error {
	duty, err := h.accounts.ByEmail(ctx, "sadia@stet.test")
	if err != nil {
		return err
	}
	token, err := h.accounts.CreateToken(ctx, duty, "demo", 24*time.Hour)
	if err != nil {
		return err
	}
	h.announce(std.out)
	data, err := filepath.Abs(c.Data)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "sign in  %s  %s\ntoken    %s\ndata     %s\nCtrl-C ends it.\n", duty.Email, demoPassword, token, data)
	return err
}
