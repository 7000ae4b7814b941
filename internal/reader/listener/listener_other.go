//go:build !linux

package listener

import "github.com/stet-news/stet/internal/reader/site"

// New returns a server of the site.
func New(s *site.Site, _ Options) Server { return site.Server(s) }
