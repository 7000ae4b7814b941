package ninjs_test

import (
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/ninjs"
)

func TestACutSampleIsASentenceOrAnItem(t *testing.T) {
	dir := wiretest.Cases(t, "wire")
	for _, name := range []string{"agencies/ninjs1.json", "agencies/bbc-ninjs-text-test.json", "ninjs/1.4/ninjsExComplex1.json", "ninjs/2.1/ntb_text.json"} {
		doc := readFile(t, filepath.Join(dir, name))
		for n := range doc {
			_, _, _ = items(t, doc[:n], item.Source{}) // which checks whatever comes of it
			_ = ninjs.Is(doc[:n], item.Source{})
		}
	}
}

func TestASampleInTheWrongCharsetIsRead(t *testing.T) {
	doc := readFile(t, filepath.Join(wiretest.Cases(t, "wire"), "ninjs/2.1/dpa_text.json"))
	for _, charset := range []string{"us-ascii", "windows-1251", "shift_jis", "utf-16", "iso-2022-jp", "klingon"} {
		_, _, _ = items(t, doc, item.Source{Type: "application/json; charset=" + charset})
	}
	latin := strings.NewReplacer("ü", "\xfc", "ö", "\xf6", "ß", "\xdf", "«", "\xab", "»", "\xbb").Replace(string(doc))
	all, _, err := items(t, []byte(latin), item.Source{})
	if err != nil || !strings.HasPrefix(all[0].Body.Plain(), "Für Lucien Favre") || string(all[0].Raw) != latin || !strings.Contains(all[0].RawType, "windows-1252") {
		t.Errorf("%v", err)
	}
}

func TestWhatIsNotNinjsIsRefusedInASentence(t *testing.T) {
	for doc, want := range map[string]string{
		"":                          "not ninjs",
		"{}":                        "not ninjs",
		"[]":                        "not ninjs",
		"7":                         "not ninjs",
		`{"title":"x"}`:             "not ninjs",
		"{\n\"uri\": \"x\",\n}":     "at line 3 the JSON is broken",
		`{"uri":"x`:                 "it ends in the middle",
		strings.Repeat("[", 20_000): "JSON is broken",
	} {
		if _, _, err := items(t, []byte(doc), item.Source{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.50q: %v", doc, err)
		}
	}
}

func TestAHostileFileTakesLittleMemoryAndTime(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, 9<<20/len(s)) }
	for name, doc := range map[string]string{
		"depth":            fill("["),
		"depth in objects": fill(`{"item":`),
		"depth inside":     `{"uri":"x","associations":` + fill(`{"a":`),
		"associations":     strings.Repeat(`{"uri":"x","body_text":"y","associations":{"a":`, 2_000) + "1" + strings.Repeat("}}", 2_000),
		"members":          "{" + fill(`"a":1,`) + `"uri":"x"}`,
		"elements":         "[" + fill(`{},`) + `{"uri":"x"}]`,
		"items":            "[" + fill(`{"uri":"x"},`) + `{"uri":"x"}]`,
		"lines":            fill("{}\n"),
		"broken lines":     fill("{\n"),
		"broken, whole":    fill("{\n{}\n"),
		"words":            `{"uri":"x","body_text":"` + fill("word ") + `"}`,
		"markup":           `{"uri":"x","body_html":"` + fill("<p><b>a") + `"}`,
		"a headline":       `{"uri":"x","headline":"` + fill("word ") + `"}`,
		"subjects":         `{"uri":"x","subject":[` + strings.Repeat(`{"name":"x","code":"y"},`, 4_000) + `{}]}`,
		"renditions":       `{"uri":"x","renditions":[` + strings.Repeat(`{"href":"https://a.example/","mimetype":"a/b"},`, 4_000) + `{}]}`,
		"files":            `{"uri":"x","associations":[` + strings.Repeat(`{"uri":"https://a.example/a.jpg"},`, 4_000) + `{}]}`,
		"a number":         `{"uri":"x","urgency":` + fill("9") + `}`,
		"not UTF-8":        `{"uri":"` + fill("\xff") + `"}`,
		"too large":        strings.Repeat(" ", item.MaxFile+1),
		"space":            strings.Repeat(" ", item.MaxFile),
	} {
		t.Run(name, func(t *testing.T) {
			debug.FreeOSMemory()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_ = ninjs.Is([]byte(doc), item.Source{})
			all, _, err := items(t, []byte(doc), item.Source{})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			grown := int64(after.HeapSys-after.HeapReleased-(before.HeapSys-before.HeapReleased)) >> 20
			t.Logf("%d items, %s, %d MB, %v", len(all), took.Round(time.Millisecond), grown, err)
			if took > 30*time.Second || grown > 400 {
				t.Errorf("took %s and %d MB", took, grown)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"uri":"a","headline":"x","body_html":"<p>y","associations":{"a":{"uri":"b","body_text":"c"},"p":{"type":"picture","renditions":{"x":{"href":"http://a.example/"}}}}}`))
	f.Add([]byte("{\"uri\":\"a\"}\n{\"uri\nx\n{\"guid\":\"b\",\"pubstatus\":\"canceled\"}"))
	f.Add([]byte(`{"item":[{"uri":"a","bodies":[{"role":"x","value":"y"}],"subjects":[{"uri":"http://cv.iptc.org/newscodes/mediatopic/20000002"}]},7,null]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		_ = ninjs.Is(doc, item.Source{})
		_, _, _ = items(t, doc, item.Source{URL: "https://wire.example/"})
	})
}
