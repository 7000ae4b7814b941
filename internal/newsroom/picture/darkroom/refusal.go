package darkroom

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// refusal is a *news.Error on its way between processes: the sentence before it was made, so that whoever shows it can make it in another language.
type refusal struct {
	Kind   news.Kind `json:"kind"`
	Format string    `json:"format"`
	Args   []any     `json:"args,omitempty"` // whole numbers and words
}

func refusalOf(e *news.Error) *refusal {
	r := &refusal{Kind: e.Kind, Format: e.Said.Format}
	for _, a := range e.Said.Args {
		switch a := a.(type) {
		case int, string:
			r.Args = append(r.Args, a)
		default:
			r.Args = append(r.Args, fmt.Sprint(a))
		}
	}
	return r
}

func (r *refusal) error() error {
	args := make([]any, len(r.Args))
	for i, a := range r.Args {
		args[i] = fmt.Sprint(a)
		if n, ok := a.(json.Number); ok {
			whole, _ := n.Int64()
			args[i] = whole
		}
	}
	if strings.Count(strings.ReplaceAll(r.Format, "%%", ""), "%") != len(args) {
		return news.Errorf(news.Invalid, "The picture is damaged and cannot be read.")
	}
	return news.Errorf(r.Kind, r.Format, args...)
}
