// Package darkroom develops strangers' files in a process of its own: one that has no environment, may open no file, and ends when it takes too much memory
// or too long. Whatever a file does to its decoder, the newsroom gets a sentence and goes on.
package darkroom

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
)

// Part is what is cut out of a picture.
type Part struct {
	Name   string           `json:"name"`
	Shape  develop.Ratio    `json:"shape,omitzero"` // zero is the picture's own
	FocusX float64          `json:"focus_x"`        // in shares of the width and the height
	FocusY float64          `json:"focus_y"`
	Exact  *image.Rectangle `json:"exact,omitempty"` // by hand, in pixels of the upright picture, instead of by shape and focus
	// Formats are those that it is wanted in, and Widths the widths, the smallest first; none are all of develop's.
	Formats []develop.Format `json:"formats,omitempty"`
	Widths  []develop.Width  `json:"widths,omitempty"`
	Cover   bool             `json:"cover,omitempty"` // the picture's cover is wanted, and nothing else: its one rendition
}

// Job says what to make of a file.
type Job struct {
	Parts []Part `json:"parts"`
	// Logo asks for one small PNG, that may be transparent, instead of parts: as the one print's one rendition.
	Logo  *Logo          `json:"logo,omitempty"`
	Carry inscribe.Words `json:"carry,omitzero"` // what the renditions say of themselves
	Bytes int            `json:"bytes"`          // of the file, which follows
}

// Logo is how large a logo may be, in pixels.
type Logo struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// Room is where pictures are developed.
type Room interface {
	// Develop makes the parts of a file. A file that cannot be taken is refused in one sentence (*news.Error).
	Develop(ctx context.Context, job Job, data []byte) (*Developed, error)
}

// Open is a room in this process, with no bounds on a file's memory and time: for tests and for files that are our own.
type Open struct{}

// Develop is of Room.
func (Open) Develop(_ context.Context, job Job, data []byte) (*Developed, error) {
	a := work(job, data)
	switch {
	case a.Refused != nil:
		return nil, a.Refused.error()
	case a.Failed != "":
		return nil, errors.New(a.Failed)
	}
	return a.Developed, nil
}

// Developed is what became of a file.
type Developed struct {
	Format   string            `json:"format"`
	Width    int               `json:"width"` // upright
	Height   int               `json:"height"`
	Moves    bool              `json:"moves,omitempty"` // this is the first of its pictures
	Colour   string            `json:"colour"`          // as "#8a9b7c"
	Likeness string            `json:"likeness,omitempty"`
	Faces    []image.Rectangle `json:"faces,omitempty"` // where faces were found, in pixels of the upright picture
	Metadata metadata.Metadata `json:"metadata"`
	Prints   []Print           `json:"prints"`
}

// Print is a part of the picture with its renditions, the smallest first.
type Print struct {
	Part       Part                `json:"part"`
	Cut        image.Rectangle     `json:"cut"` // where it was cut out
	Renditions []develop.Rendition `json:"renditions"`
}

// answer is what the process says to a job. The bytes of the renditions follow, in their order.
type answer struct {
	Developed *Developed `json:"developed,omitempty"`
	Refused   *refusal   `json:"refused,omitempty"`
	Failed    string     `json:"failed,omitempty"` // what went wrong that is no fault of the file's
	Sizes     []int      `json:"sizes,omitempty"`
}

// The limits of one file.
const (
	Time        = 10 * time.Second // of a processor
	patience    = 6                // times that on the clock, where a busy machine lets the process wait
	mostAnswer  = 64 << 20
	longestLine = 512 << 10 // of what is said before the bytes: much metadata, at its longest
)

// Darkroom runs one process, which is started with the first file and again after one that ended it. The zero value is not ready: see New.
type Darkroom struct {
	program string
	args    []string
	time    time.Duration // that a file may take of a processor
	turn    chan struct{} // who has it may use the process
	process *process
	behind  bool // its process works when nobody else wants the processor
	open    bool // the file system and the network are left open to the process, to see in a test that they would be
}

type process struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	log   *tail
	ended chan struct{} // is closed when it has
}

// New returns a darkroom whose process is the program with the arguments: one that calls Serve.
func New(program string, args ...string) *Darkroom {
	d := &Darkroom{program: program, args: args, time: Time, turn: make(chan struct{}, 1)}
	d.turn <- struct{}{}
	return d
}

// Behind has the process, once it is started, give way to everybody else who wants the processor, where the system knows how. It returns the darkroom.
func (d *Darkroom) Behind() *Darkroom {
	d.behind = true
	return d
}

// StartError says that the process could not be started, which is no fault of the file's.
type StartError struct{ err error }

func (e *StartError) Error() string { return "start the darkroom: " + e.err.Error() }

// Unwrap returns why.
func (e *StartError) Unwrap() error { return e.err }

// over reports whether the process has ended.
func (p *process) over() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// Develop makes the parts of a file. A file that cannot be taken is refused in one sentence (*news.Error).
func (d *Darkroom) Develop(ctx context.Context, job Job, data []byte) (*Developed, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-d.turn:
	}
	defer func() { d.turn <- struct{}{} }()
	if d.process != nil && d.process.over() { // it died with nothing to do
		d.stop()
	}
	if d.process == nil {
		p, err := d.start()
		if err != nil {
			return nil, &StartError{err}
		}
		d.process = p
	}
	p := d.process
	done := make(chan struct{})
	late := false
	watching := make(chan struct{})
	go func() {
		defer close(watching)
		late = d.watch(ctx, p, done)
	}()
	got, err := p.develop(job, data)
	close(done)
	<-watching
	if _, refused := errors.AsType[*news.Error](err); (err == nil || refused) && !late && ctx.Err() == nil {
		return got, err
	}
	d.stop()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case late:
		return nil, news.Errorf(news.Invalid, "The picture takes more than %d seconds to read, so it is refused.", int(d.time.Seconds()))
	case p.log.has("out of memory"), p.log.has("cannot allocate memory"):
		return nil, news.Errorf(news.TooLarge, "The picture takes more memory to read than a picture may.")
	}
	return nil, fmt.Errorf("develop the picture: %w: %s", err, p.log)
}

// watch ends the process when it has worked on a file for too long, which it reports, or when nobody waits for it any more. It returns once done is closed,
// or the process is ended.
func (d *Darkroom) watch(ctx context.Context, p *process, done <-chan struct{}) (late bool) {
	began := time.Now()
	before, _ := spent(p.cmd.Process.Pid)
	look := time.NewTicker(max(d.time/20, time.Millisecond))
	defer look.Stop()
	for {
		select {
		case <-done:
			return false
		case <-ctx.Done():
			_ = p.cmd.Process.Kill()
			return false
		case <-look.C:
		}
		waited := time.Since(began)
		worked, known := spent(p.cmd.Process.Pid)
		if known && worked-before < d.time && waited < patience*d.time || waited < d.time {
			continue
		}
		_ = p.cmd.Process.Kill()
		return true
	}
}

// Close ends the process.
func (d *Darkroom) Close() {
	<-d.turn
	d.stop()
	d.turn <- struct{}{}
}

func (d *Darkroom) start() (*process, error) {
	p := &process{cmd: exec.Command(d.program, d.args...), log: new(tail), ended: make(chan struct{})} //nolint:gosec,noctx // the program is our own, and serves more than one request
	p.cmd.Env = []string{"GOMEMLIMIT=256MiB", "GOMAXPROCS=1", "MALLOC_ARENA_MAX=1"}
	p.cmd.Dir = os.TempDir()
	p.cmd.Stderr = p.log
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReaderSize(out, longestLine)
	started := make(chan error)
	apart(func() { p.run(d.open, d.behind, started) })
	return p, <-started
}

// run starts the process and waits for its end, on a thread that serves nothing else: the process has what the thread has not given up, and ends when the
// thread does: see apart.
func (p *process) run(open, behind bool, started chan<- error) {
	defer close(p.ended)
	if behind {
		giveWay()
	}
	if !open {
		if err := shut(p.cmd.Path); err != nil {
			started <- err
			return
		}
	}
	bind(p.cmd)
	err := p.cmd.Start()
	started <- err
	if err == nil {
		_ = p.cmd.Wait() // why it ended is in its log
	}
}

// apart runs what on a thread that serves nothing else and ends with it, since it is never unlocked. It is not the first of the process, by whose rights the
// kernel judges who may send signals to the whole.
func apart(what func()) {
	go func() {
		runtime.LockOSThread()
		if !leads() {
			what()
			return
		}
		locked := make(chan struct{})
		go func() {
			runtime.LockOSThread() // another one, while the first is held
			close(locked)
			what()
		}()
		<-locked
		runtime.UnlockOSThread()
	}()
}

func (d *Darkroom) stop() {
	if d.process == nil {
		return
	}
	_ = d.process.in.Close()
	_ = d.process.cmd.Process.Kill()
	<-d.process.ended
	d.process = nil
}

// develop sends the job and reads the answer.
func (p *process) develop(job Job, data []byte) (*Developed, error) {
	job.Bytes = len(data)
	line, err := json.Marshal(job)
	if err != nil {
		return nil, err
	}
	sent := make(chan error, 1)
	go func() {
		_, err := io.Copy(p.in, io.MultiReader(bytes.NewReader(append(line, '\n')), bytes.NewReader(data)))
		sent <- err
	}()
	got, err := hear(p.out)
	if sending := <-sent; err == nil && sending != nil {
		return nil, sending
	}
	return got, err
}

// hear reads an answer.
func hear(from *bufio.Reader) (*Developed, error) {
	line, err := from.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	var a answer
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	switch err := decoder.Decode(&a); {
	case err != nil:
		return nil, err
	case a.Failed != "":
		return nil, errors.New(a.Failed)
	case a.Refused != nil:
		return nil, a.Refused.error()
	case a.Developed == nil:
		return nil, errors.New("the answer has no picture")
	}
	room := mostAnswer
	for _, p := range a.Developed.Prints {
		for i := range p.Renditions {
			if len(a.Sizes) == 0 || a.Sizes[0] < 0 || a.Sizes[0] > room {
				return nil, errors.New("the answer is larger than an answer may be")
			}
			p.Renditions[i].Data = make([]byte, a.Sizes[0])
			if _, err := io.ReadFull(from, p.Renditions[i].Data); err != nil {
				return nil, err
			}
			room, a.Sizes = room-a.Sizes[0], a.Sizes[1:]
		}
	}
	return a.Developed, nil
}

// tail keeps the first of what a process says when it dies.
type tail struct{ said bytes.Buffer }

func (t *tail) Write(b []byte) (int, error) {
	if room := 4096 - t.said.Len(); room > 0 {
		t.said.Write(b[:min(len(b), room)])
	}
	return len(b), nil
}

func (t *tail) has(words string) bool { return strings.Contains(t.said.String(), words) }
func (t *tail) String() string        { return strings.TrimSpace(t.said.String()) }
