package api_test

import (
	"strings"
	"testing"
)

// A program is refused in English whatever it accepts; a script of the newsroom's pages in
// the language that it says they are in.
func TestAScriptOfABanglaPageIsRefusedInBangla(t *testing.T) {
	s := open(t)
	for _, c := range []struct {
		headers []string
		want    string
	}{
		{nil, "There is no story 999."},
		{[]string{"Accept-Language", "bn"}, "There is no story 999."},
		{[]string{"X-Stet", "1", "Accept-Language", "en"}, "There is no story 999."},
		{[]string{"X-Stet", "1", "Accept-Language", "bn"}, "প্রতিবেদন #999 নেই।"},
	} {
		if res, text := s.sendAs("all", "GET", "/stories/999", "", c.headers...); res.StatusCode != 404 || !strings.Contains(string(text), c.want) {
			t.Errorf("%v: %d %s; want %s", c.headers, res.StatusCode, text, c.want)
		}
	}
}
