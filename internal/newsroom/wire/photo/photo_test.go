package photo_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/photo"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

// Every picture of the cases is read: it has a name, and itself as its file.
func TestRealPicturesAreRead(t *testing.T) {
	root := wiretest.Cases(t, "pictures")
	read, captioned, credited, dated := 0, 0, 0, 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		doc, err := os.ReadFile(path)
		if err != nil || len(doc) > item.MaxFile || !photo.Is(doc, item.Source{}) {
			return err
		}
		items, b, err := wiretest.Holds(t, photo.Parse, doc, item.Source{Name: filepath.Base(path)})
		if err != nil || len(items) != 1 || !strings.HasPrefix(b.Format, "picture ") {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		i := items[0]
		if len(i.Files) != 1 || !bytes.Equal(i.Files[0].Data, doc) || i.Headline == "" && i.Body.Empty() {
			t.Errorf("%s: %+v", path, i.Dispatch)
		}
		read++
		for n, has := range map[*int]bool{&captioned: !i.Body.Empty(), &credited: i.Credit != "" || i.Author != "", &dated: !i.Issued.IsZero()} {
			if has {
				*n++
			}
		}
		return nil
	})
	if err != nil || read < 20 || captioned == 0 || credited == 0 || dated == 0 {
		t.Error(err, read, captioned, credited, dated)
	}
	t.Logf("%d pictures read; %d have a caption, %d a creator or a credit, %d say when they were taken", read, captioned, credited, dated)
}

// jpeg returns the start of a JPEG with IPTC fields, by the numbers of their record 2.
func jpeg(fields ...any) []byte {
	var iptc bytes.Buffer
	for n := 0; n < len(fields); n += 2 {
		number, value := fields[n].(int), fields[n+1].(string)
		iptc.Write([]byte{0x1c, 2, byte(number), byte(len(value) >> 8), byte(len(value))})
		iptc.WriteString(value)
	}
	if iptc.Len()%2 == 1 {
		iptc.WriteByte(0)
	}
	block := append([]byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00"), byte(iptc.Len()>>8), byte(iptc.Len()))
	block = append(block, iptc.Bytes()...)
	size := len(block) + 2
	return append(append([]byte{0xff, 0xd8, 0xff, 0xed, byte(size >> 8), byte(size)}, block...), 0xff, 0xd9)
}

func TestAPictureIsADispatch(t *testing.T) {
	doc := jpeg(5, "object", 25, "flood", 25, "river", 40, "EMBARGO: 28 November 2026 06:00 GMT", 80, "A. Photographer", 90, "Bhola", 101, "Bangladesh", 105, "Ferry sinks", 110, "AGENCY", 116, "Agency 2026", 120, "A ferry lies on its side off Bhola.")
	items, b, err := wiretest.Holds(t, photo.Parse, doc, item.Source{Name: "AG-1234.jpg"})
	if err != nil || b.Format != "picture JPEG" {
		t.Fatal(err)
	}
	i := items[0]
	if i.Headline != "Ferry sinks" || i.Body.Plain() != "A ferry lies on its side off Bhola." || i.Author != "A. Photographer" || i.Credit != "AGENCY" || i.Rights != "Agency 2026" || i.GUID != "file:AG-1234.jpg" ||
		strings.Join(i.Keywords, ";") != "flood;river" || strings.Join(i.Places, ";") != "Bhola;Bangladesh" || !i.Embargo.Equal(time.Date(2026, 11, 28, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v\n%s", i.Dispatch, i.Body.Plain())
	}
}

func TestACamerasNameIsNoName(t *testing.T) {
	for name, want := range map[string]bool{
		"IMG_0001.JPG": false, "DSC01234.jpg": false, "WhatsApp Image 2026-11-27.jpeg": false, "20261127_101112.jpg": false, "": false,
		"AFP_99XY2.jpg": true, "bhola-ferry.jpg": true, "imgur.jpg": true,
	} {
		items, _, err := wiretest.Holds(t, photo.Parse, jpeg(), item.Source{Name: name})
		if err != nil || strings.HasPrefix(items[0].GUID, "file:") != want {
			t.Errorf("%s: %v %v", name, items, err)
		}
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	for _, doc := range []string{"", "\xff\xd8", "GIF89a", "RIFFxxxxWAVE", strings.Repeat("\xff\xd8\xff", item.MaxFile/2)} {
		if _, _, err := wiretest.Holds(t, photo.Parse, []byte(doc), item.Source{}); err == nil {
			t.Errorf("%.10q is read", doc)
		}
	}
	wiretest.Torn(t, photo.Parse, jpeg(120, "caption", 105, "head"))
	wiretest.Claims(t, photo.Is)
}

func FuzzParse(f *testing.F) {
	f.Add(jpeg(120, "caption", 105, "head"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, doc []byte) { wiretest.Holds(t, photo.Parse, doc, item.Source{}) })
}
