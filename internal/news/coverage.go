package news

import (
	"slices"
	"time"
)

// Coverage is a story told as it happens: posts under a story that is on the site.
type Coverage struct {
	Began     time.Time `json:"began"`
	Ended     time.Time `json:"ended,omitzero"` // zero while it goes on
	KeyPoints []string  `json:"key_points,omitempty"`
	Posts     []Post    `json:"posts,omitempty"` // the newest first
	// Revision counts the changes, so that who has seen one knows whether another came
	// between it and the next.
	Revision int64 `json:"revision,omitempty"`
}

// Post is one post of live coverage.
type Post struct {
	ID     string    `json:"id"` // UUIDv7
	At     time.Time `json:"at"`
	Title  string    `json:"title,omitempty"`
	Body   Document  `json:"body"`
	Author string    `json:"author,omitempty"` // as readers see it
	Pinned bool      `json:"pinned,omitempty"` // at most one
	Key    bool      `json:"key,omitempty"`    // a key event
	Edited time.Time `json:"edited,omitzero"`
	Note   string    `json:"note,omitempty"` // public: what an edit corrected
	// Removed is when the post was taken away: its words are gone, and that it was there is
	// said in its place.
	Removed time.Time `json:"removed,omitzero"`
}

// The measures of live coverage. All of it is written at every post, so what has more than
// so many posts is two stories (docs/decisions).
const (
	MostPosts        = 1_000
	MostKeyPoints    = 5
	MostPostPictures = 10
	mostPostBody     = 20_000 // characters
)

// Running reports whether the coverage goes on.
func (c *Coverage) Running() bool { return c != nil && c.Ended.IsZero() }

// LastChange returns when readers last had something new of it.
func (c *Coverage) LastChange() time.Time {
	last := c.Began
	for _, p := range c.Posts {
		for _, t := range []time.Time{p.At, p.Edited, p.Removed} {
			if t.After(last) {
				last = t
			}
		}
	}
	if c.Ended.After(last) {
		last = c.Ended
	}
	return last
}

// Clean returns the post in the form that is kept. A post without words is refused.
func (p Post) Clean() (Post, error) {
	var err error
	if p.Title, err = CleanLine("title of the post", p.Title, HeadlineLength); err != nil {
		return p, err
	}
	if p.Author, err = CleanLine("name under the post", p.Author, mostLine); err != nil {
		return p, err
	}
	if p.Note, err = CleanNote("public note", p.Note); err != nil {
		return p, err
	}
	text, pictures := p.Body.Plain(), p.Body.Pictures()
	if text == "" && p.Title == "" && len(pictures) == 0 {
		return p, Errorf(Invalid, "A post needs words.")
	}
	if len(text) > mostPostBody {
		return p, Errorf(Invalid, "A post has at most %d characters; this is a story of its own.", mostPostBody)
	}
	if len(pictures) > MostPostPictures {
		return p, Errorf(Invalid, "A post has at most %d pictures; this one has %d.", MostPostPictures, len(pictures))
	}
	for _, use := range pictures {
		if use.Alt == "" && !use.Decorative {
			return p, Errorf(Invalid, "Say what the picture shows, for readers who cannot see it.")
		}
	}
	return p, nil
}

// Put returns the coverage with the post: a new one on top, or in the place of the one
// with its ID. A pinned post takes the pin from any other.
func (c Coverage) Put(p Post) (Coverage, error) {
	c.Posts = slices.Clone(c.Posts)
	if p.Pinned {
		for i := range c.Posts {
			c.Posts[i].Pinned = false
		}
	}
	i := slices.IndexFunc(c.Posts, func(o Post) bool { return o.ID == p.ID })
	switch {
	case i >= 0 && !c.Posts[i].Removed.IsZero():
		return c, Errorf(Conflict, "That post was taken away. Write a new one.")
	case i >= 0:
		c.Posts[i] = p
	case len(c.Posts) >= MostPosts:
		return c, Errorf(Conflict, "The coverage has %d posts, which is as many as one can have. End it and go on in a new story.", MostPosts)
	default:
		c.Posts = slices.Insert(c.Posts, 0, p)
	}
	return c, nil
}

// Post returns the post with the ID.
func (c Coverage) Post(id string) (Post, error) {
	for _, p := range c.Posts {
		if p.ID == id && p.Removed.IsZero() {
			return p, nil
		}
	}
	return Post{}, Errorf(NotFound, "There is no post %q in the coverage.", id)
}

// Remove returns the coverage with nothing but the trace of a post.
func (c Coverage) Remove(id string, now time.Time) (Coverage, error) {
	if _, err := c.Post(id); err != nil {
		return c, err
	}
	c.Posts = slices.Clone(c.Posts)
	i := slices.IndexFunc(c.Posts, func(o Post) bool { return o.ID == id })
	c.Posts[i] = Post{ID: id, At: c.Posts[i].At, Removed: now}
	return c, nil
}

// Uses returns the pictures of all the posts.
func (c *Coverage) Uses() (all []Used) {
	if c == nil {
		return nil
	}
	for _, p := range c.Posts {
		all = append(all, p.Uses()...)
	}
	return all
}

// EachPicture calls each with every picture that the posts use and when its post was posted,
// until it fails.
func (c *Coverage) EachPicture(each func(use PictureUse, posted time.Time) error) error {
	if c == nil {
		return nil
	}
	for _, p := range c.Posts {
		for _, use := range p.Body.Pictures() {
			if err := each(use, p.At); err != nil {
				return err
			}
		}
	}
	return nil
}

// CleanKeyPoints returns the key points as they are kept.
func CleanKeyPoints(points []string) ([]string, error) {
	points, err := cleanLines("key point", points, MostKeyPoints)
	return points, err
}
