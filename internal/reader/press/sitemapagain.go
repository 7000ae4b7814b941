package press

import (
	"bytes"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
)

// IsSitemapPart reports whether the path is of a part of the sitemap that holds stories.
func IsSitemapPart(path string) bool {
	_, is := partOf(storySitemap, path)
	return is
}

// SitemapAgain returns the part of the sitemap at the path as the edition after has it, out
// of what it was in the edition before: the lines of the stories of the numbers, and of
// those in other languages that tell the same, are printed anew and all others stay. So it
// costs what changed and not the ten thousand stories of a part. It is nil if the path is
// no such part, or was is not what the edition before had there, as far as can be seen.
func SitemapAgain(before, after *archive.View, path string, was []byte, numbers []int64) []byte {
	n, ok := partOf(storySitemap, path)
	if !ok || before.House().URL != after.House().URL {
		return nil
	}
	again := &sitemap{View: after, zone: after.House().Location()}
	again.open(imageNamespace, htmlNamespace)
	lines, ok := bytes.CutPrefix(was, again.Bytes())
	lines, ok2 := bytes.CutSuffix(lines, []byte(sitemapEnd))
	if !ok || !ok2 {
		return nil
	}
	again.Grow(len(was) + 1024)
	from, to := spanOf(n)
	stories, _ := before.Span(from, to)
	retold := retoldIn(before, after, numbers, from, to)
	for len(lines) > 0 {
		end := bytes.IndexByte(lines, '\n') + 1
		number, ok := numberIn(lines[:end], after.House().URL)
		if stories--; !ok || number < from || number >= to {
			return nil
		}
		if retold, ok = again.upTo(retold, number); !ok {
			return nil
		}
		if len(retold) > 0 && retold[0] == number {
			if retold, ok = again.upTo(retold, number+1); !ok {
				return nil
			}
		} else {
			again.Write(lines[:end])
		}
		lines = lines[end:]
	}
	if _, ok := again.upTo(retold, to); !ok || stories != 0 {
		return nil
	}
	again.close()
	return again.Bytes()
}

// upTo prints those of the stories, whose numbers are sorted, that are live and have a
// number below the limit, and returns the others; false if one cannot be printed.
func (b *sitemap) upTo(numbers []int64, limit int64) ([]int64, bool) {
	for len(numbers) > 0 && numbers[0] < limit {
		if b.State(numbers[0]) == archive.Live {
			c, err := b.Card(numbers[0])
			if err != nil || b.story(c) != nil {
				return nil, false
			}
		}
		numbers = numbers[1:]
	}
	return numbers, true
}

// retoldIn returns, sorted, the numbers of the span whose lines changed with the stories of
// the numbers.
func retoldIn(before, after *archive.View, numbers []int64, from, to int64) []int64 {
	all := slices.Clone(numbers)
	for _, n := range numbers {
		all = slices.Concat(all, translations(before, n), translations(after, n))
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(n int64) bool { return n < from || n >= to })
}

// numberIn returns the number of the story of a line.
func numberIn(line []byte, house string) (int64, bool) {
	path, ok := strings.CutPrefix(string(line), "<url><loc>"+house)
	path, _, ok2 := strings.Cut(path, "</loc>")
	number, ok3 := edition.StoryNumber(path)
	return number, ok && ok2 && ok3
}
