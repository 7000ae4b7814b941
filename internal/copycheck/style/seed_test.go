package style

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// seedStory reads the page that the project began with: its headline, its one picture and its text.
func seedStory(t *testing.T) Story {
	t.Helper()
	files, _ := filepath.Glob("../../../../shared/seed/*.txt")
	if len(files) == 0 {
		t.Skip("../shared/seed is not here, so the page that the project began with was not read")
	}
	content, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" && line != "News update" && !strings.HasPrefix(line, "•") {
			lines = append(lines, line)
		}
	}
	// headline, byline, the picture's name, caption, text
	day := time.Date(2025, 7, 4, 11, 3, 0, 0, time.FixedZone("Asia/Dhaka", 6*3600))
	return Story{
		Headline: lines[0],
		Captions: []Caption{{Text: lines[3]}},
		Body:     prose.Input{Text: strings.Join(lines[4:], "\n"), Language: "en", Date: day, Place: "Dhaka"},
		Date:     day,
	}
}

// told is a finding as a test writes it down.
func told(findings []Finding) []string {
	var out []string
	for _, f := range findings {
		s := f.Level.String() + " " + f.Rule + " " + string(f.Field.Name) + ": " + f.Text
		if f.Fix != "" {
			s += " → " + f.Fix
		}
		out = append(out, s)
	}
	return out
}

func TestTheSeedsPageHasItsTwoSpellingsAndItsTwoDateFormsAndNothingThatIsNotThere(t *testing.T) {
	story := seedStory(t)
	want := []string{
		// It is in title case, on a page whose other headlines are not.
		"check headline headline: No Progress in Trump-Putin Call on Ukraine War, Says Trump → No progress in Trump-Putin call on Ukraine war, says Trump",
		// Straight marks, on a page that has curly ones round Trump's words.
		"certain quotation-marks body: \"root causes.\" → “root causes.”",
		"certain spelling body: defense → defence",
		"certain quotation-marks body: \"root causes\" → “root causes”",
		"certain spelling body: defense → defence",
		// No credit, and seven years old.
		"likely picture-credit caption: US President Donald Trump meets Russian President Vladimir Putin in Helsinki, Finland, on July 16, 2018.",
		"certain dates caption: July 16, 2018 → 16 July 2018",
		"likely file-photo caption: July 16, 2018",
	}
	if diff := cmp.Diff(want, told(British().Check(story))); diff != "" {
		t.Error(diff)
	}
}

func TestAnAmericanHouseAsksTheSeedsPageForTheOtherForms(t *testing.T) {
	story := seedStory(t)
	var got []string
	for _, f := range American().Check(story) {
		if f.Rule == "spelling" || f.Rule == "dates" {
			got = append(got, told([]Finding{f})[0])
		}
	}
	want := []string{
		"certain dates body: 4 July → July 4",
		"certain spelling body: defence → defense",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
