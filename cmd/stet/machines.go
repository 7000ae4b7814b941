package main

import (
	"context"
	"net/http"

	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
)

// openMachines makes the site answer programs that ask it something.
func (h *house) openMachines() {
	h.site.Handle(site.Route{Method: http.MethodGet, Path: press.OEmbedPath, Answer: func(_ context.Context, v *archive.View, r site.Request) (*press.Page, error) {
		return press.OEmbed(v, r.Query)
	}})
}
