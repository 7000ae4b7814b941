package news

import "time"

// Receipt says whether readers have a change of a story everywhere: what each surface
// showed when it was asked at its public address.
type Receipt struct {
	Edition int64     `json:"edition"`        // the change
	Story   int64     `json:"story"`          // its number
	At      time.Time `json:"at"`             // of the change
	Gone    bool      `json:"gone,omitempty"` // it took the story away
	// Everywhere is when the last surface had it; zero while one has not.
	Everywhere time.Time `json:"everywhere,omitzero"`
	// Alarm is since when it takes too long; zero if it did not.
	Alarm    time.Time `json:"alarm,omitzero"`
	Tries    int       `json:"tries"`
	Surfaces []Surface `json:"surfaces"`
}

// SurfaceKind is where readers meet a story.
type SurfaceKind string

// The kinds of surface.
const (
	StorySurface       SurfaceKind = "story"
	LiteSurface        SurfaceKind = "lite"
	HistorySurface     SurfaceKind = "history"
	HomeSurface        SurfaceKind = "home"
	FrontSurface       SurfaceKind = "front"
	RSSSurface         SurfaceKind = "rss"
	AtomSurface        SurfaceKind = "atom"
	JSONSurface        SurfaceKind = "json_feed"
	BarSurface         SurfaceKind = "bar"
	SitemapSurface     SurfaceKind = "sitemap"
	NewsSitemapSurface SurfaceKind = "news_sitemap"
	SearchSurface      SurfaceKind = "search"
	CorrectionsSurface SurfaceKind = "corrections"
	CacheSurface       SurfaceKind = "cache" // one before the site, that is told what is stale
)

// SurfaceFault is what is wrong with a surface.
type SurfaceFault string

// The faults.
const (
	SurfaceOld     SurfaceFault = "old"     // it has an earlier version
	SurfaceLacks   SurfaceFault = "lacks"   // it does not have the story
	SurfaceShows   SurfaceFault = "shows"   // it has what was taken away
	SurfaceSilent  SurfaceFault = "silent"  // it could not be asked
	SurfaceUntold  SurfaceFault = "untold"  // a cache that was not told
	SurfacePending SurfaceFault = "pending" // it was not asked yet
)

// Surface is one surface as it was when it was asked last.
type Surface struct {
	Kind  SurfaceKind  `json:"kind"`
	Of    string       `json:"of,omitempty"` // slug of the section, or name of the cache
	URL   string       `json:"url,omitempty"`
	Shown time.Time    `json:"shown,omitzero"` // when it first had the change; zero if it has not
	Fault SurfaceFault `json:"fault,omitempty"`
	Has   time.Time    `json:"has,omitzero"`   // the version that it still has
	Text  string       `json:"text,omitempty"` // what was answered instead
}

// Behind are the surfaces that do not have the change.
func (r Receipt) Behind() (behind []Surface) {
	for _, s := range r.Surfaces {
		if s.Shown.IsZero() {
			behind = append(behind, s)
		}
	}
	return behind
}
