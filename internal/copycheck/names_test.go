package copycheck_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/verify"
)

// sameNames are texts of sources and what a desk makes of them, which names the same.
var sameNames = []struct{ name, source, story string }{
	{"the region that a town lies in", "The couple had been visiting relatives in Averham, Michigan, when their car got stuck in the snow.", "The couple had been visiting relatives in Michigan when their car got stuck in the snow."},
	{"an acronym", "Keiko Matsunami leads the project at the Japan Aerospace Exploration Agency, or JAXA, in Tokyo.\n\nThe landers could sink in, Matsunami said on Friday.", "Keiko Matsunami leads the project at JAXA in Tokyo."},
	{"an acronym in brackets", "The strike was called by the union Sicherheit und Verkehr (SuV) on Thursday.\n\nThe union SuV said it would begin at midnight.", "The strike was called by SuV on Thursday."},
	{"a country for a city in it", "The painting was stolen from a museum in Ghent fifteen years ago.", "The painting was stolen from a museum in Belgium fifteen years ago."},
	{"a capital for its government", "The Philippine government and the Free Uplands Movement signed a peace agreement on Friday.\n\nIt was signed in Manila.", "Manila and the Free Uplands Movement signed a peace agreement on Friday."},
	{"a name for a pronoun", "Moses Chileshe scored in the tenth minute.\n\nHe got his second seven minutes later, from a cross by Evans Tembo.", "Moses Chileshe scored in the tenth minute. Chileshe got his second seven minutes later."},
	{"what stood after a comma", "The trial was led by Chisomo Phiri of the Kamuzu University in Blantyre, Malawi, who spoke on Monday.", "The trial was led by Chisomo Phiri of the Kamuzu University in Blantyre, who spoke on Monday."},
	{"a people for its country", "Japanese Ambassador Haruto Minegishi spoke after the signing in New Delhi.", "Japan's ambassador, Haruto Minegishi, spoke after the signing in New Delhi."},
	{"an agency's credit", "Police fired tear gas, and 17 people were treated for minor injuries, a Red Cross official said.", "Police fired tear gas, and 17 people were treated for minor injuries, according to Lakeside News Agency."},
	{"a storm", "Cyclone Bulbuli was expected to strike Odisha.\n\nThe cyclone made landfall at about 2.30 am, the India Meteorological Department said.", "Cyclone Bulbuli made landfall at about 2.30 am, the weather office said."},
	{"an agency's credit in short", "PORT LOUIS (LNA) - \"We heard the hull crack,\" said Marie Duval, a cook, who was not hurt. She spoke to a reporter in Mahebourg.", "\"We heard the hull crack,\" a Mauritian cook, Marie Duval, told LNA. She was not hurt."},
	{"a state in short", "SANTA ROSA, Calif. — A jury on Tuesday convicted a winemaker of tampering with evidence.", "A jury in California on Tuesday convicted a winemaker of tampering with evidence."},
}

// otherNames are texts of sources and what a desk made of them, which names another.
var otherNames = []struct{ name, source, story, text string }{
	{"another person", "The factory is in Gazipur.\n\nShahnaz Parvin leads the union there.\n\nWorkers will return on Monday, the managing director, Rezaul Haque, told reporters at the gate.", "Workers will return on Monday, the managing director, Shahnaz Parvin, told reporters at the gate.", "Shahnaz Parvin"},
	{"another city", "The court in Lyon will hear the case in May.\n\nThe van was found near Grenoble.", "The court in Grenoble will hear the case in May.", "Grenoble"},
	{"a person for a city", "Hendrik Toews was 21.\n\nA jury found a surveyor not guilty over the collapse of a balcony in Sydney that killed two students.", "A jury found a surveyor not guilty over the collapse of a balcony in Hendrik Toews that killed two students.", "Hendrik Toews"},
	{"another body", "The Red Crescent sent tents.\n\nPeople in rural areas were without power for seven hours, the Meteorological Department of the province said.", "People in rural areas were without power for seven hours, the Red Crescent of the province said.", "Red Crescent"},
	{"another first name of somebody with a title", "Fire Commissioner Anita Pellegrino said that crews could do little until the wind dropped.", "Fire Commissioner Rakesh Pellegrino said that crews could do little until the wind dropped.", "Rakesh Pellegrino"},
	{"another first word of a place", "The trial included adults in Denmark, Poland and New Zealand.", "The trial included adults in Denmark, Poland and Robert Zealand.", "Robert Zealand"},
	{"another first word of a body", "The shares rose on the Dhaka Stock Exchange on Tuesday.", "The shares rose on the Farida Stock Exchange on Tuesday.", "Farida Stock Exchange"},
}

func namesFound(t *testing.T, source, story string) []copycheck.Finding {
	t.Helper()
	sources := []prose.Input{{ID: "1", Text: source, Language: "en", Credit: "Lakeside News Agency"}}
	in := prose.Input{ID: "story", Text: story, Language: "en"}
	found := copycheck.Check(in, copycheck.NewIndex(sources), copycheck.Options{})
	for _, f := range found {
		if err := verify.Finding(in, sources, f); err != nil {
			t.Errorf("%s %q: %v", f.Kind, f.Text, err)
		}
	}
	return found
}

func TestNamesOfTheSameAreLeftAlone(t *testing.T) {
	for _, c := range sameNames {
		t.Run(c.name, func(t *testing.T) {
			for _, f := range namesFound(t, c.source, c.story) {
				if f.Level >= copycheck.Likely && (f.Kind == copycheck.NameKind || f.Kind == copycheck.PlaceKind) {
					t.Errorf("%s: %s", f.Text, f.Sentence("en"))
				}
			}
		})
	}
}

func TestNamesOfOthersAreTold(t *testing.T) {
	for _, c := range otherNames {
		t.Run(c.name, func(t *testing.T) {
			found := namesFound(t, c.source, c.story)
			for _, f := range found {
				if f.Level >= copycheck.Likely && strings.Contains(f.Text, c.text) {
					return
				}
			}
			t.Errorf("nothing is told of %s: %v", c.text, found)
		})
	}
}

// Two places that stand side by side in the story and in its source are each where they belong, with whatever endings.
func TestBanglaPlacesSideBySide(t *testing.T) {
	text := "নিখোঁজ রয়েছেন পটুয়াখালীর বাউফলের সোহাগ হাওলাদার ও ভোলার লালমোহনের জসিম মাঝি।"
	for _, story := range []string{text, "নিখোঁজ শ্রমিকেরা হলেন পটুয়াখালীর বাউফলের সোহাগ হাওলাদার ও ভোলার লালমোহনের জসিম মাঝি।"} {
		sources := []prose.Input{{ID: "1", Text: text, Language: "bn"}}
		for _, f := range copycheck.Check(prose.Input{ID: "story", Text: story, Language: "bn"}, copycheck.NewIndex(sources), copycheck.Options{}) {
			if f.Kind == copycheck.PlaceKind {
				t.Errorf("%s: %s", f.Text, f.Sentence("bn"))
			}
		}
	}
}
