package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// Somebody chooses the language and the keys of their own screens with a form. The next page
// is so, in every browser of theirs and in nobody else's, and the log has it once.
func TestAPersonChoosesTheirOwnScreens(t *testing.T) {
	n := open(t)
	b, other := n.as(news.SubEditor), n.as(news.Reporter)
	again := newBrowser(t, n.url).open("/n")
	again.press("Sign in", map[string]string{"email": "sub_editor@stet.test", "password": password}).shows(200, "Today")

	b.open("/n/me").press("Save", map[string]string{"key_next": "k"}).shows(422, `The key "k" would do two things.`)
	b.press("Save", map[string]string{"key_next": "ন"}).shows(422, "of the Latin keyboard")
	b.press("Save", map[string]string{"language": "xx", "key_next": ""}).shows(422, "not there in the language")
	b.open("/n/me").press("Save", map[string]string{"language": "bn", "key_next": "s"}).shows(200, "আপনার পর্দা", "সংরক্ষ")
	again.open("/n").shows(200, "আজ")
	if keys := bodyKeys(again); keys != `{"own":{"j":"s"}}` {
		t.Errorf("the other browser has the keys %q", keys)
	}
	again.open("/n/me").press("সংরক্ষণ", map[string]string{"keys": "", "key_next": ""})
	if keys := bodyKeys(b.open("/n")); keys != `{"off":true}` {
		t.Errorf("with the keys off a page has %q", keys)
	}
	if other.open("/n").shows(200, "Today"); bodyKeys(other) != "" {
		t.Errorf("somebody else has the keys %q", bodyKeys(other))
	}
	records, err := n.db.LogNewest(t.Context(), "", 100)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, r := range records {
		if r.Verb == news.ChooseScreens {
			kept = append(kept, string(r.Detail))
		}
	}
	if got := strings.Join(kept, " "); got != `{"language":"bn","keys":{"off":true}} {"language":"bn","keys":{"own":{"j":"s"}}}` {
		t.Errorf("the log has %s", got)
	}
}

func bodyKeys(b *browser) string {
	for n := range b.page.Descendants() {
		if n.Data == "body" {
			keys, _ := attr(n, "data-keys")
			return keys
		}
	}
	return "no body"
}
