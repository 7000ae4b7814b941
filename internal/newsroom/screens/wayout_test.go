package screens_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// From the first page every page is visited that a link leads to, and each has the way out;
// it leads out.
func TestTheWayOutIsOnEveryPage(t *testing.T) {
	n := open(t)
	for _, role := range []news.Role{news.Admin, news.DutyEditor} {
		b := n.as(role)
		n.started("Rail fares")
		at := []string{"/n"}
		for i := 0; i < len(at) && i < 60; i++ {
			b.open(at[i])
			if b.status != 200 || !strings.Contains(b.text, "<html") {
				continue
			}
			out := false
			for node := range b.page.Descendants() {
				href, _ := attr(node, "href")
				action, _ := attr(node, "action")
				out = out || node.Data == "form" && action == "/n/sign-out"
				u, err := url.Parse(href)
				if node.Data == "a" && err == nil && u.Host == "" && u.Path != b.url.Path && (u.Path == "/n" || strings.HasPrefix(u.Path, "/n/")) && !slices.Contains(at, u.Path) {
					at = append(at, u.Path)
				}
			}
			if !out {
				t.Errorf("%s has no way out", at[i])
			}
		}
		if len(at) < 12 {
			t.Fatalf("as %s only %d pages were found: %v", role, len(at), at)
		}
		t.Logf("as %s: %d pages", role, len(at))
		b.open("/n").press("Sign out", nil).shows(200, "Password")
		b.open("/n/me").shows(200, "Password")
	}
}
