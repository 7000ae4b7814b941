package seed

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	studio "github.com/stet-news/stet/internal/newsroom/picture"
)

// Newsroom is an empty newsroom to be filled.
type Newsroom struct {
	Desk     *desk.Desk
	Accounts *account.Accounts
	Studio   *studio.Studio
	URL      string // the readers' origin
	Zone     string // IANA name
	Feeds    string // where Feeds is served, "" for no wires
	Password string // of everybody
	// Progress is called after each step with how many there were, of how many.
	Progress func(done, of int)
}

// filling is the work on one newsroom.
type filling struct {
	Newsroom
	start    time.Time // in the house's zone
	people   []news.Person
	pictures map[string]string // name to ID
	paths    map[string]string // by a story's slug
	numbers  map[string]int64  // by a story's slug
	steps    int
}

// Fill makes the newsroom that the package is about, through the desk's own methods, and
// returns its people. It can be run once on one store.
func Fill(ctx context.Context, n Newsroom) ([]news.Person, error) {
	stories, err := Stories()
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		return nil, err
	}
	f := &filling{Newsroom: n, start: time.Now().In(zone), pictures: map[string]string{}, paths: map[string]string{}, numbers: map[string]int64{}}
	of := len(People()) + len(Pictures) + len(stories)
	step := func() { f.steps++; n.Progress(f.steps, of) }
	for _, p := range People() {
		p, err := n.Accounts.Create(ctx, p, n.Password)
		if err != nil {
			return nil, err
		}
		f.people = append(f.people, p)
		step()
	}
	if err := f.addPictures(ctx, step); err != nil {
		return nil, err
	}
	h := House(n.URL, n.Zone)
	h.Authors, h.Pages, h.Topics = Authors(f.pictures), Pages(), Intros()
	if _, err := n.Desk.SetHouse(ctx, f.people[admin], h); err != nil {
		return nil, err
	}
	if err := n.Desk.SaveFirstPresets(ctx, f.people[admin]); err != nil {
		return nil, err
	}
	for _, s := range stories {
		if err := f.addStory(ctx, s); err != nil {
			return nil, fmt.Errorf("story %s: %w", s.Slug, err)
		}
		step()
	}
	if err := f.addReaders(ctx); err != nil {
		return nil, err
	}
	return f.people, f.addWires(ctx)
}

// addPictures adds all pictures, some at a time: encoding them is most of the work.
func (f *filling) addPictures(ctx context.Context, step func()) error {
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range Pictures {
		g.Go(func() error {
			id, err := f.addPicture(ctx, p)
			if err != nil {
				return fmt.Errorf("picture %s: %w", p.Name, err)
			}
			mu.Lock()
			defer mu.Unlock()
			f.pictures[p.Name] = id
			step()
			return nil
		})
	}
	return g.Wait()
}

func (f *filling) addPicture(ctx context.Context, p Picture) (id string, err error) {
	data, err := pictureFiles.ReadFile("pictures/" + p.Name + ".jpg")
	if err != nil {
		return id, err
	}
	taken, err := f.Studio.Take(ctx, bytes.NewReader(data), p.Name+".jpg")
	if err != nil {
		return id, err
	}
	taken.Caption, taken.Credit, taken.Alt, taken.Taken = p.Caption, p.credit(news.English), p.Alt, f.start.Add(-p.Ago).UTC()
	kept, err := f.Desk.AddPicture(ctx, f.people[pictureEditor], taken)
	return kept.ID, err
}

func (f *filling) addStory(ctx context.Context, s Story) error {
	find := Lookup{
		Picture: func(name string) (news.PictureUse, bool) {
			for _, p := range Pictures {
				if p.Name == name {
					return p.use(f.pictures[name], s.Language), true
				}
			}
			return news.PictureUse{}, false
		},
		Path:   func(slug string) (string, bool) { path, ok := f.paths[slug]; return path, ok },
		Number: func(slug string) (int64, bool) { n, ok := f.numbers[slug]; return n, ok },
	}
	content, err := s.Before().Content(s.When(f.start), find)
	if err != nil {
		return err
	}
	if s.live() {
		return f.addLive(ctx, s, content, find)
	}
	duty, d := f.people[dutyEditor], f.Desk
	made, err := d.Create(ctx, f.people[reporter], desk.Start{Desk: s.Desk, Content: content})
	if err != nil || s.State == Draft {
		return err
	}
	n := made.Number
	if s.State == Spiked {
		_, err = d.Spike(ctx, duty, n, s.Reason)
		return err
	}
	if _, err = d.Submit(ctx, f.people[reporter], n, ""); err != nil || s.State == WithDesk {
		return err
	}
	if _, err = d.Ready(ctx, f.people[subEditor], n, ""); err != nil {
		return err
	}
	switch s.State {
	case Scheduled:
		_, err = d.Schedule(ctx, duty, n, f.start.Add(s.Ahead), desk.Out{Flash: s.Flash})
	case Embargoed:
		_, err = d.Embargo(ctx, duty, n, f.start.Add(s.Ahead), "")
	}
	return err
}

// addLive moves the story in under its own time, and corrects or kills it.
func (f *filling) addLive(ctx context.Context, s Story, content news.Content, find Lookup) error {
	duty, d := f.people[dutyEditor], f.Desk
	made, err := d.Import(ctx, duty, desk.Moved{Start: desk.Start{Desk: s.Desk, Content: content}, Published: s.When(f.start)})
	if err != nil {
		return err
	}
	f.numbers[s.Slug] = made.Number
	f.paths[s.Slug] = fmt.Sprintf("/%s/%s/%s/%d-%s", content.Language, content.Section, s.When(f.start).Format("2006/01/02"), made.Number, content.Slug)
	if s.Flash != "" {
		if _, err := d.Flash(ctx, duty, desk.NewFlash{Language: s.Language, Text: settle(s.Language, s.Flash, s.When(f.start)), Story: made.Number}); err != nil {
			return err
		}
	}
	switch s.State {
	case Killed:
		_, err = d.Kill(ctx, duty, made.Number, desk.KillOrder{Reason: s.Reason, Alone: "The newsroom is being filled; nobody else is here yet."})
	case Corrected:
		right := s
		right.State = Published // as it is in the file
		if content, err = right.Content(s.When(f.start), find); err != nil {
			return err
		}
		if made, err = d.Save(ctx, duty, made.Number, desk.Draft{Base: made.Revision, Content: content}); err != nil {
			return err
		}
		_, err = d.Correct(ctx, duty, made.Number, desk.Correction{Note: settle(s.Language, s.Note, s.When(f.start)), Top: s.Top})
	}
	return err
}

func (f *filling) addWires(ctx context.Context) error {
	if f.Feeds == "" {
		return nil
	}
	for _, a := range Agencies {
		w := news.Wire{Name: a.Name, Kind: news.FeedWire, Address: f.Feeds + "/" + a.Slug, Language: a.Language, Every: 10 * time.Second}
		if _, err := f.Desk.AddWire(ctx, f.people[deskEditor], w); err != nil {
			return err
		}
	}
	return nil
}
