package bench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Exports is what it takes to measure an export against Hugo.
type Exports struct {
	World World
	// Stet returns the command that exports the site into the folder.
	Stet func(ctx context.Context, out string) *exec.Cmd
	// Edit changes one story and takes that to the readers' copy.
	Edit   func(ctx context.Context) error
	Hugo   string // the program
	Rounds int
}

// exported is one run of a program that writes a site.
type exported struct {
	seconds float64
	cpu     float64 // seconds of processors
	memory  float64 // megabytes, at most
	files   int
	bytes   int64
}

// Export measures the whole site as files, written by us and by Hugo in turns, each into
// an empty folder, and what one edit takes after that.
func Export(ctx context.Context, e Exports, progress func(int)) (Report, error) {
	if _, err := exec.LookPath(e.Hugo); err != nil {
		return Report{}, news.Errorf(news.Unavailable, "To measure against Hugo, it must be installed (Debian: apt-get install hugo), or --hugo must say where it is.")
	}
	dir, err := os.MkdirTemp(e.World.Dir, "export")
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	ours, theirs, source := filepath.Join(dir, "stet"), filepath.Join(dir, "hugo"), filepath.Join(dir, "source")
	if _, err := timedRun(e.Stet(ctx, ours), ours); err != nil {
		return Report{}, err
	}
	if err := hugoSource(ours, source, e.World.Stories); err != nil {
		return Report{}, err
	}
	hugo := func() *exec.Cmd {
		return exec.CommandContext(ctx, e.Hugo, "--source", source, "--destination", theirs, "--quiet", "--cacheDir", filepath.Join(dir, "cache"))
	}
	var stets, hugos []exported
	for i := range e.Rounds {
		// Each turn has a folder of its own, and what was written before is on the disk: for
		// seconds after many files were removed, ext4 looks long for a number for a new one.
		ours, theirs = filepath.Join(dir, fmt.Sprint("stet-", i)), filepath.Join(dir, fmt.Sprint("hugo-", i))
		for _, s := range []struct {
			out  string
			cmd  *exec.Cmd
			runs *[]exported
		}{{ours, e.Stet(ctx, ours), &stets}, {theirs, hugo(), &hugos}} {
			syscall.Sync()
			run, err := timedRun(s.cmd, s.out)
			if err != nil {
				return Report{}, err
			}
			*s.runs = append(*s.runs, run)
		}
		progress(i + 1)
	}
	var edits []exported
	for range 5 {
		if err := e.Edit(ctx); err != nil {
			return Report{}, err
		}
		run, err := timedRun(e.Stet(ctx, ours), "")
		if err != nil {
			return Report{}, err
		}
		edits = append(edits, run)
	}
	return exportReport(e, stets, hugos, edits), nil
}

func exportReport(e Exports, stets, hugos, edits []exported) Report {
	median := func(runs []exported, of func(exported) float64) float64 {
		var all []float64
		for _, r := range runs {
			all = append(all, of(r))
		}
		return percentile(all, 50)
	}
	seconds := func(r exported) float64 { return r.seconds }
	cpu := func(r exported) float64 { return r.cpu }
	memory := func(r exported) float64 { return r.memory }
	files := func(r exported) float64 { return float64(r.files) }
	size := func(r exported) float64 { return float64(r.bytes) / (1 << 20) }
	name, _ := exec.Command(e.Hugo, "version").Output() //nolint:gosec,noctx // the program was named by who runs this
	return Report{
		Name:  "export",
		About: fmt.Sprintf("The whole site of %d stories as files into an empty folder, %d rounds in turns, medians (%s):", e.World.Stories, e.Rounds, strings.TrimSpace(string(name))),
		Rows: []Row{
			{"stet / hugo, time", median(stets, seconds) / median(hugos, seconds), "×", "≤ 1"},
			{"stet", median(stets, seconds), "s", ""},
			{"hugo", median(hugos, seconds), "s", ""},
			{"stet / hugo, CPU", median(stets, cpu) / median(hugos, cpu), "×", ""},
			{"stet, CPU", median(stets, cpu), "s", ""},
			{"hugo, CPU", median(hugos, cpu), "s", ""},
			{"stet, memory at most", median(stets, memory), "MB", "≤ 512"},
			{"hugo, memory at most", median(hugos, memory), "MB", ""},
			{"stet, files", median(stets, files), "", ""},
			{"hugo, files", median(hugos, files), "", ""},
			{"stet, size", median(stets, size), "MB", ""},
			{"hugo, size", median(hugos, size), "MB", ""},
			{"stet, after one edit", 1000 * median(edits, seconds), "ms", "≤ 100"},
			{"stet, after one edit, CPU", 1000 * median(edits, cpu), "ms", ""},
		},
	}
}

// timedRun runs the command and counts what it wrote into the folder.
func timedRun(cmd *exec.Cmd, out string) (r exported, err error) {
	began := time.Now()
	text, err := cmd.CombinedOutput()
	r.seconds = time.Since(began).Seconds()
	if err != nil {
		return r, fmt.Errorf("%s: %w: %s", filepath.Base(cmd.Path), err, text)
	}
	r.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.memory = float64(u.Maxrss) / 1024
	}
	if out == "" {
		return r, nil
	}
	err = filepath.WalkDir(out, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		r.files++
		r.bytes += info.Size()
		return nil
	})
	if err == nil && r.files == 0 {
		err = errors.New("nothing was written")
	}
	return r, err
}
