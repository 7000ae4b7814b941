package out_test

import (
	"bytes"
	"fmt"
	"maps"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/out"
)

// everyItem are the demo's and the hard ones, by name.
func everyItem(t *testing.T) map[string]out.Item {
	t.Helper()
	all := maps.Clone(hard())
	all["pictures"] = pictured()
	for n, i := range demoItems(t) {
		all[fmt.Sprintf("the demo's %d, story %d version %d", n, i.Story.Number, i.Version)] = i
	}
	return all
}

func written(t testing.TB, i out.Item, f out.Format) out.File {
	t.Helper()
	file, err := out.Write(i, f)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTheSameStoryIsTheSameBytes(t *testing.T) {
	for name, i := range hard() {
		for _, f := range out.Formats() {
			a, b := written(t, i, f), written(t, i, f)
			if !bytes.Equal(a.Body, b.Body) || a.ETag() != b.ETag() {
				t.Errorf("%s in %s is not the same twice", name, f)
			}
			other := i
			if other.Story.Headline += " again"; written(t, other, f).ETag() == a.ETag() && !i.Gone() {
				t.Errorf("%s in %s has the validator of another story", name, f)
			}
		}
	}
}

func TestAnUnknownFormatIsASentence(t *testing.T) {
	if _, err := out.Write(plainStory(), "telex"); err == nil || err.Error() == "" {
		t.Error("telex is written")
	}
}
