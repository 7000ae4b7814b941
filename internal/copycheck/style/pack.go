package style

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/stet-news/stet/internal/pattern"
)

// What a file of rules may hold, that of one style or of several.
const (
	MostPack        = 4 << 20 // bytes of the file as it is sent
	mostPackEntries = 3_000
	mostPackRules   = 1_000
	mostPackFile    = 256 << 10 // of one file in it, unpacked
	mostPackText    = 8 << 20   // of all of them
	longestPackName = 200
)

// wholePack is the file of a pack of ours that has every rule as Stet has it. Vale reads only what ends in .yml.
const wholePack = "stet.yaml"

// Pack is what a file of rules in Vale's schema holds.
type Pack struct {
	Rules   []Packed
	Refused []*SheetError // what is in it and is no rule here, each with its file and, if it has one, its line
	Remarks []*SheetError // what a rule says that is not followed here; it stays in the rule's text
}

// Packed is one rule of a pack.
type Packed struct {
	ID   string // what it says, or else style.file, as Vale calls it
	File string
	Line int    // at which it begins
	Text string // as it stands there
}

// ReadPack reads a .zip with styles of Vale's in it, or the file of one rule. A rule that cannot be read is among what is refused and hinders no
// other. The error is a *SheetError, if nothing of the file can be read or it holds too much.
func ReadPack(name string, content []byte) (Pack, error) {
	p := &packer{}
	name = shownName(path.Base(name))
	switch {
	case len(content) > MostPack:
		return Pack{}, &SheetError{File: name, Why: said("the file is larger than %d MB", MostPack>>20)}
	case bytes.HasPrefix(content, []byte("PK")):
		if err := p.zip(name, content); err != nil {
			return Pack{}, err
		}
	case len(content) > mostPackFile:
		return Pack{}, &SheetError{File: name, Why: said("the file is larger than %d KB", mostPackFile>>10)}
	default:
		p.file(name, content)
	}
	if p.documents > mostPackRules {
		return Pack{}, &SheetError{File: name, Why: said("the file has more than %d rules", mostPackRules)}
	}
	return p.Pack, nil
}

type packer struct {
	Pack
	documents int
}

func (p *packer) refuse(file string, line int, field string, why Said) {
	p.Refused = append(p.Refused, &SheetError{File: file, Line: line, Field: field, Why: why})
}

// zip reads the files of an archive that may hold rules. Nothing of it is written anywhere: a name is only said, and what rules are called by.
func (p *packer) zip(name string, content []byte) error {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return &SheetError{File: name, Why: said("this is no zip file that can be read")}
	}
	if len(z.File) > mostPackEntries {
		return &SheetError{File: name, Why: said("there are more than %d files in it", mostPackEntries)}
	}
	whole := map[string]bool{} // the folders that have a file with every rule
	for _, f := range z.File {
		if path.Base(f.Name) == wholePack {
			whole[path.Dir(f.Name)] = true
		}
	}
	left := int64(mostPackText)
	for _, f := range z.File {
		shown := shownName(f.Name)
		switch ext := path.Ext(f.Name); {
		case strings.HasSuffix(f.Name, "/"):
			continue
		case !utf8.ValidString(f.Name) || len(f.Name) > longestPackName || strings.Contains(f.Name, `\`) || !fs.ValidPath(f.Name):
			p.refuse(shown, 0, "", said("its name is no path in a folder"))
			continue
		case whole[path.Dir(f.Name)] && path.Base(f.Name) != wholePack:
			continue // the same rules, as Vale reads them, and what is said about them
		case ext != ".yml" && path.Base(f.Name) != wholePack:
			p.refuse(shown, 0, "", said("this is no file of a rule: it does not end in .yml"))
			continue
		}
		text, err := unpack(f)
		if left -= int64(len(text)); left < 0 {
			return &SheetError{File: name, Why: said("unpacked it has more than %d MB", mostPackText>>20)}
		}
		switch {
		case err != nil:
			p.refuse(shown, 0, "", said("it cannot be unpacked"))
		case len(text) > mostPackFile && path.Base(f.Name) != wholePack:
			p.refuse(shown, 0, "", said("the file is larger than %d KB", mostPackFile>>10))
		default:
			p.file(f.Name, text)
		}
		if p.documents > mostPackRules {
			return nil
		}
	}
	return nil
}

// unpack reads a file of an archive, of one that is too large a byte more than it may have.
func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	most := int64(mostPackFile)
	if path.Base(f.Name) == wholePack {
		most = mostPackText
	}
	return io.ReadAll(io.LimitReader(r, most+1))
}

// shownName is the name of a file as it can be said.
func shownName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return short(cmp.Or(s, "?"))
}

// file reads the rules of one file, each by itself.
func (p *packer) file(file string, content []byte) {
	if !utf8.Valid(content) {
		p.refuse(file, 0, "", said("the file is no UTF-8"))
		return
	}
	parts := documentsOf(strings.TrimPrefix(string(content), "\ufeff"))
	if p.documents += len(parts); p.documents > mostPackRules {
		return
	}
	for i, part := range parts {
		id := packedID(file)
		if len(parts) > 1 {
			id += "-" + strconv.Itoa(i+1)
		}
		p.document(file, id, part)
	}
}

// part is one document of a file of YAML.
type part struct {
	before int // lines of the file
	text   string
}

var emptyLines = pattern.New(`^(?:\s*\n)+`)

var documentMark = pattern.New(`^---(\s|$)`)

// documentsOf parts a file at the lines that begin with ---, which YAML has nowhere else. What has nothing but remarks is no document.
func documentsOf(content string) (out []part) {
	var text strings.Builder
	first, line, says := 0, 0, false
	end := func() {
		if says {
			out = append(out, part{first, text.String()})
		}
		text.Reset()
		first, says = line, false
	}
	for l := range strings.Lines(content) {
		if documentMark.MatchString(l) {
			end()
			l = "   " + l[3:]
		}
		bare := strings.TrimSpace(l)
		if !says && strings.HasPrefix(bare, "%") {
			bare, l = "", "\n" // it says something about YAML
		}
		says = says || bare != "" && bare[0] != '#' && bare != "..."
		text.WriteString(l)
		line++
	}
	end()
	return out
}

// document reads one rule.
func (p *packer) document(file, id string, part part) {
	rule, node, err := readDocument(file, id, part.text)
	if e, ok := errors.AsType[*SheetError](err); ok {
		if e.Line > 0 {
			e.Line += part.before
		}
		p.Refused = append(p.Refused, e)
		return
	}
	p.Rules = append(p.Rules, Packed{ID: rule.ID, File: file, Line: part.before + node.Line, Text: emptyLines.ReplaceAllString(part.text, "")})
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if slices.Contains(overlooked, key.Value) && !replaces(value) {
			p.Remarks = append(p.Remarks, &SheetError{
				File: file, Line: part.before + key.Line, Field: key.Value, Why: said("this is not followed here; it stays in the text of the rule"),
			})
		}
	}
}

// readDocument reads the rule of a text that has one. One that says no id gets this one. The error is a *SheetError.
func readDocument(file, id, text string) (rule Rule, node *yaml.Node, err error) {
	p := parser{file: file}
	err = p.documents([]byte(text), func(n *yaml.Node) (err error) {
		if node != nil {
			return p.amiss(n, "", "one rule is expected here")
		}
		node = n
		rule, err = p.rule(n)
		return err
	})
	if err == nil && node == nil {
		err = &SheetError{File: file, Why: said("a rule says what it extends")}
	}
	if err != nil {
		return rule, node, err
	}
	rule.ID = cmp.Or(rule.ID, id)
	if _, err := New("", "en", []Rule{rule}); err != nil {
		return rule, node, p.amiss(node, "", "%s", err.Error())
	}
	return rule, node, nil
}

// replaces reports whether the value is the action that puts the other word in, which every finding here brings with it.
func replaces(value *yaml.Node) bool {
	var action struct{ Name string }
	return value.Kind == yaml.MappingNode && value.Decode(&action) == nil && action.Name == "replace"
}

// overlooked are the fields of Vale's that a rule may have and that mean nothing here.
var overlooked = []string{"limit", "vocab", "action", "append", "capitalize", "style"}

var noIDLetters = pattern.New(`[^A-Za-z0-9._-]+`)

// packedID is what a rule is called that does not say: its style and its file, as Vale says it.
func packedID(file string) string {
	id := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if dir := path.Base(path.Dir(file)); dir != "." && dir != "/" && dir != "styles" {
		id = dir + "." + id
	}
	id = strings.Trim(noIDLetters.ReplaceAllString(id, "-"), "-._")
	return cmp.Or(id[:min(len(id), 90)], "rule")
}
