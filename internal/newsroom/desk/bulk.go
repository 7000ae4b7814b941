package desk

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"

	"github.com/stet-news/stet/internal/news"
)

// Bulk is one verb for many stories.
type Bulk struct {
	Verb    news.Verb  `json:"verb"`
	Stories []int64    `json:"stories"` // numbers
	Note    string     `json:"note,omitempty"`
	Assign  Assignment `json:"assign,omitzero"` // of assign
	Desk    string     `json:"desk,omitempty"`  // of move
	Topic   string     `json:"topic,omitempty"` // of tag
}

// Tagging is the verb of Bulk that adds a topic; in the log it is a save.
const Tagging news.Verb = "tag"

// BulkVerbs are what can be done to many stories at once.
var BulkVerbs = []news.Verb{news.Assign, news.Move, Tagging, news.Submit, news.Return, news.MarkReady, news.Unschedule, news.Spike, news.Restore}

// mostBulk is the most stories that one request may be about.
const mostBulk = 200

// BulkLine is what became of one story.
type BulkLine struct {
	Story   int64       `json:"story"`
	Status  news.Status `json:"status,omitempty"`  // as it is now, if it was done
	Problem string      `json:"problem,omitempty"` // why not, if it was not
}

// All does the verb to each of the stories, in a transaction of its own: what cannot be
// done to one does not stop the others. The lines are in the order of the stories, each
// once. Under a key each story is done once.
func (d *Desk) All(ctx context.Context, by news.Person, b Bulk) ([]BulkLine, error) {
	switch {
	case !slices.Contains(BulkVerbs, b.Verb):
		return nil, news.Errorf(news.Invalid, "%q cannot be done to many stories at once. Open each.", string(b.Verb))
	case len(b.Stories) == 0:
		return nil, news.Errorf(news.Invalid, "Choose the stories first.")
	case len(b.Stories) > mostBulk:
		return nil, news.Errorf(news.Invalid, "There are %d stories; at once there may be %d.", len(b.Stories), mostBulk)
	}
	var lines []BulkLine
	for _, n := range b.Stories {
		if slices.ContainsFunc(lines, func(l BulkLine) bool { return l.Story == n }) {
			continue
		}
		each := ctx
		if k, once := ctx.Value(keyedContext{}).(keyed); once {
			each = WithKey(ctx, k.key+"/"+strconv.FormatInt(n, 10), k.fingerprint)
		}
		s, err := d.one(each, by, n, b)
		line := BulkLine{Story: n, Status: s.Status}
		if err != nil {
			if err := ctx.Err(); err != nil { // who asked has gone
				return lines, err
			}
			line = BulkLine{Story: n}
			if e, ok := errors.AsType[*news.Error](err); ok {
				line.Problem = e.Message
			} else {
				slog.ErrorContext(ctx, "one story of many", "story", n, "verb", b.Verb, "err", err)
				line.Problem = "Something went wrong; nothing was changed in this story. Try it again."
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// one does the verb to one of many.
func (d *Desk) one(ctx context.Context, by news.Person, n int64, b Bulk) (news.Story, error) {
	switch b.Verb {
	case news.Assign:
		b.Assign.Note = b.Note
		return d.Assign(ctx, by, n, b.Assign)
	case news.Move:
		return d.Move(ctx, by, n, b.Desk, b.Note)
	case Tagging:
		return d.Tag(ctx, by, n, b.Topic)
	case news.Unschedule:
		return d.Unschedule(ctx, by, n, b.Note)
	default:
		return d.step(ctx, by, n, b.Verb, b.Note)
	}
}
