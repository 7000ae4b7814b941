package newsml1_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml/newsmltest"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml1"
)

func sample(t testing.TB) []byte {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join(wiretest.Cases(t, "wire/agencies"), "afp.xml"))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAnAgencysSampleIsReadAsAPersonReadsIt(t *testing.T) {
	b, err := newsml1.Parse(sample(t), item.Source{Name: "afp.xml"})
	if err != nil {
		t.Fatal(err)
	}
	all := newsmltest.Checked(t, sample(t), b)
	if len(all) != 1 || b.Format != "NewsML 1.2" || len(b.Problems) > 0 || string(all[0].Raw) != string(sample(t)) {
		t.Fatalf("%d items of %s, %v", len(all), b.Format, b.Problems)
	}
	n := newsmltest.Compare(t, "afp.xml", newsmltest.FactsOf(all[0]), newsmltest.Facts{
		"guid": "urn:newsml:afp.com:20140829T135002Z:TX-PAR-FXW86", "edition": "1", "issued": "2014-08-29T13:49:51Z", "language": "en", "urgency": "4",
		"headline": "Sweden court accepts receivership for Saab carmaker", "slugline": "Sweden-SAAB", "dateline": "STOCKHOLM, Aug 29, 2014 (AFP) -", "source": "AFP",
		"codes": "subj:04011002|AFP:ECO|subj:04016007|subj:04000000|subj:04016038|subj:04011000", "keywords": "Sweden|China|auto|business|bankruptcy|Saab",
		"rights": "NO ARCHIVAL USE", "body": "10: A Chinese-owned company set up to take over…a line of electric cars. hh/ph/ts/hd",
	})
	t.Logf("1 sample read, %d fields compared", n)
}

func TestOnlyNewsML1IsTakenForIt(t *testing.T) {
	n := 0
	for _, folder := range []string{"wire", "feeds"} {
		err := filepath.WalkDir(wiretest.Cases(t, folder), func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			doc, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			n++
			if is, mine := newsml1.Is(doc, item.Source{}), filepath.Base(path) == "afp.xml"; is != mine {
				t.Errorf("%s: %v", path, is)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("1 of %d files is of NewsML 1", n)
}
