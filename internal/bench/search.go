package bench

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Search asks n different searches of a newsroom that FillSearch filled, first each once
// and then each so many times again, one after the other, and measures each from the
// request to the last byte of the page.
func Search(ctx context.Context, readers string, archive, n, rounds int, progress func(int)) (Report, error) {
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 2}}
	defer client.CloseIdleConnections()
	if _, _, err := searchOnce(ctx, client, readers+"/en/search"); err != nil { // the form: nothing is searched
		return Report{}, err
	}
	took := map[string][]float64{}
	queries := searches(n)
	slowest, done := "", 0
	for round := range rounds + 1 {
		when := "cold"
		if round > 0 {
			when = "hot"
		}
		for _, q := range queries {
			ms, size, err := searchOnce(ctx, client, readers+q.path)
			if err != nil {
				return Report{}, fmt.Errorf("%s: %w", q.path, err)
			}
			if ms > percentile(took["all"], 100) {
				slowest = when + " " + q.path
			}
			for _, in := range []string{when, q.kind, "all"} {
				took[in] = append(took[in], ms)
			}
			took["size"] = append(took["size"], float64(size)/1024)
			done++
			progress(done)
		}
	}
	var rows []Row
	for _, when := range []string{"cold", "hot"} {
		rows = append(rows,
			Row{when + ", median", percentile(took[when], 50), "ms", ""},
			Row{when + ", 95th of 100", percentile(took[when], 95), "ms", ""},
			Row{when + ", worst", percentile(took[when], 100), "ms", "≤ 300"})
	}
	for _, k := range searchKinds {
		rows = append(rows, Row{k + ", median", percentile(took[k], 50), "ms", ""}, Row{k + ", worst", percentile(took[k], 100), "ms", ""})
	}
	rows = append(rows, Row{"the page without encoding, largest", percentile(took["size"], 100), "KB", ""})
	return Report{
		Name:  "search",
		About: fmt.Sprintf("%d searches, each once and %d times again, with %d stories in the archive:", n, rounds, archive), Rows: rows,
		Extra: map[string]any{"slowest": slowest},
	}, nil
}

// searchOnce returns the milliseconds that the page took, and its bytes.
func searchOnce(ctx context.Context, client *http.Client, url string) (float64, int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, 0, err
	}
	start := time.Now()
	res, err := client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	took := ms(time.Since(start))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", res.StatusCode)
	}
	return took, len(body), err
}

// search is one search and what kind it is.
type search struct{ kind, path string }

var searchKinds = []string{
	"a frequent word", "a rare word", "two words", "three words", "the best match", "in other letters", "wrong vowels", "a date", "with filters",
	"a late page", "nothing found",
}

// searches returns n searches of every kind, always the same.
func searches(n int) []search {
	r := rand.New(rand.NewPCG(3, 4))
	list := make([]search, 0, n)
	for i := range n {
		v, lang := banglaWords(), "bn"
		if i%2 == 1 {
			v, lang = englishWords(), "en"
		}
		frequent, middling, rare := v.words[r.IntN(40)], v.words[100+r.IntN(1000)], v.words[5000+r.IntN(10000)]
		q := url.Values{}
		kind := searchKinds[i/2%len(searchKinds)]
		switch kind {
		case "a frequent word":
			q.Set("q", frequent)
		case "a rare word":
			q.Set("q", rare)
		case "two words":
			q.Set("q", frequent+" "+middling)
		case "three words":
			q.Set("q", frequent+" "+middling+" "+v.words[r.IntN(100)])
		case "the best match":
			q.Set("q", frequent+" "+v.words[r.IntN(100)])
			q.Set("sort", "best")
		case "in other letters":
			q.Set("q", latinNames[r.IntN(len(latinNames))])
			q.Set("lang", "all")
		case "wrong vowels":
			q.Set("q", strings.NewReplacer("ি", "ী", "ু", "ূ", "ন", "ণ", "ee", "e").Replace(middling))
		case "a date":
			q.Set("q", frequent+" "+time.Now().AddDate(0, 0, -1-r.IntN(60)).Format("2 January 2006"))
		case "with filters":
			q.Set("q", frequent)
			q.Set("section", searchHouse.Sections[r.IntN(3)].Slug)
			q.Set("author", "nusrat karim")
			q.Set("from", time.Now().AddDate(0, -1, 0).Format(time.DateOnly))
		case "a late page":
			q.Set("q", frequent)
			q.Set("page", "60")
		default:
			q.Set("q", middling+"qqx "+rare)
		}
		list = append(list, search{kind, "/" + lang + "/search?" + q.Encode()})
	}
	return list
}
