package metadata_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
)

// expected is what another program (exiftool) reads from a file.
type expected struct {
	File   string                    `json:"file"`
	MIME   string                    `json:"mime"`
	GPS    bool                      `json:"gps"`
	Expect map[string]map[string]any `json:"expect"`
}

func cases(t *testing.T) (folder string, all []expected) {
	t.Helper()
	folder = filepath.Join("..", "..", "..", "..", "..", "shared", "cases", "pictures")
	list, err := os.ReadFile(filepath.Join(folder, "expected.jsonl"))
	if err != nil {
		t.Skipf("the cases are missing: %v", err)
	}
	for l := range bytes.Lines(list) {
		var e expected
		if err := json.Unmarshal(l, &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return folder, all
}

// What exiftool reads of a file, this reads too: in each of the formats, whichever of EXIF, IPTC and XMP has it.
func TestAFileIsReadAsExiftoolReadsIt(t *testing.T) {
	folder, all := cases(t)
	compared, agreed := map[string]int{}, map[string]int{}
	for _, e := range all {
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(e.File)))
		if err != nil {
			t.Fatal(err)
		}
		format := strings.TrimPrefix(e.MIME, "image/")
		if format == "heif" {
			format = "heic"
		}
		m := metadata.Read(data, format)
		if !slices.Contains([]string{"jpeg", "png", "webp", "avif", "heic"}, format) {
			continue
		}
		same := func(what, got string) {
			values := e.Expect[what]
			if values == nil {
				return
			}
			compared[what]++
			for _, v := range values {
				if list, ok := v.([]any); ok {
					words := fmt.Sprintf("%v", list)
					v = words[1 : len(words)-1]
				}
				if strings.Join(strings.Fields(fmt.Sprint(v)), " ") == got {
					agreed[what]++
					return
				}
			}
			t.Errorf("%s: %s is %q, want one of %v", e.File, what, got, values)
		}
		same("byline", m.Creator)
		same("headline", m.Headline)
		same("copyright", m.Copyright)
		same("credit", m.Credit)
		same("keywords", strings.Join(m.Keywords, " "))
		same("city", m.City)
		same("country", m.Country)
		if e.Expect["caption"] != nil {
			same("caption", m.Caption)
		}
		if at, ok := e.Expect["date_created"]["EXIF:DateTimeOriginal"].(string); ok {
			compared["taken"]++
			clock, err := time.Parse("2006:01:02 15:04:05", at)
			if err != nil {
				t.Fatal(err)
			}
			zone := clock.Sub(m.Taken)
			if zone != 0 && !m.Zoned || zone%(15*time.Minute) != 0 || zone.Abs() > 14*time.Hour {
				t.Errorf("%s: taken %s, want %s by the camera's clock", e.File, m.Taken, at)
			} else {
				agreed["taken"]++
			}
			if m.Zoned {
				compared["zone"]++
				agreed["zone"]++ // that it is one was checked above; exiftool's list has none
			}
		}
		if turn, ok := e.Expect["orientation"]["EXIF:Orientation"].(float64); ok {
			compared["turn"]++
			if m.Turn != int(turn) {
				t.Errorf("%s: turned %d, want %v", e.File, m.Turn, turn)
			} else {
				agreed["turn"]++
			}
		}
		if e.GPS {
			compared["place"]++
			if !m.Located {
				t.Errorf("%s has a place on earth, which was not seen", e.File)
			} else {
				agreed["place"]++
			}
		}
	}
	for what, n := range compared {
		t.Logf("%s: %d of %d as exiftool reads it", what, agreed[what], n)
	}
	for _, what := range []string{"byline", "headline", "copyright", "city", "taken", "zone", "turn", "place"} {
		if compared[what] == 0 {
			t.Errorf("no case has %s", what)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, format := range []string{"jpeg", "png", "webp", "avif", "heic", "gif", ""} {
		f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\x00\x00\x00\x08"), format)
	}
	f.Fuzz(func(t *testing.T, data []byte, format string) {
		m := metadata.Read(data, format)
		if m.Turn < 1 || m.Turn > 8 {
			t.Errorf("turned %d", m.Turn)
		}
	})
}

func TestTheZoneIsTakenFromTheSatellitesClock(t *testing.T) {
	for gps, want := range map[string]string{
		"2026:03:01 03:00:20": "2026-03-01T03:00:00Z", // the camera's clock is Dhaka's
		"2026:03:01 02:44:50": "",                     // no zone is that far
		"2026:03:01 02:47:00": "",                     // the place was fixed minutes before
		"2026:02:26 03:00:00": "",                     // and days before
		"":                    "",
	} {
		at, zoned := metadata.TakenBy("2026:03:01 09:00:00", gps)
		if zoned != (want != "") || zoned && at.Format(time.RFC3339) != want {
			t.Errorf("%q: %s, %v", gps, at, zoned)
		}
	}
}
