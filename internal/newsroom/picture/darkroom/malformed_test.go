package darkroom_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

var (
	long = flag.Bool("long", false, "break ten thousand files instead of some hundred")
	seed = flag.Uint64("seed", 0, "break the same files as the run that printed this seed")
)

var jpegOnly = darkroom.Job{Parts: []darkroom.Part{{Name: "whole", Formats: []develop.Format{develop.JPEG}}}}

// Files of every format are broken in every way that a line, a disk or a stranger breaks them. Whatever comes of one is a picture or a sentence, and nothing else
// ever comes back: no file ends the newsroom, and none leaves it without words.
func TestNoMalformedFileEndsInAnythingButAPictureOrASentence(t *testing.T) {
	which := *seed
	if which == 0 {
		which = uint64(time.Now().UnixNano()) //nolint:gosec // any number does
	}
	t.Logf("-seed %d", which)
	files := 200
	if *long {
		files = 10_000
	}
	chance := rand.New(rand.NewPCG(which, 0)) //nolint:gosec // it is no secret
	sources := sound(t)
	d := room(t, "develop")
	pictures, ended := 0, 0
	began := time.Now()
	for i := range files {
		if !*long && time.Since(began) > 5*time.Second {
			t.Logf("the machine has much to do: %d files are enough", i)
			break
		}
		data := broken(chance, sources)
		got, err := d.Develop(t.Context(), jpegOnly, data)
		refused, ok := errors.AsType[*news.Error](err)
		switch {
		case err == nil && len(got.Prints) == 1 && len(got.Prints[0].Renditions) > 0:
			pictures++
		case ok && strings.HasSuffix(refused.Message, ".") && !strings.Contains(refused.Message, "%!"):
			if strings.Contains(refused.Message, "more memory") || strings.Contains(refused.Message, "seconds to read") {
				ended++
			}
		default:
			name := filepath.Join(os.TempDir(), "stet-malformed")
			_ = os.WriteFile(name, data, 0o600)
			t.Errorf("file %d, kept as %s: %+v %v", i, name, got, err)
		}
	}
	t.Logf("%d were developed all the same; %d ended the process", pictures, ended)
	if _, err := d.Develop(t.Context(), jpegOnly, photograph(t, 300, 200)); err != nil {
		t.Errorf("the next picture: %v", err)
	}
}

// sound returns files that are whole: a small one of each format, and the cases up to 200 KB.
func sound(t *testing.T) [][]byte {
	t.Helper()
	small, err := os.ReadFile(filepath.Join("testdata", "small.heic"))
	if err != nil {
		t.Fatal(err)
	}
	all := [][]byte{photograph(t, 40, 30), small}
	m := image.NewPaletted(image.Rect(0, 0, 20, 14), color.Palette{color.White, color.Black, color.RGBA{200, 0, 0, 255}})
	for i := range m.Pix {
		m.Pix[i] = uint8(i % 3) //nolint:gosec // it is 0, 1 or 2
	}
	var g, p bytes.Buffer
	if err := gif.EncodeAll(&g, &gif.GIF{Image: []*image.Paletted{m, m}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&p, m); err != nil {
		t.Fatal(err)
	}
	all = append(all, g.Bytes(), p.Bytes())
	n, err := develop.Decode(all[0], 1)
	if err != nil {
		t.Fatal(err)
	}
	made, err := n.Set(n.Whole(), develop.Widths, []develop.Format{develop.AVIF, develop.WebP})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range made {
		all = append(all, r.Data)
	}
	for i, data := range all {
		if _, err := develop.Decode(data, 1); err != nil {
			t.Fatalf("file %d is broken from the beginning: %v", i, err)
		}
	}
	cases, _ := filepath.Glob(filepath.Join("..", "..", "..", "..", "..", "shared", "cases", "pictures", "*", "*"))
	for _, name := range cases {
		if data, err := os.ReadFile(name); err == nil && len(data) < 200<<10 {
			all = append(all, data)
		}
	}
	return all
}

// broken returns one of the files with one to six things wrong with it.
func broken(chance *rand.Rand, sources [][]byte) []byte {
	made := min(len(sources), 6)
	from := sources[chance.IntN(made)] // the small ones of each format are broken as often as all the cases
	if chance.IntN(2) == 0 {
		from = sources[chance.IntN(len(sources))]
	}
	data := bytes.Clone(from)
	for range 1 + chance.IntN(6) {
		if len(data) < 16 {
			break
		}
		at := chance.IntN(len(data) - 8)
		if chance.IntN(2) == 0 {
			at = chance.IntN(min(len(data)-8, 512)) // heads decide
		}
		size := 1 + chance.IntN(min(64, len(data)-at-1))
		switch chance.IntN(9) {
		case 0:
			data[at] ^= 1 << chance.IntN(8)
		case 1:
			data[at] = byte(chance.IntN(256))
		case 2: // a number that is as large or as small as can be
			binary.BigEndian.PutUint32(data[at:], []uint32{0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xffff, 0x10000}[chance.IntN(7)])
		case 3:
			binary.LittleEndian.PutUint16(data[at:], []uint16{0, 1, 0x7fff, 0xffff}[chance.IntN(4)])
		case 4:
			data = append(data[:at], data[at+size:]...)
		case 5:
			data = append(data[:at], append(bytes.Repeat([]byte{byte(chance.IntN(256))}, size), data[at:]...)...)
		case 6: // something comes twice
			data = append(data[:at+size], append(bytes.Clone(data[at:at+size]), data[at+size:]...)...)
		case 7: // another file's inside
			other := sources[chance.IntN(len(sources))]
			copy(data[at:], other[chance.IntN(len(other)):][:min(size, 1)])
			copy(data[at:min(len(data), at+size)], other)
		case 8:
			data = data[:at+8]
		}
	}
	return data
}
