package news

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Merge is what two people made of one text at the same time: block by block and field by
// field, with what only one of them changed settled and what both changed left to a person.
// It is pure, and the same whoever of the two is called mine.
type Merge struct {
	Fields []Choice // in which the two differ
	Body   []Choice // the whole body in order
	mine   Content
}

// Side is whose words stand.
type Side string

// The sides. Both is mine and then theirs, for blocks.
const (
	Mine   Side = "mine"
	Theirs Side = "theirs"
	Both   Side = "both"
)

// Choice is a field or a run of blocks. Of one that both changed, Overlap is true and Side
// is what is proposed.
type Choice struct {
	Name         string // of the field; empty for blocks
	At           int    // of blocks: how many stand before it in the text that both started from
	Mine, Theirs []Node
	MineText     string // of a field
	TheirsText   string
	Side         Side
	Overlap      bool
	take         func(*Content)
}

// MergeContent compares what two people made of base.
func MergeContent(base, mine, theirs Content) Merge {
	m := Merge{mine: mine, Body: mergeBlocks(base.Body.Blocks, mine.Body.Blocks, theirs.Body.Blocks)}
	for _, f := range mergeFields {
		b, x, y := f.text(base), f.text(mine), f.text(theirs)
		if x == y {
			continue
		}
		c := Choice{Name: f.name, MineText: f.words(mine), TheirsText: f.words(theirs), Side: Mine, take: func(c *Content) { f.copy(c, theirs) }}
		if c.Overlap = x != b && y != b; x == b {
			c.Side = Theirs
		}
		m.Fields = append(m.Fields, c)
	}
	return m
}

// Overlaps returns the choices that a person has to make: those of fields, then those of
// the body. They may be changed in place.
func (m *Merge) Overlaps() (all []*Choice) {
	for _, list := range [][]Choice{m.Fields, m.Body} {
		for i := range list {
			if list[i].Overlap {
				all = append(all, &list[i])
			}
		}
	}
	return all
}

// Content is the text that the sides make.
func (m *Merge) Content() Content {
	c := m.mine
	for _, f := range m.Fields {
		if f.Side == Theirs {
			f.take(&c)
		}
	}
	c.Body.Blocks = nil
	for _, p := range m.Body {
		if p.Side != Theirs {
			c.Body.Blocks = append(c.Body.Blocks, p.Mine...)
		}
		if p.Side != Mine {
			c.Body.Blocks = append(c.Body.Blocks, p.Theirs...)
		}
	}
	return c
}

// edit replaces the blocks from up to to of the base.
type edit struct {
	from, to int
	blocks   []Node
	theirs   bool
}

// mergeBlocks returns the body that the two make, as choices in order.
func mergeBlocks(base, mine, theirs []Node) (out []Choice) {
	edits := append(editsOf(base, mine, false), editsOf(base, theirs, true)...)
	slices.SortStableFunc(edits, func(a, b edit) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.to - b.to
	})
	at := 0
	same := func(to int) {
		if at < to {
			out = append(out, Choice{At: at, Mine: base[at:to], Side: Mine})
			at = to
		}
	}
	for i := 0; i < len(edits); {
		from, to, n := edits[i].from, edits[i].to, 1
		for i+n < len(edits) && touches(from, to, edits[i+n]) {
			to = max(to, edits[i+n].to)
			n++
		}
		group := edits[i : i+n]
		i += n
		same(from)
		c := Choice{At: from, Mine: applied(base, from, to, group, false), Theirs: applied(base, from, to, group, true)}
		hers := slices.IndexFunc(group, func(e edit) bool { return e.theirs }) >= 0
		his := slices.IndexFunc(group, func(e edit) bool { return !e.theirs }) >= 0
		c.Side = Mine
		if hers && !his {
			c.Side = Theirs
		}
		c.Overlap = hers && his && keyOf(c.Mine...) != keyOf(c.Theirs...)
		out = append(out, c)
		at = to
	}
	same(len(base))
	return out
}

// touches reports whether the edit is of blocks in the range, or inserts where the range is
// itself an insertion.
func touches(from, to int, e edit) bool {
	if e.from < to {
		return true
	}
	return from == to && e.from == from && e.to == from
}

// applied returns the range of the base as one side has it.
func applied(base []Node, from, to int, group []edit, theirs bool) (blocks []Node) {
	for _, e := range group {
		if e.theirs != theirs {
			continue
		}
		blocks = append(blocks, base[from:e.from]...)
		blocks = append(blocks, e.blocks...)
		from = e.to
	}
	return append(blocks, base[from:to]...)
}

// editsOf returns what turns the base into the text, each as small as it is known: a run
// that became as many blocks is that many edits.
func editsOf(base, text []Node, theirs bool) (all []edit) {
	a, b := keysOf(base), keysOf(text)
	i, j := 0, 0
	add := func(toI, toJ int) {
		switch {
		case toI == i && toJ == j:
		case toI-i == toJ-j || toJ == j:
			for k := i; k < toI; k++ {
				e := edit{from: k, to: k + 1, theirs: theirs}
				if toJ > j {
					e.blocks = text[j+k-i : j+k-i+1]
				}
				all = append(all, e)
			}
		default:
			all = append(all, edit{from: i, to: toI, blocks: text[j:toJ], theirs: theirs})
		}
		i, j = toI, toJ
	}
	for _, p := range commonPairs(a, b) {
		add(p[0], p[1])
		i, j = p[0]+1, p[1]+1
	}
	add(len(a), len(b))
	return all
}

// mostPairs bounds the work of comparing: above it, what is between the same beginning and
// the same end is one change.
const mostPairs = 4_000_000

// commonPairs returns the places of a longest common subsequence.
func commonPairs(a, b []string) (pairs [][2]int) {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		pairs = append(pairs, [2]int{start, start})
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	x, y := a[start:len(a)-end], b[start:len(b)-end]
	if len(x)*len(y) <= mostPairs {
		width := len(y) + 1
		common := make([]int32, (len(x)+1)*width)
		for i := len(x) - 1; i >= 0; i-- {
			for j := len(y) - 1; j >= 0; j-- {
				if common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1]); x[i] == y[j] {
					common[i*width+j] = common[(i+1)*width+j+1] + 1
				}
			}
		}
		for i, j := 0, 0; i < len(x) && j < len(y); {
			switch {
			case x[i] == y[j]:
				pairs = append(pairs, [2]int{start + i, start + j})
				i, j = i+1, j+1
			case common[(i+1)*width+j] >= common[i*width+j+1]:
				i++
			default:
				j++
			}
		}
	}
	for k := end; k > 0; k-- {
		pairs = append(pairs, [2]int{len(a) - k, len(b) - k})
	}
	return pairs
}

func keysOf(nodes []Node) (keys []string) {
	for _, n := range nodes {
		keys = append(keys, keyOf(n))
	}
	return keys
}

// keyOf returns a text that only equal blocks share.
func keyOf(nodes ...Node) string {
	text, _ := json.Marshal(Document{Blocks: nodes}) // a document always has a text
	return string(text)
}

// mergeField is a field that is merged as a whole.
type mergeField struct {
	name string
	get  func(Content) any
	copy func(dst *Content, src Content)
}

// text is a text that only equal values of the field share.
func (f mergeField) text(c Content) string {
	text, _ := json.Marshal(f.get(c)) // strings, numbers, times and lists of them
	if s := string(text); s != "[]" && s != "{}" {
		return s
	}
	return "null"
}

// words says the field's value to people.
func (f mergeField) words(c Content) string {
	switch v := f.get(c).(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	case Language:
		return string(v)
	case Label:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case []int64:
		var all []string
		for _, n := range v {
			all = append(all, strconv.FormatInt(n, 10))
		}
		return strings.Join(all, ", ")
	case Byline:
		return strings.Join(append([]string{v.Desk}, v.People...), " ")
	case Dateline:
		return v.Place
	case *PictureUse:
		if v != nil {
			return strings.Join([]string{v.Caption, v.Credit, v.Alt}, " ")
		}
	}
	return ""
}

var mergeFields = []mergeField{
	{"Kicker", func(c Content) any { return c.Kicker }, func(d *Content, s Content) { d.Kicker = s.Kicker }},
	{"Headline", func(c Content) any { return c.Headline }, func(d *Content, s Content) { d.Headline = s.Headline }},
	{"Standfirst", func(c Content) any { return c.Standfirst }, func(d *Content, s Content) { d.Standfirst = s.Standfirst }},
	{"Line on the bar", func(c Content) any { return c.Flash }, func(d *Content, s Content) { d.Flash = s.Flash }},
	{"Section", func(c Content) any { return c.Section }, func(d *Content, s Content) { d.Section = s.Section }},
	{"Language", func(c Content) any { return c.Language }, func(d *Content, s Content) { d.Language = s.Language }},
	{"Byline", func(c Content) any { return c.Byline }, func(d *Content, s Content) { d.Byline = s.Byline }},
	{"Dateline", func(c Content) any { return c.Dateline }, func(d *Content, s Content) { d.Dateline = s.Dateline }},
	{"Topics", func(c Content) any { return c.Topics }, func(d *Content, s Content) { d.Topics = s.Topics }},
	{"Slug", func(c Content) any { return c.Slug }, func(d *Content, s Content) { d.Slug = s.Slug }},
	{"Credit line", func(c Content) any { return c.Credit }, func(d *Content, s Content) { d.Credit = s.Credit }},
	{"Who reported and edited", func(c Content) any { return c.Contributors }, func(d *Content, s Content) { d.Contributors = s.Contributors }},
	{"Label", func(c Content) any { return c.Label }, func(d *Content, s Content) { d.Label = s.Label }},
	{"Beside it", func(c Content) any { return c.Related }, func(d *Content, s Content) { d.Related = s.Related }},
	{"Translation of", func(c Content) any { return c.Translates }, func(d *Content, s Content) { d.Translates = s.Translates }},
	{"Lead picture", func(c Content) any { return c.Lead }, func(d *Content, s Content) { d.Lead = s.Lead }},
}
