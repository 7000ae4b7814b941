package partner_test

import (
	"bytes"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/out/outtest"
)

func TestWhatPartnersGetIsNinjsByTheSchema(t *testing.T) {
	faults := outtest.Ninjs(t)
	w := open(t)
	w.lists()
	key := w.key(6000, w.all).Key
	killed, held := w.publish("sport", "Match won"), w.publish("sport", "Match lost")
	w.publish("world", "Bridge opens")
	w.kill(killed)
	w.must(w.desk.Withdraw(t.Context(), w.editor, held.Number, "Under review."))
	statuses := map[string]bool{}
	p := w.has(key, w.all, 3)
	for i, is := range p.stories(t) {
		if statuses[is.PubStatus] = true; faults(p.Items[i]) != nil {
			t.Errorf("%v: %s", faults(p.Items[i]), p.Items[i])
		}
	}
	if !statuses["usable"] || !statuses["canceled"] || !statuses["withheld"] {
		t.Errorf("the items are %v", statuses)
	}
	if faults(bytes.Replace(p.Items[0], []byte(`"uri"`), []byte(`"uri":"x","url"`), 1)) == nil { // the negative control
		t.Error("the schema takes a member that it does not have")
	}
}
