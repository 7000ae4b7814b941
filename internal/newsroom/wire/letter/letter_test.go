package letter_test

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/letter"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

// sample is what the fields of a real message are, read by hand.
type sample struct {
	guid, issued, headline, author, source, inBody string

	files string // name, type and bytes
}

var samples = map[string]sample{
	"wire/agencies/composite_email.txt": {
		"CAHU3GgXVH0V6YjX=9KX0=_tjWw6=UReXia5cxNq1BVpo1wqCjQ@mail.gmail.com", "2015-03-03T00:27:36Z", "single image test", "someone", "a@a.com.au", "this is a test of a single image", "Cow.jpg image/jpeg",
	},
	"wire/agencies/odd_charset_email.txt": {
		"7173E056-46C9-4D5A-A851-9FC2C587C691@gmail.com", "2015-03-10T21:17:01Z", "TravTalk’s Special for TAAI convention", "Ben", "benjamin.everill@a.com", "", "",
	},
	"wire/email/mail/attachment.raw":          {"", "", "", "", "", "A text section", "test.html text/html"},
	"wire/email/mail/quoted-printable.raw":    {"", "", "", "", "", "", ""},
	"wire/email/mail/qp-utf8-header.raw":      {"", "", "MIME UTF8 Test ¢ More Text", "", "", "", ""},
	"wire/email/mail/html-mime-inline.raw":    {"", "", "MIME test 1", "", "", "", "favicon.png image/png"},
	"wire/email/mail/other-multi-related.raw": {"", "", "", "", "", "", ""},
}

func TestRealMessagesAreRead(t *testing.T) {
	fields := 0
	for name, want := range samples {
		items, _, err := wiretest.Holds(t, letter.Parse, wiretest.File(t, name), item.Source{Name: filepath.Base(name)})
		if err != nil || len(items) != 1 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		i := items[0]
		var files []string
		for _, f := range i.Files {
			files = append(files, f.Name+" "+f.Type)
		}
		for _, c := range [][3]string{
			{"GUID", i.GUID, want.guid},
			{"issued", i.Issued.Format(time.RFC3339), want.issued},
			{"headline", i.Headline, want.headline},
			{"author", i.Author, want.author},
			{"source", i.Source, want.source},
			{"files", strings.Join(files, ", "), want.files},
		} {
			if c[2] != "" && c[1] != c[2] {
				t.Errorf("%s: %s is %q, want %q", name, c[0], c[1], c[2])
			} else if c[2] != "" {
				fields++
			}
		}
		if !strings.Contains(i.Body.Plain(), want.inBody) {
			t.Errorf("%s: %q", name, i.Body.Plain())
		}
	}
	t.Logf("%d samples, %d fields compared", len(samples), fields)
}

// Every message of another library's tests is read, or refused with a sentence.
func TestEveryMessageIsReadOrRefusedWithASentence(t *testing.T) {
	files, refused := 0, []string{}
	err := filepath.WalkDir(wiretest.Cases(t, "wire/email"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		doc, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if _, _, err := wiretest.Holds(t, letter.Parse, doc, item.Source{}); err != nil {
			refused = append(refused, fmt.Sprintf("%s (%v)", filepath.Base(path), err))
		}
		return nil
	})
	if err != nil || files < 100 {
		t.Fatal(files, err)
	}
	t.Logf("%d files, %d refused:\n%s", files, len(refused), strings.Join(refused, "\n"))
}

func TestNoOtherFormatIsClaimed(t *testing.T) {
	wiretest.Claims(t, letter.Is, "wire/email/", "wire/agencies/composite_email.txt", "wire/agencies/odd_charset_email.txt")
}

const top = "From: =?utf-8?B?4KaF4KaCIOCmleCmvg==?= <desk@agency.example>\r\nTo: a@b.example\r\nDate: Fri, 27 Nov 2026 15:00:00 +0600\r\nMIME-Version: 1.0\r\n"

func parse(t *testing.T, doc string) (item.Item, []string) {
	t.Helper()
	if !letter.Is([]byte(doc), item.Source{}) {
		t.Error("it is not recognised")
	}
	items, b, err := wiretest.Holds(t, letter.Parse, []byte(doc), item.Source{})
	if err != nil {
		t.Fatal(err)
	}
	return items[0], b.Problems
}

func TestAMessageIsADispatch(t *testing.T) {
	i, problems := parse(t, "From someone Fri Nov 27 09:00:00 2026\n"+top+"Subject: =?utf-8?Q?Ferry_sinks?=\r\nMessage-ID: <1@agency.example>\r\nIn-Reply-To: <0@b.example>\r\nOrganization: Agency Ltd\r\n"+ //nolint:misspell // the field is called so
		"List-Id: News <news.agency.example>\r\nKeywords: ferry, Bhola\r\nContent-Language: en-GB\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n"+
		"<html><style>p{}</style><p>DHAKA (Agency) - A ferry sank\x85 <b>here</b><script>x</script></p><img src=\"https://a.example/a.jpg\">")
	if len(problems) > 0 || i.Headline != "Ferry sinks" || i.GUID != "1@agency.example" || i.Author != "অং কা" || i.Source != "Agency Ltd" || i.Language != "en-GB" ||
		strings.Join(i.Keywords, ";") != "ferry;Bhola" || strings.Join(i.Codes, ";") != "list:news.agency.example" || i.Note != "In-Reply-To: 0@b.example" ||
		i.Body.Plain() != "DHAKA (Agency) - A ferry sank… here" || i.Dateline != "DHAKA (Agency)" || len(i.Media) != 1 || !i.Issued.Equal(time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v\n%s\n%v", i.Dispatch, i.Body.Plain(), problems)
	}
}

func TestASubjectSaysWhatMayBeDone(t *testing.T) {
	for subject, want := range map[string]news.Change{
		"Re: KILL: Ferry sinks": news.ChangeKill, "CORRECTION: Ferry sinks": news.ChangeCorrection, "EMBARGO: Ferry report": news.ChangeWithheld, "Ferry sinks": "",
	} {
		i, _ := parse(t, top+"Subject: "+subject+"\r\nMessage-ID: <2@a.example>\r\nReferences: <0@a.example> <1@a.example>\r\n\r\nText of the message.")
		if i.Change != want || (i.Replaces == "1@a.example") != (want != "") {
			t.Errorf("%s: %q, %q, %q", subject, i.Change, i.Replaces, i.Note)
		}
	}
	i, _ := parse(t, top+"Subject: Ferry report\r\n\r\n*** EMBARGOED UNTIL 06:00 GMT, 28 November 2026 ***\r\n\r\nText.")
	if !i.Embargo.Equal(time.Date(2026, 11, 28, 6, 0, 0, 0, time.UTC)) || i.Change != "" {
		t.Errorf("%+v", i.Dispatch)
	}
	i, _ = parse(t, top+"Subject: =?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte("নিষেধাজ্ঞা: ২৮ নভেম্বর, সন্ধ্যা ৬টা পর্যন্ত"))+"?=\r\n\r\nText.")
	if !i.Embargo.Equal(time.Date(2026, 11, 28, 18, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", i.Dispatch)
	}
}

// mixed returns a message of several parts.
func mixed(parts ...string) string {
	return top + "Subject: Mixed\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + strings.Join(parts, "\r\n--b\r\n") + "\r\n--b--\r\n"
}

func TestPartsOfAMessage(t *testing.T) {
	i, problems := parse(t, mixed(
		"Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe text.\r\n\r\n> quoted\r\n> again\r\n\r\n-- \r\nA. Person\r\n--a\r\nContent-Type: text/html\r\n\r\n<p> </p>\r\n--a--",
		"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Disposition: attachment; filename=winmail.dat\r\n\r\nxx",
		"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"../../../etc/a.jpg\"\r\n\r\n/9g=",
		"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\nFrom: Inner <i@a.example>\r\nSubject: Inside\r\nDate: Fri, 27 Nov 2026 10:00:00 +0600\r\n\r\nThe message inside.",
	))
	body := i.Body.Plain()
	if !strings.HasPrefix(body, "The text.\n\n> quoted\n> again\n\n--\nA. Person") || !strings.HasSuffix(body, "Inside\nInner i@a.example\nFri, 27 Nov 2026 10:00:00 +0600\n\nThe message inside.") {
		t.Errorf("%q", body)
	}
	if len(i.Files) != 2 || i.Files[0].Name != "winmail.dat" || i.Files[1].Name != "a.jpg" || string(i.Files[1].Data) != "\xff\xd8" {
		t.Errorf("%+v", i.Files)
	}
	if len(problems) != 1 || !strings.Contains(problems[0], "winmail.dat") {
		t.Error(problems)
	}
}

func TestThereMayBeTooMuchInAMessage(t *testing.T) {
	parts := make([]string, 60)
	for n := range parts {
		parts[n] = fmt.Sprintf("Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=%d.pdf\r\n\r\nx", n)
	}
	i, problems := parse(t, mixed(parts...))
	if len(i.Files) != item.MaxFiles || len(problems) != 1 || !strings.HasPrefix(problems[0], "10 files") {
		t.Errorf("%d files, %v", len(i.Files), problems)
	}
	deep := "x"
	for n := range 10 {
		deep = fmt.Sprintf("From: a@b.example\r\nSubject: %d\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n%s", n, deep)
	}
	wiretest.Holds(t, letter.Parse, []byte(deep), item.Source{})
	for name, doc := range map[string]string{
		"nothing": "", "no words": top + "\r\n\r\n", "no message": "\x00\xff", "too large": strings.Repeat("x", item.MaxFile+1),
		"boundaries": mixed(strings.Repeat("\r\n--b\r\n", 100_000)), "parts of parts": top + strings.Repeat("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", 10_000),
		"a header": strings.Repeat("A: b\n", 200_000) + "\nx",
	} {
		if _, _, err := wiretest.Holds(t, letter.Parse, []byte(doc), item.Source{}); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	for _, doc := range []string{
		top + "Subject: " + strings.Repeat("=?utf-8?Q?a?= ", 20_000) + "\r\n\r\nx", top + "From: " + strings.Repeat("a@b.example, ", 20_000) + "\r\n\r\nx",
		top + "Subject: x\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<div>", 200_000), top + "Subject: x\r\n\r\n" + strings.Repeat("\xff\n\n", 200_000),
	} {
		wiretest.Holds(t, letter.Parse, []byte(doc), item.Source{})
	}
	wiretest.Torn(t, letter.Parse, []byte(mixed("\r\nText", "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E0=A6=95</p>", parts[0])))
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(mixed("\r\nText", "Content-Type: text/html; charset=iso-8859-15\r\n\r\n<p>\xa4")))
	f.Add([]byte(top + "Subject: =?gb18030?B?xOO6ww==?=\r\nContent-Type: message/rfc822\r\n\r\n" + top + "\r\nx"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		letter.Is(doc, item.Source{})
		wiretest.Holds(t, letter.Parse, doc, item.Source{})
	})
}
