package desk_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/reading"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

const (
	rose41 = "The river rose 41 centimetres in a day at Sirajganj, the water board said on Thursday evening."
	rose14 = "The river rose 14 centimetres in a day at Sirajganj, the water board said on Thursday evening."
)

// receive brings a version of the wire's item with the GUID.
func (n *newsroom) receive(guid string, paragraphs ...string) news.Dispatch {
	n.Helper()
	return n.receiveAs(news.Dispatch{GUID: guid, Body: news.Paragraphs(paragraphs...)}, strings.Join(paragraphs, "\n"))
}

func (n *newsroom) receiveAs(d news.Dispatch, raw string) news.Dispatch {
	n.Helper()
	ctx := n.Context()
	wires, err := n.db.Wires(ctx)
	if err == nil && len(wires) == 0 {
		var w news.Wire
		w, err = n.AddWire(ctx, rashed, news.Wire{Name: "Delta Wire", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English})
		wires = append(wires, w)
	}
	if err != nil {
		n.Fatal(err)
	}
	d.Wire, d.WireName, d.Received, d.Language, d.Headline, d.Hash = wires[0].ID, wires[0].Name, time.Now(), news.English, "River rises", raw
	err = n.db.Tx(ctx, func(tx *store.Tx) (err error) {
		d, _, err = tx.Receive(ctx, d, []byte(raw))
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return d
}

// rewritten is a story that was made from the dispatch and says what is given.
func (n *newsroom) rewritten(d news.Dispatch, paragraphs ...string) news.Story {
	n.Helper()
	s := n.must(n.Take(n.Context(), nusrat, d.ID, desk.Take{Section: "world-news"}))
	return n.write(s.Number, paragraphs...)
}

// write saves the paragraphs as the story's text.
func (n *newsroom) write(number int64, paragraphs ...string) news.Story {
	n.Helper()
	s, err := n.db.Story(n.Context(), number)
	if err != nil {
		n.Fatal(err)
	}
	s.Content.Body, s.Content.Headline, s.Content.Byline = news.Paragraphs(paragraphs...), "River rises", news.Byline{Desk: "GreenWatch Desk"}
	return n.must(n.Save(n.Context(), imran, number, desk.Draft{Base: s.Revision, Content: s.Content}))
}

// read returns the findings that are likely or certain.
func (n *newsroom) read(number int64) (found []reading.Found) {
	n.Helper()
	r, err := n.Read(n.Context(), imran, number, nil)
	if err != nil {
		n.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Level == "certain" || f.Level == "likely" {
			found = append(found, f)
		}
	}
	return found
}

// only returns the one finding there is.
func (n *newsroom) only(number int64) reading.Found {
	n.Helper()
	found := n.read(number)
	if len(found) != 1 {
		n.Fatalf("there are %d findings: %+v", len(found), found)
	}
	return found[0]
}

func (n *newsroom) stet(number int64, f reading.Found) news.Stet {
	n.Helper()
	s, err := n.LetStand(n.Context(), imran, number, desk.NewStet{Fingerprint: f.Fingerprint, Reason: news.CheckerWrong})
	if err != nil {
		n.Fatal(err)
	}
	return s
}

// both runs the test on SQLite and on PostgreSQL.
func both(t *testing.T, test func(*testing.T, *newsroom)) {
	t.Helper()
	for name, db := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) { test(t, openOn(t, db(t))) })
	}
}

// A finding that somebody lets stand is on the record with what it was said of, in the table and in the log; taken back, it is open
// again, and that is on the record too.
func TestAStetIsOnTheRecordAndCanBeTakenBack(t *testing.T) {
	both(t, func(t *testing.T, n *newsroom) {
		ctx := t.Context()
		s := n.rewritten(n.receive("1", rose41), rose14)
		f := n.only(s.Number)
		if f.Level != "certain" || f.Stet != nil {
			t.Fatalf("found %+v", f)
		}
		got, err := n.LetStand(ctx, imran, s.Number, desk.NewStet{Fingerprint: f.Fingerprint, Reason: news.OwnReporting, Note: "We read the gauge."})
		if err != nil {
			t.Fatal(err)
		}
		if got.Number != 1 || got.Text != "14 centimetres" || got.SourceText != "41 centimetres" || got.Revision != s.Revision || len(got.Versions) != 1 || got.Versions[0].Version != 1 || got.By.ID != imran.ID {
			t.Errorf("the stet is %+v", got)
		}
		if f := n.only(s.Number); f.Stet == nil || f.Stet.Number != 1 || f.Reopened != nil {
			t.Errorf("it does not stand: %+v", f)
		}
		_, err = n.LetStand(ctx, imran, s.Number, desk.NewStet{Fingerprint: f.Fingerprint, Reason: news.CheckerWrong})
		n.refused(err, news.Conflict, "Imran Hossain let this stand already.")
		back, err := n.TakeBackStet(ctx, rashed, s.Number, got.Number)
		if err != nil || back.EndedBy.ID != rashed.ID {
			t.Fatal(back, err)
		}
		_, err = n.TakeBackStet(ctx, rashed, s.Number, got.Number)
		n.refused(err, news.Conflict, "taken back already")
		if f := n.only(s.Number); f.Stet != nil || f.Reopened != nil {
			t.Errorf("it still stands: %+v", f)
		}
		records, err := n.db.LogNewest(ctx, "story/"+strconv.FormatInt(s.Number, 10), 2)
		if err != nil || len(records) != 2 || records[0].Verb != news.TakeBackStet || records[1].Verb != news.LetStand || !strings.Contains(string(records[1].Detail), f.Fingerprint) {
			t.Errorf("in the log: %+v %v", records, err)
		}
		if strings.Contains(string(records[1].Detail), "centimetres") {
			t.Errorf("the log holds the story's words: %s", records[1].Detail)
		}
		if list, err := n.db.Stets(ctx, store.StetFilter{Reason: news.OwnReporting}); err != nil || len(list) != 1 || list[0].Ended.IsZero() {
			t.Errorf("the house's stets: %+v %v", list, err)
		}
	})
}

// Who may let what stand, and with what reason, is decided here.
func TestWhatIsCertainlyOtherwiseNeedsAReasonAndAnother(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.rewritten(n.receive("1", rose41), rose14)
	f := n.only(s.Number)
	with := func(by news.Person, reason news.Objection, note string) error {
		_, err := n.LetStand(ctx, by, s.Number, desk.NewStet{Fingerprint: f.Fingerprint, Reason: reason, Note: note})
		return err
	}
	n.refused(with(imran, "", ""), news.Invalid, "only for a reason")
	n.refused(with(imran, "no idea", ""), news.Invalid, "is no reason")
	n.refused(with(imran, news.OwnReporting, " "), news.Invalid, "Say in the note")
	n.refused(with(nusrat, news.CheckerWrong, ""), news.Forbidden, "let stand what is certainly otherwise")
	n.refused(with(arif, news.CheckerWrong, ""), news.Forbidden, "let a finding stand")
	n.write(s.Number, rose41)
	n.refused(with(imran, news.CheckerWrong, ""), news.Conflict, "The words have changed since; look again.")
}

// A stet holds whatever is written elsewhere, is for one finding only, and opens again when the words, the passage or the source's
// version change, with the reason.
func TestAStetHoldsUnderEditsElsewhereAndOpensWhenWhatItWasSaidOfChanges(t *testing.T) {
	const more = "Families in the char villages took their cattle to the embankment before dark."
	n := open(t)
	s := n.rewritten(n.receive("1", more, rose41), more, rose14)
	n.stet(s.Number, n.only(s.Number))
	for name, text := range map[string][]string{
		"a paragraph before":     {"Boats were tied up.", more, rose14},
		"a paragraph after":      {more, rose14, "The rain went on."},
		"the order of the text":  {rose14, more},
		"the rest left out":      {rose14},
		"a word of the sentence": {more, strings.Replace(rose14, "on Thursday evening", "late on Thursday", 1)},
	} {
		if n.write(s.Number, text...); n.only(s.Number).Stet == nil {
			t.Errorf("%s opens it again", name)
		}
	}
	n.write(s.Number, more, strings.Replace(rose14, "14", "15", 1))
	if f := n.only(s.Number); f.Stet != nil || f.Reopened == nil || f.Reopened.Why != reading.TheWords || f.Reopened.Number != 1 {
		t.Errorf("of other words: %+v", f)
	}
	n.write(s.Number, more, rose14)
	if f := n.only(s.Number); f.Stet == nil {
		t.Error("the same words again do not stand")
	}
	n.receive("1", more, rose41, "The board will say more at noon.")
	if f := n.only(s.Number); f.Stet != nil || f.Reopened == nil || f.Reopened.Why != reading.TheSource || f.SourceVersion != 2 {
		t.Errorf("of a new version: %+v", f)
	}
	n.stet(s.Number, n.only(s.Number))
	n.receive("1", more, strings.Replace(rose41, "41", "47", 1))
	if f := n.only(s.Number); f.Stet != nil || f.Reopened == nil || f.Reopened.Why != reading.TheSource {
		t.Errorf("of another passage: %+v", f)
	}
}

// The gate stops what is open, on every way out; a stet lets it through, and so does a house that stops nothing.
func TestTheGateOfTheCopyCheckStopsWhatNobodyLetsStand(t *testing.T) {
	both(t, func(t *testing.T, n *newsroom) {
		ctx := t.Context()
		s := n.rewritten(n.receive("1", rose41), rose14)
		n.must(n.Submit(ctx, nusrat, s.Number, ""))
		n.must(n.Ready(ctx, imran, s.Number, ""))
		n.setGate(news.GateCertain)
		const says = "Publication waits: 1 finding is certain: “14 centimetres” is “41 centimetres” in the source. Fix it, or let it stand with a reason."
		ways := map[string]func() (news.Story, error){
			"publish":      func() (news.Story, error) { return n.Publish(ctx, rashed, s.Number, desk.Out{}) },
			"publish soon": func() (news.Story, error) { return n.PublishSoon(ctx, rashed, s.Number, desk.Out{}) },
			"schedule": func() (news.Story, error) {
				return n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{})
			},
		}
		for name, way := range ways {
			t.Log(name)
			_, err := way()
			n.refused(err, news.Conflict, says)
		}
		if r, err := n.Read(ctx, rashed, s.Number, nil); err != nil || r.Stopped == nil || r.Stopped.Error() != says {
			t.Errorf("the reading says it is stopped by %v, %v", r.Stopped, err)
		}
		stet := n.stet(s.Number, n.only(s.Number))
		n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
		if _, err := n.TakeBackStet(ctx, imran, s.Number, stet.Number); err != nil {
			t.Fatal(err)
		}
		n.write(s.Number, rose14, "Boats were tied up.")
		_, err := n.Update(ctx, rashed, s.Number, desk.Change{Note: "More"})
		n.refused(err, news.Conflict, says)
		_, err = n.Correct(ctx, rashed, s.Number, desk.Correction{Note: "Another figure."})
		n.refused(err, news.Conflict, says)
		n.must(n.Withdraw(ctx, sadia, s.Number, "being checked")) // what takes away is never stopped
		n.must(n.Reinstate(ctx, sadia, s.Number, ""))
		n.write(s.Number, rose41)
		n.must(n.Correct(ctx, rashed, s.Number, desk.Correction{Note: "It rose 41 centimetres."}))
		n.setGate(news.GateOpen)
		n.write(s.Number, rose14)
		n.must(n.Update(ctx, rashed, s.Number, desk.Change{Note: "It is 14 centimetres."}))
	})
}

func (n *newsroom) setGate(g news.CopyGate) {
	n.Helper()
	h, err := n.db.House(n.Context())
	if err != nil {
		n.Fatal(err)
	}
	h.CopyGate = g
	if _, err := n.SetHouse(n.Context(), arif, h); err != nil {
		n.Fatal(err)
	}
	if c, err := n.db.LastChange(n.Context()); err != nil || c.House == nil || c.House.CopyGate != "" || c.House.Desks != nil {
		n.Errorf("readers get the gate %q, %v", c.House.CopyGate, err)
	}
}

// What is scheduled is not asked again at its time, though its source is another by then; but words that were saved since are: they
// were never asked about.
func TestAScheduledStoryIsAskedAgainOnlyIfItsWordsAreOthers(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	n.setGate(news.GateCertain)
	leave := func(after func(news.Story)) news.Story {
		s := n.rewritten(n.receive(strconv.FormatInt(time.Now().UnixNano(), 10), rose41), rose41)
		n.must(n.Submit(ctx, nusrat, s.Number, ""))
		n.must(n.Ready(ctx, imran, s.Number, ""))
		n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{}))
		after(s)
		n.due(s.Number, time.Now().Add(-time.Second))
		if err := n.ReleaseDue(ctx); err != nil {
			t.Fatal(err)
		}
		s, err := n.db.Story(ctx, s.Number)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := leave(func(s news.Story) { n.receive(guidOf(n, s), strings.Replace(rose41, "41", "47", 1)) }); s.Status != news.Live {
		t.Errorf("with another source it is %s", s.Status)
	}
	if s := leave(func(s news.Story) { n.write(s.Number, rose14) }); s.Status != news.Ready {
		t.Errorf("with words that nobody asked about it is %s", s.Status)
	}
	if s := leave(func(s news.Story) { n.write(s.Number, rose41, "Boats were tied up.") }); s.Status != news.Live {
		t.Errorf("with words that are right it is %s", s.Status)
	}
}

func guidOf(n *newsroom, s news.Story) string {
	n.Helper()
	d, err := n.db.Dispatch(n.Context(), s.Sources[0].Dispatch)
	if err != nil {
		n.Fatal(err)
	}
	return d.GUID
}

// A new version of a source, or its kill, is told the story's owner and the editors of its desk, once, and says what is new; a story
// that is dropped, one that was made from this version, and one of another source are left alone.
func TestASourceThatChangesIsToldTheOwnersOfItsStoriesOnce(t *testing.T) {
	for name, db := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := staffedOn(t, db(t))
			ctx := t.Context()
			again := func() {
				t.Helper()
				for range 2 {
					if err := n.RereadSources(ctx); err != nil {
						t.Fatal(err)
					}
				}
			}
			d := n.receive("1", rose41)
			s := n.rewritten(d, rose41)
			dropped := n.rewritten(d, rose41)
			n.must(n.Spike(ctx, imran, dropped.Number, "not needed"))
			n.rewritten(n.receive("2", rose41), rose41)
			again()
			n.isTold(nusrat)

			n.receive("1", strings.Replace(rose41, "41", "47", 1))
			late := n.rewritten(n.receive("1", strings.Replace(rose41, "41", "47", 1)), strings.Replace(rose41, "41", "47", 1))
			again()
			n.isTold(nusrat, news.NoticeSource)
			n.isTold(rashed, news.NoticeSource)
			n.saidLast(nusrat, "The source of #"+strconv.FormatInt(s.Number, 10)+" changed: 1 finding is new.")

			n.receive("1", strings.Replace(rose41, "41", "47", 1), "The board will say more at noon.")
			again()
			n.isTold(nusrat, news.NoticeVersion, news.NoticeVersion, news.NoticeSource) // of both stories
			n.isTold(rashed, news.NoticeSource)

			kill := func(guid string) (kept bool) {
				t.Helper()
				err := n.db.Tx(ctx, func(tx *store.Tx) (err error) {
					_, kept, err = tx.KillDispatch(ctx, news.Dispatch{Wire: d.Wire, GUID: guid, Received: time.Now(), Killed: time.Now(), Kill: "Wrong river.", Hash: "kill"}, []byte("kill"))
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				again()
				return kept
			}
			if !kill("1") || kill("1") || kill("unknown") {
				t.Error("a kill is kept once, and of what is known")
			}
			n.isTold(rashed, news.NoticeSource, news.NoticeSource, news.NoticeSource)
			n.saidLast(rashed, "Delta Wire killed the source of #"+strconv.FormatInt(late.Number, 10)+".", "Delta Wire killed the source of #"+strconv.FormatInt(s.Number, 10)+".")
			r, err := n.Read(ctx, imran, s.Number, nil)
			if err != nil || !r.Sources[0].Killed || r.Findings[0].Kind != string(reading.SourceKilled) || r.Findings[0].Level != "certain" {
				t.Errorf("the story is read as %+v, %v", r, err)
			}
			n.receive("1", strings.Replace(rose41, "41", "47", 1), "The board will say more at noon.") // the feed still has it
			if d, err := n.db.Dispatch(ctx, d.ID); err != nil || d.Killed.IsZero() || d.Kill != "Wrong river." {
				t.Errorf("the same text brings it back: %+v %v", d, err)
			}
			_, err = n.Take(ctx, imran, d.ID, desk.Take{})
			n.refused(err, news.Conflict, "Delta Wire killed this")
		})
	}
}

// saidLast holds the newest notice of the person to one of the sentences.
func (n *newsroom) saidLast(p news.Person, sentences ...string) {
	n.Helper()
	list, err := n.db.Notices(n.Context(), p.ID, true, 1)
	if err != nil || len(list) != 1 {
		n.Fatal(list, err)
	}
	if !slices.Contains(sentences, list[0].Text) {
		n.Errorf("%s is told %q", p.Name, list[0].Text)
	}
}
