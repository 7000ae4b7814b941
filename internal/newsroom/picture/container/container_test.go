package container_test

import (
	"bytes"
	"encoding/binary"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
)

const head = "\x89PNG\r\n\x1a\n"

// formats are the ways in which files are put together of parts, each with how one is written and how it is taken apart again.
var formats = map[string]struct {
	before string
	name   func(*rand.Rand) string
	write  func(name string, body []byte) []byte
	read   func([]byte) iter.Seq[container.Part]
}{
	"jpeg": {"\xff\xd8", func(r *rand.Rand) string { return string([]byte{byte(0xe0 + r.IntN(16))}) }, func(name string, body []byte) []byte {
		out := append([]byte{0xff}, name...)
		return append(binary.BigEndian.AppendUint16(out, uint16(2+len(body))), body...)
	}, container.JPEG},
	"png": {head, letters, func(name string, body []byte) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		return append(append(append(out, name...), body...), "sum."...)
	}, container.PNG},
	"webp": {"RIFF....WEBP", letters, func(name string, body []byte) []byte {
		out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
		return append(append(out, body...), make([]byte, len(body)%2)...)
	}, container.WebP},
	"boxes": {"", letters, func(name string, body []byte) []byte {
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), name...), body...)
	}, boxes},
	"long boxes": {"", letters, func(name string, body []byte) []byte {
		out := append([]byte{0, 0, 0, 1}, name...)
		return append(binary.BigEndian.AppendUint64(out, uint64(16+len(body))), body...)
	}, boxes},
}

func boxes(data []byte) iter.Seq[container.Part] { return container.Boxes(data, 0) }

func letters(r *rand.Rand) string {
	b := make([]byte, 4)
	for i := range b {
		b[i] = byte('a' + r.IntN(26))
	}
	return string(b)
}

func TestAFileIsTakenApartIntoWhatItWasPutTogetherOf(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for format, f := range formats {
		for range 200 {
			file := []byte(f.before)
			var want []container.Part
			for range r.IntN(6) {
				body := make([]byte, r.IntN(40))
				for i := range body {
					body[i] = byte(r.Uint32())
				}
				name, at := f.name(r), len(file)
				file = append(file, f.write(name, body)...)
				want = append(want, container.Part{Name: name, At: at, End: len(file), Body: body})
			}
			got := slices.Collect(f.read(file))
			if !slices.EqualFunc(got, want, func(a, b container.Part) bool {
				return a.Name == b.Name && a.At == b.At && a.End == b.End && bytes.Equal(a.Body, b.Body)
			}) {
				t.Fatalf("%s: %q is taken apart into %+v, not %+v", format, file, got, want)
			}
			for i, p := range got {
				if found, ok := container.First(f.read(file), p.Name); !ok || found.At > p.At || found.Name != p.Name {
					t.Errorf("%s: the first %q is %+v, and part %d is one", format, p.Name, found, i)
				}
			}
			if _, ok := container.First(f.read(file), "none"); ok {
				t.Errorf("%s: a part that is not there is found", format)
			}
			check(t, format, file, f.read(file), 0)
		}
	}
}

// A length that is a lie ends the file there: what stands before it counts.
func TestAPartThatClaimsMoreThanTheFileHasEndsIt(t *testing.T) {
	for format, f := range formats {
		name := f.name(rand.New(rand.NewPCG(3, 4)))
		first := append([]byte(f.before), f.write(name, []byte("honest"))...)
		whole := append(slices.Clone(first), f.write(name, []byte("what comes after"))...)
		for cut := len(first); cut < len(whole); cut++ {
			if got := slices.Collect(f.read(whole[:cut])); len(got) != 1 || string(got[0].Body) != "honest" {
				t.Errorf("%s, of which %d bytes are gone, has %+v", format, len(whole)-cut, got)
			}
		}
	}
	const most = "\xff\xff\xff\xff"
	for what, parts := range map[string]iter.Seq[container.Part]{
		"png": container.PNG([]byte(head + most + "IDATxxxx")), "webp": container.WebP([]byte("RIFF....WEBPVP8 " + most + "xxxx")),
		"boxes": boxes([]byte(most + "metaxxxx")), "long boxes": boxes([]byte("\x00\x00\x00\x01meta" + most + most + "xx")),
		"a box that is shorter than its head": boxes([]byte("\x00\x00\x00\x07metaxxxx")), "a segment without a length": container.JPEG([]byte("\xff\xd8\xff\xe1\x00\x01xx")),
	} {
		if got := slices.Collect(parts); len(got) != 0 {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestTheLastBoxMayGoOnToTheEnd(t *testing.T) {
	file := []byte("\x00\x00\x00\x08free" + "\x00\x00\x00\x00mdat" + "all the rest")
	got := slices.Collect(container.Boxes(file, 100))
	if len(got) != 2 || string(got[1].Body) != "all the rest" || got[1].At != 108 || got[1].BodyFrom != 116 || got[1].End != 100+len(file) {
		t.Errorf("%+v", got)
	}
}

func TestASegmentIsLookedForBeforeTheFirstScan(t *testing.T) {
	segment := formats["jpeg"].write(container.APP1, []byte("Exif"))
	file := slices.Concat([]byte("\xff\xd8\xff\xff"), segment, []byte("\xff\xda\x00\x02"), segment) // a fill byte stands before the first
	if got := slices.Collect(container.JPEG(file)); len(got) != 1 || got[0].Name != container.APP1 || string(got[0].Body) != "Exif" {
		t.Errorf("%+v", got)
	}
}

func TestAFileIsCalledByItsFirstBytes(t *testing.T) {
	for start, want := range map[string]string{
		"\xff\xd8\xff": "jpeg", head: "png", "RIFF....WEBP": "webp", "....ftypavif": "bmff", "....ftyp": "", "RIFF....WAVE": "", "GIF89a": "", "\xff\xd8": "", "": "",
	} {
		if got := container.Format([]byte(start)); got != want {
			t.Errorf("%q is %q, not %q", start, got, want)
		}
	}
}

// check holds what was taken apart to what every user of it relies on: parts follow each other within the file, and a body is where it is said to be.
func check(t *testing.T, what string, data []byte, parts iter.Seq[container.Part], base int) {
	t.Helper()
	end := base
	for p := range parts {
		if p.At < end || p.BodyFrom <= p.At || p.End < p.BodyFrom+len(p.Body) || p.End > base+len(data) {
			t.Fatalf("%s: after %d of %d bytes stands %q from %d to %d, its %d bytes from %d", what, end, base+len(data), p.Name, p.At, p.End, len(p.Body), p.BodyFrom)
		}
		if !bytes.Equal(p.Body, data[p.BodyFrom-base:p.BodyFrom-base+len(p.Body)]) {
			t.Fatalf("%s: the body of %q is not at %d", what, p.Name, p.BodyFrom)
		}
		end = p.End
	}
}

func FuzzParts(f *testing.F) {
	for _, format := range formats {
		f.Add([]byte(format.before + string(format.write(format.name(rand.New(rand.NewPCG(5, 6))), []byte("body")))))
	}
	f.Add([]byte(strings.Repeat("\x00", 40)))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, "jpeg", data, container.JPEG(data), 0)
		check(t, "png", data, container.PNG(data), 0)
		check(t, "webp", data, container.WebP(data), 0)
		check(t, "boxes", data, container.Boxes(data, 7), 7)
		_ = container.Format(data)
	})
}
