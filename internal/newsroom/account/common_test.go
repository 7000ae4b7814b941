package account_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

func TestAPasswordThatIsSoonGuessedIsRefused(t *testing.T) {
	a, db := open(t)
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return tx.SaveHouse(t.Context(), aHouse) }); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{
		"passwordpassword", "Password1Password1", "iloveyouforever12", "qwertyuiopasdfgh", "1234567890123456", "abcabcabcabcabcabc",
		"correct horse battery staple", "aaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnop", "P@ssw0rdP@ssw0rd", "padma courier 2026!", "City Desk City Desk 1",
		"nusrat karim nusrat", "dhaka bangladesh 1971", "ThePadmaCourier2026", "111111222222333333", "letmeinletmein1234",
	} {
		_, err := a.Create(t.Context(), nusrat, p)
		refused(t, err, news.Invalid, "too easy")
	}
	for i, p := range []string{
		"boat river lantern rice", "নদীর ধারে হলুদ নৌকা বাঁধা", "kite-salt-monsoon-brick", "x7#Kq2!vLp9@Zr4t", "the ferry left at nine without him",
		"এক যে ছিল রাজা তার ছিল হাতি", "tamarind violet hinge quartz",
	} {
		who := nusrat
		who.Email = string(rune('a'+i)) + "@stet.test"
		if _, err := a.Create(t.Context(), who, p); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
}

// Whatever is long enough is taken whole: nothing is cut off, folded or composed.
func TestEveryByteOfAPasswordCounts(t *testing.T) {
	a, _ := open(t)
	long := strings.Repeat("boat river lantern rice ", 40)[:900] + "end"
	for i, p := range []string{long, "boat river\x00lantern rice", "কোটি boat lantern rice", " boat river lantern rice "} {
		who := nusrat
		who.Email = string(rune('a'+i)) + "@stet.test"
		if _, err := a.Create(t.Context(), who, p); err != nil {
			t.Fatalf("%q: %v", p, err)
		}
		if _, err := a.SignIn(t.Context(), who.Email, p, at("10.0.0.1:1")); err != nil {
			t.Errorf("%.40q: %v", p, err)
		}
		for _, other := range []string{p[:len(p)-1], p + " ", strings.ToUpper(p), strings.TrimSpace(strings.ReplaceAll(p, "\x00", ""))} {
			if other == p {
				continue
			}
			if _, err := a.SignIn(t.Context(), who.Email, other, at(string(rune('a'+i))+other)); err == nil {
				t.Errorf("%.40q opens what %.40q closes", other, p)
			}
		}
	}
}

func TestAPasswordIsHashedAnewWhenHashesCostMore(t *testing.T) {
	cheap, db := open(t)
	if _, err := cheap.Create(t.Context(), nusrat, password); err != nil {
		t.Fatal(err)
	}
	dear := account.New(db, account.Options{Memory: 128})
	if _, err := dear.SignIn(t.Context(), nusrat.Email, password, at("10.0.0.1:1")); err != nil {
		t.Fatal(err)
	}
	kept, err := db.AccountByEmail(t.Context(), "nusrat@stet.test")
	if err != nil || !strings.Contains(kept.Password, "m=128,") {
		t.Errorf("%.30s %v", kept.Password, err)
	}
	if _, err := cheap.SignIn(t.Context(), nusrat.Email, password, at("10.0.0.1:1")); err != nil {
		t.Errorf("the old cost still reads the new: %v", err)
	}
}
