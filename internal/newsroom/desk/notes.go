package desk

import (
	"context"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// NewNote is a note that somebody writes on a story.
type NewNote struct {
	Text     string `json:"text"`               // @ and a name tells that person
	Question bool   `json:"question,omitempty"` // it waits for an answer
	Answers  string `json:"answers,omitempty"`  // ID of the question that it answers
}

// mostNote is the most graphemes of a note.
const mostNote = 4000

// WriteNote adds a note to the story and tells whom it names. A question that names nobody
// asks the story's owner.
func (d *Desk) WriteNote(ctx context.Context, by news.Person, number int64, in NewNote) (news.Note, error) {
	text := strings.TrimSpace(news.CleanText(in.Text))
	switch {
	case text == "":
		return news.Note{}, news.Errorf(news.Invalid, "The note is empty.")
	case len(text) > mostNote && news.Graphemes(text) > mostNote:
		return news.Note{}, news.Errorf(news.Invalid, "The note has more than %d characters.", mostNote)
	}
	return do(ctx, d, by, func(t *turn) (news.Note, error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Note{}, err
		}
		if err := by.May(news.WriteNote); err != nil {
			return news.Note{}, err
		}
		staff, err := t.Staff(ctx)
		if err != nil {
			return news.Note{}, err
		}
		n := news.Note{ID: newID(), Story: number, At: t.now, By: by.Short(), Text: text, Question: in.Question, Answers: in.Answers, Mentions: news.Mentioned(text, staff)}
		if n.Question && len(n.Mentions) == 0 {
			if r.Owner.ID == by.ID {
				return n, news.Errorf(news.Invalid, "Say whom you ask: write @ and a name.")
			}
			n.Mentions = []news.Person{r.Owner}
		}
		if err := t.SaveNote(ctx, n); err != nil {
			return n, err
		}
		if err := t.tellOfNote(ctx, r.Story, n); err != nil {
			return n, err
		}
		return n, t.record(ctx, news.WriteNote, object(number), map[string]any{"note": n.ID, "question": n.Question, "answers": n.Answers})
	})
}

func (t *turn) tellOfNote(ctx context.Context, s news.Story, n news.Note) error {
	notice := t.notice(news.NoticeMention, s)
	notice.ID, notice.Text = n.ID, shortly(n.Text)
	if n.Question {
		notice.Kind = news.NoticeQuestion
	}
	to := n.Mentions
	if n.Answers != "" {
		q, err := t.Note(ctx, n.Story, n.Answers)
		if err != nil {
			return err
		}
		if !q.Question {
			return news.Errorf(news.Invalid, "That note is not a question.")
		}
		if q.Answered.IsZero() {
			q.Answered = t.now
			if err := t.SaveNote(ctx, q); err != nil {
				return err
			}
		}
		answer := notice
		answer.ID, answer.Kind = n.ID+" answer", news.NoticeAnswer
		if err := t.send(ctx, answer, only(q.By)); err != nil {
			return err
		}
		to = without(to, q.By)
	}
	return t.send(ctx, notice, only(to...))
}

func without(people []news.Person, p news.Person) (rest []news.Person) {
	for _, o := range people {
		if o.ID != p.ID {
			rest = append(rest, o)
		}
	}
	return rest
}

// mostShort is about how many bytes of a note a notice has.
const mostShort = 280

// shortly is the beginning of a text, cut between words.
func shortly(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= mostShort {
		return text
	}
	cut := strings.LastIndexByte(text[:mostShort], ' ')
	if cut < 0 {
		return strings.ToValidUTF8(text[:mostShort], "") + "…"
	}
	return text[:cut] + " …"
}
