package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/account/doortest"
)

// goThere follows the page that leads elsewhere, and comes back.
func (b *browser) goThere() *browser {
	b.Helper()
	at := b.url
	b.shows(200, "and come back here")
	to := ""
	for n := range b.page.Descendants() {
		if n.Data == "a" && strings.Contains(content(n), "Go there") {
			to, _ = attr(n, "href")
		}
	}
	b.open(to)
	if b.url.Host != at.Host {
		b.Fatalf("it does not come back: %s %s", b.url, b.text)
	}
	return b
}

func TestPeopleLinkSignInProveAndUnlinkAnAccountElsewhere(t *testing.T) {
	op := doortest.New(t)
	op.Claims = map[string]any{"email": "nusrat@accounts.example"}
	n := openWith(t, account.Options{Elsewhere: &account.Elsewhere{Issuer: op.URL, Client: doortest.Client, Secret: doortest.Secret, Name: "Padma accounts"}})
	b := n.as(news.Reporter)
	newBrowser(t, n.url).open("/n/sign-in").press("Sign in with Padma accounts", nil).goThere().shows(401, "opens none here yet", "Password")

	b.open("/n/me").shows(200, "Sign-in at Padma accounts", "What you are told of").press("Link it", nil).goThere().shows(200, "opens this one now", "nusrat@accounts.example")
	c := newBrowser(t, n.url).open("/n/wires").press("Sign in with Padma accounts", nil).goThere()
	if c.url.Path != "/n/wires" || c.status != 200 {
		t.Errorf("it leads to %s: %d", c.url, c.status)
	}
	c.open("/n/me").shows(200, "the house’s sign-in, one factor")

	// A fresh proof is given in another window, while this one waits.
	c.open("/n/fresh?next=/n/me").shows(200, "Prove it at Padma accounts")
	other := *c
	other.press("Prove it at Padma accounts", nil).goThere().shows(200, "It is you")
	c.press("I have proved it there; go on", nil)
	if c.url.Path != "/n/me" {
		t.Errorf("after the proof it leads to %s", c.url)
	}
	c.press("Take the link away", nil).shows(200, "The link is gone")
	newBrowser(t, n.url).open("/n/sign-in").press("Sign in with Padma accounts", nil).goThere().shows(401, "opens none here yet")
}

func TestAnInvitedPersonBeginsWithTheirAccountElsewhere(t *testing.T) {
	op := doortest.New(t)
	n := openWith(t, account.Options{Elsewhere: &account.Elsewhere{Issuer: op.URL, Client: doortest.Client, Secret: doortest.Secret, Name: "Padma accounts"}})
	n.as(news.Reporter)
	link, _, err := n.accounts.Welcome(t.Context(), news.Person{Name: "Rafi Alam", Email: "rafi@stet.test", Roles: []news.Role{news.DutyEditor}})
	if err != nil {
		t.Fatal(err)
	}
	// Whoever reaches readers, and showed one factor there, sets up another first.
	b := newBrowser(t, n.url).open(strings.TrimPrefix(account.JoinLink(n.url, link), n.url)).press("With Padma accounts", nil).goThere()
	b.shows(200, "Second factor")
	b.open("/n/me").shows(200, "Rafi Alam", "the house’s sign-in, one factor")
}
