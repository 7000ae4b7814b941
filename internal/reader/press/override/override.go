// Package override lets a house replace parts of the readers' pages with templates of its
// own: files of html/template in a folder, checked against the types here before the first
// reader comes. What a house does not replace stays as it is.
package override

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Templates are the parts that a house replaced. The zero Templates, and nil, replace
// nothing.
type Templates struct {
	parts map[string]*template.Template
	css   string
}

// StyleFile is the file whose rules follow those of the site's stylesheet.
const StyleFile = "site.css"

// parts are the files that can be there, with the type that each gets.
var parts = map[string]any{
	"masthead.html": Masthead{}, "footer.html": Footer{}, "card.html": Card{}, "story.html": Story{},
}

// The limits of a folder.
const (
	mostFile  = 256 << 10
	mostStyle = 32 << 10
)

// Load reads the folder. What is wrong with it is told whole, a line for each fault, with
// the file, the line and the field. An empty path is no folder.
func Load(dir string) (*Templates, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, news.Errorf(news.Invalid, "The folder of templates %s cannot be read: %v.", dir, err)
	}
	t := &Templates{parts: map[string]*template.Template{}}
	var faults []string
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		faults = append(faults, t.add(filepath.Join(dir, e.Name()), e.Name())...)
	}
	if len(faults) > 0 {
		return nil, news.Errorf(news.Invalid, "The templates in %s cannot be used:\n%s", dir, strings.Join(faults, "\n"))
	}
	return t, nil
}

// add reads one file and returns what is wrong with it.
func (t *Templates) add(path, name string) []string {
	text, err := read(path, name)
	if err != nil {
		return []string{name + ": " + err.Error()}
	}
	if name == StyleFile {
		if at := strings.Index(strings.ToLower(text), "</style"); at >= 0 {
			return []string{fmt.Sprintf("%s:%d: a stylesheet cannot hold </style", name, 1+strings.Count(text[:at], "\n"))}
		}
		t.css = text
		return nil
	}
	data, known := parts[name]
	if !known {
		return []string{fmt.Sprintf("%s: there is no part of that name; there are %s", name, strings.Join(names(), ", "))}
	}
	parsed, err := template.New(name).Option("missingkey=error").Parse(text)
	if err != nil {
		return []string{strings.TrimPrefix(err.Error(), "template: ")}
	}
	if faults := check(parsed, reflect.TypeOf(data)); len(faults) > 0 {
		return faults
	}
	for _, sample := range []any{data, samples[name]} { // what escaping refuses is found by doing it
		if err := parsed.Execute(&strings.Builder{}, sample); err != nil {
			return []string{strings.TrimPrefix(strings.TrimPrefix(err.Error(), "html/template:"), "template: ")}
		}
	}
	t.parts[name] = parsed
	return nil
}

func read(path, name string) (string, error) {
	most := mostFile
	if name == StyleFile {
		most = mostStyle
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", errors.Unwrap(err)
	}
	if info.Size() > int64(most) || info.Mode()&fs.ModeType != 0 {
		return "", fmt.Errorf("it must be a file of at most %d KB", most>>10)
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

func names() []string {
	all := []string{StyleFile}
	for name := range parts {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// CSS returns the rules that follow those of the site's stylesheet, "" for none.
func (t *Templates) CSS() string {
	if t == nil {
		return ""
	}
	return t.css
}

// The parts as the house prints them; false if it did not replace the part.

// Masthead prints the head of a page, inside its header element.
func (t *Templates) Masthead(m Masthead) (string, bool, error) { return t.print("masthead.html", m) }

// Footer prints the foot of a page, inside its footer element.
func (t *Templates) Footer(f Footer) (string, bool, error) { return t.print("footer.html", f) }

// Card prints a story in a list, inside its article element.
func (t *Templates) Card(c Card) (string, bool, error) { return t.print("card.html", c) }

// Story prints a story, inside its article element.
func (t *Templates) Story(s Story) (string, bool, error) { return t.print("story.html", s) }

func (t *Templates) print(name string, data any) (string, bool, error) {
	if t == nil || t.parts[name] == nil {
		return "", false, nil
	}
	var b strings.Builder
	if err := t.parts[name].Execute(&b, data); err != nil {
		return "", true, fmt.Errorf("the house's own %s: %w", name, err)
	}
	return b.String(), true, nil
}
