package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/store"
)

// openPictures opens the studio with its two darkrooms: one for who uploads and waits, one for the rest.
func (h *house) openPictures(files *blob.Store) error {
	studio, end, err := openStudio(files, h.db)
	if err != nil {
		return err
	}
	h.pictures, h.closers = studio, append(h.closers, closing(end))
	return nil
}

// openStudio returns a studio of the house in the database, and what ends its darkrooms.
func openStudio(files *blob.Store, db *store.DB) (_ *picture.Studio, end func(), err error) {
	program, err := os.Executable()
	if err != nil {
		return nil, nil, fmt.Errorf("find the program to start the darkroom: %w", err)
	}
	first, rest := darkroom.New(program, "darkroom"), darkroom.New(program, "darkroom").Behind()
	studio := picture.New(files, first, rest).In(func(ctx context.Context) (*time.Location, error) {
		house, err := db.House(ctx)
		return house.Location(), err
	})
	return studio, func() { first.Close(); rest.Close() }, nil
}

// closing is a Closer that cannot fail.
type closing func()

func (c closing) Close() error { c(); return nil }

// atOnce is how many pictures a turn of the chore develops: few enough for its minute.
const atOnce = 8

// developPictures makes the renditions that are not made yet, of the newest pictures first. A picture that cannot be developed now is tried again, three
// times in all; readers have the JPEG that was made when it came in.
func (h *house) developPictures(ctx context.Context) error {
	for more := true; more; {
		var err error
		if more, err = h.db.FillPictureUses(ctx); err != nil {
			return err
		}
	}
	if more, err := h.desk.RedrawMore(ctx); err != nil || more {
		return err
	}
	waiting, err := h.db.Undeveloped(ctx, picture.Plan, atOnce)
	if err != nil {
		return err
	}
	var failed error
	for _, p := range waiting {
		made, err := h.pictures.Develop(ctx, p)
		if ctx.Err() != nil {
			return failed // the next turn goes on with it
		}
		if _, ours := errors.AsType[*darkroom.StartError](err); ours {
			return errors.Join(failed, err) // no fault of the picture's
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("develop picture %s: %w", p.ID, err), h.desk.PictureFailed(ctx, p.ID))
			continue
		}
		failed = errors.Join(failed, h.desk.PictureDeveloped(ctx, made))
	}
	return failed
}
