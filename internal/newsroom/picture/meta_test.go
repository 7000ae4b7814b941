package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture"
)

// expected is what another program reads from a file.
type expected struct {
	File   string                    `json:"file"`
	Expect map[string]map[string]any `json:"expect"`
}

// What the photographer wrote is for the desk. A camera's owner and place, an agency's
// notes and a thumbnail of what was cropped away would stand for readers in segments
// that a bare JPEG does not have.
func TestWhatThePhotographerWroteIsReadAndNotPassedOn(t *testing.T) {
	folder := filepath.Dir(filepath.Dir(cases(t, "meta")[0]))
	list, err := os.ReadFile(filepath.Join(folder, "expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	credits, times, turned, renditions := 0, 0, 0, 0
	for l := range bytes.Lines(list) {
		var e expected
		if err := json.Unmarshal(l, &e); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(e.File)))
		if err != nil {
			t.Fatal(err)
		}
		config, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			continue // a raw file, or one cut off: that it is refused is another test's
		}
		s, files := studio(t)
		p, err := s.Take(t.Context(), bytes.NewReader(data), e.File)
		if err != nil {
			t.Errorf("%s: %v", e.File, err)
			continue
		}
		if by := e.Expect["byline"]; by != nil {
			credits++
			if !slices.ContainsFunc([]any{by["IPTC:By-line"], by["XMP:Creator"], by["EXIF:Artist"]}, func(v any) bool { return v == p.Credit }) {
				t.Errorf("%s: by %q, want one of %v", e.File, p.Credit, by)
			}
		}
		if e.Expect["date_created"]["EXIF:DateTimeOriginal"] != nil {
			times++
			if p.Taken.IsZero() {
				t.Errorf("%s: no time, want %v", e.File, e.Expect["date_created"])
			}
		}
		if orientation, _ := e.Expect["orientation"]["EXIF:Orientation"].(float64); orientation >= 5 {
			turned++
			config.Width, config.Height = config.Height, config.Width
		}
		if p.Width != config.Width || p.Height != config.Height {
			t.Errorf("%s comes out %d × %d, want %d × %d", e.File, p.Width, p.Height, config.Width, config.Height)
		}
		for _, r := range p.Renditions {
			renditions++
			bare(t, files, r.Name)
		}
	}
	t.Logf("%d credits, %d times, %d on their side, %d renditions", credits, times, turned, renditions)
	if credits < 3 || times < 10 || turned < 3 || renditions < 20 {
		t.Error("the cases have too little to say")
	}
}

// bare checks that a rendition holds pixels and nothing else.
func bare(t *testing.T, files *blob.Store, name string) {
	t.Helper()
	allowed := map[byte]bool{0xdb: true, 0xc0: true, 0xc4: true, 0xda: true, 0xd9: true} // tables, frame, scan, end
	data, err := files.Get(t.Context(), "rendition/"+name)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range segments(t, data) {
		if !allowed[m] {
			t.Errorf("%s has a segment %x", name, m)
		}
	}
}

// segments returns the markers of a JPEG up to its scan, and those after it.
func segments(t *testing.T, data []byte) (markers []byte) {
	t.Helper()
	for i := 2; i+4 <= len(data); {
		if data[i] != 0xff {
			t.Fatalf("no marker at byte %d", i)
		}
		markers = append(markers, data[i+1])
		if data[i+1] == 0xda {
			end := bytes.LastIndex(data, []byte{0xff, 0xd9})
			if end != len(data)-2 {
				t.Errorf("%d bytes stand after the end", len(data)-2-end)
			}
			return append(markers, 0xd9)
		}
		i += 2 + int(data[i+2])<<8 + int(data[i+3])
	}
	return markers
}

// A camera whose file names no zone is set to the clock of the house.
func TestTheClockOfACameraWithoutAZoneIsTheHouses(t *testing.T) {
	dhaka, err := time.LoadLocation("Asia/Dhaka")
	if err != nil {
		t.Fatal(err)
	}
	base := written(t, "jpeg")
	taken := func(s *picture.Studio, own ...entry) time.Time {
		t.Helper()
		exif := append([]byte("Exif\x00\x00"), tiff(nil, append([]entry{{0x9003, 2, []byte("2026:03:26 15:04:05\x00")}}, own...), nil, nil)...)
		segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(2+len(exif)))
		p, err := s.Take(t.Context(), bytes.NewReader(slices.Concat(base[:2], segment, exif, base[2:])), "clock.jpg")
		if err != nil {
			t.Fatal(err)
		}
		return p.Taken
	}
	s, _ := studio(t)
	clock := time.Date(2026, 3, 26, 15, 4, 5, 0, time.UTC)
	if got := taken(s); !got.Equal(clock) {
		t.Errorf("without a house it was taken at %s", got)
	}
	s.In(func(context.Context) (*time.Location, error) { return dhaka, nil })
	if got := taken(s); !got.Equal(clock.Add(-6*time.Hour)) || got.Location() != time.UTC {
		t.Errorf("in Dhaka it was taken at %s", got)
	}
	if got := taken(s, entry{0x9011, 2, []byte("+01:00\x00")}); !got.Equal(clock.Add(-time.Hour)) {
		t.Errorf("one that names its zone was taken at %s", got)
	}
}

func TestAPictureWithoutPixelsIsRefused(t *testing.T) {
	for _, frame := range [][2]byte{{0, 1}, {1, 0}, {0, 0}} {
		// A GIF of 10 × 10 pixels whose first frame has none.
		data := append([]byte("GIF89a"), 10, 0, 10, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
			0x2c, 0, 0, 0, 0, frame[0], 0, frame[1], 0, 0, 2, 0, 0x3b)
		s, _ := studio(t)
		_, err := s.Take(t.Context(), bytes.NewReader(data), "x.gif")
		if e, ok := errors.AsType[*news.Error](err); !ok || e.Kind != news.Invalid || !strings.Contains(e.Message, "no pixels") {
			t.Errorf("a frame of %d × %d: %v", frame[0], frame[1], err)
		}
	}
}

func TestALongThinPictureIsTaken(t *testing.T) {
	for _, size := range []image.Point{{1, 3000}, {3000, 1}, {2, 2}} {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rectangle{Max: size})); err != nil {
			t.Fatal(err)
		}
		s, _ := studio(t)
		p, err := s.Take(t.Context(), &b, "x.png")
		if err != nil || p.Width != size.X || p.Height != size.Y || len(p.Renditions) == 0 {
			t.Errorf("%v: %+v %v", size, p, err)
		}
	}
}

func TestAFileIsCalledByTheLastPartOfItsPath(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"": "", "river.jpg": "river.jpg", `C:\photos\river.jpg`: "river.jpg", "../../etc/passwd": "passwd", "/": "", "নদী.jpg": "নদী.jpg"} {
		s, _ := studio(t)
		if p, err := s.Take(t.Context(), bytes.NewReader(b.Bytes()), name); err != nil || p.Name != want {
			t.Errorf("%q is called %q, %v", name, p.Name, err)
		}
	}
}
