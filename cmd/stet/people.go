package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

type userCommands struct {
	Create userCreate `cmd:"" help:"Add a person. The password is the first line of the standard input; an empty one makes an account that only tokens open."`
}

type userCreate struct {
	storage
	Email string      `arg:"" help:"E-mail address."`
	Name  string      `required:"" help:"Name, as in bylines."`
	Role  []news.Role `required:"" help:"reporter, sub_editor, desk_editor, duty_editor, picture_editor, producer or admin; may be given more than once."`
	Desk  string      `help:"Slug of the home desk."`
}

// Run adds the person.
func (c *userCreate) Run(ctx context.Context, std streams) error {
	return c.with(ctx, func(_ *store.DB, accounts *account.Accounts) error {
		password, err := bufio.NewReader(std.in).ReadString('\n')
		if err != nil && password == "" {
			password = "\n"
		}
		p, err := accounts.Create(ctx, news.Person{Name: c.Name, Email: c.Email, Roles: c.Role, Desk: c.Desk}, strings.TrimRight(password, "\r\n"))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.out, "%s <%s> can work here now.\n", p.Name, p.Email)
		return err
	})
}

type tokenCommands struct {
	Create tokenCreate `cmd:"" help:"Make a token with which a program acts as a person."`
}

type tokenCreate struct {
	storage
	Email string        `arg:"" help:"E-mail address of the person it acts for."`
	Name  string        `help:"What it is for." default:"program"`
	Life  time.Duration `help:"How long it lasts." default:"2160h"`
}

// Run makes the token and prints it: it cannot be read again.
func (c *tokenCreate) Run(ctx context.Context, std streams) error {
	return c.with(ctx, func(_ *store.DB, accounts *account.Accounts) error {
		p, err := accounts.ByEmail(ctx, c.Email)
		if err != nil {
			return err
		}
		token, err := accounts.CreateToken(ctx, p, c.Name, c.Life)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(std.out, token)
		return err
	})
}

type logCommand struct {
	Verify logVerify `cmd:"" help:"Read the whole log and check its chain."`
}

type logVerify struct{ storage }

// Run verifies the log.
func (c *logVerify) Run(ctx context.Context, std streams) error {
	return c.with(ctx, func(db *store.DB, _ *account.Accounts) error {
		n, err := db.VerifyLog(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.out, "The log is whole: %d records, each in its place.\n", n)
		if err != nil || n == 0 {
			return err
		}
		last, err := db.LogNewest(ctx, "", 1)
		if err != nil || len(last) == 0 {
			return err
		}
		_, err = fmt.Fprintf(std.out, "head %d %s\n", last[0].Seq, last[0].Hash)
		return err
	})
}

// with calls f with the store open.
func (s *storage) with(ctx context.Context, f func(*store.DB, *account.Accounts) error) error {
	if err := s.settle(); err != nil {
		return err
	}
	db, err := store.Open(ctx, s.DB)
	if err != nil {
		return err
	}
	return errors.Join(f(db, account.New(db, account.Options{})), db.Close())
}
