package style

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/pattern"
)

// WritePack writes the rules as a .zip that Vale reads as one style with the name, and that ReadPack makes the same rules of. A rule that Vale
// has no words for is told in a text beside the others. The same rules make the same bytes.
func WritePack(name string, rules []Rule) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(file string, content []byte) error {
		w, err := z.Create(name + "/" + file)
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	}
	var whole, told bytes.Buffer
	taken := map[string]bool{}
	for _, r := range rules {
		text, err := Format(r)
		if err != nil {
			return nil, err
		}
		whole.WriteString("---\n")
		whole.Write(text)
		vale, why := forVale(r)
		if why != "" {
			fmt.Fprintf(&told, "%s: %s\n", r.ID, why)
			continue
		}
		if text, err = Format(vale); err != nil {
			return nil, err
		}
		if err := add(fileFor(r.ID, taken)+".yml", append(remarksFor(r), text...)); err != nil {
			return nil, fmt.Errorf("write the rule %s: %w", r.ID, err)
		}
	}
	files := []struct {
		name    string
		content []byte
	}{{wholePack, whole.Bytes()}, {"left-out.txt", told.Bytes()}}
	for _, f := range files {
		if len(f.content) == 0 {
			continue
		}
		if err := add(f.name, f.content); err != nil {
			return nil, fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write the zip file: %w", err)
	}
	return out.Bytes(), nil
}

// fileFor is the name of a rule's file. Vale makes names of groups of it, which are of letters, digits and low lines; and to some disks A is a.
func fileFor(id string, taken map[string]bool) string {
	base := strings.NewReplacer(".", "_", "-", "_").Replace(id)
	if base == "" || base[0] >= '0' && base[0] <= '9' {
		base = "r" + base
	}
	file := base
	for n := 2; taken[strings.ToLower(file)]; n++ {
		file = base + "_" + strconv.Itoa(n)
	}
	taken[strings.ToLower(file)] = true
	return file
}

// remarksFor says as remarks what a rule says that Vale has no field for.
func remarksFor(r Rule) []byte {
	var b bytes.Buffer
	say := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "# %s: %s\n", name, strings.Join(strings.Fields(value), " "))
		}
	}
	say("id", r.ID)
	say("name", r.Name)
	say("owner", r.Owner)
	say("bangla", r.Bangla)
	say("note", r.Note)
	say("scope", strings.Join(r.Scopes, ", "))
	if r.Endings {
		say("endings", "Vale does not look for words with their Bangla endings")
	}
	if r.Quoted {
		say("quoted", "true")
	}
	return b.Bytes()
}

// forVale is the rule in Vale's own fields, or why it cannot be. Vale refuses a rule with a field that it does not know.
func forVale(r Rule) (Rule, string) {
	if !slices.Contains(valeKinds, r.Extends) {
		return r, "Vale has no rules that extend " + string(r.Extends) + "."
	}
	if slices.ContainsFunc(expressionsOf(r), oursOnly.MatchString) {
		return r, "it has an expression in a syntax that Vale does not read."
	}
	r.Swap = slices.Clone(r.Swap)
	for i, p := range r.Swap {
		if strings.Contains(strings.ReplaceAll(p.To, "$$", ""), "$") {
			return r, "what is to be written is made of parts of what was found, which Vale cannot."
		}
		r.Swap[i] = Pair{ungrouped(p.From), strings.ReplaceAll(p.To, "$$", "$")}
	}
	if r.Extends == Conditional && r.Whole {
		r.First, r.Second = `\b(?:`+r.First+`)\b`, `\b(?:`+r.Second+`)\b`
	}
	if r.Extends == Repetition && len(r.Tokens) == 0 {
		r.Tokens = []string{`[^\s]+`}
	}
	r.Message = cmp.Or(r.Message, map[Kind]string{
		Substitution: "Write “%s”, and not “%s”.", Repetition: "“%s” is repeated.", Consistency: "The story has another form of “%s” too.",
	}[r.Extends])
	r.ID, r.Name, r.Bangla, r.Owner, r.Note, r.Quoted, r.Endings, r.Whole = "", "", "", "", "", false, false, false
	r.Since, r.Scopes, r.Level = time.Time{}, valeScopes(r.Scopes), max(r.Level, ToCheck)
	return r, ""
}

// oursOnly finds what RE2 has and the expressions of .NET, which are Vale's, have not or have otherwise.
var oursOnly = pattern.New(`\\[pP](\w|\{\^|\{[A-Z][a-z]{2,})|\[\[:|\\Q|\\C|\\x\{|\(\?P<|\(\?[imsU-]*U`)

func expressionsOf(r Rule) []string {
	all := slices.Concat(r.Tokens, r.Raw, r.Exceptions, r.Indicators, []string{r.First, r.Second, r.Token, r.Match})
	for _, p := range r.Swap {
		all = append(all, p.From)
	}
	for _, p := range r.Either {
		all = append(all, p.From, p.To)
	}
	return all
}

// ungrouped is the expression without groups that are counted: Vale counts its own to know which pair it found.
func ungrouped(expression string) string {
	var b strings.Builder
	class, escaped := false, false
	for i, c := range expression {
		b.WriteRune(c)
		switch {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case class:
			class = c != ']' || strings.HasSuffix(expression[:i], "[") || strings.HasSuffix(expression[:i], "[^")
		case c == '[':
			class = true
		case c == '(' && !strings.HasPrefix(expression[i+1:], "?"):
			b.WriteString("?:")
		}
	}
	return b.String()
}

var valeKinds = []Kind{Existence, Substitution, Occurrence, Repetition, Consistency, Conditional, Capitalization}

// valeScopes are Vale's words for the parts of a story. It has none for most, so those are the text.
func valeScopes(ours []string) (out []string) {
	words := map[string]string{"headline": "heading", "heading": "heading", "paragraph": "paragraph", "sentence": "sentence", "~headline": "~heading", "~heading": "~heading"}
	for _, o := range ours {
		if w := cmp.Or(words[o], "text"); (w != "text" || !strings.HasPrefix(o, "~")) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
