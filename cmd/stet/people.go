package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

type userCommands struct {
	Create    userCreate    `cmd:"" help:"Add a person, and print a link by which they choose how they sign in."`
	Link      userLink      `cmd:"" help:"Print a link by which somebody who is here chooses another password: the way back in when no administrator can sign in."`
	ForgetKey userForgetKey `cmd:"" help:"Take away whatever is kept under a key of accounts that is lost."`
}

// linking says where the newsroom is that a link leads to.
type linking struct {
	StaffURL string `help:"Address the newsroom is known by, as https://desk.news.example." name:"staff-url" default:"http://127.0.0.1:8081"`
}

// print prints the link.
func (l linking) print(out io.Writer, p news.Person, link string) error {
	_, err := fmt.Fprintf(out, "%s <%s> signs in by this link, once, within three days:\n%s\n", p.Name, p.Email, account.JoinLink(l.StaffURL, link))
	return err
}

type userCreate struct {
	storage
	linking
	Email    string      `arg:"" help:"E-mail address."`
	Name     string      `required:"" help:"Name, as in bylines."`
	Role     []news.Role `required:"" help:"reporter, sub_editor, desk_editor, duty_editor, picture_editor, producer or admin; may be given more than once."`
	Desk     string      `help:"Slug of the home desk."`
	Password bool        `help:"Take the first line of the standard input for the password, instead of printing a link."`
	Program  bool        `help:"Make an account that only tokens open."`
}

// Run adds the person.
func (c *userCreate) Run(ctx context.Context, std streams) error {
	p := news.Person{Name: c.Name, Email: c.Email, Roles: c.Role, Desk: c.Desk}
	if !c.Password && !c.Program {
		return c.with(ctx, func(_ *store.DB, accounts *account.Accounts) error {
			link, p, err := accounts.Welcome(ctx, p)
			if err != nil {
				return err
			}
			return c.print(std.out, p, link)
		})
	}
	return c.withKey(ctx, func(accounts *account.Accounts) error {
		password := ""
		if !c.Program {
			if err := accounts.CheckKey(ctx); err != nil {
				return err
			}
			line, err := bufio.NewReader(std.in).ReadString('\n')
			if password = strings.TrimRight(line, "\r\n"); password == "" {
				return invalid("There is no password on the standard input (%v).", err)
			}
		}
		p, err := accounts.Create(ctx, p, password)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.out, "%s <%s> can work here now.\n", p.Name, p.Email)
		return err
	})
}

type userLink struct {
	storage
	linking
	Email string `arg:"" help:"E-mail address."`
}

// Run prints a new link. A second factor that the person has is asked for all the same.
func (c *userLink) Run(ctx context.Context, std streams) error {
	return c.with(ctx, func(_ *store.DB, accounts *account.Accounts) error {
		p, err := accounts.ByEmail(ctx, c.Email)
		if err != nil {
			return err
		}
		link, err := accounts.InviteAgain(ctx, account.Console, p.ID)
		if err != nil {
			return err
		}
		return c.print(std.out, p, link)
	})
}

type userForgetKey struct {
	storage
	Yes bool `help:"Do it."`
}

// Run forgets what was kept under a key that is lost, and goes on with the one that is here.
func (c *userForgetKey) Run(ctx context.Context, std streams) error {
	if !c.Yes {
		return invalid("Everybody whose password or app with codes was kept under the lost key needs a new link afterwards. Stop the newsroom, and say --yes.")
	}
	return c.withKey(ctx, func(accounts *account.Accounts) error {
		n, err := accounts.ForgetKey(ctx, account.Console)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.out, "%d people need a link: stet user link EMAIL prints one.\n", n)
		return err
	})
}

// withKey calls f with the accounts under their key.
func (s *storage) withKey(ctx context.Context, f func(*account.Accounts) error) error {
	return s.with(ctx, func(db *store.DB, _ *account.Accounts) error {
		key, err := accountsKey.read(s.AccountsKey, s.Data)
		if err != nil {
			return err
		}
		return f(account.New(db, account.Options{Key: key}))
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
