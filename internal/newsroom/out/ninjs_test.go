package out_test

import (
	"bytes"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/newsroom/out/outtest"
)

func TestEveryStoryIsNinjsByTheSchema(t *testing.T) {
	faults := outtest.Ninjs(t)
	for name, i := range everyItem(t) {
		if err := faults(written(t, i, out.NINJS).Body); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The negative control.
	bad := bytes.Replace(written(t, plainStory(), out.NINJS).Body, []byte(`"uri"`), []byte(`"uri":"x","url"`), 1)
	if faults(bad) == nil {
		t.Error("the schema takes a member that it does not have")
	}
}
