package style_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck/style"
)

// packed makes a zip of names and contents, one after the other.
func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	plainRule = "extends: existence\nmessage: \"Leave out '%s'.\"\nlevel: error\nignorecase: true\ntokens:\n  - very\n  - really\n"
	swapRule  = "# What the desk agreed on.\nextends: substitution\nmessage: \"Use '%s' and not '%s'.\"\nlevel: suggestion\naction:\n  name: replace\nvocab: false\nswap:\n  upcoming: coming\n"
)

// A style as it is given out for Vale: rules, what is none, and what Stet cannot follow, each told with its file and line.
func TestAPackOfValesIsTakenAndNothingOfItIsLostSilently(t *testing.T) {
	pack, err := style.ReadPack("House.zip", packed(t,
		"House/", "",
		"House/Very.yml", plainRule,
		"House/Terms.yml", swapRule,
		"House/Look.yml", "extends: existence\nmessage: No.\ntokens:\n  - 'one'\n  - '(?<=the )crown'\n",
		"House/Spelling.yml", "extends: spelling\nmessage: Spelt?\n",
		"House/Scope.yml", "extends: existence\nmessage: No.\nscope: heading.h1\ntokens: [one]\n",
		"House/Not.yml", "extends: [existence\n",
		"House/meta.json", "{}",
		"styles/Flat.yml", plainRule,
	))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range pack.Rules {
		got = append(got, fmt.Sprintf("%s %s:%d", r.ID, r.File, r.Line))
	}
	want := []string{"House.Very House/Very.yml:1", "House.Terms House/Terms.yml:2", "Flat styles/Flat.yml:1"}
	if !slices.Equal(got, want) {
		t.Errorf("rules %q, want %q", got, want)
	}
	if pack.Rules[1].Text != swapRule {
		t.Errorf("the text of a rule is not what the file has: %q", pack.Rules[1].Text)
	}
	said := strings.Join(words(pack.Refused), "\n")
	for _, w := range []string{
		`House/Look.yml, line 5, field tokens: "(?<=the )crown"`, `House/Spelling.yml, line 1, field extends: there is no kind of rule "spelling"`,
		`House/Scope.yml, line 3, field scope`, "House/Not.yml, line ", "House/meta.json: this is no file of a rule",
	} {
		if !strings.Contains(said, w) {
			t.Errorf("%q is not told:\n%s", w, said)
		}
	}
	if len(pack.Refused) != 5 {
		t.Errorf("%d are refused:\n%s", len(pack.Refused), said)
	}
	if w := words(pack.Remarks); len(w) != 1 || !strings.HasPrefix(w[0], "House/Terms.yml, line 7, field vocab") {
		t.Errorf("remarks %q", w)
	}
}

func words(all []*style.SheetError) (out []string) {
	for _, e := range all {
		out = append(out, e.Error())
	}
	return out
}

// One that cannot be read hinders no other of its file, and lines are those of the file.
func TestAFileOfSeveralRulesIsReadRuleByRule(t *testing.T) {
	file := "# Ours.\n---\n" + plainRule + "--- # the next\nextends: existence\nmessage: No.\n---\nid: mine\nextends: occurrence\nmessage: Long.\ntoken: '\\w+'\nmax: 40\n---\n# nothing\n"
	pack, err := style.ReadPack(`C:\rules\desk.yml`, []byte(file))
	if err != nil || len(pack.Rules) != 2 || len(pack.Refused) != 1 {
		t.Fatalf("%v: %+v", err, pack)
	}
	if a, b := pack.Rules[0], pack.Rules[1]; a.Line != 3 || b.Line != 14 || b.ID != "mine" || !strings.HasSuffix(a.ID, "desk-1") {
		t.Errorf("%+v", pack.Rules)
	}
	if e := pack.Refused[0]; e.Line != 11 || e.Field != "tokens" {
		t.Errorf("%v", e)
	}
}

// Names that lead out of a folder, bombs and heaps are no danger: nothing is written, and what is too much is told.
func TestAHostilePackIsRefused(t *testing.T) {
	names := []string{"../up.yml", "/etc/rule.yml", `a\..\b.yml`, "a/../../b.yml", "a//b.yml", "\xff.yml", strings.Repeat("long/", 60) + "a.yml"}
	var files []string
	for _, n := range names {
		files = append(files, n, plainRule)
	}
	pack, err := style.ReadPack("x.zip", packed(t, files...))
	if err != nil || len(pack.Rules) != 0 || len(pack.Refused) != len(names) {
		t.Errorf("%v: %+v", err, pack)
	}
	zeros := strings.Repeat("\n", 40<<20)
	if pack, err = style.ReadPack("bomb.zip", packed(t, "a/bomb.yml", zeros, "a/good.yml", plainRule)); err != nil || len(pack.Rules) != 1 || len(pack.Refused) != 1 {
		t.Errorf("one large file: %v: %d rules, %q", err, len(pack.Rules), words(pack.Refused))
	}
	var many, few []string
	for i := range 100 {
		many = append(many, fmt.Sprintf("a/%d.yml", i), "#"+zeros[:250<<10])
	}
	for i := range 1_001 {
		few = append(few, fmt.Sprintf("a/%d.yml", i), plainRule)
	}
	var entries []string
	for i := range 3_001 {
		entries = append(entries, fmt.Sprintf("a/%d.txt", i), "")
	}
	for why, content := range map[string][]byte{
		"unpacked it has more than 8 MB": packed(t, many...), "more than 1000 rules": packed(t, few...), "more than 3000 files": packed(t, entries...),
		"larger than 4 MB": make([]byte, style.MostPack+1), "no zip file": []byte("PK\x03\x04and no more"), "more than 1000 rules ": []byte(strings.Repeat("---\na\n", 20_000)),
		"larger than 256 KB": []byte(strings.Repeat("# \n", 100_000)),
	} {
		if _, err := style.ReadPack("x", content); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(why)) {
			t.Errorf("%q: %v", why, err)
		}
	}
}

// What is given out is taken in again as it was, by Stet from the text that has everything; and Vale's files have Vale's fields only.
func TestRulesThatAreGivenOutComeBackAsTheyWere(t *testing.T) {
	text := `---
id: Desk.very
name: Very
extends: existence
message: "Not “%s”."
bangla: "“%s” নয়।"
level: info
owner: City desk
scope: [headline, standfirst]
quoted: true
ignorecase: true
endings: true
tokens: [very]
---
id: desk.Very
extends: substitution
level: error
swap:
  colou?r(s)?[(]: "price $$5"
---
id: groups
extends: substitution
swap:
  (\d+)kg: $1 kg
---
id: rab
extends: conditional
message: "“%s” alone."
first: RAB
second: Rapid Action Battalion
whole: true
scope: ~headline
---
id: script
extends: existence
message: No.
tokens: ['\p{Bengali}+']
---
id: dates
extends: date
form: dmy
`
	rules, err := style.ParseRules("x.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	out, err := style.WritePack("house-en", rules)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := style.WritePack("house-en", rules); !bytes.Equal(out, again) {
		t.Error("the same rules make other bytes")
	}
	pack, err := style.ReadPack("house-en.zip", out)
	if err != nil || len(pack.Refused)+len(pack.Remarks) > 0 || len(pack.Rules) != len(rules) {
		t.Fatalf("%v: %d rules, refused %q", err, len(pack.Rules), words(pack.Refused))
	}
	for i, p := range pack.Rules {
		was, _ := style.Format(rules[i])
		if p.Text != string(was) || p.ID != rules[i].ID {
			t.Errorf("%s came back as\n%s", rules[i].ID, p.Text)
		}
	}
	files := unpacked(t, out)
	if want := []string{"house-en/Desk_very.yml", "house-en/desk_Very_2.yml", "house-en/left-out.txt", "house-en/rab.yml", "house-en/stet.yaml"}; !slices.Equal(sortedNames(files), want) {
		t.Errorf("files %q", sortedNames(files))
	}
	for file, want := range map[string]string{
		"Desk_very":   "# id: Desk.very\n# name: Very\n# owner: City desk\n# bangla: “%s” নয়।\n# scope: headline, standfirst\n# endings: Vale does not look for words with their Bangla endings\n# quoted: true\nextends: existence\nmessage: Not “%s”.\nlevel: suggestion\nscope:\n  - heading\n  - text\nignorecase: true\ntokens:\n  - very\n",
		"desk_Very_2": "# id: desk.Very\nextends: substitution\nmessage: Write “%s”, and not “%s”.\nlevel: error\nswap:\n  colou?r(?:s)?[(]: price $5\n",
		"rab":         "# id: rab\n# scope: ~headline\nextends: conditional\nmessage: “%s” alone.\nlevel: warning\nscope:\n  - ~heading\nfirst: \\b(?:RAB)\\b\nsecond: \\b(?:Rapid Action Battalion)\\b\n",
	} {
		if got := files["house-en/"+file+".yml"]; got != want {
			t.Errorf("%s:\n%s\nwant\n%s", file, got, want)
		}
	}
	if got := files["house-en/left-out.txt"]; strings.Count(got, "\n") != 3 || !strings.Contains(got, "groups: ") || !strings.Contains(got, "script: ") || !strings.Contains(got, "dates: ") {
		t.Errorf("left out: %s", got)
	}
}

func unpacked(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		files[f.Name] = text.String()
	}
	return files
}

func sortedNames(files map[string]string) (names []string) {
	for n := range files {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Of any bytes: no panic, every rule can be read again by itself, and what is told has a file.
func FuzzAPackOfAnyBytes(f *testing.F) {
	f.Add("a.yml", []byte(plainRule))
	f.Add("a.zip", packed(f, "House/Very.yml", plainRule, "House/Terms.yml", swapRule, "x.txt", ""))
	f.Add("b.zip", packed(f, "../a.yml", plainRule, "a/stet.yaml", "---\n"+plainRule+"---\n"+swapRule))
	f.Add("c.yml", []byte("%YAML 1.2\n---\n"+plainRule+"...\n--- {extends: existence, message: x, tokens: [a]}\n"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		pack, err := style.ReadPack(name, content)
		if err != nil {
			return
		}
		for _, r := range pack.Rules {
			if again, err := style.ParseRules("again.yml", []byte(r.Text)); err != nil || len(again) != 1 || r.ID == "" || r.Line < 1 {
				t.Errorf("%+v cannot be read by itself: %v", r, err)
			}
		}
		for _, e := range append(pack.Refused, pack.Remarks...) {
			if e.File == "" || e.Why.String() == "" {
				t.Errorf("%+v says nothing", e)
			}
		}
	})
}
