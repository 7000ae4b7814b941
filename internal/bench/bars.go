package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Bars is what a measurement of open bars needs to know.
type Bars struct {
	Target               // the newsroom
	Readers     []string // where each process serves readers, as http://127.0.0.1:…
	PIDs        []int    // of those processes
	Open        int      // how many bars are open
	Flashes     int      // how many are published, one after the other
	Pages       int      // how many pages are read a second meanwhile
	Path        string   // of the pages
	ClientFlags []string // with which this program holds bars open: see HoldBars
	PageFlags   []string // with which it reads pages: see ReadPages
}

// helper is a process that holds bars open, so many, or that reads pages.
type helper struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	count int
}

// held is what a holder says of one flash.
type held struct {
	Mark   string `json:"mark"`
	Had    int    `json:"had"`
	Median int64  `json:"median"` // nanoseconds since 1970
	Last   int64  `json:"last"`
}

// MeasureBars opens the bars, publishes flashes while pages are read, and measures what a
// bar costs the processes that serve it and how long each flash takes to the last of them.
// progress is told of bars that are open and of flashes.
func MeasureBars(ctx context.Context, b Bars, progress func(int)) (report Report, err error) {
	before, err := settled(ctx, b.PIDs)
	if err != nil {
		return Report{}, err
	}
	start := time.Now()
	var holders []*helper
	defer func() {
		for _, h := range holders {
			_ = h.end()
		}
	}()
	for i, readers := range b.Readers {
		h, err := b.hold(ctx, readers, b.Open*(i+1)/len(b.Readers)-b.Open*i/len(b.Readers))
		if err != nil {
			return Report{}, err
		}
		holders = append(holders, h)
	}
	open := 0
	for _, h := range holders {
		if _, err := h.out.ReadString('\n'); err != nil {
			return Report{}, fmt.Errorf("not all bars could be opened: %w", err)
		}
		open += h.count
		progress(open)
	}
	opened := time.Since(start)
	after, err := resident(b.PIDs)
	if err != nil {
		return Report{}, err
	}
	spent, err := cpuTime(b.PIDs)
	if err != nil {
		return Report{}, err
	}
	reading, err := b.read(ctx)
	if err != nil {
		return Report{}, err
	}
	var last, median []float64
	missing := 0
	for i := range b.Flashes {
		result, err := b.flash(ctx, holders, i)
		if err != nil {
			return Report{}, err
		}
		last, median, missing = append(last, result.last), append(median, result.median), missing+b.Open-result.had
		progress(open + i + 1)
		time.Sleep(pause)
	}
	pages, err := reading()
	if err != nil {
		return Report{}, err
	}
	peak, err := resident(b.PIDs)
	if err != nil {
		return Report{}, err
	}
	all, err := cpuTime(b.PIDs)
	if err != nil {
		return Report{}, err
	}
	return Report{
		Name: "bars",
		About: fmt.Sprintf("%d open bars on %d processes, %d flashes through the API, %d pages a second read meanwhile:",
			b.Open, len(b.Readers), b.Flashes, b.Pages),
		Rows: []Row{
			{"memory of the processes, a bar", float64(after-before) / float64(b.Open) / 1024, "KB", "≤ 2"},
			{"the same after all flashes", float64(peak-before) / float64(b.Open) / 1024, "KB", ""},
			{"a flash has reached the last bar after, median", percentile(last, 50), "ms", "≤ 500"},
			{"a flash has reached the last bar after, worst", percentile(last, 100), "ms", "≤ 500"},
			{"a flash has reached half of the bars after, median", percentile(median, 50), "ms", ""},
			{"all memory of the processes, a bar", float64(peak) / float64(b.Open) / 1024, "KB", ""},
			{"flashes that a bar has missed", float64(missing), "", "0"},
			{"pages read", float64(len(pages.Took)), "", ""},
			{"pages that failed", float64(pages.Failed), "", "0"},
			{"a page, median", percentile(pages.Took, 50), "ms", ""},
			{"a page, 99th of 100", percentile(pages.Took, 99), "ms", "≤ 20"},
			{"of it from when it was asked for until it had arrived, 99th", percentile(pages.Server, 99), "ms", ""},
			{"of it in which its reader waited for a processor, 99th", percentile(pages.Own, 99), "ms", ""},
			{"a page, worst", percentile(pages.Took, 100), "ms", ""},
			{"CPU of the processes a flash and bar, with publication and pages", float64((all - spent).Microseconds()) / float64(b.Open*b.Flashes), "µs", ""},
			{"opening all bars", opened.Seconds(), "s", ""},
		},
	}, nil
}

// pause is how long pages are read between two flashes.
const pause = time.Second

// launch starts this program with the arguments.
func launch(ctx context.Context, args []string) (*helper, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	h := &helper{cmd: exec.CommandContext(ctx, self, args...)}
	h.cmd.Stderr = os.Stderr
	if h.in, err = h.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := h.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	h.out = bufio.NewReader(out)
	return h, h.cmd.Start()
}

// end ends the process.
func (h *helper) end() error { return errors.Join(h.in.Close(), h.cmd.Wait()) }

// hold starts a process that holds so many bars of the server open.
func (b Bars) hold(ctx context.Context, readers string, count int) (*helper, error) {
	h, err := launch(ctx, append(slices.Clone(b.ClientFlags), strings.TrimPrefix(readers, "http://"), strconv.Itoa(count)))
	if err == nil {
		h.count = count
	}
	return h, err
}

// reached is when a flash has reached the bars, in milliseconds after its publication was
// answered.
type reached struct {
	had          int
	median, last float64
}

// flash publishes one and returns when the bars had it.
func (b Bars) flash(ctx context.Context, holders []*helper, i int) (r reached, err error) {
	mark := fmt.Sprintf("Mark%dx%d", i, time.Now().UnixNano())
	for _, h := range holders {
		if _, err := fmt.Fprintln(h.in, mark); err != nil {
			return r, err
		}
		if line, err := h.out.ReadString('\n'); err != nil || line != "listening\n" {
			return r, fmt.Errorf("who holds the bars open says %q: %w", line, err)
		}
	}
	answered, err := b.publish(ctx, mark)
	if err != nil {
		return r, err
	}
	for _, h := range holders {
		line, err := h.out.ReadBytes('\n')
		if err != nil {
			return r, err
		}
		var got held
		if err := json.Unmarshal(line, &got); err != nil || got.Mark != mark {
			return r, fmt.Errorf("who holds the bars open says %q: %w", line, err)
		}
		r.had += got.Had
		r.last = max(r.last, ms(time.Unix(0, got.Last).Sub(answered)))
		r.median = max(r.median, ms(time.Unix(0, got.Median).Sub(answered)))
	}
	return r, nil
}

// publish publishes a flash, and returns when the API had answered.
func (b Bars) publish(ctx context.Context, mark string) (time.Time, error) {
	client := &http.Client{Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	in := map[string]any{"language": "en", "text": mark, "minutes": 5}
	var out struct{}
	err := post(ctx, client, b.Target, "/api/v1/ticker", in, &out)
	return time.Now(), err
}

// read starts a process that reads pages. stop ends it and returns what it has seen.
func (b Bars) read(ctx context.Context) (stop func() (seen, error), err error) {
	args := append(slices.Clone(b.PageFlags), strconv.Itoa(b.Pages), b.Path)
	for _, r := range b.Readers {
		args = append(args, strings.TrimPrefix(r, "http://"))
	}
	h, err := launch(ctx, args)
	if err != nil {
		return nil, err
	}
	if line, err := h.out.ReadString('\n'); err != nil {
		return nil, fmt.Errorf("who reads pages says %q: %w", line, errors.Join(err, h.end()))
	}
	return func() (s seen, err error) {
		err = h.in.Close()
		return s, errors.Join(err, json.NewDecoder(h.out).Decode(&s), h.cmd.Wait())
	}, nil
}

// settled is resident once it has stopped falling, as it does for a while after a start.
func settled(ctx context.Context, pids []int) (least int64, err error) {
	if least, err = resident(pids); err != nil {
		return 0, err
	}
	for quiet := 0; quiet < 5 && ctx.Err() == nil; quiet++ {
		time.Sleep(time.Second)
		now, err := resident(pids)
		if err != nil {
			return 0, err
		}
		if now < least-least/200 {
			least, quiet = now, 0
		}
	}
	return least, ctx.Err()
}

// resident returns how many bytes of memory the processes have, all together (proc(5),
// status).
func resident(pids []int) (sum int64, err error) {
	for _, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			return 0, err
		}
		_, after, _ := strings.Cut(string(text), "VmRSS:")
		fields := strings.Fields(after)
		if len(fields) == 0 {
			return 0, fmt.Errorf("/proc/%d/status has no VmRSS", pid)
		}
		kb, err := strconv.ParseInt(fields[0], 10, 64)
		if err != nil {
			return 0, err
		}
		sum += kb << 10
	}
	return sum, nil
}
