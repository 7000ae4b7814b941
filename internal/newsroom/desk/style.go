package desk

import (
	"context"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// Sheet returns the rules of the house's style for stories in the language, as they are at this moment.
func (d *Desk) Sheet(_ context.Context, language news.Language) (*style.Sheet, error) {
	return style.Default(string(language)), nil
}
