package item

import (
	"bytes"
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

// Framed reads the file of an older wire, whose messages stand each between a start and an end. read returns the item in one, whose GUID is
// empty if there is none, and a sentence about what is wrong with it, without a capital, "" for nothing. none is what is said of a file
// without any message.
func Framed(format string, doc []byte, start, end byte, read func(raw []byte) (i Item, problem string), none error) (Batch, error) {
	if len(doc) > MaxFile {
		return Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", MaxFile>>20)
	}
	all := frames(doc, start, end)
	var items []Item
	var problems []string
	if len(all) > MaxItems {
		problems = append(problems, fmt.Sprintf("The file has more than %d messages; the others were left out.", MaxItems))
		all = all[:MaxItems]
	}
	names := Names{}
	for n, m := range all {
		i, problem := read(m)
		if problem != "" {
			problems = append(problems, fmt.Sprintf("Message %d: %s", n+1, problem))
		}
		if i.GUID == "" {
			continue
		}
		if i.Raw = m; len(all) == 1 {
			i.Raw = doc
		}
		name := i.GUID
		if i.GUID = names.Distinct(name, m); i.GUID != name {
			i.Name = name
		}
		if i.GUID != "" {
			items = append(items, i)
		}
	}
	switch {
	case len(items) > 0:
		b := Of(format, items...)
		b.Problems = problems
		return b, nil
	case len(problems) > 0:
		return Batch{}, news.Errorf(news.Invalid, "%s", problems[0])
	}
	return Batch{}, none
}

// frames cuts the file of an older wire into its messages: each from its start to the last end before the next start, or else all that comes
// before that. It returns at most MaxItems and one.
func frames(doc []byte, start, end byte) (all [][]byte) {
	for len(all) <= MaxItems {
		i := bytes.IndexByte(doc, start)
		if i < 0 {
			break
		}
		stop := len(doc)
		if next := bytes.IndexByte(doc[i+1:], start); next >= 0 {
			stop = i + 1 + next
		}
		m := doc[i:stop:stop]
		if last := bytes.LastIndexByte(m, end); last >= 0 {
			m = m[: last+1 : last+1]
		}
		all, doc = append(all, m), doc[stop:]
	}
	return all
}
