package torture

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// client talks to one run of the program as one person.
type client struct {
	http  *http.Client
	base  string // of the staff's listener
	token string
}

func newClient(base, token string) *client {
	return &client{&http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{}}, base, token}
}

// call sends v and decodes the answer into out. Every answer but a 2xx is an error.
func (c *client) call(ctx context.Context, method, path, kind string, body io.Reader, out any) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", kind)
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, strings.TrimSpace(string(text)))
	}
	return json.Unmarshal(text, out)
}

func (c *client) json(ctx context.Context, method, path string, in any) (s news.Story, err error) {
	body, err := json.Marshal(in)
	if err != nil {
		return s, err
	}
	return s, c.call(ctx, method, path, "application/json", bytes.NewReader(body), &s)
}

// write works on stories until ctx ends or the program stops answering, and notes in h
// what was acknowledged. It returns the first refusal, which should never come.
func (c *client) write(ctx context.Context, h *history, name string, r *rand.Rand) error {
	for i := 0; ctx.Err() == nil; i++ {
		if err := c.story(ctx, h, fmt.Sprintf("%s %d", name, i), r); err != nil {
			if strings.Contains(err.Error(), "/api/v1/") && strings.Contains(err.Error(), ": 4") {
				return err
			}
			return nil // the program is gone, as it should be
		}
	}
	return nil
}

// story takes one story from its first word to its second publication.
func (c *client) story(ctx context.Context, h *history, name string, r *rand.Rand) error {
	content := news.Content{
		Language: news.English, Section: "world-news", Headline: name, Byline: news.Byline{Desk: "City Desk"},
		Body: news.Paragraphs(strings.Repeat(name+". ", 20+r.IntN(200))),
	}
	if r.IntN(4) == 0 {
		p, err := c.picture(ctx, h, r)
		if err != nil {
			return err
		}
		content.Lead = &news.PictureUse{Picture: p.ID, Alt: "A test card", Caption: "A test card", Credit: "The harness"}
	}
	s, err := c.json(ctx, "POST", "/api/v1/stories", desk.Start{Desk: "city", Content: content})
	if err != nil {
		return err
	}
	h.saved(s)
	save := func(what string) error {
		content.Headline = name + " " + what
		content.Slug = s.Content.Slug
		if s, err = c.json(ctx, "PUT", fmt.Sprintf("/api/v1/stories/%d", s.Number), desk.Draft{Base: s.Revision, Content: content}); err == nil {
			h.saved(s)
		}
		return err
	}
	for i := range r.IntN(4) {
		if err := save(fmt.Sprint("draft ", i)); err != nil {
			return err
		}
	}
	for _, verb := range []string{"submit", "ready", "publish", "save", "update"} {
		if verb == "save" {
			if err := save("second"); err != nil {
				return err
			}
			continue
		}
		said := map[string]string{}
		if verb == "update" { // its words say a fact, which no one changes in silence
			said["note"] = "It says what is new."
		}
		if s, err = c.json(ctx, "POST", fmt.Sprintf("/api/v1/stories/%d/%s", s.Number, verb), said); err != nil {
			return err
		}
		if verb == "publish" || verb == "update" {
			h.published(s)
		}
	}
	return nil
}

// picture uploads a small picture that no other is like.
func (c *client) picture(ctx context.Context, h *history, r *rand.Rand) (p news.Picture, err error) {
	m := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range 64 * 48 {
		m.Set(i%64, i/64, color.RGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(i), 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return p, err
	}
	if err := c.call(ctx, "POST", "/api/v1/pictures?name=card.png", "image/png", &b, &p); err != nil {
		return p, err
	}
	h.uploaded(p)
	return p, nil
}

// writers runs n writers, each with its own person's token, until the function it
// returns is called, which waits for them and returns their refusals.
func writers(base, token string, n int, round int, h *history, seed uint64) (stop func() []error) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wg.Go(func() {
			c := newClient(base, token)
			defer c.http.CloseIdleConnections()
			errs[i] = c.write(ctx, h, fmt.Sprintf("round %d writer %d story", round, i), rand.New(rand.NewPCG(seed, uint64(round*100+i))))
		})
	}
	return func() (refused []error) {
		cancel()
		wg.Wait()
		for _, err := range errs {
			if err != nil {
				refused = append(refused, err)
			}
		}
		return refused
	}
}
