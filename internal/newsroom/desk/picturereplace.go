package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Replacement is how a picture takes the place of another in everything that uses it.
type Replacement struct {
	With string `json:"with"` // the other picture's ID
	Why  string `json:"why"`  // for the log
	// Note says to the readers of live stories that the picture is another, and why. It is needed if there are any.
	Note string `json:"note,omitempty"`
	// Words says that captions and descriptions become those of the other picture, where it has some; else each use keeps its own. The credit is always
	// the other picture's: it says who made what is seen.
	Words bool `json:"words,omitempty"`
	// Mark is the ReplacementPlan.Mark of what the person saw when they decided. If there is more to change now, or less, nothing is. Empty does not ask.
	Mark string `json:"mark,omitempty"`
}

// ReplacementLine is one story, or the portrait of an author, that a replacement changes or leaves.
type ReplacementLine struct {
	Story    int64       `json:"story,omitempty"` // number; 0 for a portrait
	Headline string      `json:"headline"`        // or the author's name
	Status   news.Status `json:"status,omitempty"`
	Copy     bool        `json:"copy,omitempty"`  // the story as the newsroom has it is changed
	Live     bool        `json:"live,omitempty"`  // readers get it again, as an update
	Posts    int         `json:"posts,omitempty"` // of its coverage
	Author   string      `json:"author,omitempty"`
	// Stops is why the whole replacement cannot be done now, as that somebody edits the story. Left is why this story stays as it is.
	Stops string `json:"stops,omitempty"`
	Left  string `json:"left,omitempty"`
}

// ReplacementPlan is what a replacement changes.
type ReplacementPlan struct {
	Lines []ReplacementLine `json:"lines"`
	// Mark changes when the plan does.
	Mark string `json:"mark"`
}

// mostReplaced is in how many stories a picture is replaced at once.
const mostReplaced = 200

// PlanReplacement says what replacing the picture would change, and what stops it.
func (d *Desk) PlanReplacement(ctx context.Context, by news.Person, id string) (ReplacementPlan, error) {
	if err := by.May(news.ReplacePicture); err != nil {
		return ReplacementPlan{}, err
	}
	var plan ReplacementPlan
	err := d.db.Tx(ctx, func(tx *store.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		t := &turn{Tx: tx, by: by, now: now}
		rows, err := t.replacing(ctx, id)
		if err == nil {
			plan, err = planOf(rows)
		}
		return err
	})
	return plan, err
}

// ReplacePicture puts the other picture in the place of this one: in the copy of every story, in every live story, which readers get as an update with the
// public note, in the posts of their coverage, and in the portraits of authors. All of it is done, or nothing.
func (d *Desk) ReplacePicture(ctx context.Context, by news.Person, id string, r Replacement) (ReplacementPlan, error) {
	if err := by.May(news.ReplacePicture); err != nil {
		return ReplacementPlan{}, err
	}
	why, err := needed(news.ReplacePicture, r.Why)
	if err != nil {
		return ReplacementPlan{}, err
	}
	if r.Note, err = news.CleanNote("note", r.Note); err != nil {
		return ReplacementPlan{}, err
	}
	return do(ctx, d, by, func(t *turn) (ReplacementPlan, error) {
		with, err := t.substitute(ctx, id, r.With)
		if err != nil {
			return ReplacementPlan{}, err
		}
		rows, err := t.replacing(ctx, id)
		if err != nil {
			return ReplacementPlan{}, err
		}
		plan, err := planOf(rows)
		if err != nil {
			return plan, err
		}
		if err := plan.check(r); err != nil {
			return plan, err
		}
		s := swap{from: id, to: with, words: r.Words}
		var editions []int64
		for _, row := range rows {
			n, err := t.replaceIn(ctx, row, s, r.Note)
			if err != nil {
				return plan, err
			}
			if n > 0 {
				editions = append(editions, n)
			}
		}
		return plan, t.record(ctx, news.ReplacePicture, pictureObject(id), replaced{With: with.ID, Note: why, Public: r.Note, Words: r.Words, Stories: plan.stories(), Editions: editions})
	})
}

// replaced is the detail of the record of the whole act.
type replaced struct {
	With     string  `json:"with"`
	Note     string  `json:"note"`
	Public   string  `json:"public_note,omitempty"`
	Words    bool    `json:"words,omitempty"`
	Stories  []int64 `json:"stories,omitempty"`
	Editions []int64 `json:"editions,omitempty"`
}

// replacedIn is the detail of the record of one story.
type replacedIn struct {
	Was      string    `json:"was"`
	Is       string    `json:"is"`
	Revision int64     `json:"revision"`
	Edition  int64     `json:"edition,omitempty"`
	Note     string    `json:"note,omitempty"`
	Released *released `json:"released,omitempty"`
}

// substitute returns the picture that takes the place of another, if it may.
func (t *turn) substitute(ctx context.Context, id, with string) (news.Picture, error) {
	if _, err := t.Picture(ctx, id); err != nil {
		return news.Picture{}, err
	}
	if with == id || with == "" {
		return news.Picture{}, news.Errorf(news.Invalid, "Choose another picture to put in its place.")
	}
	p, err := t.showable(ctx, with)
	if err == nil && p.Credit == "" { // that of the first would say of somebody that they made what they did not
		err = news.Errorf(news.Invalid, "%s needs a credit: whose picture it is.", news.Phrasef("The picture"))
	}
	return p, err
}

// replacement is one thing to change.
type replacement struct {
	ReplacementLine

	row    store.Row
	author string // slug
}

// replacing finds what uses the picture, and what stops or leaves each.
func (t *turn) replacing(ctx context.Context, id string) (all []replacement, err error) {
	uses, err := t.PictureUses(ctx, id)
	if err != nil {
		return nil, err
	}
	var stories []int64 // each once; 0 for the portraits
	known := map[int64]bool{}
	for _, u := range uses {
		if !known[u.Story] {
			known[u.Story] = true
			stories = append(stories, u.Story)
		}
	}
	if len(stories) > mostReplaced {
		return nil, news.Errorf(news.Invalid, "The picture is used in %d stories; at once it is replaced in %d at most.", len(stories), mostReplaced)
	}
	for _, number := range stories {
		if number == 0 {
			portraits, err := t.replacingPortraits(ctx, id)
			if err != nil {
				return nil, err
			}
			all = append(all, portraits...)
			continue
		}
		one, err := t.replacingIn(ctx, id, number)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func (t *turn) replacingPortraits(ctx context.Context, id string) (all []replacement, err error) {
	house, err := t.House(ctx)
	for _, a := range house.Authors {
		if a.Picture == id {
			all = append(all, replacement{ReplacementLine: ReplacementLine{Headline: a.Slug, Author: a.Slug}, author: a.Slug})
		}
	}
	return all, err
}

// replacingIn looks at one story that uses the picture.
func (t *turn) replacingIn(ctx context.Context, id string, number int64) (one replacement, err error) {
	if one.row, err = t.Story(ctx, number); err != nil {
		return one, err
	}
	s := one.row.Story
	one.ReplacementLine = ReplacementLine{Story: number, Headline: s.Content.Headline, Status: s.Status}
	if why := s.Check(news.ReplacePicture, t.now); why != nil {
		one.Left = sentenceOf(why)
		return one, nil
	}
	to := swap{from: id, to: news.Picture{ID: "-"}}
	content := to.in(s.Content)
	one.Copy = !same(content, s.Content)
	if s.Status == news.Live {
		had, err := t.Revision(ctx, s.ID, s.PublishedRevision)
		if err != nil {
			return one, err
		}
		if one.Posts, err = t.postsWith(ctx, s.ID, id); err != nil {
			return one, err
		}
		one.Live = one.Posts > 0 || !same(to.in(had.Content), had.Content)
	}
	if !one.Copy && !one.Live {
		one.Left = news.Errorf(news.Conflict, "The picture stands for a film in this story. Give the film another poster.").Error()
		return one, nil
	}
	if err := t.by.MayOn(news.ReplacePicture, s); err != nil {
		one.Stops = sentenceOf(err)
		return one, nil
	}
	err = t.checkParts(ctx, s, content)
	if err == nil && one.Live {
		err = t.checkPublishing(ctx, number)
	}
	if held, ok := errors.AsType[*news.HeldError](err); ok {
		one.Stops, err = sentenceOf(held), nil
	}
	return one, err
}

// sentenceOf is what an error says to people.
func sentenceOf(err error) string {
	if e, ok := errors.AsType[*news.Error](err); ok {
		return e.Message
	}
	return err.Error()
}

func (t *turn) postsWith(ctx context.Context, story news.StoryID, id string) (n int, err error) {
	c, err := t.Coverage(ctx, story)
	if err != nil || c == nil {
		return 0, err
	}
	for _, p := range c.Posts {
		if slices.ContainsFunc(p.Body.Pictures(), func(u news.PictureUse) bool { return u.Picture == id }) {
			n++
		}
	}
	return n, nil
}

func planOf(rows []replacement) (p ReplacementPlan, err error) {
	p.Lines = []ReplacementLine{}
	type seen struct {
		Line     ReplacementLine
		Revision int64
	}
	var all []seen
	for _, r := range rows {
		p.Lines = append(p.Lines, r.ReplacementLine)
		all = append(all, seen{r.ReplacementLine, r.row.Revision})
	}
	p.Mark, err = fingerprint(all)
	return p, err
}

// check refuses a replacement that the plan does not allow.
func (p ReplacementPlan) check(r Replacement) error {
	live, changes := false, false
	for _, l := range p.Lines {
		if l.Stops != "" {
			return news.Errorf(news.Conflict, "Story %d stands in the way: %s Nothing was replaced anywhere.", l.Story, l.Stops)
		}
		live = live || l.Live
		changes = changes || l.Left == ""
	}
	switch {
	case !changes:
		return news.Errorf(news.Conflict, "Nothing uses the picture that could be changed.")
	case r.Mark != "" && r.Mark != p.Mark:
		return news.Errorf(news.Conflict, "What this would change is no longer what you saw. Nothing was replaced: look at the list again.")
	case live && r.Note == "":
		return news.Errorf(news.Invalid, "Readers have the picture. Write a public note that says that it is another now.")
	}
	return nil
}

// stories are the numbers of those that are changed.
func (p ReplacementPlan) stories() (numbers []int64) {
	for _, l := range p.Lines {
		if l.Story > 0 && l.Left == "" {
			numbers = append(numbers, l.Story)
		}
	}
	return numbers
}
