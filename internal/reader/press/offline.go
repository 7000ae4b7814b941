package press

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/ui"
)

// What a reader has without a connection: the service worker, the page that it shows for
// what is not kept, and the list by which it forgets what was taken away. The worker is in
// ui/src/worker.
const (
	workerPath  = "/sw.js"
	offlineFile = "offline"
	goneFile    = "gone"
)

func offline(l news.Language) string  { return "/" + string(l) + "/" + offlineFile }
func goneList(l news.Language) string { return "/gone/" + string(l) + ".json" }

// saved stands in the offline page where the worker puts the list of what is kept.
const saved = "<!--saved-->"

// offlineWords are what the worker says, and the offline page. A % is an hour.
type offlineWords struct {
	Since string `json:"since"`
	Copy  string `json:"copy"`
	Slow  string `json:"slow"`
	Again string `json:"again"`
	Saved string `json:"saved"`
	None  string `json:"none"`

	page      notice
	offer, no string // of the lite version, to who saves data
}

var offlineEnglish = offlineWords{
	Since: "You have been offline since %.", Copy: "This copy was saved at %.", Slow: "The connection is slow.",
	Again: "Try again", Saved: "Saved on this device", None: "No story is saved on this device yet.",
	page:  notice{"You are offline", "This page needs a connection. It opens by itself as soon as there is one."},
	offer: "Saving data? Read the lite version, without pictures", no: "No, thanks",
}

var offlineBangla = offlineWords{
	Since: "% থেকে আপনি অফলাইনে আছেন।", Copy: "এটি % সময়ে সংরক্ষিত কপি।", Slow: "ইন্টারনেটের গতি ধীর।",
	Again: "আবার চেষ্টা করুন", Saved: "এই ডিভাইসে সংরক্ষিত", None: "এই ডিভাইসে এখনো কোনো প্রতিবেদন সংরক্ষিত নেই।",
	page:  notice{"আপনি অফলাইনে আছেন", "পাতাটি দেখতে ইন্টারনেট সংযোগ লাগবে। সংযোগ ফিরলেই পাতাটি নিজে থেকে খুলবে।"},
	offer: "ডেটা বাঁচাতে ছবি ছাড়া হালকা সংস্করণ পড়ুন", no: "থাক",
}

func offlineWordsOf(l news.Language) *offlineWords {
	if l == news.Bangla {
		return &offlineBangla
	}
	return &offlineEnglish
}

// printOffline prints the page that the worker shows for what is not kept.
func printOffline(v *archive.View, l news.Language, path string) (*draft, error) {
	says := offlineWordsOf(l).page
	p := noticePage{shell: shellOf(v, l, "", says.title), text: says.text}
	d, err := p.print(path, http.StatusOK, offlineHTML(p))
	if err == nil {
		d.headers = append(d.headers, "X-Robots-Tag", "noindex")
	}
	return d, err
}

// printWorker prints the service worker: what it has to know of this site, and its script.
// Its version changes with everything that it keeps from the start, so that a browser which
// asks whether there is another one gets it then.
func printWorker(v *archive.View, path string) (*draft, error) {
	site := struct {
		Version string                          `json:"version"`
		Zone    string                          `json:"zone"`
		Assets  []string                        `json:"assets"`
		Words   map[news.Language]*offlineWords `json:"words"`
	}{Zone: v.House().Location().String(), Assets: []string{scriptPath, morePath, iconPath}, Words: map[news.Language]*offlineWords{}}
	sum := sha256.New()
	fmt.Fprint(sum, site.Assets)
	for _, l := range v.House().Languages {
		page, err := printOffline(v, l, offline(l))
		if err != nil {
			return nil, err
		}
		if err := page.render(nil); err != nil {
			return nil, err
		}
		sum.Write(page.body)
		site.Words[l] = offlineWordsOf(l)
	}
	site.Version = hex.EncodeToString(sum.Sum(nil)[:8])
	text, err := json.Marshal(site)
	if err != nil {
		return nil, err
	}
	return &draft{
		path: path, status: http.StatusOK, kind: "text/javascript; charset=utf-8", cache: cachePage,
		body: fmt.Appendf(nil, "const site=%s;%s", text, ui.Worker()),
		headers: []string{
			"Content-Security-Policy", "default-src 'none'; connect-src 'self'; frame-ancestors 'none'", // what it may fetch
			"X-Robots-Tag", "noindex",
		},
	}, nil
}

// mostGone is how many stories the list of what was taken away has. Who keeps a copy that
// is older than the oldest of them forgets it too.
const mostGone = 1000

// printGoneList prints the numbers of the stories that were taken away, the last one first.
func printGoneList(v *archive.View, l news.Language, path string) (*draft, error) {
	list := struct {
		Numbers []int64 `json:"numbers"`
		From    string  `json:"from,omitempty"` // what was taken away before is not on it
	}{Numbers: []int64{}}
	gone := v.Gone(archive.List{Language: l}, time.Time{}, mostGone)
	for _, n := range gone {
		list.Numbers = append(list.Numbers, n.Number)
	}
	if len(gone) == mostGone {
		list.From = stamp(gone[mostGone-1].At)
	}
	text, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	return &draft{
		path: path, status: http.StatusOK, kind: "application/json", cache: cacheMessage, body: append(text, '\n'),
		headers: []string{"X-Robots-Tag", "noindex"},
	}, nil
}

// languageFile returns the language of a path such as /ticker/en.json.
func languageFile(path, folder string) (l news.Language, ok bool) {
	name, ok := strings.CutPrefix(path, folder)
	if !ok {
		return "", false
	}
	name, ok = strings.CutSuffix(name, ".json")
	return news.Language(name), ok
}
