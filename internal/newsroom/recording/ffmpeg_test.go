package recording

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What readers get plays as what was sent: ffmpeg, which others' programs are, decodes both to
// the same pictures and sounds, and finds in neither who made it.
func TestWhatReadersGetPlaysAsWhatWasSent(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("SKIPPED: there is no ffmpeg here to make films with and to play them")
	}
	dir := t.TempDir()
	run := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), "ffmpeg", append([]string{"-hide_banner", "-loglevel", "error", "-y", "-threads", "1"}, args...)...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("ffmpeg %v: %v %s", args, err, out)
		}
		return string(out)
	}
	tags := []string{"-metadata", "title=CANARY", "-metadata", "comment=CANARY", "-metadata", "artist=CANARY", "-metadata", "location=+23.7104+090.4074/"}
	source := []string{"-f", "lavfi", "-i", "testsrc=size=160x90:rate=10", "-f", "lavfi", "-i", "sine=440", "-t", "2"}
	for name, how := range map[string][]string{
		"a.mp4": {"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"}, "fast.mp4": {"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"},
		"a.webm": {"-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"}, "a.m4a": {"-vn", "-c:a", "aac"}, "a.mp3": {"-vn", "-c:a", "libmp3lame"},
		"opus.ogg": {"-vn", "-c:a", "libopus"}, "vorbis.ogg": {"-vn", "-c:a", "libvorbis"},
	} {
		run(append(append(append(source[:len(source):len(source)], how...), tags...), name)...)
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		f, public := read(t, data)
		if f.Duration < 1900*time.Millisecond || f.Duration > 2200*time.Millisecond || f.Video && (f.Width != 160 || f.Height != 90) {
			t.Errorf("%s: %+v", name, f)
		}
		if !bytes.Contains(data, []byte("CANARY")) || bytes.Contains(public, []byte("CANARY")) || bytes.Contains(public, []byte("23.71")) {
			t.Errorf("%s: a canary is left, or there was none", name)
		}
		if err := os.WriteFile(filepath.Join(dir, "public-"+name), public, 0o600); err != nil {
			t.Fatal(err)
		}
		was, is := run("-i", name, "-f", "md5", "-"), run("-xerror", "-i", "public-"+name, "-f", "md5", "-")
		if was != is || !strings.HasPrefix(is, "MD5=") {
			t.Errorf("%s plays as %s, and what readers get as %s", name, was, is)
		}
	}
}
