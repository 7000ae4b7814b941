package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// pictureCommand makes of files what readers would get of them, for scripts and for measuring.
type pictureCommand struct {
	Files   []string `arg:"" name:"file" help:"Pictures: JPEG, PNG, WebP, AVIF, HEIC or GIF."`
	Out     string   `required:"" help:"Folder that the renditions are written to." placeholder:"FOLDER"`
	Formats []string `help:"Formats to write." enum:"avif,webp,jpeg" default:"avif,webp,jpeg"`
	Crops   []string `help:"Shapes to cut out besides the picture's own, such as 3:2." placeholder:"W:H" sep:","`
	Focus   string   `help:"Point that stays in the middle of crops, in hundredths of width and height." default:"50,50" placeholder:"X,Y"`
	JSON    bool     `name:"json" help:"Print a line of JSON for each file."`
}

// madeFile is a file that was written.
type madeFile struct {
	File string `json:"file"`
	develop.Rendition
	Bytes int `json:"bytes"`
}

// pictureReport is what the command says of a file.
type pictureReport struct {
	File    string `json:"file"`
	Refused string `json:"refused,omitempty"`
	*darkroom.Developed
	Made         []madeFile `json:"made,omitempty"`
	Milliseconds int64      `json:"milliseconds"`
}

// Run writes the renditions. It fails if a file was refused, after it has done the others.
func (c pictureCommand) Run(ctx context.Context, std streams) error {
	job, err := c.job()
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil { //nolint:gosec // renditions are for everybody
		return err
	}
	room := darkroom.New(program, "darkroom")
	defer room.Close()
	refused := 0
	for _, file := range c.Files {
		r, err := c.one(ctx, room, job, file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if r.Refused != "" {
			refused++
		}
		if err := c.print(std, r); err != nil {
			return err
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d files were refused", refused, len(c.Files))
	}
	return nil
}

func (c pictureCommand) job() (darkroom.Job, error) {
	var x, y float64
	if _, err := fmt.Sscanf(c.Focus, "%f,%f", &x, &y); err != nil || x < 0 || x > 100 || y < 0 || y > 100 {
		return darkroom.Job{}, news.Errorf(news.Invalid, "The focus %q is not two numbers from 0 to 100, such as 50,30.", c.Focus)
	}
	job := darkroom.Job{Parts: []darkroom.Part{{Name: "whole"}}}
	for _, crop := range c.Crops {
		var shape develop.Ratio
		if _, err := fmt.Sscanf(crop, "%d:%d", &shape.Width, &shape.Height); err != nil || shape.Width < 1 || shape.Height < 1 || shape.Width > 100 || shape.Height > 100 {
			return darkroom.Job{}, news.Errorf(news.Invalid, "The crop %q is not a shape such as 3:2.", crop)
		}
		job.Parts = append(job.Parts, darkroom.Part{Name: fmt.Sprintf("%dx%d", shape.Width, shape.Height), Shape: shape, FocusX: x / 100, FocusY: y / 100})
	}
	for i := range job.Parts {
		for _, f := range c.Formats {
			job.Parts[i].Formats = append(job.Parts[i].Formats, develop.Format(f))
		}
	}
	return job, nil
}

func (c pictureCommand) one(ctx context.Context, room *darkroom.Darkroom, job darkroom.Job, file string) (pictureReport, error) {
	r := pictureReport{File: file}
	data, err := os.ReadFile(file) //nolint:gosec // it is the file that was asked for
	if err != nil {
		return r, err
	}
	began := time.Now()
	r.Developed, err = room.Develop(ctx, job, data)
	r.Milliseconds = time.Since(began).Milliseconds()
	if refused, ok := errors.AsType[*news.Error](err); ok {
		r.Refused = refused.Message
		return r, nil
	}
	if err != nil {
		return r, err
	}
	stem := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	for _, p := range r.Prints {
		for _, made := range p.Renditions {
			name := filepath.Join(c.Out, fmt.Sprintf("%s-%s-%d%s", stem, p.Part.Name, made.Width, made.Format.Ending()))
			if err := os.WriteFile(name, made.Data, 0o644); err != nil { //nolint:gosec // renditions are for everybody
				return r, err
			}
			r.Made = append(r.Made, madeFile{name, made, len(made.Data)})
		}
	}
	return r, nil
}

func (c pictureCommand) print(std streams, r pictureReport) error {
	if c.JSON {
		return json.NewEncoder(std.out).Encode(r)
	}
	if r.Refused != "" {
		_, err := fmt.Fprintf(std.out, "%s: refused: %s\n", r.File, r.Refused)
		return err
	}
	fmt.Fprintf(std.out, "%s: %s, %d × %d, in %d ms\n", r.File, r.Format, r.Width, r.Height, r.Milliseconds)
	m := r.Metadata
	for _, line := range [][2]string{{"caption", m.Caption}, {"creator", m.Creator}, {"credit", m.Credit}, {"copyright", m.Copyright}, {"usage terms", m.UsageTerms}, {"instructions", m.Instructions}} {
		if line[1] != "" {
			fmt.Fprintf(std.out, "  %s: %s\n", line[0], line[1])
		}
	}
	if !m.Taken.IsZero() {
		fmt.Fprintf(std.out, "  taken: %s\n", m.Taken.Format("2006-01-02 15:04"))
	}
	for _, f := range r.Made {
		over := ""
		if f.Over {
			over = ", above its ceiling"
		}
		fmt.Fprintf(std.out, "  %s: %d × %d, %d bytes, quality %d%s\n", f.File, f.Width, f.Height, f.Bytes, f.Quality, over)
	}
	return nil
}

// darkroomCommand is the process in which strangers' files are decoded.
type darkroomCommand struct{}

func (darkroomCommand) Run(std streams) error { return darkroom.Serve(std.in, std.out) }
