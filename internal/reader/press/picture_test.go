package press

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

func widthsIn(srcset string) (all []string) {
	for _, m := range regexp.MustCompile(` (\d+)w`).FindAllStringSubmatch(srcset, -1) {
		all = append(all, m[1])
	}
	return all
}

// A browser chooses the smallest format that it knows; one that knows neither AVIF nor WebP gets JPEG. No slot
// offers a file that is wider than it has a use for.
func TestASlotOffersItsOwnWidthsAndShape(t *testing.T) {
	p := photo("1", "A boat", 1280, 900)
	for _, c := range []struct {
		slot                       slot
		set, widths, width, height string
	}{
		{leadSlot, "1000000000000000", "320 480 640 960 1280", "640", "450"},
		{bodySlot, "1000000000000000", "320 480 640 960", "640", "450"},
		{firstSlot, "1000000000003x2", "320 480 640 960 1280", "640", "426"},
		{cardSlot, "1000000000003x2", "160 240 320 480", "320", "213"},
		{thumbSlot, "1000000000003x2", "160 240 320 480", "320", "213"},
		{portraitSlot, "1000000000000000", "160 240 320 480", "240", "320"}, // without that crop the stylesheet cuts
	} {
		img := imageOf(p, c.slot)
		if img.src != "/media/"+c.set+"-"+c.width+".jpg" || img.width != c.width || img.height != c.height {
			t.Errorf("%+v shows %s, %s x %s", c.slot, img.src, img.width, img.height)
		}
		if len(img.sources) != 2 || img.sources[0].kind != "image/avif" || img.sources[1].kind != "image/webp" {
			t.Fatalf("%+v offers %+v", c.slot, img.sources)
		}
		for _, set := range []string{img.srcset, img.sources[0].srcset, img.sources[1].srcset} {
			if got := strings.Join(widthsIn(set), " "); got != c.widths || strings.Count(set, c.set) != len(img.sources)+len(strings.Fields(c.widths))-2 {
				t.Errorf("%+v offers %s: %s", c.slot, got, set)
			}
		}
	}
}

// A picture from before there were formats is an img as it was, and one without a file is not shown.
func TestAPictureOfOneFormatIsAnImage(t *testing.T) {
	img := imageOf(plainPhoto("1", "A boat", 640, 400), cardSlot)
	if len(img.sources) > 0 || img.src == "" || img.height != "213" || strings.Join(widthsIn(img.srcset), " ") != "160 240 320 480" {
		t.Errorf("it is %+v", img)
	}
	if img := imageOf(edition.Picture{ID: "1"}, cardSlot); img.src != "" {
		t.Errorf("without a file it is %+v", img)
	}
	small := imageOf(plainPhoto("1", "", 240, 160), leadSlot)
	if small.src != "/media/1000000000000000-240.jpg" || small.srcset != "" {
		t.Errorf("one that is narrower than the slot is %+v", small)
	}
}

func TestAFormatThatWasNotMadeIsNotOffered(t *testing.T) {
	p := photo("1", "", 640, 400)
	for i := range p.Renditions {
		p.Renditions[i].AVIF = news.RenditionFile{}
	}
	p.Renditions[3].WebP = news.RenditionFile{}
	img := imageOf(p, bodySlot)
	if len(img.sources) != 1 || img.sources[0].kind != "image/webp" || !slices.Equal(widthsIn(img.sources[0].srcset), []string{"320", "640"}) {
		t.Errorf("offered: %+v", img.sources)
	}
}

// What is shown elsewhere has the shapes that previews and search engines ask for, wide enough, as JPEG.
func TestOthersGetTheShapesTheyAskFor(t *testing.T) {
	large, small, old := photo("1", "", 1280, 853), photo("2", "", 960, 640), plainPhoto("3", "", 1280, 853)
	for want, p := range map[string]*edition.Picture{"10000000000016x9-1280.jpg": &large, "2000000000000000-960.jpg": &small, "3000000000000000-1280.jpg": &old} {
		if r, ok := shared(p); !ok || r.Name != want {
			t.Errorf("a preview shows %s, not %s", r.Name, want)
		}
	}
	if _, ok := shared(&edition.Picture{}); ok {
		t.Error("a preview shows a picture that has no file")
	}
	if all := everyShape(&large); len(all) != 3 || all[0].Width*9/16 != all[0].Height || all[2].Width != all[2].Height {
		t.Errorf("search engines choose from %+v", all)
	}
	if all := everyShape(&old); len(all) != 1 || all[0].Width != 1280 {
		t.Errorf("search engines get %+v of an old picture", all)
	}
}

// The stylesheet has the class of every colour, and nothing of another form is one.
func TestEveryColourHasAPlaceholderInTheStylesheet(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range []string{"#000000", "#54ffaa", "#8a9b7c", "#ff8055", "#3355ff", "#999998"} {
		class := colourClass(c)
		if !strings.Contains(style, "."+class+"{background:#"+strings.TrimPrefix(class, "h")+"}") {
			t.Errorf("%s is of the class %q, which the stylesheet does not have", c, class)
		}
		seen[class] = true
	}
	if len(seen) != 6 || colourClass("#8a9b7c") != "hbb7" && colourClass("#8a9b7c") != "h7b7" {
		t.Errorf("the classes are %v", seen)
	}
	for _, c := range []string{"", "#fff", "red", "8a9b7c", "#8a9b7g", "#8a9b7c0", "#\"><i>ab"} {
		if class := colourClass(c); class != "" {
			t.Errorf("%q is a colour: %s", c, class)
		}
	}
}

// One picture of a page is fetched at once, and before all others: what the reader is waiting for.
func TestOnePictureOfAPageIsWaitedFor(t *testing.T) {
	w := testWorld(t)
	for n := range int64(6) {
		s, lead, other := plainStory(n+1, news.English, "sport", "One"), photo("1", "A boat", 1280, 853), photo("2", "A river", 1280, 853)
		s.Lead, s.Pictures = &lead, []edition.Picture{other}
		s.Body.Blocks = append(s.Body.Blocks, node(news.PictureRef, news.Attrs{Picture: "2", Alt: "A river"}))
		w.publish(s)
	}
	s, _ := w.View().Story(6)
	for path, slot := range map[string]slot{"/en/": firstSlot, "/en/sport/": firstSlot, s.Path(): leadSlot} {
		page := string(printed(t, w.View(), path).body)
		images := regexp.MustCompile(`<img[^>]*>`).FindAllString(page, -1)
		waited := 0
		for _, img := range images {
			if strings.Contains(img, `fetchpriority="high"`) {
				waited++
				if strings.Contains(img, "lazy") || !strings.Contains(img, imageOf(*s.Lead, slot).src) {
					t.Errorf("%s waits for %s", path, img)
				}
			} else if !strings.Contains(img, `loading="lazy" decoding="async"`) {
				t.Errorf("%s fetches at once %s", path, img)
			}
			if !regexp.MustCompile(` width="\d+" height="\d+"`).MatchString(img) || !strings.Contains(img, `class="h77b"`) {
				t.Errorf("%s keeps no place for %s", path, img)
			}
		}
		if waited != 1 || len(images) < 2 {
			t.Errorf("%s waits for %d of %d pictures", path, waited, len(images))
		}
	}
}
