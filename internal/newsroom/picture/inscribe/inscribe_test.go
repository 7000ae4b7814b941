package inscribe_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	_ "image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	_ "github.com/gen2brain/avif"
	_ "golang.org/x/image/webp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
)

// words are some in both languages, with all that XML and a packet could trip over.
var words = map[string]inscribe.Words{
	"English": {
		Caption: `Boats on the river <at> "dawn" & after, near the ferry's landing`, Creator: "Sadia Rahman", Credit: "Sadia Rahman/The Daily", Rights: "© 2026 The Daily",
		Terms: "For editorial use only", Source: "digitalCapture",
	},
	"Bangla": {
		Caption: "ভোরের নদীতে নৌকা, ফেরিঘাটের কাছে", Creator: "সাদিয়া", Credit: "সাদিয়া", Rights: "© ২০২৬ দৈনিক", Source: "trainedAlgorithmicMedia",
	},
	"only a credit": {Credit: "Handout"},
}

// prints returns a rendition of each format with the words, from a picture with enough in it to be worth a ceiling.
func prints(t *testing.T, w inscribe.Words, widths ...develop.Width) []develop.Rendition {
	t.Helper()
	side := widths[len(widths)-1].Pixels
	m := image.NewRGBA(image.Rect(0, 0, side, side*2/3))
	for i := range m.Pix {
		x, y := i/4%side, i/4/side
		m.Pix[i] = byte(x*y/9000 + i%4*40 + (x/9^y/9)%13)
	}
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 255
	}
	var file bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	n, err := develop.Decode(file.Bytes(), 1)
	if err != nil {
		t.Fatal(err)
	}
	n.Words = w
	all, err := n.Set(n.Whole(), widths, develop.Formats)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsWrittenIsReadBackAndThePixelsAreTheSame(t *testing.T) {
	for name, w := range words {
		plain := prints(t, inscribe.Words{}, develop.Width{Pixels: 640, Ceiling: 1 << 20})
		for i, r := range prints(t, w, develop.Width{Pixels: 640, Ceiling: 1 << 20}) {
			m := metadata.Read(r.Data, string(r.Format))
			for what, pair := range map[string][2]string{
				"caption": {m.Caption, w.Caption}, "creator": {m.Creator, w.Creator}, "credit": {m.Credit, w.Credit}, "rights": {m.Copyright, w.Rights},
				"terms": {m.UsageTerms, w.Terms}, "source": {string(m.Origin), w.Source},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s, %s: the %s is %q, want %q", name, r.Format, what, pair[0], pair[1])
				}
			}
			if !same(decode(t, r.Data), decode(t, plain[i].Data)) {
				t.Errorf("%s, %s: the words changed the pixels", name, r.Format)
			}
			if grown := len(r.Data) - len(plain[i].Data); grown > w.For(1<<20).Room(string(r.Format)) {
				t.Errorf("%s, %s grew by %d bytes, more than was kept for it", name, r.Format, grown)
			}
		}
	}
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y += 3 {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x += 3 {
			if color.RGBAModel.Convert(a.At(x, y)) != color.RGBAModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

func TestAnotherProgramReadsWhatIsWritten(t *testing.T) {
	program, err := exec.LookPath("exiftool")
	if err != nil {
		t.Skip("NOT TESTED: exiftool is missing (apt-get install libimage-exiftool-perl)")
	}
	dir := t.TempDir()
	for name, w := range words {
		for _, r := range prints(t, w, develop.Width{Pixels: 640, Ceiling: 1 << 20}) {
			path := filepath.Join(dir, "x"+r.Format.Ending())
			if err := os.WriteFile(path, r.Data, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(program, "-j", "-G1", "-charset", "iptc=utf8", "-validate", "-warning", "-a", "-n", "-all:all", path).Output()
			if err != nil {
				t.Fatalf("%s: %v %s", r.Format, err, out)
			}
			var said []map[string]any
			if err := json.Unmarshal(out, &said); err != nil {
				t.Fatal(err)
			}
			want := map[string]string{
				"XMP-dc:Description": w.Caption, "XMP-dc:Creator": w.Creator, "XMP-photoshop:Credit": w.Credit, "XMP-dc:Rights": w.Rights,
				"XMP-xmpRights:UsageTerms": w.Terms,
			}
			if w.Source != "" {
				want["XMP-iptcExt:DigitalSourceType"] = "http://cv.iptc.org/newscodes/digitalsourcetype/" + w.Source
			}
			if r.Format == develop.JPEG {
				want["IPTC:Caption-Abstract"], want["IPTC:By-line"], want["IPTC:Credit"], want["IPTC:CopyrightNotice"] = w.Caption, w.Creator, w.Credit, w.Rights
			}
			for tag, text := range want {
				if got, _ := said[0][tag].(string); got != text {
					t.Errorf("%s, %s: %s is %q, want %q", name, r.Format, tag, got, text)
				}
			}
			if v, _ := said[0]["ExifTool:Validate"].(string); !strings.HasPrefix(v, "0 0") {
				t.Errorf("%s, %s is not in order: %v %v", name, r.Format, v, said[0]["ExifTool:Warning"])
			}
		}
	}
}

// The ceilings of develop.Widths hold with the words in the files, and the small ones carry none.
func TestNoCeilingIsBrokenForWords(t *testing.T) {
	long := inscribe.Words{
		Caption: strings.Repeat("নদীর ধারে ভোরের আলোয় নৌকা বাঁধা আছে ", 60), Credit: "সাদিয়া রহমান/দৈনিক", Rights: "© ২০২৬ দৈনিক", Creator: "সাদিয়া রহমান",
		Terms: strings.Repeat("no sale ", 400), Source: "digitalCapture",
	}
	carried := map[int]int{}
	for _, r := range prints(t, long, develop.Widths...) {
		i := 0
		for develop.Widths[i].Pixels != r.Width {
			i++
		}
		if len(r.Data) > develop.Widths[i].Ceiling {
			t.Errorf("%s of %d pixels takes %d bytes, at most %d", r.Format, r.Width, len(r.Data), develop.Widths[i].Ceiling)
		}
		m := metadata.Read(r.Data, string(r.Format))
		if has := m.Credit != ""; has != (r.Width >= 480) {
			t.Errorf("%s of %d pixels says %+v", r.Format, r.Width, m)
		}
		if !utf8.ValidString(m.Caption) || m.Caption != "" && !strings.HasSuffix(m.Caption, "…") {
			t.Errorf("%s of %d pixels: the caption ends as %q", r.Format, r.Width, m.Caption)
		}
		if r.Width >= 640 && m.Caption == "" {
			t.Errorf("%s of %d pixels has no caption", r.Format, r.Width)
		}
		carried[r.Width] += len(m.Caption)
	}
	t.Log("bytes of captions in the three formats:", carried)
}

func TestAFileOfAnotherKindIsNotTouched(t *testing.T) {
	w := words["English"]
	for _, data := range []string{"", "GIF89a", "RIFF\x04\x00\x00\x00WEBP", "RIFF\x04\x00\x00\x00WEBPANIM\x00\x00\x00\x00", "\x00\x00\x00\x0cftypavif", "\x00\x00\x00\x0cftypavif\x00\x00\x00\x0cmeta\x00\x00\x00\x00"} {
		if _, err := w.For(1 << 20).Into([]byte(data)); err == nil {
			t.Errorf("%q was written to", data)
		}
	}
}

func TestWhoMadeAPictureIsSaidOnlyWhereTheCreditSaysIt(t *testing.T) {
	for credit, want := range map[string]inscribe.Words{
		"Sadia Rahman/The Daily": {Creator: "Sadia Rahman", Rights: "© 2026 Sadia Rahman", Terms: "Editorial use"},
		"Handout":                {},
		"Rahman":                 {},
		"":                       {},
	} {
		p := news.Picture{Caption: "Boats", Credit: credit, Rights: news.Rights{Conditions: "ask the source first"}, Metadata: news.PictureMetadata{
			Creator: "Sadia Rahman", Copyright: "© 2026 Sadia Rahman", UsageTerms: "Editorial use", Instructions: "call Karim", Origin: "digitalCapture",
		}}
		want.Caption, want.Credit, want.Source = "Boats", credit, "digitalCapture"
		if got := inscribe.Of(p); got != want {
			t.Errorf("credit %q: %+v, want %+v", credit, got, want)
		}
	}
}

func TestAPNGStaysAsItIs(t *testing.T) {
	data := []byte("\x89PNG\r\n\x1a\n")
	n := words["English"].For(1 << 20)
	if out, err := n.Into(data); err != nil || !bytes.Equal(out, data) || n.Room("png") != 0 {
		t.Errorf("%q %v", out, err)
	}
}

// A segment that JFIF's or EXIF's readers look for at the start stays there.
func TestWhatMustComeFirstComesFirst(t *testing.T) {
	jfif, exif := "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", "\xff\xe1\x00\x0aExif\x00\x00II"
	out, err := words["English"].For(1 << 20).Into([]byte("\xff\xd8" + jfif + exif + "\xff\xdb\x00\x04xx"))
	if err != nil || !strings.HasPrefix(string(out), "\xff\xd8"+jfif+exif+"\xff\xe1") || !strings.HasSuffix(string(out), "\xff\xdb\x00\x04xx") {
		t.Errorf("%q %v", out, err)
	}
}

// Those who made the formats read the files, too.
func TestTheFormatsOwnProgramsReadWhatIsWritten(t *testing.T) {
	dir := t.TempDir()
	for _, r := range prints(t, words["Bangla"], develop.Width{Pixels: 640, Ceiling: 1 << 20}) {
		path := filepath.Join(dir, "x"+r.Format.Ending())
		if err := os.WriteFile(path, r.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		command := map[develop.Format][]string{
			develop.WebP: {"dwebp", path, "-o", filepath.Join(dir, "webp.png")}, develop.AVIF: {"avifdec", path, filepath.Join(dir, "avif.png")},
			develop.JPEG: {"djpeg", "-outfile", filepath.Join(dir, "jpeg.ppm"), path},
		}[r.Format]
		program, err := exec.LookPath(command[0])
		if err != nil {
			t.Logf("NOT TESTED: %s is missing (apt-get install webp libavif-bin libjpeg-turbo-progs)", command[0])
			continue
		}
		if out, err := exec.Command(program, command[1:]...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", r.Format, err, out)
		} else {
			t.Logf("%s reads it", command[0])
		}
	}
}

func FuzzInto(f *testing.F) {
	for _, seed := range []string{"\xff\xd8\xff\xe0\x00\x04xx\xff\xda", "RIFF\x1e\x00\x00\x00WEBPVP8L\x05\x00\x00\x00\x2f\x00\x00\x00\x00\x00", "\x00\x00\x00\x0cftypavif\x00\x00\x00\x0cmeta\x00\x00\x00\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = words["English"].For(1 << 20).Into(data)
	})
}
