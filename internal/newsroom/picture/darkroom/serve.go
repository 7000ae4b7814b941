package darkroom

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"runtime/debug"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
	"github.com/stet-news/stet/internal/newsroom/picture/faces"
	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
)

// Serve is the process of a darkroom: it confines itself, and then develops what comes in until nothing does.
func Serve(in io.Reader, out io.Writer) error {
	if err := confine(); err != nil {
		return fmt.Errorf("confine the darkroom: %w", err)
	}
	from, to := bufio.NewReaderSize(in, longestLine), bufio.NewWriter(out)
	for {
		line, err := from.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a job: %w", err)
		}
		var job Job
		if err := json.Unmarshal(line, &job); err != nil {
			return fmt.Errorf("read a job: %w", err)
		}
		if job.Bytes < 0 || job.Bytes > develop.MaxBytes+1 {
			return fmt.Errorf("a job has a file of %d bytes", job.Bytes)
		}
		data := make([]byte, job.Bytes)
		if _, err := io.ReadFull(from, data); err != nil {
			return fmt.Errorf("read the file of a job: %w", err)
		}
		if err := say(to, work(job, data)); err != nil {
			return err
		}
		data = nil //nolint:ineffassign,wastedassign // nothing holds it while the memory is given back
		debug.FreeOSMemory()
	}
}

// work does one job. Whatever it panics with was the file's doing.
func work(job Job, data []byte) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer{Refused: &refusal{Kind: news.Invalid, Format: "The picture is damaged and cannot be read."}}
		}
	}()
	d, err := makeParts(job, data)
	if refused, ok := errors.AsType[*news.Error](err); ok {
		return answer{Refused: refusalOf(refused)}
	}
	if err != nil {
		return answer{Failed: err.Error()}
	}
	return answer{Developed: d}
}

func makeParts(job Job, data []byte) (*Developed, error) {
	head, err := develop.Look(data)
	if err != nil {
		return nil, err
	}
	known := metadata.Read(data, head.Format)
	n, err := develop.Decode(data, known.Turn)
	if err != nil {
		return nil, err
	}
	n.Words = job.Carry
	d := &Developed{Format: n.Format, Width: n.Width, Height: n.Height, Moves: n.Moves, Metadata: known}
	if job.Logo != nil {
		logo, err := n.Logo(job.Logo.Width, job.Logo.Height)
		d.Prints = []Print{{Renditions: []develop.Rendition{logo}}}
		return d, err
	}
	for _, part := range job.Parts {
		p, err := printPart(n, part)
		if err != nil {
			return nil, err
		}
		d.Prints = append(d.Prints, p)
	}
	d.Colour, d.Likeness, d.Faces = n.Colour(), n.Likeness(), facesIn(n)
	return d, nil
}

// facesIn looks for faces in a print that is large enough to find them in, one that is made anyway.
func facesIn(n *develop.Negative) (found []image.Rectangle) {
	m := n.Glance(facesWidth)
	by := float64(n.Width) / float64(m.Rect.Dx())
	at := func(p int) int { return int(math.Round(float64(p) * by)) }
	for _, r := range faces.Find(m) {
		if r = image.Rect(at(r.Min.X), at(r.Min.Y), at(r.Max.X), at(r.Max.Y)).Intersect(n.Whole()); !r.Empty() {
			found = append(found, r)
		}
	}
	return found
}

// facesWidth is the width of the print in which faces are looked for.
const facesWidth = 480

func printPart(n *develop.Negative, part Part) (p Print, err error) {
	cut := n.Whole()
	switch {
	case part.Cover:
		cover, err := n.Cover()
		return Print{Part: part, Cut: cut, Renditions: []develop.Rendition{cover}}, err
	case part.Exact != nil:
		if cut = part.Exact.Intersect(cut); cut.Empty() {
			return p, news.Errorf(news.Invalid, "The crop %s is outside the picture.", part.Name)
		}
	case part.Shape != develop.Ratio{}:
		cut = n.Crop(part.Shape, part.FocusX, part.FocusY)
	}
	formats, widths := part.Formats, part.Widths
	if len(formats) == 0 {
		formats = develop.Formats
	}
	if len(widths) == 0 {
		widths = develop.Widths
	}
	p = Print{Part: part, Cut: cut}
	p.Renditions, err = n.Set(cut, widths, formats)
	return p, err
}

// say writes an answer.
func say(to *bufio.Writer, a answer) error {
	var files [][]byte
	if a.Developed != nil {
		for _, p := range a.Developed.Prints {
			for i := range p.Renditions {
				files = append(files, p.Renditions[i].Data)
				a.Sizes = append(a.Sizes, len(p.Renditions[i].Data))
				p.Renditions[i].Data = nil
			}
		}
	}
	line, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if _, err := to.Write(append(line, '\n')); err != nil {
		return err
	}
	for _, f := range files {
		if _, err := to.Write(f); err != nil {
			return err
		}
	}
	return to.Flush()
}
