package picture_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/container"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
)

// developed returns what readers get of a file over which an editor wrote that credit.
func developed(t *testing.T, data []byte, credit string) []develop.Rendition {
	t.Helper()
	head, err := develop.Look(data)
	if err != nil {
		t.Fatal(err)
	}
	known := metadata.Read(data, head.Format)
	n, err := develop.Decode(data, known.Turn)
	if err != nil {
		t.Fatal(err)
	}
	n.Words = inscribe.Of(news.Picture{Caption: "Boats on the river", Credit: credit, Metadata: known.News()})
	all, err := n.Set(n.Whole(), []develop.Width{develop.Widths[3]}, develop.Formats)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Whatever a photographer's file says, and wherever it says it, a reader's picture does not: not the maker's name, not the place, not the camera.
func TestNoReaderGetsWhatAPhotographersFileSays(t *testing.T) {
	all := planted(t)
	formats := map[string]int{}
	renditions, read := 0, 0
	for _, where := range slices.Sorted(maps.Keys(all)) {
		data := all[where]
		format, _, _ := strings.Cut(where, ",")
		formats[format]++
		if !carries(data) {
			t.Errorf("%s: the canary is not found in the file that has it: the search sees nothing", where)
			continue
		}
		if m := metadata.Read(data, strings.ToLower(format)); strings.Contains(fmt.Sprintf("%+v", m), canary) || m.Located {
			read++
		}
		for _, r := range developed(t, data, "Handout") {
			renditions++
			if carries(r.Data) {
				t.Errorf("%s: the canary is in %s of %d pixels", where, r.Format, r.Width)
			}
			if odd := moreIn(r.Data); odd != "" {
				t.Errorf("%s: %s of %d pixels has %s", where, r.Format, r.Width, odd)
			}
		}
	}
	t.Logf("%d places (%v), of which the newsroom reads %d; %d renditions, none with the canary", len(all), formats, read, renditions)
	if len(all) < 25 || read < 10 {
		t.Error("the files have too little to hide")
	}
	// An editor who credits the same name does pass it on: the search finds it there.
	for _, r := range developed(t, all["JPEG, XMP"], canary) {
		if !carries(r.Data) {
			t.Errorf("%s of %d pixels lacks what an editor wrote", r.Format, r.Width)
		}
	}
}

// moreIn returns what a rendition has in it beside pixels and the words that were written into it.
func moreIn(data []byte) (odd string) {
	allowed := func(name string, names ...string) {
		if !slices.Contains(names, name) {
			odd = fmt.Sprintf("%q", name)
		}
	}
	end := len(data)
	switch container.Format(data) {
	case "jpeg":
		for s := range container.JPEG(data) {
			allowed(s.Name, container.APP1, container.APP13, "\xdb", "\xc0", "\xc2", "\xc4", container.JFIF)
			if s.Name == container.APP1 && !bytes.HasPrefix(s.Body, []byte("http://ns.adobe.com/xap/1.0/\x00")) {
				odd = "EXIF"
			}
		}
		end = bytes.LastIndex(data, []byte{0xff, 0xd9}) + 2
	case "webp":
		for c := range container.WebP(data) {
			allowed(c.Name, "VP8 ", "VP8X", "XMP ")
		}
		end = 8 + int(binary.LittleEndian.Uint32(data[4:]))
	case "bmff":
		for b := range container.Boxes(data, 0) {
			allowed(b.Name, "ftyp", "meta", "mdat")
		}
		if bytes.Contains(data[:min(len(data), 600)], []byte("Exif")) {
			odd = "EXIF"
		}
	default:
		odd = "an unknown form"
	}
	if end != len(data) {
		odd = "bytes after its end"
	}
	return odd
}

// The places on earth of real files: those among the cases, and the ones of exif-samples where they are at hand.
func TestNoReaderGetsWhereAPictureWasTaken(t *testing.T) {
	files := slices.Concat(cases(t, "meta"), cases(t, "orientation"))
	samples := os.Getenv("STET_GPS")
	if samples == "" {
		samples = filepath.Join("..", "..", "..", "..", "shared", "cases", "pictures", "gps")
	}
	more, err := filepath.Glob(filepath.Join(samples, "*.jpg"))
	if err != nil || len(more) == 0 {
		t.Log("NOT TESTED: the files of exif-samples are not in " + samples)
	}
	located, renditions := 0, 0
	for _, path := range append(files, more...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		head, err := develop.Look(data)
		if err != nil || !metadata.Read(data, head.Format).Located {
			continue
		}
		located++
		for _, r := range developed(t, data, "Handout") {
			renditions++
			if m := metadata.Read(r.Data, string(r.Format)); m.Located || m.Creator != "" || m.City != "" || !m.Taken.IsZero() {
				t.Errorf("%s: %s of %d pixels says %+v", filepath.Base(path), r.Format, r.Width, m)
			}
			if odd := moreIn(r.Data); odd != "" {
				t.Errorf("%s: %s of %d pixels has %s", filepath.Base(path), r.Format, r.Width, odd)
			}
		}
	}
	t.Logf("%d files with a place, %d renditions without", located, renditions)
	if located < 5 {
		t.Error("hardly any file has a place")
	}
}
