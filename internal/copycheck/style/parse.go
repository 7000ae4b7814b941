package style

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/stet-news/stet/internal/pattern"
)

// What a sheet may hold.
const (
	mostRules       = 20_000
	mostPatterns    = 200_000 // tokens, swaps, exceptions of all rules
	mostExpressions = 2_000   // that are no lists of words
	longestPattern  = 1_000   // bytes
	largestFile     = 8 << 20
)

// SheetError is why a sheet cannot be read.
type SheetError struct {
	File  string
	Line  int
	Field string // "" if it is about the whole rule
	Why   Said
}

// Said is a part of a sentence that is not written out yet, for whoever says it in another language. What is said inside of it is an
// argument that is a Said as well.
type Said struct {
	Format string
	Args   []any
}

// String returns the words in English.
func (s Said) String() string { return fmt.Sprintf(s.Format, s.Args...) }

func said(format string, args ...any) Said { return Said{format, args} }

// Error returns one sentence with the file, the line and the field.
func (f *SheetError) Error() string {
	where := f.File
	if f.Line > 0 {
		where += ", line " + strconv.Itoa(f.Line)
	}
	if f.Field != "" {
		where += ", field " + f.Field
	}
	return where + ": " + f.Why.String() + "."
}

// Parse reads a sheet: every file of the folder and its folders that ends in .yml or .yaml. A file holds a
// rule, or several with a line --- between any two; a rule without an id has the file's name. The file
// sheet.yml, if there is one, has the sheet's name and language. The error is a *SheetError.
func Parse(files fs.FS) (*Sheet, error) {
	name, language := "", "en"
	var rules []Rule
	err := fs.WalkDir(files, ".", func(file string, d fs.DirEntry, err error) error {
		ext := path.Ext(file)
		if err != nil || d.IsDir() || ext != ".yml" && ext != ".yaml" {
			return err
		}
		content, err := readFile(files, file)
		if err != nil {
			return err
		}
		if path.Base(file) == "sheet.yml" {
			name, language, err = parseHead(file, content)
			return err
		}
		more, err := ParseRules(file, content)
		rules = append(rules, more...)
		if err == nil && len(rules) > mostRules {
			err = &SheetError{File: file, Why: said("the sheet has more than %d rules", mostRules)}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return newSheet(name, language, rules)
}

func readFile(files fs.FS, file string) ([]byte, error) {
	f, err := files.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open the sheet's file %s: %w", file, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	content, err := io.ReadAll(io.LimitReader(f, largestFile+1))
	if err != nil {
		return nil, fmt.Errorf("read the sheet's file %s: %w", file, err)
	}
	if len(content) > largestFile {
		return nil, &SheetError{File: file, Why: said("the file is larger than %d MB", largestFile>>20)}
	}
	return content, nil
}

// parseHead reads sheet.yml.
func parseHead(file string, content []byte) (name, language string, err error) {
	language = "en"
	p := parser{file: file}
	err = p.documents(content, func(n *yaml.Node) error {
		return p.mapping(n, func(key, value *yaml.Node) (err error) {
			switch key.Value {
			case "name":
				name, err = p.text(key, value)
			case "language":
				if language, err = p.text(key, value); err == nil && language != "en" && language != "bn" {
					err = p.amiss(value, key.Value, "the language is en or bn")
				}
			default:
				err = p.amiss(key, key.Value, "a sheet has no such field: it has name and language")
			}
			return err
		})
	})
	return name, language, err
}

// ParseRules reads the rules of one file. The error is a *SheetError.
func ParseRules(file string, content []byte) ([]Rule, error) {
	p := parser{file: file}
	var rules []Rule
	err := p.documents(content, func(n *yaml.Node) error {
		r, err := p.rule(n)
		if err != nil {
			return err
		}
		if len(rules) == mostRules {
			return p.amiss(n, "", "the file has more than %d rules", mostRules)
		}
		rules = append(rules, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	base := strings.TrimSuffix(path.Base(file), path.Ext(file))
	for i := range rules {
		switch {
		case rules[i].ID != "":
		case len(rules) == 1:
			rules[i].ID = base
		default:
			rules[i].ID = base + "-" + strconv.Itoa(i+1)
		}
	}
	return rules, nil
}

type parser struct{ file string }

func (p *parser) amiss(n *yaml.Node, field, format string, args ...any) error {
	return &SheetError{File: p.file, Line: n.Line, Field: field, Why: said(format, args...)}
}

var lineOfFault = pattern.New(`line (\d+)`)

// documents calls do with each document of a file that is not empty.
func (p *parser) documents(content []byte, do func(*yaml.Node) error) error {
	if !utf8.Valid(content) {
		return &SheetError{File: p.file, Why: said("the file is no UTF-8")}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	for {
		var n yaml.Node
		err := decoder.Decode(&n)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			f, why := &SheetError{File: p.file}, strings.TrimPrefix(err.Error(), "yaml: ")
			if m := lineOfFault.FindStringSubmatch(why); m != nil {
				f.Line, _ = strconv.Atoi(m[1])
				why = strings.TrimPrefix(why, m[0]+": ")
			}
			f.Why = said("this is no YAML: %s", why)
			return f
		}
		if n.Kind != yaml.DocumentNode || len(n.Content) == 0 || n.Content[0].Tag == "!!null" {
			continue
		}
		if err := do(n.Content[0]); err != nil {
			return err
		}
	}
}

// mapping calls do with each key of a mapping and its value.
func (p *parser) mapping(n *yaml.Node, do func(key, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return p.amiss(n, "", "fields are expected here, each with its value after a colon")
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			return p.amiss(key, "", "the name of a field is a word")
		case seen[key.Value]:
			return p.amiss(key, key.Value, "the field is there twice")
		case value.Kind == yaml.AliasNode:
			return p.amiss(value, key.Value, "a value is written out, and no reference to another")
		}
		seen[key.Value] = true
		if err := do(key, value); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) text(key, n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode {
		return "", p.amiss(n, key.Value, "a text is expected here")
	}
	return n.Value, nil
}

// pattern reads a text that is looked for.
func (p *parser) pattern(field string, n *yaml.Node) (string, error) {
	switch {
	case n.Kind != yaml.ScalarNode:
		return "", p.amiss(n, field, "a text is expected here")
	case strings.TrimSpace(n.Value) == "" && n.Value == strings.TrimSpace(n.Value):
		return "", p.amiss(n, field, "the text is empty")
	case len(n.Value) > longestPattern:
		return "", p.amiss(n, field, "the text is longer than %d bytes", longestPattern)
	}
	return n.Value, nil
}

func (p *parser) truth(key, n *yaml.Node) (bool, error) {
	var b bool
	if n.Kind != yaml.ScalarNode || n.Decode(&b) != nil {
		return false, p.amiss(n, key.Value, "true or false is expected here")
	}
	return b, nil
}

func (p *parser) whole(key, n *yaml.Node) (int, error) {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || v < 0 || v > 1_000_000 {
		return 0, p.amiss(n, key.Value, "a whole number is expected here")
	}
	return v, nil
}

// list reads several texts, or one.
func (p *parser) list(key, n *yaml.Node) ([]string, error) {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	list := make([]string, 0, len(nodes))
	for _, item := range nodes {
		s, err := p.pattern(key.Value, item)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// pairs reads a mapping from one text to another, in the order of the file.
func (p *parser) pairs(key, n *yaml.Node) ([]Pair, error) {
	var pairs []Pair
	err := p.mapping(n, func(from, to *yaml.Node) error {
		f, err := p.pattern(key.Value, from)
		if err != nil {
			return err
		}
		t, err := p.text(key, to)
		if err != nil {
			return err
		}
		if len(t) > longestPattern {
			return p.amiss(to, key.Value, "the text is longer than %d bytes", longestPattern)
		}
		pairs = append(pairs, Pair{f, t})
		return nil
	})
	var f *SheetError
	if errors.As(err, &f) {
		f.Field = key.Value
	}
	return pairs, err
}

func (p *parser) day(key, n *yaml.Node) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, n.Value)
	if err != nil {
		return t, p.amiss(n, key.Value, "a day is expected here, such as 2025-07-04")
	}
	return t, nil
}

// levelWords are Vale's words for a level, and ours.
var levelWords = map[string]Level{"error": Certain, "warning": Likely, "suggestion": ToCheck, "certain": Certain, "likely": Likely, "check": ToCheck, "info": Info}

func (p *parser) level(key, n *yaml.Node) (Level, error) {
	l, ok := levelWords[n.Value]
	if !ok {
		return 0, p.amiss(n, key.Value, "the level is error, warning or suggestion, or else certain, likely, check or info")
	}
	return l, nil
}

func (p *parser) oneOf(key, n *yaml.Node, choices []string) (string, error) {
	if n.Kind != yaml.ScalarNode || !slices.Contains(choices, n.Value) {
		return "", p.amiss(n, key.Value, "one of these is expected here: %s", strings.Join(choices, ", "))
	}
	return n.Value, nil
}
