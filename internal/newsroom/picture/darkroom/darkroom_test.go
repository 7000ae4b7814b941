package darkroom_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// The test's own program is the process: it has no environment there, so it goes by its arguments.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		switch os.Args[1] {
		case "develop":
			if err := darkroom.Serve(os.Stdin, os.Stdout); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			os.Exit(0)
		case "sleep":
			time.Sleep(time.Hour)
		case "spin":
			for began := time.Now(); time.Since(began) < time.Hour; {
			}
		case "eat":
			_ = darkroom.Serve(bytes.NewReader(nil), os.Stdout) // it is confined, and has nothing to do
			var all [][]byte
			for {
				b := make([]byte, 64<<20)
				for i := 0; i < len(b); i += 4096 {
					b[i] = 1
				}
				all = append(all, b)
				_ = all
			}
		case "try":
			try(os.Args[2], os.Args[3], os.Args[4])
			_, _ = io.Copy(io.Discard, os.Stdin) // what it said is heard before it ends
			os.Exit(0)
		case "lie":
			fmt.Println(`{"developed":{"prints":[{"renditions":[{}]}]},"sizes":[1099511627776]}`)
			time.Sleep(time.Hour)
		}
		os.Exit(3)
	}
	os.Exit(m.Run())
}

func room(t *testing.T, how string) *darkroom.Darkroom {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d := darkroom.New(program, how)
	t.Cleanup(d.Close)
	return d
}

var (
	two   = []develop.Format{develop.JPEG, develop.WebP}
	whole = darkroom.Job{Parts: []darkroom.Part{
		{Name: "whole", Formats: two},
		{Name: "16x9", Shape: develop.Ratio{Width: 16, Height: 9}, FocusX: .5, FocusY: .5, Formats: two},
	}}
)

func photograph(t *testing.T, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), 90, 255}) //nolint:gosec // it is a byte
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPictureIsDevelopedInAProcessOfItsOwn(t *testing.T) {
	d := room(t, "develop")
	for range 2 { // the second goes to the process that is there
		got, err := d.Develop(t.Context(), whole, photograph(t, 700, 500))
		if err != nil {
			t.Fatal(err)
		}
		if got.Format != "jpeg" || got.Width != 700 || got.Height != 500 || len(got.Prints) != 2 {
			t.Fatalf("%+v", got)
		}
		for _, p := range got.Prints {
			if len(p.Renditions) != 12 {
				t.Errorf("%s has %d renditions", p.Part.Name, len(p.Renditions))
			}
			for _, r := range p.Renditions {
				c, format, err := image.DecodeConfig(bytes.NewReader(r.Data))
				if err != nil || format != string(r.Format) || c.Width != r.Width || c.Height != r.Height {
					t.Errorf("%s %d: %s %v %v", r.Format, r.Width, format, c, err)
				}
			}
		}
		if cut := got.Prints[1].Cut; cut.Dx() != 700 || cut.Dy() != 393 {
			t.Errorf("16:9 is %v", cut)
		}
	}
}

// Whatever the files are that others found to break programs: each is developed or refused in a sentence, in two seconds, and the next goes on.
func TestEveryHostileFileIsASentenceAndTheNextPictureIsDeveloped(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "..", "..", "shared", "cases", "pictures")
	files, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil || len(files) == 0 {
		t.Skip("the cases are missing")
	}
	d := room(t, "develop")
	if _, err := d.Develop(t.Context(), whole, photograph(t, 300, 200)); err != nil {
		t.Fatal(err)
	}
	only := darkroom.Job{Parts: []darkroom.Part{{Name: "whole", Formats: []develop.Format{develop.JPEG}}}}
	refused := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.Develop(t.Context(), only, data)
		if e, ok := errors.AsType[*news.Error](err); ok {
			refused++
			if !strings.HasSuffix(e.Message, ".") || strings.Contains(e.Message, "%!") {
				t.Errorf("%s: %q is no sentence", filepath.Base(file), e.Message)
			}
		} else if err != nil || len(got.Prints) != 1 {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
		if hostile := filepath.Base(filepath.Dir(file)) == "hostile"; hostile && err == nil {
			t.Errorf("%s was developed", filepath.Base(file))
		}
	}
	t.Logf("%d files, %d refused", len(files), refused)
	if _, err := d.Develop(t.Context(), whole, photograph(t, 300, 200)); err != nil {
		t.Error(err)
	}
}

// A refusal is the same sentence in both processes, with its numbers as numbers: it is said in Bangla too.
func TestARefusalKeepsWhatItIsMadeOf(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "..", "shared", "cases", "pictures", "hostile", "bomb-20000x20000.png"))
	if err != nil {
		t.Skip("the cases are missing")
	}
	_, here := develop.Decode(data, 1)
	_, there := room(t, "develop").Develop(t.Context(), whole, data)
	a, _ := errors.AsType[*news.Error](here)
	b, ok := errors.AsType[*news.Error](there)
	if !ok || a.Message != b.Message || a.Kind != b.Kind || a.Said.Format != b.Said.Format || fmt.Sprint(a.Said.Args) != fmt.Sprint(b.Said.Args) {
		t.Errorf("%v\n%v", here, there)
	}
}

func TestAProcessThatEatsMemoryHangsOrLiesIsEndedAndHarmsNobody(t *testing.T) {
	for how, sentence := range map[string]string{"eat": "more memory", "sleep": "to read, so it is refused", "spin": "more than 1 seconds", "lie": "", "end": ""} {
		d := room(t, how)
		switch how {
		case "sleep":
			d.Within(time.Second / 10)
		case "spin":
			d.Within(time.Second)
		default:
			d.Within(darkroom.Time)
		}
		for range 2 {
			got, err := d.Develop(t.Context(), whole, photograph(t, 30, 20))
			e, refused := errors.AsType[*news.Error](err)
			if err == nil || refused != (sentence != "") || refused && !strings.Contains(e.Message, sentence) {
				t.Errorf("%s: %+v %v", how, got, err)
			}
		}
	}
}

func TestWhoGoesAwayDoesNotWaitForTheProcess(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	if _, err := room(t, "sleep").Develop(ctx, whole, photograph(t, 30, 20)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

func TestAProcessThatDiedWithNothingToDoIsStartedAgain(t *testing.T) {
	d := room(t, "develop")
	data := photograph(t, 64, 48)
	for range 2 {
		if _, err := d.Develop(t.Context(), whole, data); err != nil {
			t.Fatal(err)
		}
		d.Kill()
	}
}

func TestAProgramThatIsNotThereIsNoFaultOfTheFile(t *testing.T) {
	d := darkroom.New(filepath.Join(t.TempDir(), "none"))
	_, err := d.Develop(t.Context(), whole, photograph(t, 64, 48))
	if _, is := errors.AsType[*darkroom.StartError](err); !is {
		t.Errorf("it is said that %v", err)
	}
	if _, is := errors.AsType[*news.Error](err); is {
		t.Errorf("the file is blamed: %v", err)
	}
}
