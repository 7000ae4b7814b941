// Package pattern has regular expressions that are compiled when they are first used: the
// program has some hundred, which take a twentieth of a second, and a command that is over
// in two needs few of them.
package pattern

import (
	"errors"
	"fmt"
	"regexp"
	"sync"
)

// Pattern is a regular expression in the syntax of package regexp. Any number of goroutines
// may use it.
type Pattern struct {
	text    string
	compile func() (*regexp.Regexp, error)
}

var (
	mu  sync.Mutex
	all []*Pattern
)

// New returns the pattern. It is for a package's variables, each of which Check knows of;
// one that does not compile panics when it is used.
func New(text string) *Pattern {
	p := &Pattern{text, sync.OnceValues(func() (*regexp.Regexp, error) { return regexp.Compile(text) })}
	mu.Lock()
	defer mu.Unlock()
	all = append(all, p)
	return p
}

// Check compiles every pattern of the program and says which are wrong, so that a test finds
// what a start would have found.
func Check() (checked int, err error) {
	mu.Lock()
	defer mu.Unlock()
	for _, p := range all {
		if _, e := p.compile(); e != nil {
			err = errors.Join(err, fmt.Errorf("%q: %w", p.text, e))
		}
	}
	return len(all), err
}

func (p *Pattern) is() *regexp.Regexp {
	re, err := p.compile()
	if err != nil {
		panic(err)
	}
	return re
}

// The methods are those of regexp.Regexp with the same names.

// Match is of package regexp.
func (p *Pattern) Match(b []byte) bool { return p.is().Match(b) }

// MatchString is of package regexp.
func (p *Pattern) MatchString(s string) bool { return p.is().MatchString(s) }

// FindIndex is of package regexp.
func (p *Pattern) FindIndex(b []byte) []int { return p.is().FindIndex(b) }

// FindSubmatch is of package regexp.
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.is().FindSubmatch(b) }

// FindAllSubmatch is of package regexp.
func (p *Pattern) FindAllSubmatch(b []byte, n int) [][][]byte { return p.is().FindAllSubmatch(b, n) }

// FindStringIndex is of package regexp.
func (p *Pattern) FindStringIndex(s string) []int { return p.is().FindStringIndex(s) }

// FindStringSubmatch is of package regexp.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.is().FindStringSubmatch(s) }

// FindStringSubmatchIndex is of package regexp.
func (p *Pattern) FindStringSubmatchIndex(s string) []int { return p.is().FindStringSubmatchIndex(s) }

// FindAllStringIndex is of package regexp.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int { return p.is().FindAllStringIndex(s, n) }

// FindAllStringSubmatch is of package regexp.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.is().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is of package regexp.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.is().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString is of package regexp.
func (p *Pattern) ReplaceAllString(s, with string) string { return p.is().ReplaceAllString(s, with) }

// ReplaceAllFunc is of package regexp.
func (p *Pattern) ReplaceAllFunc(b []byte, with func([]byte) []byte) []byte {
	return p.is().ReplaceAllFunc(b, with)
}

// ReplaceAllStringFunc is of package regexp.
func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.is().ReplaceAllStringFunc(s, with)
}

// Split is of package regexp.
func (p *Pattern) Split(s string, n int) []string { return p.is().Split(s, n) }
