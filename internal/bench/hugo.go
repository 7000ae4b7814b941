package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// hugoSource writes, for Hugo, the stories of the site that we exported into the folder,
// and templates made out of our own pages: the frame of each, with all its style, and
// Hugo's actions where the story's own words stand. So the two sites are the same pages in
// the same style: home, sections and topics and authors with numbered pages and feeds,
// stories, and stories once more without pictures and script.
func hugoSource(ours, dir string, stories int) error {
	f := frames{dir: ours}
	if err := f.read(); err != nil {
		return fmt.Errorf("our own pages: %w", err)
	}
	files := map[string]string{
		"hugo.toml":                         hugoConfig,
		"config.toml":                       hugoConfig, // for versions before 0.110
		"layouts/_default/single.html":      f.story,
		"layouts/_default/single.lite.html": f.lite,
		"layouts/_default/list.html":        strings.Replace(f.list, mainMark, hugoList, 1),
		"layouts/_default/taxonomy.html":    strings.Replace(f.list, mainMark, hugoTerms, 1),
		"layouts/index.html":                strings.Replace(f.home, mainMark, hugoHome, 1),
	}
	for name, text := range files {
		if err := writeFile(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	for number := int64(1); number <= int64(stories); number++ {
		s := makeStory(number, news.Person{}, f.firstDay(number)).public
		front, err := json.Marshal(map[string]any{
			"title": s.Headline, "description": s.Standfirst, "date": s.Published, "url": s.Path() + "/", "topics": []string{s.Topics[0].Name}, "authors": s.Byline.People,
		})
		if err != nil {
			return err
		}
		text := string(front) + "\n\n" + strings.ReplaceAll(s.Body.Plain(), "\n", "\n\n") + "\n"
		if err := writeFile(filepath.Join(dir, "content", s.Section, fmt.Sprintf("%d.md", number)), text); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name, text string) error {
	return errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)) //nolint:gosec // a folder of the measurement's own
}

const hugoConfig = `baseURL = "http://127.0.0.1/"
title = "The Benchmark"
paginate = 20
disableKinds = ["robotsTXT"]
timeout = "300s"
[taxonomies]
topic = "topics"
author = "authors"
[outputFormats.lite]
path = "lite"
mediaType = "text/html"
isHTML = true
[outputs]
page = ["HTML", "lite"]
home = ["HTML", "RSS"]
section = ["HTML", "RSS"]
taxonomy = ["HTML"]
term = ["HTML", "RSS"]
[services.rss]
limit = 30
[markup.goldmark.renderer]
unsafe = true
`

// mainMark stands in a frame where its content goes.
const mainMark = "<!--content-->"

const hugoCard = `<article class="card"><h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3><p>{{ .Description }}</p><p><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006, 15:04" }}</time></p></article>`

const (
	hugoHome = `{{ range first 17 .Site.RegularPages }}` + hugoCard + `{{ end }}{{ range .Site.Sections }}<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ range first 4 .Pages }}` + hugoCard + `{{ end }}</section>{{ end }}`
	hugoList = `<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}` + hugoCard + `{{ end }}{{ with .Paginator }}<nav>{{ if .HasPrev }}<a href="{{ .Prev.URL }}">Newer</a>{{ end }} {{ if .HasNext }}<a href="{{ .Next.URL }}">Older</a>{{ end }}</nav>{{ end }}`

	hugoTerms = `<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a></li>{{ end }}</ul>`
)

// frames are pages of ours as templates of Hugo's.
type frames struct {
	dir                     string
	home, list, story, lite string
	days                    map[int64]string // of stories, out of their addresses
}

func (f *frames) read() error {
	page := func(path string) (string, error) {
		b, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(path), "index.html"))
		return string(b), err
	}
	home, err := page("en")
	if err != nil {
		return err
	}
	list, err := page("en/sport")
	if err != nil {
		return err
	}
	path, err := f.anyStory()
	if err != nil {
		return err
	}
	story, err := page(path)
	if err != nil {
		return err
	}
	lite, err := page("en/lite/" + strings.TrimPrefix(path, "en/"))
	if err != nil {
		return err
	}
	f.home, f.list = frame(home), frame(list)
	number := int64(0)
	if _, err := fmt.Sscanf(filepath.Base(path), "%d-", &number); err != nil {
		return err
	}
	s := makeStory(number, news.Person{}, f.firstDay(number)).public
	f.story, f.lite = asTemplate(story, s.Headline, s.Standfirst, s.Body), asTemplate(lite, s.Headline, s.Standfirst, s.Body)
	for _, template := range []string{f.story, f.lite} {
		if !strings.Contains(template, "{{ .Content }}") || !strings.Contains(template, "{{ .Title }}") {
			return errors.New("the text of a story was not found on its page")
		}
	}
	return nil
}

// frame returns the page with a mark in the place of what stands in its main element.
func frame(page string) string {
	head, rest, ok := strings.Cut(page, "<main")
	tag, rest, ok2 := strings.Cut(rest, ">")
	_, foot, ok3 := strings.Cut(rest, "</main>")
	if !ok || !ok2 || !ok3 {
		return page + mainMark
	}
	return inert(head) + "<main" + tag + ">" + mainMark + "</main>" + inert(foot)
}

// inert returns the text as it stands, whatever it looks like to a template.
func inert(text string) string { return strings.ReplaceAll(text, "{{", `{{ "{{" }}`) }

// asTemplate returns the page of a story with Hugo's actions in the place of its words.
func asTemplate(page, headline, standfirst string, body news.Document) string {
	page = inert(page)
	paragraphs := strings.Split(strings.TrimSpace(body.Plain()), "\n")
	first, last := html.EscapeString(paragraphs[0]), html.EscapeString(paragraphs[len(paragraphs)-1])
	if from, to := strings.Index(page, "<p>"+first), strings.LastIndex(page, last+"</p>"); from >= 0 && to > from {
		page = page[:from] + "{{ .Content }}" + page[to+len(last+"</p>"):]
	}
	return strings.NewReplacer(html.EscapeString(headline), "{{ .Title }}", html.EscapeString(standfirst), "{{ .Description }}").Replace(page)
}

// anyStory returns the folder of a story, and notes the days of all.
func (f *frames) anyStory() (path string, err error) {
	f.days = map[int64]string{}
	for _, s := range house.Sections {
		root := filepath.Join(f.dir, "en", s.Slug)
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.Name() != "index.html" {
				return err
			}
			rel, err := filepath.Rel(f.dir, filepath.Dir(name))
			if err != nil {
				return err
			}
			parts := strings.Split(filepath.ToSlash(rel), "/")
			var number int64
			if len(parts) != 6 {
				return nil
			}
			if _, err := fmt.Sscanf(parts[5], "%d-", &number); err != nil {
				return nil //nolint:nilerr // it is no story
			}
			f.days[number] = strings.Join(parts[2:5], "-")
			path = filepath.ToSlash(rel)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	if path == "" {
		return "", errors.New("there is no story")
	}
	return path, nil
}

// firstDay returns a moment of the day on which we published the story, minutes apart as
// its neighbours are.
func (f *frames) firstDay(number int64) time.Time {
	at, err := time.ParseInLocation("2006-01-02", f.days[number], house.Location())
	if err != nil {
		at = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return at.Add(time.Duration(number%1440) * time.Minute)
}
