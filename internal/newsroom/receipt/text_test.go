package receipt_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/receipt"
)

// What untag does quickly is what this expression says.
var tags = regexp.MustCompile(`<!\[CDATA\[|\]\]>|<[^<>]*>`)

func TestTagsAreTakenOut(t *testing.T) {
	parts := []string{"<", ">", "<![CDATA[", "]]>", "]", "!", "[", "<p>", "</p>", "river", "নদী", "<a href='x'>"}
	for range 20_000 {
		var b strings.Builder
		for range rand.IntN(9) { //nolint:gosec // any will do
			b.WriteString(parts[rand.IntN(len(parts))]) //nolint:gosec // any will do
		}
		if got, want := receipt.Untag(b.String()), tags.ReplaceAllString(b.String(), ""); got != want {
			t.Fatalf("of %q it leaves %q, and not %q", b.String(), got, want)
		}
	}
}
