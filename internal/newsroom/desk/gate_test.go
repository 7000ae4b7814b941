package desk_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/store"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// otherExits are the ways by which words leave for readers beside a story's content: each
// puts the words before them.
var otherExits = map[string]func(n *newsroom, words string) error{
	"flash with a story": func(n *newsroom, words string) error {
		_, err := n.Publish(n.Context(), rashed, n.ready().Number, desk.Out{Flash: words})
		return err
	},
	"correction": func(n *newsroom, words string) error {
		_, err := n.Correct(n.Context(), rashed, n.kept().Number, desk.Correction{Note: words})
		return err
	},
	"clarification": func(n *newsroom, words string) error {
		_, err := n.Correct(n.Context(), rashed, n.kept().Number, desk.Correction{Kind: news.Clarified, Note: words})
		return err
	},
	"editor's note": func(n *newsroom, words string) error {
		_, err := n.Correct(n.Context(), rashed, n.kept().Number, desk.Correction{Kind: news.EditorNote, Note: words, Top: true})
		return err
	},
	"live post":             posted(func(p *news.Post, words string) { p.Body = news.Paragraphs(words) }),
	"title of a live post":  posted(func(p *news.Post, words string) { p.Title = words }),
	"author of a live post": posted(func(p *news.Post, words string) { p.Author = words }),
	"edited live post": func(n *newsroom, words string) error {
		s := n.covered()
		c, err := n.db.Coverage(n.Context(), s.ID)
		if err != nil || len(c.Posts) == 0 {
			n.Fatal("no post to edit", err)
		}
		_, err = n.Post(n.Context(), rashed, s.Number, news.Post{ID: c.Posts[len(c.Posts)-1].ID, Body: news.Paragraphs(words), Note: "It said another thing."})
		return err
	},
	"key point": func(n *newsroom, words string) error {
		_, err := n.SetKeyPoints(n.Context(), rashed, n.covered().Number, []string{words})
		return err
	},
	"flash": func(n *newsroom, words string) error {
		_, err := n.Flash(n.Context(), rashed, desk.NewFlash{Language: news.English, Text: words})
		return err
	},
	"changed flash": func(n *newsroom, words string) error {
		f, err := n.Flash(n.Context(), rashed, desk.NewFlash{Language: news.English, Text: "Rain"})
		if err != nil {
			return err
		}
		defer func() { _, _ = n.EndFlash(n.Context(), rashed, f.ID) }()
		_, err = n.EditFlash(n.Context(), rashed, f.ID, desk.FlashEdit{Text: words})
		return err
	},
	"banner": func(n *newsroom, words string) error {
		_, err := n.PutBanner(n.Context(), rashed, desk.NewBanner{Lines: []desk.BannerLine{{Language: news.English, Text: words}}})
		return err
	},
	"front": func(n *newsroom, words string) error {
		s := n.calm()
		home := news.FrontName{Language: news.English}
		if _, err := n.EditFront(n.Context(), rashed, home, news.FrontEdit{Do: news.DoPlace, Block: news.TopBlock, Story: s.Number}); err != nil {
			return err
		}
		f, err := n.EditFront(n.Context(), rashed, home, news.FrontEdit{Do: news.DoHeadline, Block: news.TopBlock, Story: s.Number, Headline: words})
		if err != nil {
			return err
		}
		defer func() { _, _ = n.DiscardFront(n.Context(), rashed, home, f.Draft.Revision) }()
		_, err = n.LaunchFront(n.Context(), rashed, home, f.Draft.Revision)
		return err
	},
	"page of the house": settings(func(h *news.House, words string) {
		h.Pages = []news.StaticPage{{Slug: "about", Texts: map[news.Language]news.PageText{news.English: {Title: "About", Body: news.Paragraphs(words)}}}}
	}),
	"title of a page of the house": settings(func(h *news.House, words string) {
		h.Pages = []news.StaticPage{{Slug: "about", Texts: map[news.Language]news.PageText{news.English: {Title: words, Body: news.Paragraphs("We.")}}}}
	}),
	"title of the site and of its feeds": settings(func(h *news.House, words string) {
		h.Names = map[news.Language]string{news.English: words, news.Bangla: "পদ্মা কুরিয়ার"}
	}),
	"name of a section": settings(func(h *news.House, words string) {
		h.Sections = []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: words}}}
	}),
	"author's page": settings(func(h *news.House, words string) {
		h.Authors = []news.Author{{Slug: "nusrat", Names: map[news.Language]string{news.English: "Nusrat Karim"}, Bio: map[news.Language]string{news.English: words}}}
	}),
	"author's name": settings(func(h *news.House, words string) {
		h.Authors = []news.Author{{Slug: "nusrat", Names: map[news.Language]string{news.English: words}}}
	}),
	"what a topic is about": settings(func(h *news.House, words string) {
		h.Topics = []news.TopicIntro{{Language: news.English, Slug: "jamuna", Text: words}}
	}),
}

func settings(put func(*news.House, string)) func(*newsroom, string) error {
	return func(n *newsroom, words string) error {
		words, err := news.CleanLine("text", words, 2000) // as a form has it
		if err != nil {
			return err
		}
		h := house
		put(&h, words)
		_, err = n.SetHouse(n.Context(), arif, h)
		return err
	}
}

func posted(put func(*news.Post, string)) func(*newsroom, string) error {
	return func(n *newsroom, words string) error {
		p := news.Post{Title: "Now", Body: news.Paragraphs("Boats wait.")}
		put(&p, words)
		_, err := n.Post(n.Context(), rashed, n.covered().Number, p)
		return err
	}
}

// kept is a calm live story, the same each time.
func (n *newsroom) kept() news.Story {
	n.Helper()
	if n.one == 0 {
		n.one = n.calm().Number
	}
	return n.must(n.db.Story(n.Context(), n.one))
}

// covered is the same, covered live with a post.
func (n *newsroom) covered() news.Story {
	n.Helper()
	if n.one == 0 {
		s := n.kept()
		if _, err := n.Cover(n.Context(), rashed, s.Number); err != nil {
			n.Fatal(err)
		}
		if _, err := n.Post(n.Context(), rashed, s.Number, news.Post{Body: news.Paragraphs("Boats wait.")}); err != nil {
			n.Fatal(err)
		}
	}
	return n.kept()
}

// calm is a live story with nothing to hold.
func (n *newsroom) calm() news.Story {
	n.Helper()
	return n.must(n.Publish(n.Context(), rashed, n.readyWith("Boats wait.").Number, desk.Out{}))
}

func with(words string) news.Content {
	c := ferries
	c.Body = news.Paragraphs("Water rose in 14 districts.", words)
	return c
}

func (n *newsroom) readyWith(words string) news.Story {
	n.Helper()
	ctx := n.Context()
	s := n.must(n.Create(ctx, nusrat, desk.Start{Content: with(words)}))
	n.must(n.Submit(ctx, nusrat, s.Number, ""))
	return n.must(n.Ready(ctx, imran, s.Number, ""))
}

func (n *newsroom) saved(s news.Story, words string) news.Story {
	n.Helper()
	return n.must(n.Save(n.Context(), imran, s.Number, desk.Draft{Base: s.Revision, Content: with(words)}))
}

func told(n *newsroom) string {
	text, _ := json.Marshal(n.changes(0))
	return string(text)
}

func (n *newsroom) protect(spellings ...string) news.Protected {
	n.Helper()
	e, err := n.AddProtected(n.Context(), arif, desk.Protect{Label: "Case 14, a child", Basis: "Children Act 2013, s. 28", Spellings: spellings})
	if err != nil {
		n.Fatal(err)
	}
	return e
}

func TestWhatWasFineIsHeldOnceANameIsRegistered(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Publish(ctx, rashed, n.readyWith("Police named Rahima Khatun.").Number, desk.Out{Flash: "Rahima Khatun found"}))
	n.must(n.Withdraw(ctx, sadia, s.Number, "For review."))
	n.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	n.protect("Rahima Khatun")
	_, err := n.Reinstate(ctx, sadia, s.Number, "")
	n.refused(err, news.Conflict, "Children Act 2013")
	if _, err := n.Kill(ctx, sadia, s.Number, desk.KillOrder{Reason: "Named.", Alone: "Night."}); err != nil {
		t.Errorf("what takes away is held too: %v", err)
	}
}

func TestAScheduledStoryIsHeldWhenItsTimeComes(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	n.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	s := n.readyWith("Police named Rahima Khatun.")
	n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{}))
	n.protect("Rahima Khatun")
	err := n.db.Tx(ctx, func(tx *store.Tx) error {
		r, err := tx.Story(ctx, s.Number)
		if err != nil {
			return err
		}
		r.PublishAt = time.Now().Add(-time.Minute)
		return tx.Write(ctx, r)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.ReleaseDue(ctx); err != nil {
		t.Fatal(err)
	}
	got, err := n.db.Story(ctx, s.Number)
	if err != nil || got.Status != news.Ready {
		t.Errorf("it is %s: %v", got.Status, err)
	}
}

func TestOnePersonNeverReleasesWhatIsHeld(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.readyWith("The name of the victim is TK.")
	_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
	b, ok := errors.AsType[*news.BlockedError](err)
	if !ok || len(b.Hits) != 1 || b.Hits[0].Where != "paragraph 2" {
		t.Fatalf("%+v", err)
	}
	key := b.Hits[0].Key
	_, err = n.AnswerRelease(ctx, sadia, key, desk.Answer{Approve: true})
	n.refused(err, news.Conflict, "Nobody asks")
	_, err = n.AskRelease(ctx, nusrat, key, "It is a name.")
	n.refused(err, news.Forbidden, "may not")
	if _, err = n.AskRelease(ctx, rashed, key, "TK is her initials."); err != nil {
		t.Fatal(err)
	}
	_, err = n.AnswerRelease(ctx, rashed, key, desk.Answer{Approve: true})
	n.refused(err, news.Forbidden, "somebody else")
	_, err = n.Publish(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "hold marker")
	if _, err = n.AnswerRelease(ctx, sadia, key, desk.Answer{Approve: true, Note: "Checked."}); err != nil {
		t.Fatal(err)
	}
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
	// Other words by the same exit are held again.
	s = n.saved(n.must(n.db.Story(ctx, s.Number)), "TK people were hurt.")
	_, err = n.Update(ctx, rashed, s.Number, desk.Change{Note: "People were hurt."})
	n.refused(err, news.Conflict, "TK")
	// Who was held may not release what another asked for.
	b, _ = errors.AsType[*news.BlockedError](err)
	if _, err = n.AskRelease(ctx, sadia, b.Hits[0].Key, "So says the wire."); err != nil {
		t.Fatal(err)
	}
	_, err = n.AnswerRelease(ctx, rashed, b.Hits[0].Key, desk.Answer{Approve: true})
	n.refused(err, news.Forbidden, "your own act")
	if _, err := n.db.VerifyLog(ctx); err != nil {
		t.Error(err)
	}
}

// Who wrote what is held does not release it, whoever tried to publish it and whoever asks.
func TestWhoWroteItDoesNotReleaseIt(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, sadia, desk.Start{Desk: "city", Content: with("The name is TK.")}))
	n.must(n.Submit(ctx, sadia, s.Number, ""))
	n.must(n.Ready(ctx, imran, s.Number, ""))
	_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
	b, ok := errors.AsType[*news.BlockedError](err)
	if !ok {
		t.Fatal(err)
	}
	key := b.Hits[0].Key
	if _, err := n.AskRelease(ctx, rashed, key, "Her initials."); err != nil {
		t.Fatal(err)
	}
	_, err = n.AnswerRelease(ctx, sadia, key, desk.Answer{Approve: true})
	n.refused(err, news.Forbidden, "You wrote what was held")
	third := rashed
	third.ID, third.Name = "tania", "Tania Rahman"
	if _, err := n.AnswerRelease(ctx, third, key, desk.Answer{Approve: true}); err != nil {
		t.Fatal(err)
	}
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
}

// Who is asked for a release is told, and who asked is told the answer.
func TestPeopleAreToldOfAReleaseThatIsAskedForAndOfItsAnswer(t *testing.T) {
	n := open(t)
	n.employed(nusrat, rashed, sadia)
	ctx := t.Context()
	_, err := n.Flash(ctx, rashed, desk.NewFlash{Language: news.English, Text: "Minister TK resigns"})
	b, ok := errors.AsType[*news.BlockedError](err)
	if !ok {
		t.Fatal(err)
	}
	told := func(who news.Person) (kinds []news.NoticeKind) {
		all, err := n.db.Notices(ctx, who.ID, true, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			kinds = append(kinds, a.Kind)
		}
		return kinds
	}
	if _, err := n.AskRelease(ctx, rashed, b.Hits[0].Key, "Her initials."); err != nil {
		t.Fatal(err)
	}
	if got := told(sadia); !slices.Equal(got, []news.NoticeKind{news.NoticeApproval}) || len(told(nusrat)) > 0 || len(told(rashed)) > 0 {
		t.Errorf("the duty editor is told %v, a reporter %v, who asked %v", got, told(nusrat), told(rashed))
	}
	if _, err := n.AnswerRelease(ctx, sadia, b.Hits[0].Key, desk.Answer{Note: "Wait for the agency."}); err != nil {
		t.Fatal(err)
	}
	if got := told(rashed); !slices.Equal(got, []news.NoticeKind{news.NoticeAnswer}) {
		t.Errorf("who asked is told %v", got)
	}
}

func TestTheRegisterCannotBeReadBackFromTheDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stet.db")
	db, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	n := openOn(t, db)
	n.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	names := []string{"Rahima Khatun", "রহিমা খাতুন", "Mukta"}
	sent, err := json.Marshal(desk.Protect{Label: "Case 14, a child", Basis: "Children Act 2013, s. 28", Spellings: names})
	if err != nil {
		t.Fatal(err)
	}
	request := sha256.Sum256(sent) // as the API keeps that a request was made
	e, err := n.AddProtected(desk.WithKey(t.Context(), "k", hex.EncodeToString(request[:])), arif, desk.Protect{Label: "Case 14, a child", Basis: "Children Act 2013, s. 28", Spellings: names})
	if err != nil {
		t.Fatal(err)
	}
	again, err := n.AddProtected(desk.WithKey(t.Context(), "k", hex.EncodeToString(request[:])), arif, desk.Protect{Label: "Case 14, a child", Basis: "Children Act 2013, s. 28", Spellings: names})
	if err != nil || again.ID != e.ID {
		t.Errorf("sent again it is another entry: %v", err)
	}
	_, err = n.RemoveProtected(t.Context(), arif, e.ID, "Rahima Khatun is of age.")
	n.refused(err, news.Invalid, "names somebody")
	_, err = n.AddProtected(t.Context(), arif, desk.Protect{Label: "Rahima", Basis: "Act", Spellings: []string{"Rahima"}})
	n.refused(err, news.Invalid, "has the name in it")
	for _, p := range []string{path, path + "-wal"} {
		data, err := os.ReadFile(p)
		if err != nil {
			continue
		}
		for _, s := range []string{"Rahima", "rahima", "রহিমা", "Mukta", "mukta", "khatun"} {
			if bytes.Contains(data, []byte(s)) {
				t.Errorf("%s is in %s", s, filepath.Base(p))
			}
		}
		if bytes.Contains(data, []byte(hex.EncodeToString(request[:]))) {
			t.Errorf("%s has a hash of the request, against which anybody can try names", filepath.Base(p))
		}
		for _, s := range names { // who has the names and the database, and not the key
			for _, guess := range guesses(s) {
				if bytes.Contains(data, []byte(guess)) {
					t.Errorf("%s can be tried against %s", s, filepath.Base(p))
				}
			}
		}
	}
	// Without its key nothing goes out, and with another neither.
	n.UseRegisterKey(nil)
	_, err = n.Publish(t.Context(), rashed, n.ready().Number, desk.Out{})
	n.refused(err, news.Conflict, "register")
	n.UseRegisterKey(bytes.Repeat([]byte{9}, 32))
	_, err = n.Publish(t.Context(), rashed, n.ready().Number, desk.Out{})
	n.refused(err, news.Conflict, "register")
}

// guesses are what somebody without the key would look for.
func guesses(name string) (all []string) {
	for _, s := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
		plain := sha256.Sum256([]byte(s))
		mac := hmac.New(sha256.New, make([]byte, 32))
		mac.Write([]byte(s))
		for _, sum := range [][]byte{plain[:], mac.Sum(nil)} {
			all = append(all, hex.EncodeToString(sum[:12]), base64.RawStdEncoding.EncodeToString(sum[:12]))
		}
	}
	return all
}
