package recording

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func read(t testing.TB, data []byte) (*File, []byte) {
	t.Helper()
	f, err := Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if f.Size() != int64(b.Len()) {
		t.Errorf("%d bytes, and it said %d", b.Len(), f.Size())
	}
	return f, b.Bytes()
}

func TestWhatAFileSaysOfItselfStaysHere(t *testing.T) {
	for name, c := range map[string]struct {
		data     []byte
		format   Format
		lasts    time.Duration
		width    int
		kept     []string
		sameSize bool
	}{
		"mp4":       {film("avc1"), MP4, 92 * time.Second, 640, []string{"PICTURE PICTURE", "SOUND SOUND", "avcC", "stsz"}, true},
		"webm":      {webmFilm(false), WebM, 5 * time.Second, 640, []string{"a block of pictures", "V_VP9"}, true},
		"live webm": {webmFilm(true), WebM, 4096 * time.Millisecond, 640, []string{"a block of pictures"}, true},
		"mp3":       {mp3Sound(100), MP3, 100 * 1152 * time.Second / 44100, 0, []string{"\xff\xfb\x90\x64"}, false},
		"opus":      {opusSound(), Ogg, 2 * time.Second, 0, []string{"OpusHead", "OpusTags", "and another"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if !bytes.Contains(c.data, []byte("CANARY")) {
				t.Fatal("the file has no canary: this test would find nothing")
			}
			f, public := read(t, c.data)
			if f.Format != c.format || f.Duration.Round(time.Millisecond) != c.lasts.Round(time.Millisecond) || f.Width != c.width || f.Video != (c.width > 0) {
				t.Errorf("%+v", f)
			}
			for _, part := range []string{"CANARY", "23.7", "Sumaiya", canary[4:20]} {
				if at := bytes.Index(public, []byte(part)); at >= 0 {
					t.Errorf("readers get %q at %d", part, at)
				}
			}
			for _, part := range c.kept {
				if !bytes.Contains(public, []byte(part)) {
					t.Errorf("readers do not get %q", part)
				}
			}
			if c.sameSize && len(public) != len(c.data) {
				t.Errorf("%d bytes of %d: what points into the file points elsewhere now", len(public), len(c.data))
			}
			again, twice := read(t, public)
			if again.Duration != f.Duration || again.Located || !bytes.Equal(twice, public) {
				t.Errorf("read again it is another: %+v", again)
			}
		})
	}
	if f, _ := read(t, film("avc1")); !f.Located {
		t.Error("nobody is told that the film knows where it was made")
	}
}

func TestWhatBrowsersDoNotPlayIsRefusedInASentence(t *testing.T) {
	cut := func(b []byte, n int) []byte { return b[:len(b)-n] }
	two := append(film("avc1"), box("moov", zero(4))...)
	elsewhere := bytes.Replace(film("avc1"), box("url ", be32(1)), box("url ", be32(0)), 1)
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":            {nil, "no video or sound that is taken"},
		"a picture":          {[]byte("\x89PNG\r\n\x1a\n0000000000"), "no video or sound that is taken"},
		"H.265":              {film("hvc1"), "H.265"},
		"ProRes":             {film("apcn"), "apcn"},
		"a film in pieces":   {append(film("avc1"), box("moof", zero(8))...), "in fragments"},
		"two indexes":        {two, "broken"},
		"a film elsewhere":   {elsewhere, "in other files"},
		"half a film":        {cut(film("avc1"), 400), "broken"},
		"half a WebM":        {cut(webmFilm(false), 10), "broken"},
		"Matroska":           {bytes.Replace(webmFilm(false), []byte("webm"), []byte("mkv "), 1), "Matroska"},
		"half an Ogg":        {cut(opusSound(), 5), "broken"},
		"FLAC in Ogg":        {oggPage(2, 0, 0, append([]byte("\x7fFLAC"), zero(40)...)), "neither Opus nor Vorbis"},
		"an MP3 of one tag":  {mp3Sound(0), "no sound"},
		"an index of chaos":  {bytes.Replace(film("avc1"), []byte("stco\x00\x00\x00\x00\x00\x00\x00\x01"), []byte("stco\x00\x00\x00\x00\x7f\xff\xff\xff"), 1), "broken"},
		"a sample elsewhere": {bytes.Replace(film("avc1"), be32(0, 0, 1, 1600), be32(0, 0, 1, 0x7fffffff), 1), "broken"},
	} {
		_, err := Read(bytes.NewReader(c.data), int64(len(c.data)))
		said, ok := errors.AsType[*news.Error](err)
		if !ok || !strings.Contains(said.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCaptionsAreCleaned(t *testing.T) {
	cues, err := ReadCaptions([]byte("\ufeffWEBVTT - by canary\r\nX-TIMESTAMP-MAP=LOCAL\r\n\r\nSTYLE\r\n::cue { background: url(https://evil.example/) }\r\n\r\nNOTE who\r\n\r\n" +
		"1\r\n00:01.000 --> 00:02.500 line:0 position:20%\r\n<v Nusrat>The <i>river</i> &amp; the <script>alert(1)</script>town\r\n<c.red onclick=x>rose</c> &lt;b>\r\n\r\n" +
		"00:01:02,000 --> 00:01:05,000\r\nনদীর পানি\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v Nusrat>The <i>river</i> &amp; the alert(1)town\nrose &lt;b&gt;\n\n00:01:02.000 --> 00:01:05.000\nনদীর পানি\n"
	if got := string(WriteCaptions(cues)); got != want {
		t.Errorf("%q", got)
	}
	for _, bad := range []string{"", "WEBVTT\n", "WEBVTT\n\n00:03.000 --> 00:02.000\nx\n", "WEBVTT\n\n3 --> 4\nx\n", "WEBVTT\n\n00:03.000 --> 00:04.000\na\n\n00:01.000 --> 00:02.000\nb\n"} {
		if _, err := ReadCaptions([]byte(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestWhatCaptionsSayIsReadWithoutMarks(t *testing.T) {
	cues, err := ReadCaptions([]byte("WEBVTT\n\n00:01.000 --> 00:02.500\n<v Nusrat>Ra<i>hi</i>ma &amp; he\nwent &lt;home>\n\n00:03.000 --> 00:04.000\nনদীর পানি\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := Words(cues), "Nusrat: Rahima & he\nwent <home>\nনদীর পানি\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range [][]byte{film("avc1"), webmFilm(false), webmFilm(true), mp3Sound(6), opusSound()} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if _, err := file.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		if b.Len() > len(data) {
			t.Errorf("%d bytes came out of %d", b.Len(), len(data))
		}
	})
}

func FuzzReadCaptions(f *testing.F) {
	f.Add([]byte("WEBVTT\n\n00:01.000 --> 00:02.500\n<v A>b <i>c</i>\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cues, err := ReadCaptions(data)
		if err != nil {
			return
		}
		clean := WriteCaptions(cues)
		again, err := ReadCaptions(clean)
		if err != nil || !bytes.Equal(WriteCaptions(again), clean) {
			t.Errorf("%q is not clean: %v", clean, err)
		}
	})
}
