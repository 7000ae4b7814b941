package audience_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stet-news/stet/internal/audience"
)

func TestWhereAReaderCameFrom(t *testing.T) {
	for referer, want := range map[string]audience.Source{
		"":                                 audience.Direct,
		"https://padma.example/bn/":        audience.Own,
		"https://padma.example":            audience.Own,
		"https://padma.example.evil.test/": audience.Elsewhere,
		"https://www.google.com.bd/search?q=ferry": audience.Search,
		"https://google.com/":                      audience.Search,
		"https://notgoogle.com/":                   audience.Elsewhere,
		"https://lm.facebook.com/l.php":            audience.Facebook,
		"https://l.instagram.com/":                 audience.Facebook,
		"https://notfacebook.com/":                 audience.Elsewhere,
		"https://t.co/abc":                         audience.X,
		"https://wa.me/880":                        audience.WhatsApp,
		"android-app://com.google.android.gm/":     audience.Elsewhere,
		"ferry":                                    audience.Elsewhere,
		"https://facebook.com:443/":                audience.Facebook,
	} {
		if got := audience.SourceOf(referer, "padma.example"); got != want {
			t.Errorf("%q is from %s, not %s", referer, got, want)
		}
	}
}

func TestAProgramIsNotAReader(t *testing.T) {
	for agent, program := range map[string]bool{
		"": true,
		"Mozilla/5.0 (Linux; Android 11; Redmi 9A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36": false,
		"Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/191.308; U; en) Presto/2.12.423 Version/12.16":                              false,
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/470]":                      false,
		"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)":                                               true,
		"facebookexternalhit/1.1":     true,
		"WhatsApp/2.23.20.0 A":        false,
		"curl/7.88.1":                 true,
		"Mozilla/5.0 HeadlessChrome/": true,
	} {
		if audience.IsProgram(agent) != program {
			t.Errorf("%q: program is %v", agent, !program)
		}
	}
}

func TestCountingAllocatesNothing(t *testing.T) {
	agent := "Mozilla/5.0 (Linux; Android 11; Redmi 9A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
	n := testing.AllocsPerRun(100, func() {
		audience.IsProgram(agent)
		audience.SourceOf("https://www.google.com.bd/search?q=ferry", "padma.example")
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// The 75th of 100 is told within a tenth of what it is.
func TestAQuantileIsWithinATenth(t *testing.T) {
	for m, scale := range map[audience.Metric]float64{audience.LCP: 1, audience.INP: 1, audience.CLS: 1000} {
		counts := map[int]int64{}
		for i := range 1000 {
			value := float64(i) + 500
			b, err := json.Marshal(map[string]any{"k": "story", "l": "bn", string(m): value / scale})
			if err != nil {
				t.Fatal(err)
			}
			read, err := audience.ReadBeacon(b)
			vitals := read.Vitals
			if err != nil || len(vitals) != 1 || vitals[0].Metric != m {
				t.Fatal(vitals, err)
			}
			counts[vitals[0].Bucket]++
		}
		got, ok := audience.Quantile(m, counts, 0.75)
		if want := 1250.0; !ok || math.Abs(got-want) > want/10 {
			t.Errorf("%s: %v, not about %v", m, got, want)
		}
	}
	if _, ok := audience.Quantile(audience.LCP, nil, 0.75); ok {
		t.Error("there is a quantile of nothing")
	}
}

func FuzzReadBeacon(f *testing.F) {
	for _, s := range []string{`{"k":"story","l":"bn","lcp":812.5,"inp":40,"cls":0.01}`, `{"k":"story","l":"bn","lcp":-1}`, `{}`, `[]`, `{"k":"home","l":"en","cls":1e308}`, `{"k":"story","l":"en","s":12,"r":true}`, `{"k":"story","l":"en","s":-1}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := audience.ReadBeacon(text)
		if err != nil {
			return
		}
		for _, v := range read.Vitals {
			if v.Bucket < 0 || v.Bucket >= len(audience.Buckets(v.Metric)) {
				t.Errorf("bucket %d of %s", v.Bucket, v.Metric)
			}
		}
	})
}
