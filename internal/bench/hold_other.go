//go:build !linux

package bench

import (
	"context"
	"io"

	"github.com/stet-news/stet/internal/news"
)

// HoldBars holds bars open, on Linux.
func HoldBars(context.Context, string, int, io.Reader, io.Writer) error {
	return news.Errorf(news.Unsupported, "Open bars are measured on Linux only.")
}
