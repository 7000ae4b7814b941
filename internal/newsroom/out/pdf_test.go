package out_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/out"
)

// square is a JPEG.
func square(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for x := range 64 {
		for y := range 48 {
			m.Set(x, y, color.RGBA{uint8(x * 4), uint8(y * 5), 120, 255}) //nolint:gosec // below 256
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// copied is the text that another program takes out of a PDF, with white space once.
func copied(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("NOT TESTED with another program's eyes: pdftotext is not installed (tools/setup)")
	}
	file := filepath.Join(t.TempDir(), "story.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	var said, wrong bytes.Buffer
	c := exec.Command(tool, "-enc", "UTF-8", file, "-") //nolint:gosec // a tool that was looked up
	c.Stdout, c.Stderr = &said, &wrong
	if err := c.Run(); err != nil || wrong.Len() > 0 {
		t.Fatalf("%v: %s", err, wrong.String())
	}
	return strings.Join(strings.Fields(said.String()), " ")
}

func TestAnotherProgramCopiesTheTextOutOfThePDF(t *testing.T) {
	all := hard()
	i := pictured()
	data := square(t)
	i.File = func(string) ([]byte, error) { return data, nil }
	all["pictures"] = i
	for name, want := range map[string][]string{
		"Bangla conjuncts":         {"যমুনায় ফেরি চলাচল বন্ধ", "ক্ষুদ্র ঋণের কিস্তি দ্বন্দ্ব", "উজ্জ্বল জ্যোৎস্না", "ষ্ট্র ন্ত্র"},
		"tables, quotes and lists": {"We wait.", "Abdul Karim, ferryman", "1. first", "inside", "Ferries on Tuesday", "of 9"},
		"a kill":                   {"KILL: story 91 is withdrawn", "Mandatory kill."},
		"pictures":                 {"A ferry at Aricha Papia Das", "The ghat"},
		"an embargo":               {"EMBARGO until: 2026-11-24 18:04 +0600", "For one use."},
	} {
		file := written(t, all[name], out.PDF)
		if dir := os.Getenv("STET_KEEP"); dir != "" {
			_ = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".pdf"), file.Body, 0o600)
		}
		said := copied(t, file.Body)
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %q is not in %q", name, w, said)
			}
		}
	}
	if said := copied(t, written(t, all["a kill"], out.PDF).Body); strings.Contains(said, "must not travel") {
		t.Error("a kill has the story's text")
	}
}
