package desk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// captioned is a film in the store, with captions that say the words.
func (n *newsroom) captioned(hash, words string) news.Recording {
	n.Helper()
	r, err := n.AddRecording(n.Context(), nusrat, news.Recording{Hash: hash, Kind: news.Film, File: hash + ".mp4", Type: "video/mp4", Bytes: 9, Milliseconds: 92_000, Width: 640, Height: 360})
	if err != nil {
		n.Fatal(err)
	}
	r, err = n.caption(r, hash+"-en.vtt", words)
	if err != nil {
		n.Fatal(err)
	}
	return r
}

func (n *newsroom) caption(r news.Recording, file, words string) (news.Recording, error) {
	return n.EditRecording(n.Context(), nusrat, r.ID, func(r *news.Recording) {
		r.Captions = []news.Captions{{Language: news.English, File: file, Bytes: 9, Words: words}}
	})
}

// showing is a story with the films in its text.
func showing(films ...news.Recording) news.Content {
	c := ferries
	for _, f := range films {
		c.Body.Blocks = append(c.Body.Blocks[:len(c.Body.Blocks):len(c.Body.Blocks)], news.Node{
			Type: news.MediaRef, Attrs: news.Attrs{Media: f.ID, Caption: "The river rises", Credit: "N. Karim"},
		})
	}
	return c
}

// Readers see other captions and another poster at once, and are told of no update.
func TestWhatIsChangedOfAFilmReachesReadersAtOnce(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	f, other := n.captioned("aa", "The river rises.\n"), n.captioned("bb", "Buses cross.\n")
	s := n.must(n.Publish(ctx, rashed, n.readyAs(showing(f, f)).Number, desk.Out{}))
	n.must(n.Publish(ctx, rashed, n.readyAs(showing(other)).Number, desk.Out{}))
	if c := n.changes(s.Edition - 1)[0]; len(c.Story.Recordings) != 1 || c.Story.Recordings[0].Captions[0].File != "aa-en.vtt" || c.Story.Recordings[0].Captions[0].Words != "" {
		t.Fatalf("readers get %+v", c.Story.Recordings)
	}
	before := n.last().Number
	if _, err := n.caption(f, "new.vtt", "The river falls.\n"); err != nil {
		t.Fatal(err)
	}
	if c := n.last(); c.Number != before+1 || c.Kind != edition.Redrawn || c.About() != s.Number || c.Story.Recordings[0].Captions[0].File != "new.vtt" {
		t.Errorf("after the captions: %+v", c)
	}
	poster := n.boat("cc")
	if _, err := n.EditRecording(ctx, nusrat, f.ID, func(r *news.Recording) { r.Poster = poster.ID }); err != nil {
		t.Fatal(err)
	}
	if c := n.last(); c.Number != before+2 || c.Story.Recordings[0].Poster == nil || c.Story.Recordings[0].Poster.ID != poster.ID {
		t.Errorf("after the poster: %+v", c)
	}
	if err := n.PictureDeveloped(ctx, developed(poster, "new")); err != nil {
		t.Fatal(err)
	}
	if c := n.last(); c.Number != before+3 || c.Story.Recordings[0].Poster.Renditions[0].Name != "new.jpg" {
		t.Errorf("after the poster was developed: %+v", c.Story)
	}
	if _, err := n.EditRecording(ctx, nusrat, f.ID, func(r *news.Recording) { r.Caption = "Words of the newsroom" }); err != nil {
		t.Fatal(err)
	}
	if n.last().Number != before+3 {
		t.Error("what readers do not see made an edition")
	}
	after, err := n.db.Story(ctx, s.Number)
	if err != nil {
		t.Fatal(err)
	}
	if after.Edition != s.Edition || !after.Updated.Equal(s.Updated) {
		t.Errorf("the story is %+v", after)
	}
}

// A film that is withdrawn is gone from every live story, however the words of those stand, and comes back when it is reinstated.
func TestAFilmIsWithdrawnFromEveryStory(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	n.UseRegisterKey(graveKey)
	f := n.captioned("aa", "The river rises.\n")
	one := n.must(n.Publish(ctx, rashed, n.readyAs(showing(f)).Number, desk.Out{}))
	two := n.must(n.Publish(ctx, rashed, n.readyAs(showing(f)).Number, desk.Out{}))
	copied := two.Content
	copied.Body = ferries.Body // the desk takes it out of its copy meanwhile
	n.must(n.Save(ctx, imran, two.Number, desk.Draft{Base: two.Revision, Content: copied}))
	_, err := n.WithdrawRecording(ctx, rashed, f.ID, "the family asks")
	n.refused(err, news.Forbidden, "")
	_, err = n.WithdrawRecording(ctx, sadia, f.ID, " ")
	n.refused(err, news.Invalid, "needs a reason")
	_, err = n.ReinstateRecording(ctx, sadia, f.ID, "x")
	n.refused(err, news.Conflict, "not withdrawn")

	n.protect("Jamuna") // nothing stands in the way of taking away
	before := n.last().Number
	if _, err := n.WithdrawRecording(ctx, sadia, f.ID, "the family asks"); err != nil {
		t.Fatal(err)
	}
	gone := n.changes(before)
	if len(gone) != 2 || gone[0].About()+gone[1].About() != one.Number+two.Number {
		t.Fatalf("%+v", gone)
	}
	for _, c := range gone {
		if c.Kind != edition.Redrawn || len(c.Story.Recordings) != 0 {
			t.Errorf("readers get %+v", c.Story.Recordings)
		}
	}
	if r := n.recordsOf("recording/" + f.ID)[0]; r.Verb != news.Withdraw || !strings.Contains(string(r.Detail), "the family asks") {
		t.Errorf("the log says %s: %s", r.Verb, r.Detail)
	}
	_, err = n.WithdrawRecording(ctx, sadia, f.ID, "again")
	n.refused(err, news.Conflict, "has withdrawn it already")
	_, err = n.ReinstateRecording(ctx, sadia, f.ID, "they agree")
	if _, held := errors.AsType[*news.BlockedError](err); !held {
		t.Errorf("the gate lets a story with a protected name out again: %v", err)
	}
}

func TestAFilmThatIsReinstatedComesBack(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	f := n.captioned("aa", "The river rises.\n")
	n.must(n.Publish(ctx, rashed, n.readyAs(showing(f)).Number, desk.Out{}))
	if _, err := n.WithdrawRecording(ctx, sadia, f.ID, "the family asks"); err != nil {
		t.Fatal(err)
	}
	late := n.must(n.Publish(ctx, rashed, n.readyAs(showing(f)).Number, desk.Out{})) // it goes out without the film
	if c := n.last(); c.About() != late.Number || len(c.Story.Recordings) != 0 {
		t.Errorf("readers get %+v", c.Story.Recordings)
	}
	before := n.last().Number
	r, err := n.ReinstateRecording(ctx, sadia, f.ID, "they agree")
	if err != nil || !r.Withdrawn.IsZero() || r.Why != "" {
		t.Fatalf("%+v, %v", r, err)
	}
	back := n.changes(before)
	if len(back) != 2 || len(back[0].Story.Recordings) != 1 || len(back[1].Story.Recordings) != 1 {
		t.Errorf("%+v", back)
	}
}

// What captions say is read at the door like everything else, when a story goes out and when they change before readers.
func TestHeldWordsInCaptionsDoNotLeave(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	n.UseRegisterKey(graveKey)
	n.protect("Rahima Khatun")
	f, bad := n.captioned("aa", "The river rises.\n"), n.captioned("bb", "She is Rahima\nKhatun.\n")
	held := func(err error) {
		t.Helper()
		b, ok := errors.AsType[*news.BlockedError](err)
		if !ok || len(b.Hits) != 1 || !strings.Contains(b.Hits[0].Where, "captions") {
			t.Errorf("%v", err)
		}
	}
	ready := n.readyAs(showing(bad))
	_, err := n.Publish(ctx, rashed, ready.Number, desk.Out{})
	held(err)
	s := n.must(n.Publish(ctx, rashed, n.readyAs(showing(f)).Number, desk.Out{}))
	before := n.last().Number
	_, err = n.caption(f, "bad.vtt", "DO NOT PUBLISH before noon\n")
	held(err)
	if n.last().Number != before {
		t.Error("readers have them")
	}
	if r, err := n.db.Recording(ctx, f.ID); err != nil || r.Captions[0].File != "aa-en.vtt" {
		t.Errorf("%+v, %v", r, err)
	}
	// Of captions that were kept before anybody read them nothing is known.
	if _, err := n.caption(bad, "old.vtt", ""); err != nil {
		t.Fatal(err)
	}
	_, err = n.Publish(ctx, rashed, ready.Number, desk.Out{})
	n.refused(err, news.Conflict, "send their file once more")
	if _, err := n.caption(bad, "good.vtt", "She is a witness.\n"); err != nil {
		t.Fatal(err)
	}
	n.must(n.Publish(ctx, rashed, ready.Number, desk.Out{}))

	uses, err := n.db.PictureUses(ctx, f.ID)
	if err != nil || len(uses) != 2 || uses[0].Story != s.Number || uses[0].Place == uses[1].Place || uses[0].Place == store.OfAuthor {
		t.Errorf("%+v, %v", uses, err)
	}
}
