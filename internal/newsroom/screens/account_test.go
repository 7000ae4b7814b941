package screens_test

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // RFC 6238
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// phone is an app with codes, written from the standard and not from our own code.
func phone(secret string, at time.Time) string {
	key, err := base32.StdEncoding.DecodeString(secret)
	if err != nil {
		panic(err)
	}
	mac := hmac.New(sha1.New, key)
	_ = binary.Write(mac, binary.BigEndian, at.Unix()/30)
	sum := mac.Sum(nil)
	return fmt.Sprintf("%06d", (binary.BigEndian.Uint32(sum[sum[19]&15:])&0x7fffffff)%1_000_000)
}

var spelled = regexp.MustCompile(`<code>((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})</code>`)

// withPhone sets up an app with codes and returns its secret and the recovery codes.
func withPhone(b *browser) (secret string, codes []string) {
	b.Helper()
	b.open("/n/me/factors").press("Set up an app with codes", nil).shows(200, "Point its camera")
	found := spelled.FindStringSubmatch(b.text)
	if found == nil {
		b.Fatal("the page spells no secret")
	}
	secret = strings.ReplaceAll(found[1], " ", "")
	b.press("Set up", map[string]string{"code": "000000"}).shows(401, "That is not it", found[1]) // the same square once more
	b.press("Set up", map[string]string{"code": phone(secret, time.Now().Add(-30*time.Second))}).shows(200, "Your recovery codes")
	for _, m := range regexp.MustCompile(`<code>([a-z2-7]{4}-[a-z2-7-]{24})</code>`).FindAllStringSubmatch(b.text, -1) {
		codes = append(codes, m[1])
	}
	return secret, codes
}

func (n *newsroom) asks(who news.Asked) {
	n.Helper()
	if _, err := n.desk.ChangeHouse(n.Context(), news.Person{ID: "x", Roles: []news.Role{news.Admin}}, func(h *news.House) error {
		h.Security.SecondFactor = who
		return nil
	}); err != nil {
		n.Fatal(err)
	}
}

// The whole way of somebody whom the house asks for a second factor, with forms alone.
func TestWithoutScriptASecondFactorIsSetUpAndAskedFor(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	n.asks(news.AskPublishers)
	b.open("/n").shows(200, "from your next sign-in on", "Set it up now")
	credentials := map[string]string{"email": "duty_editor@stet.test", "password": password}
	second := newBrowser(t, n.url).open("/n/desk/city").press("Sign in", credentials)
	second.shows(200, "this house asks you for a second factor")
	if second.url.Path != "/n/me/factors" {
		t.Errorf("the second sign-in leads to %s", second.url)
	}
	secret, codes := withPhone(second)
	if len(codes) != 10 {
		t.Fatalf("%d recovery codes", len(codes))
	}
	second.open("/n/desk/city").shows(200, "City Desk")
	b.open("/n").shows(200, "Password") // what was signed in on one factor is signed out

	third := newBrowser(t, n.url).open("/n/desk/city").press("Sign in", credentials).shows(200, "Second step")
	third.press("Sign in", map[string]string{"fresh_code": "12345"}).shows(401, "That is not it")
	third.press("Sign in", map[string]string{"fresh_code": phone(secret, time.Now())}).shows(200, "City Desk")
	fourth := newBrowser(t, n.url).open("/n").press("Sign in", credentials).shows(200, "Second step")
	fourth.open("/n").shows(200, "Password")
	fourth.open("/n/sign-in/second").shows(200, "Second step").press("Use the recovery code", map[string]string{"fresh_recovery": codes[0]}).shows(200, "Today")
}

// What cannot be taken back asks once more who it is, and then goes on with what was asked.
func TestWhatWasAskedGoesOnAfterAFreshProof(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	n.asks(news.AskNobody)
	b.open("/n/new").press("Start", map[string]string{"headline": "One"}).shows(200, "Writing")
	b.press("Save", map[string]string{"headline": "One", "section": "world-news", "body": "The text."}).shows(200)
	for _, step := range []string{"Submit", "Mark ready", "Publish", "Publish now"} {
		b.press(step, nil).shows(200)
	}
	n.grow(t)
	b.press("Kill the story", map[string]string{"kill_number": "1", "kill_note": "A court forbade it.", "kill_alone": "It is night."}).shows(403, "Is it you?", "To kill a story, prove once more")
	if s, err := n.db.Story(t.Context(), 1); err != nil || s.Status != news.Live {
		t.Fatalf("it was killed without a proof: %+v %v", s.Status, err)
	}
	b.press("Go on", map[string]string{"fresh_password": "not the password!!"}).shows(401, "do not go together")
	b.press("Go on", map[string]string{"fresh_password": password}).shows(200, "Killed")
	records, err := n.db.LogNewest(t.Context(), "story/1", 1)
	if err != nil || records[0].Verb != news.Kill || !strings.Contains(string(records[0].Detail), "A court forbade it.") {
		t.Errorf("%+v %v", records, err)
	}
}

// grow makes every session one that was proved long ago.
func (n *newsroom) grow(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	people, err := n.db.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		sessions, err := n.db.Sessions(ctx, p.ID, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sessions {
			s.Fresh = s.Fresh.Add(-time.Hour)
			if err := n.db.Tx(ctx, func(tx *store.Tx) error { _, err := tx.RenewSession(ctx, s.Hash, s); return err }); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestNobodyIsSentOnToAnotherPlaceAfterAProof(t *testing.T) {
	n := open(t)
	b := n.as(news.Reporter)
	for _, path := range []string{"//evil.example/n", "https://evil.example/n", "/api/v1/house", "/n/fresh", `/n\evil`} {
		b.open("/n/fresh").shows(200, "Is it you?")
		b.press("Go on", map[string]string{"again": `{"path":"` + strings.ReplaceAll(path, `\`, `\\`) + `","values":{"x":["y"]}}`, "fresh_password": password}).shows(422, "lost on the way")
	}
}

func TestSomebodySignsOthersOut(t *testing.T) {
	n := open(t)
	b := n.as(news.Reporter)
	other := newBrowser(t, n.url).open("/n").press("Sign in", map[string]string{"email": "reporter@stet.test", "password": password}).shows(200, "Today")
	b.open("/n/me").shows(200, "Where you are signed in", "this one").press("Sign out everywhere else", nil).shows(200, "signed out everywhere but here")
	other.open("/n").shows(200, "Password")
	b.open("/n").shows(200, "Today")
}

var linkShown = regexp.MustCompile(`value="http://[^"]+(/n/join\?key=[0-9a-f]{64})"`)

// The whole way of somebody who is invited, with forms alone, and of one who forgot.
func TestWhoIsInvitedChoosesTheirOwnPassword(t *testing.T) {
	n := open(t)
	admin := n.as(news.Admin)
	n.asks(news.AskNobody)
	admin.open("/n/settings/people").shows(200, "Invite", "What may they do?")
	admin.open("/n/settings/people/new").press("Invite", map[string]string{"name": "Rumana Haque", "email": "rumana@stet.test", "roles": "reporter", "grant_role": "desk_editor", "grant_desk": "", "grant_section": "world-news"})
	admin.shows(200, "The link", "good once")
	link := linkShown.FindStringSubmatch(admin.text)
	if link == nil {
		t.Fatal("there is no link on the page")
	}
	newBrowser(t, n.url).openAt(link[1]).shows(200, "Rumana Haque") // to look at it spends nothing
	she := newBrowser(t, n.url).openAt(link[1]).shows(200, "Welcome, Rumana Haque")
	she.press("Go on", map[string]string{"password": "rumana haque rumana"}).shows(422, "too easy to guess")
	she.press("Go on", map[string]string{"password": password}).shows(200, "Second factor")
	she.open("/n").shows(200, "Today")
	newBrowser(t, n.url).openAt(link[1]).shows(410, "used already")

	people, err := n.db.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var id string
	for _, p := range people {
		if p.Email == "rumana@stet.test" {
			id = p.ID
			if len(p.Grants) != 1 || p.Grants[0].Section != "world-news" {
				t.Errorf("%+v", p.Grants)
			}
		}
	}
	page := "/n/settings/people/p/" + id
	by := news.Person{ID: "x", Name: "X", Roles: news.Roles}
	if _, err := n.desk.Create(t.Context(), by, desk.Start{Desk: "city", Content: news.Content{Language: news.English, Headline: "One"}}); err != nil {
		t.Fatal(err)
	}
	admin.openAt("/n/settings/people?who="+id+"&story=%E0%A7%A7").shows(200, "may publish a story only in the section world-news", "after a fresh proof")
	admin.open(page).press("Make a new link", nil).shows(200, "The link")
	link = linkShown.FindStringSubmatch(admin.text)
	she.open("/n").shows(200, "Today") // until it is used
	newBrowser(t, n.url).openAt(link[1]).shows(200, "choose a new password").press("Go on", map[string]string{"password": "kite salt monsoon brick"}).shows(200, "Second factor")
	she.open("/n").shows(200, "Password")
	newBrowser(t, n.url).open("/n").press("Sign in", map[string]string{"email": "rumana@stet.test", "password": password}).shows(401, "do not go together")
	admin.open(page).press("Disable the account", nil).shows(200, "disabled: they are signed out")
	newBrowser(t, n.url).open("/n").press("Sign in", map[string]string{"email": "rumana@stet.test", "password": "kite salt monsoon brick"}).shows(401, "do not go together")
	n.grow(t)
	admin.open(page).press("Enable the account", nil).shows(403, "Is it you?").press("Go on", map[string]string{"fresh_password": password}).shows(200, "enabled again")
	n.as(news.Reporter).open("/n/settings/people").shows(403, "may not manage people")
}

func TestATokenIsMadeShownOnceAndEnded(t *testing.T) {
	n := open(t)
	b := n.as(news.Reporter)
	b.open("/n/me").press("Make it", map[string]string{"name": "Import", "days": "৩০", "scopes": "read"}).shows(200, "shown now and never again")
	if !regexp.MustCompile(`value="stet_[0-9a-f]{64}"`).MatchString(b.text) {
		t.Error("the token is not shown")
	}
	b.open("/n/me").shows(200, "Import", "read stories, pictures and the log")
	if strings.Contains(b.text, `value="stet_`) {
		t.Error("the token is shown again")
	}
	b.press("End it", nil).shows(200, "The token has ended")
	b.press("Change the password", map[string]string{"old": password, "password": "kite salt monsoon brick"}).shows(200, "The password is changed")
	newBrowser(t, n.url).open("/n").press("Sign in", map[string]string{"email": "reporter@stet.test", "password": "kite salt monsoon brick"}).shows(200, "Today")
}

// openAt is open for an address with a question in it.
func (b *browser) openAt(address string) *browser {
	b.Helper()
	u, err := b.url.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, u.String(), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.do(req)
	return b
}

func TestPasswordsAreHiddenAndLeftToManagers(t *testing.T) {
	n := open(t)
	b := n.as(news.Reporter)
	pages := []*browser{newBrowser(t, n.url).open("/n/sign-in"), b.open("/n/me")}
	fresh := newBrowser(t, n.url)
	fresh.client = b.client
	pages = append(pages, fresh.open("/n/fresh"))
	found := 0
	for _, page := range pages {
		for node := range page.page.Descendants() {
			name, _ := attr(node, "name")
			if node.Data != "input" || !strings.Contains(name, "password") && name != "old" {
				continue
			}
			found++
			kind, _ := attr(node, "type")
			help, _ := attr(node, "autocomplete")
			_, pasting := attr(node, "onpaste")
			_, most := attr(node, "maxlength")
			if kind != "password" || !strings.HasSuffix(help, "-password") || pasting || most {
				t.Errorf("%s: the field %s is a %s for %q", page.url, name, kind, help)
			}
		}
	}
	if found != 4 {
		t.Errorf("%d fields were looked at", found)
	}
}
