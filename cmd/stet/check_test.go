package main

import (
	"archive/zip"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A desk's story and what it was made from, each in a form that a newsroom has them in.
const (
	checkedStory  = "River rises at two points\n\nThe river rose 14 centimetres in a day, the water board said on Thursday. “We are watching it,” said Karim Ahmed, its engineer.\n"
	checkedSource = `<!doctype html><html lang="en"><head><title>River rises | Delta Wire</title><meta property="article:published_time" content="2026-03-26T15:03:00+06:00"></head><body>
<nav><a href="/">Home</a></nav><article><h1>River rises at two points</h1>
<p>The river rose 41 centimetres in a day, the water board said on Thursday. Its engineers measured it at two points in the north.</p>
<p>“We are watching it,” said Karim Ahmed, its engineer. The board expects the river to fall by the end of the week.</p></article><footer>All rights reserved</footer></body></html>`
)

func put(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func wordFile(t *testing.T, paragraphs ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "story.docx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write([]byte(`<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` +
		strings.Join(paragraphs, `</w:t></w:r></w:p><w:p><w:r><w:t>`) + `</w:t></w:r></w:p></w:body></w:document>`))
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// The slip is found whichever forms the two come in, over the network too, and the program ends with 1; without the slip it ends with 0.
func TestAStoryIsCheckedWhateverFormsItAndItsSourceComeIn(t *testing.T) {
	pages := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(checkedSource)) }))
	defer pages.Close()
	sources := map[string]string{"HTML": put(t, "wire.html", checkedSource), "an address": pages.URL + "/river"}
	for name, source := range sources {
		for form, write := range map[string]func(string) string{
			"text": func(s string) string { return put(t, "story.txt", s) },
			"docx": func(s string) string { return wordFile(t, strings.Split(strings.TrimSpace(s), "\n\n")...) },
		} {
			code, out, errs := command(t, "", "check", write(checkedStory)+"@Asia/Dhaka,2026-03-26", "--source", source)
			if code != 1 || !strings.Contains(out, "[14 centimetres]") || !strings.Contains(out, "[41 centimetres]") || errs != "" {
				t.Errorf("%s against %s: %d\n%s%s", form, name, code, out, errs)
			}
			code, out, _ = command(t, "", "check", write(strings.Replace(checkedStory, "14", "41", 1))+"@Asia/Dhaka,2026-03-26", "--source", source)
			if code != 0 || !strings.Contains(out, "0 certain, 0 likely") {
				t.Errorf("without the slip, %s against %s: %d\n%s", form, name, code, out)
			}
		}
	}
}

// Style is checked with the sources and without any, by the sheet asked for and the house's own rules over it.
func TestTheHousesStyleIsCheckedToo(t *testing.T) {
	story := put(t, "story.txt", "Fort gets new walls\n\nThe defense of the fort needs new walls. Stakeholders met.\n") //nolint:misspell // it is what is found
	own := t.TempDir()
	for name, content := range map[string]string{
		"sheet.yml":        "name: Ours\nlanguage: en\n",
		"stakeholders.yml": "extends: substitution\nmessage: \"Write “%s”, and not “%s”.\"\nlevel: error\nignorecase: true\nswap:\n  stakeholders: those with an interest\n",
	} {
		if err := os.WriteFile(filepath.Join(own, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		flags []string
		code  int
		rules string
	}{
		{nil, 0, "spelling"},
		{[]string{"--style", "american"}, 0, ""},
		{[]string{"--style", "none"}, 0, ""},
		{[]string{"--rules", own}, 1, "spelling stakeholders"},
	} {
		code, out, errs := command(t, "", append([]string{"check", story, "--format", "json"}, c.flags...)...)
		var got struct{ Style []struct{ Rule string } }
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v: %v %s", c.flags, err, errs)
		}
		var rules []string
		for _, s := range got.Style {
			rules = append(rules, s.Rule)
		}
		if code != c.code || strings.Join(rules, " ") != c.rules {
			t.Errorf("with %v it ends with %d and finds %v", c.flags, code, rules)
		}
	}
}

func TestWhatCannotBeCheckedIsRefusedInASentence(t *testing.T) {
	story := put(t, "story.txt", checkedStory)
	badRule := filepath.Dir(put(t, "bad.yml", "extends: nonsense\n"))
	for says, args := range map[string][]string{
		"nowhere.txt cannot be read":    {"check", "/nowhere.txt"},
		"is no time zone":               {"check", story + "@Mars,2026-03-26"},
		"is no time":                    {"check", story + "@Asia/Dhaka,yesterday"},
		"is no text in UTF-8":           {"check", put(t, "p.png", "\x89PNG\xff\xff")},
		"cannot be used: bad.yml":       {"check", story, "--rules", badRule},
		"must be one of \"text\"":       {"check", story, "--format", "pdf"},
		"is a folder, or has more than": {"check", t.TempDir()},
	} {
		code, out, errs := command(t, "", args...)
		if code != 2 || out != "" || !strings.Contains(errs, says) {
			t.Errorf("stet %s: %d %s%s", strings.Join(args, " "), code, out, errs)
		}
	}
}
