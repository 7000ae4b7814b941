package bench

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// Pictures is what it takes to measure our renditions against those of libvips.
type Pictures struct {
	Folder string // of photographs, JPEG
	// Stet returns the command that writes the renditions of the files in the formats into the folder.
	Stet   func(ctx context.Context, out string, formats []string, files []string) *exec.Cmd
	Vips   string // the program vipsthumbnail
	Rounds int
	Alike  bool // compare the bytes at equal similarity too
}

// vipsOptions are libvips' own defaults, but for what is known of the picture, which neither writes: quality 75, for AVIF 50; effort 4 of WebP and of AVIF.
const vipsOptions = "[strip]"

// Picture measures the renditions of the photographs in a folder, ours and libvips' in turns, on one core each: how long they take, how much memory, and how
// many bytes libvips would take for what looks as good.
func Picture(ctx context.Context, p Pictures, progress func(int)) (Report, error) {
	files, err := p.files()
	if err != nil {
		return Report{}, err
	}
	dir, err := os.MkdirTemp("", "stet-bench")
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	names := []string{"avif", "webp", "jpeg"}
	ours, theirs := map[string][]exported{}, map[string][]exported{}
	for i := range p.Rounds {
		for _, what := range append([]string{"all"}, names...) {
			formats := []string{what}
			if what == "all" {
				formats = names
			}
			out := filepath.Join(dir, fmt.Sprint("stet-", what, i))
			run, err := timedRun(p.Stet(ctx, out, formats, files), out)
			if err != nil {
				return Report{}, err
			}
			ours[what] = append(ours[what], run)
			out = filepath.Join(dir, fmt.Sprint("vips-", what, i))
			if run, err = p.thumbnails(ctx, out, formats, files); err != nil {
				return Report{}, err
			}
			theirs[what] = append(theirs[what], run)
		}
		progress(i + 1)
	}
	report := p.report(names, files, ours, theirs)
	if p.Alike {
		rows, err := p.alike(ctx, dir, files, progress)
		if err != nil {
			return Report{}, err
		}
		report.Rows = append(report.Rows, rows...)
	}
	return report, nil
}

// files returns the photographs.
func (p Pictures) files() ([]string, error) {
	if _, err := exec.LookPath(p.Vips); err != nil {
		return nil, news.Errorf(news.Unavailable, "To measure against libvips, it must be installed (Debian: apt-get install libvips-tools), or --vips must say where vipsthumbnail is.")
	}
	files, err := filepath.Glob(filepath.Join(p.Folder, "*.jpg"))
	if err == nil && len(files) == 0 {
		err = news.Errorf(news.NotFound, "There are no photographs (*.jpg) in %s.", p.Folder)
	}
	return files, err
}

// thumbnails has libvips write all widths in the formats, and adds up what the runs took.
func (p Pictures) thumbnails(ctx context.Context, out string, formats, files []string) (all exported, err error) {
	if err := os.MkdirAll(out, 0o750); err != nil {
		return all, err
	}
	for _, f := range formats {
		for _, w := range develop.Widths {
			name := filepath.Join(out, fmt.Sprintf("%%s-%d%s%s", w.Pixels, develop.Format(f).Ending(), vipsOptions))
			cmd := exec.CommandContext(ctx, p.Vips, append([]string{"--size", fmt.Sprintf("%dx", w.Pixels), "--output", name}, files...)...) //nolint:gosec // named by who runs this
			cmd.Env = append(os.Environ(), "VIPS_CONCURRENCY=1")
			run, err := timedRun(cmd, "")
			if err != nil {
				return all, err
			}
			all.seconds, all.cpu, all.memory = all.seconds+run.seconds, all.cpu+run.cpu, max(all.memory, run.memory)
		}
	}
	all.bytes, err = sizeOf(out)
	return all, err
}

func sizeOf(folder string) (all int64, err error) {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return 0, err
		}
		all += info.Size()
	}
	return all, err
}

func (p Pictures) report(names, files []string, ours, theirs map[string][]exported) Report {
	median := func(runs []exported, of func(exported) float64) float64 {
		var all []float64
		for _, r := range runs {
			all = append(all, of(r))
		}
		return percentile(all, 50)
	}
	each := float64(len(files))
	cpu := func(r exported) float64 { return r.cpu / each }
	seconds := func(r exported) float64 { return r.seconds / each }
	memory := func(r exported) float64 { return r.memory }
	size := func(r exported) float64 { return float64(r.bytes) / each / 1024 }
	version, _ := exec.Command(p.Vips, "--version").Output() //nolint:gosec,noctx // named by who runs this
	r := Report{
		Name: "picture",
		About: fmt.Sprintf("%d photographs to %d widths in %s; %d rounds in turns, medians, each photograph (%s, its defaults):", len(files), len(develop.Widths),
			strings.Join(names, ", "), p.Rounds, strings.TrimSpace(string(version))),
	}
	for _, what := range append([]string{"all"}, names...) {
		goal, ceiling := "", ""
		if what == "all" {
			goal, ceiling = "≤ 1.5", "≤ 3"
		}
		r.Rows = append(r.Rows,
			Row{what + ": stet / vips, CPU", median(ours[what], cpu) / median(theirs[what], cpu), "×", goal},
			Row{what + ": stet / vips, time", median(ours[what], seconds) / median(theirs[what], seconds), "×", goal},
			Row{what + ": stet, CPU", median(ours[what], cpu), "s", ceiling},
			Row{what + ": vips, CPU", median(theirs[what], cpu), "s", ""},
			Row{what + ": stet, bytes", median(ours[what], size), "KB", ""},
			Row{what + ": vips, bytes", median(theirs[what], size), "KB", ""})
	}
	r.Rows = append(r.Rows,
		Row{"stet, memory at most", median(ours["all"], memory), "MB", "≤ 400"},
		Row{"vips, memory at most", median(theirs["all"], memory), "MB", ""})
	return r
}

// decoded reads a file that either has written.
func decoded(data []byte) (image.Image, error) {
	m, _, err := image.Decode(bytes.NewReader(data)) // develop has brought the formats
	return m, err
}
