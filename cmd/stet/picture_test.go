package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The command develops what it can, says in a sentence what it cannot, and fails then; nothing that it writes has a place on earth in it.
func TestPicturesAreDevelopedOnCommand(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	program, dir := built(t), t.TempDir()
	m := image.NewRGBA(image.Rect(0, 0, 600, 400))
	for i := range m.Pix {
		m.Pix[i] = byte(i / 4 % 251)
	}
	m.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	good, bad := filepath.Join(dir, "river.jpg"), filepath.Join(dir, "drawing.svg")
	if err := os.WriteFile(good, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bad, []byte("<svg/>"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []string{good, bad}
	located, _ := filepath.Glob("../../../shared/cases/pictures/meta/*gps*")
	sunrise, _ := filepath.Glob("../../../shared/cases/pictures/meta/sunrise.*")
	located = append(located, sunrise...)
	if len(located) == 0 {
		t.Log("the cases are missing: no picture with a place is developed")
	}
	out := filepath.Join(dir, "out")
	cmd := exec.CommandContext(t.Context(), program, append([]string{"picture", "--json", "--crops", "16:9", "--out", out}, append(files, located...)...)...)
	var said bytes.Buffer
	cmd.Stdout = &said
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("one was refused, and it ended with %v", err)
	}
	lines := json.NewDecoder(&said)
	var one, two pictureReport
	if err := lines.Decode(&one); err != nil {
		t.Fatal(err)
	}
	if err := lines.Decode(&two); err != nil {
		t.Fatal(err)
	}
	if len(one.Made) != 2*3*5 || one.Width != 600 || one.Format != "jpeg" { // 160, 240, 320, 480 and its own 600
		t.Errorf("%d files of %+v", len(one.Made), one.Developed)
	}
	if !strings.Contains(two.Refused, "SVG can carry a program") || len(two.Made) != 0 {
		t.Errorf("%+v", two)
	}
	written, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(written) < 30 {
		t.Fatalf("%d files, %v", len(written), err)
	}
	for _, name := range written {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range []string{"Exif", "GPS", "photoshop", "http://ns.adobe.com"} {
			if bytes.Contains(data, []byte(mark)) {
				t.Errorf("%s has %q in it", filepath.Base(name), mark)
			}
		}
	}
}

// The decoders of TIFF and BMP have had one security fix after the other. That of BMP is not in the program. That of TIFF comes with the
// shaper of PDF's letters (decision 140); that no file reaches it is tested where files are looked at.
func TestNoDecoderOfBMPIsInTheProgram(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	for _, decoder := range []string{"golang.org/x/image/bmp"} {
		if strings.Contains("\n"+string(out), "\n"+decoder+"\n") {
			t.Errorf("%s is in it", decoder)
		}
	}
	if !strings.Contains(string(out), "golang.org/x/image/webp\n") {
		t.Error("the list has no decoder at all")
	}
}
