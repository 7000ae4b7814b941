package credentials_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/credentials"
)

const iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/"

func newMaker(t testing.TB) *maker {
	t.Helper()
	return &maker{
		t: t, title: "নৌকা.jpg", key: keys(t)[-7], algorithm: -7, organised: "A Camera Maker",
		actions: []map[string]any{{"action": "c2pa.created", "digitalSourceType": iptc + "digitalCapture"}, {"action": "c2pa.cropped"}},
	}
}

func TestWhatWasSignedIsReadInEveryFormat(t *testing.T) {
	want := &news.Credentials{
		Title: "নৌকা.jpg", Generator: "Stet test 1", Signer: "A Camera Maker", Issuer: "A Camera Maker", Actions: []string{"c2pa.created", "c2pa.cropped"},
		Origin: "digitalCapture", Ingredients: []string{"river.jpg"}, Valid: true, Bound: true,
	}
	for _, format := range []string{"jpeg", "png", "webp", "avif"} {
		m := newMaker(t)
		m.parts = map[string]any{"dc:title": "river.jpg", "relationship": "parentOf"}
		file := m.file(format)
		if diff := cmp.Diff(want, credentials.Read(file)); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
		changed := bytes.Clone(file)
		changed[len(changed)-storeLength/1000-20] ^= 1
		if format == "webp" {
			changed[40] ^= 1
		}
		if c := credentials.Read(changed); c == nil || c.Bound {
			t.Errorf("%s with a pixel changed is still the one that was signed: %+v", format, c)
		}
		if c := credentials.Read(bytes.Replace(file, []byte("c2pa.cropped"), []byte("c2pa.printed"), 1)); c == nil || c.Valid {
			t.Errorf("%s with an action changed is still as it was signed: %+v", format, c)
		}
		if c := credentials.Read(bytes.Replace(file, []byte("Stet test"), []byte("Stat test"), 1)); c == nil || c.Valid || c.Generator != "Stat test 1" {
			t.Errorf("%s with another generator is still as it was signed: %+v", format, c)
		}
		if c := credentials.Read(picture(t, format)); c != nil {
			t.Errorf("%s without any has %+v", format, c)
		}
	}
}

func TestEveryAlgorithmOfC2PAIsVerified(t *testing.T) {
	all := keys(t)
	for algorithm, key := range all {
		m := newMaker(t)
		m.algorithm, m.key = algorithm, key
		if c := credentials.Read(m.file("png")); !c.Valid || !c.Bound {
			t.Errorf("algorithm %d: %+v", algorithm, c)
		}
		m.forget = true
		if c := credentials.Read(m.file("png")); c.Valid {
			t.Errorf("algorithm %d: the signature of something else is valid", algorithm)
		}
	}
	m := newMaker(t)
	m.algorithm = -35 // and a key that is not of that length signs with another hash
	if c := credentials.Read(m.file("png")); !c.Valid {
		t.Errorf("a P-256 key with SHA-384: %+v", c)
	}
	m.algorithm, m.key = -7, all[-8]
	if c := credentials.Read(m.file("png")); c.Valid {
		t.Error("an algorithm that is not the key's is valid")
	}
}

// What a hash leaves out anybody may have changed.
func TestMoreLeftOutThanTheStoreIsNotBound(t *testing.T) {
	m := newMaker(t)
	m.wide = 1
	if c := credentials.Read(m.file("jpeg")); !c.Valid || c.Bound || !c.Unchecked {
		t.Errorf("%+v", c)
	}
}

func TestHowAPictureCameToBeIsThatOfWhatItWasMadeOf(t *testing.T) {
	created := func(how string) []map[string]any {
		return []map[string]any{{"action": "c2pa.created", "digitalSourceType": iptc + how}}
	}
	opened := []map[string]any{{"action": "c2pa.opened"}}
	for name, c := range map[string]struct {
		before, now  []map[string]any
		relationship string
		want         news.Origin
		machine      bool
	}{
		"generated":                   {nil, created("trainedAlgorithmicMedia"), "", "trainedAlgorithmicMedia", true},
		"taken":                       {nil, created("digitalCapture"), "", "digitalCapture", false},
		"generated and opened":        {created("trainedAlgorithmicMedia"), opened, "parentOf", "trainedAlgorithmicMedia", true},
		"taken and opened":            {created("digitalCapture"), opened, "parentOf", "digitalCapture", false},
		"generated and put in":        {created("trainedAlgorithmicMedia"), created("digitalCapture"), "componentOf", "compositeWithTrainedAlgorithmicMedia", true},
		"taken and put in":            {created("digitalCapture"), created("digitalArt"), "componentOf", "digitalArt", false},
		"taken, and a part generated": {nil, append(created("digitalCapture"), map[string]any{"action": "c2pa.edited", "digitalSourceType": iptc + "trainedAlgorithmicMedia"}), "", "compositeWithTrainedAlgorithmicMedia", true},
		"a name of no meaning":        {nil, created("magic"), "", "", false},
	} {
		m := newMaker(t)
		if c.before != nil {
			b := newMaker(t)
			b.actions = c.before
			m.before = b.manifest("urn:before", map[string]any{"alg": "sha256", "hash": make([]byte, 32)}, "c2pa.hash.data")
			m.parts = map[string]any{"dc:title": "before.jpg", "relationship": c.relationship}
		}
		m.actions = c.now
		got := credentials.Read(m.file("jpeg"))
		if got.Origin != c.want || got.Origin.Machine() != c.machine || !got.Valid || !got.Bound {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
	}
}

// The files of those who write the standard, where they are at hand: in a folder c2pa among the cases, or that STET_C2PA names.
func TestTheFilesOfOthersAreReadAsTheirNamesSay(t *testing.T) {
	folder := os.Getenv("STET_C2PA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "..", "..", "shared", "cases", "pictures", "c2pa")
	}
	files, err := filepath.Glob(filepath.Join(folder, "adobe-20220124-*.jpg"))
	if err != nil || len(files) == 0 {
		t.Skip("NOT TESTED: there are no files of others in " + folder)
	}
	none, whole, changed := 0, 0, 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(filepath.Base(path), "adobe-20220124-")
		start := time.Now()
		c := credentials.Read(data)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %s", name, took)
		}
		switch {
		case name == "A.jpg" || name == "I.jpg":
			none++
			if c != nil {
				t.Errorf("%s has %+v", name, c)
			}
		case c == nil || c.Generator == "" || c.Signer == "":
			t.Errorf("%s: %+v", name, c)
		case strings.HasPrefix(name, "E-dat") || strings.HasPrefix(name, "X"):
			changed++
			if !c.Valid || c.Bound {
				t.Errorf("%s, whose pixels were changed: %+v", name, c)
			}
		case strings.HasPrefix(name, "E-sig") || strings.HasPrefix(name, "E-clm") || name == "E-uri-CA.jpg":
			changed++
			if c.Valid {
				t.Errorf("%s, whose claim was changed: %+v", name, c)
			}
		default:
			whole++
			if !c.Valid || !c.Bound || c.Signed.Year() != 2023 {
				t.Errorf("%s: %+v", name, c)
			}
		}
	}
	t.Logf("%d without, %d as they were signed, %d changed since", none, whole, changed)
}

// A byte anywhere in a store may be changed: either that is noticed, or it changes nothing of what is said.
func TestNothingThatWasChangedIsTakenForSigned(t *testing.T) {
	file := newMaker(t).file("jpeg")
	want, noticed := credentials.Read(file), 0
	for i := 2; i < storeLength; i += 5 {
		damaged := bytes.Clone(file)
		damaged[i] ^= 0x41
		c := credentials.Read(damaged)
		if c == nil || !c.Valid || !c.Bound {
			noticed++
		} else if diff := cmp.Diff(want, c); diff != "" {
			t.Errorf("byte %d was changed, and this is taken for signed: %s", i, diff)
		}
		_ = credentials.Read(file[:i])
	}
	t.Logf("of %d changes %d were noticed; the others were in padding", storeLength/5, noticed)
	if noticed < 200 {
		t.Error("hardly any change was noticed")
	}
}

func FuzzRead(f *testing.F) {
	for _, format := range []string{"jpeg", "png", "webp", "avif"} {
		f.Add(newMaker(f).file(format))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if c := credentials.Read(data); c != nil {
			for _, p := range c.Phrases() {
				if strings.Contains(p.String(), "%!") {
					t.Errorf("%q", p.String())
				}
			}
		}
	})
}
