package reading_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

// stetOf is a stet of the finding, as the desk keeps one.
func stetOf(f reading.Judged, number int64, dispatches ...news.Dispatch) news.Stet {
	s := news.Stet{
		Number: number, Fingerprint: f.Fingerprint, Kind: string(f.Kind), Level: f.Level.String(), Part: f.Part,
		Before: f.Before, Text: f.Text, After: f.After, Source: f.Source, SourceText: f.SourceText,
	}
	for _, d := range dispatches {
		s.Versions = append(s.Versions, news.DispatchVersion{Dispatch: d.ID, Version: d.Version})
	}
	return s
}

// Of the same wrong figure twice one stands, wherever the text around it goes: stets follow their sentences, and none lets two stand.
func TestAStetFollowsItsSentenceThroughEditsElsewhere(t *testing.T) {
	var r reading.Reader
	first := "The river rose 41 centimetres in a day at Sirajganj, the water board said on Thursday evening."
	second := "In Bogura the embankment was 41 centimetres above the water when the engineers measured it at noon."
	d := told("1", first, second, "Families in the char villages took their cattle to the embankment before dark.", "Boats were tied up at the ghat for the night.", "Schools in the district will be closed until Sunday.")
	d.Version = 1
	wrong := func(s string) string { return strings.Replace(s, "41", "14", 1) }
	text := []string{wrong(first), wrong(second)}
	judge := func(paragraphs []string, stets ...news.Stet) (all []reading.Judged) {
		for _, f := range r.Judge(t.Context(), written(paragraphs...), []news.Dispatch{d}, time.UTC, stets) {
			if f.Text == "14 centimetres" {
				all = append(all, f)
			}
		}
		return all
	}
	open := judge(text)
	if len(open) != 2 {
		t.Fatalf("found %+v", open)
	}
	stet := stetOf(open[1], 1, d)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same each time
	others := []string{"Families in the char villages took their cattle to the embankment before dark.", "Boats were tied up at the ghat for the night.", "Schools in the district will be closed until Sunday."}
	for range 60 {
		edited := append([]string{}, text...)
		for _, o := range others {
			if random.IntN(2) == 0 {
				edited = append(edited, o)
			}
		}
		random.Shuffle(len(edited), func(i, j int) { edited[i], edited[j] = edited[j], edited[i] })
		found := judge(edited, stet)
		if len(found) != 2 {
			t.Fatalf("found %+v in %q", found, edited)
		}
		for _, f := range found {
			if stands := strings.Contains(f.Before, "Bogura"); stands != (f.Stet != nil) || f.Reopened != nil {
				t.Fatalf("of %q the stet of the other is %+v, reopened %+v", f.Before, f.Stet, f.Reopened)
			}
		}
	}
	if found := judge([]string{wrong(second), first}, stet); len(found) != 1 || found[0].Stet == nil {
		t.Errorf("with the other put right: %+v", found)
	}
}

// A reading that breaks or does not end is a certain finding, which the gate stops for, and the next text is read as ever.
func TestAReadingThatBreaksOrDoesNotEndStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := told("1", "The river rose 41 centimetres in a day, the water board said on Thursday.")
		s := written("The river rose 41 centimetres in a day, the water board said on Thursday.")
		for name, fail := range map[string]func(*reading.Reader) func(){
			"breaks":       func(r *reading.Reader) func() { r.BreakOn(reading.Text(s.Content)); return func() {} },
			"does not end": func(r *reading.Reader) func() { return r.Hang() },
		} {
			var r reading.Reader
			end := fail(&r)
			found := r.Judge(t.Context(), s, []news.Dispatch{d}, time.UTC, nil)
			if len(found) != 1 || found[0].Kind != reading.Unread || found[0].Stet != nil {
				t.Fatalf("%s: found %+v", name, found)
			}
			if err := reading.Stops(news.GateCertain, found); err == nil || !strings.Contains(err.Error(), "did not come to its end") {
				t.Errorf("%s: %v", name, err)
			}
			if err := reading.Stops(news.GateOpen, found); err != nil {
				t.Errorf("%s: an open gate stops: %v", name, err)
			}
			stet := stetOf(found[0], 1, d)
			if again := r.Judge(t.Context(), s, []news.Dispatch{d}, time.UTC, []news.Stet{stet}); reading.Stops(news.GateLikely, again) != nil {
				t.Errorf("%s: nobody can let it stand: %+v", name, again)
			}
			end()
			synctest.Wait()
			if found := r.Judge(t.Context(), written("The river rose 41 centimetres in a day."), []news.Dispatch{d}, time.UTC, nil); len(found) > 0 && found[0].Kind == reading.Unread {
				t.Errorf("%s: the next text: %+v", name, found)
			}
		}
	})
}
