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

// ReadPages reads pages, on Linux.
func ReadPages(context.Context, []string, string, int, io.Reader, io.Writer) error {
	return news.Errorf(news.Unsupported, "Open bars are measured on Linux only.")
}

// seen is what ReadPages has seen.
type seen struct {
	Took, Server, Own []float64
	Failed            int
}
