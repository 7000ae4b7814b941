package press

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// latinMayStand is what keeps Latin digits inside text in Bangla: an address.
var latinMayStand = regexp.MustCompile(`https?://\S+|[^\s@]+@[^\s@]+`)

// banglaText calls f with each text that a reader of a page in Bangla sees or hears, which
// is not in an element in another language.
func banglaText(page string, f func(text string)) error {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return err
	}
	var walk func(n *html.Node, lang string)
	walk = func(n *html.Node, lang string) {
		for _, a := range n.Attr {
			if a.Key == "lang" {
				lang = a.Val
			}
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		if lang == "bn" {
			if n.Type == html.TextNode {
				f(n.Data)
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "alt", "aria-label", "title", "placeholder":
					f(a.Val)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, lang)
		}
	}
	walk(root, "")
	return nil
}

// wrongInBangla returns what is wrong with a text in Bangla, "" if nothing is: Latin digits,
// or letters that are not in NFC, or a letter cut from its signs.
func wrongInBangla(text string) string {
	if strings.ContainsAny(latinMayStand.ReplaceAllString(text, ""), "0123456789") {
		return "a Latin digit"
	}
	if !norm.NFC.IsNormalString(text) {
		return "not NFC"
	}
	if strings.Contains(text, "্…") || strings.HasSuffix(text, "্") {
		return "a cut letter"
	}
	return ""
}

func TestNoPageInBanglaHasALatinDigit(t *testing.T) {
	v := sample(t)
	for file, path := range goldens {
		if !strings.HasPrefix(path, "/bn/") || !strings.HasSuffix(file, ".html") {
			continue
		}
		texts := 0
		err := banglaText(string(printed(t, v, path).body), func(text string) {
			texts++
			if wrong := wrongInBangla(text); wrong != "" {
				t.Errorf("%s has %s in %q", path, wrong, text)
			}
		})
		if err != nil || texts < 10 {
			t.Errorf("%s: %d texts, %v", path, texts, err)
		}
	}
	for _, text := range []string{"২০ মার্চ ২০23", "আশ্রয়কেন্দ্…"} { // the control
		if wrongInBangla(text) == "" {
			t.Errorf("%q passes", text)
		}
	}
}
