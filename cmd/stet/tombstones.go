package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"text/tabwriter"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/tombs"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/store"
)

// graves says where that is kept which must outlive the database.
type graves struct {
	RegisterKey string `help:"File with the key of the register of protected identities and of the tombstones. Default: register.key in the data folder, made if it is not there." type:"path"`
	Tombstones  string `help:"File of what was taken down; keep it out of what is put back with the database. Default: tombstones.log in the data folder." type:"path"`
}

func (g graves) file(data string) tombs.File {
	return tombs.At(cmp.Or(g.Tombstones, filepath.Join(data, "tombstones.log")))
}

// bury brings the database and the file of tombstones up to each other: whichever lacks one
// gets it, and the story of each is taken from readers once more if it came back. It returns
// all there are.
func bury(ctx context.Context, d *desk.Desk, file tombs.File) ([]news.Tombstone, error) {
	beside, err := file.Read()
	if err != nil {
		return nil, err
	}
	if beside.Damage != nil {
		slog.ErrorContext(ctx, "the file of tombstones is damaged; what can be read of it counts", "file", file.Path(), "err", beside.Damage)
	}
	all, err := d.Bury(ctx, beside.Stones)
	if err != nil {
		return nil, err
	}
	return all, file.Keep(all)
}

// open makes the desk ready for what was taken down.
func (g graves) open(ctx context.Context, s storage, d *desk.Desk) error {
	key, err := registerKey.read(g.RegisterKey, s.Data)
	if err != nil {
		return err
	}
	d.UseRegisterKey(key)
	d.UseTombstones(g.file(s.Data).Keep)
	_, err = bury(ctx, d, g.file(s.Data))
	return err
}

// settleGraves makes the database what it must be if it is a copy from before: it takes up
// the editions that readers have and it has not, and everything that was taken down is taken
// down again. The readers' own copy, which is nil in a process without readers, can be one
// from before too.
func (h *house) settleGraves(ctx context.Context, shelf *archive.Archive) error {
	file := h.graves.file(h.data)
	var stones []news.Tombstone
	if h.db == nil {
		c, err := file.Read()
		if err != nil {
			return err
		}
		stones = c.Stones
	} else {
		if shelf != nil {
			if err := h.takeUp(ctx, shelf); err != nil {
				return err
			}
		}
		var err error
		if stones, err = bury(ctx, h.desk, file); err != nil {
			return err
		}
	}
	if shelf == nil {
		return nil
	}
	notices := make([]edition.Notice, len(stones))
	for i, s := range stones {
		notices[i] = edition.Notice{Number: s.Story, Language: s.Language, Section: s.Section, Date: s.Date, At: s.At}
	}
	return shelf.Bury(notices)
}

// takeUpAtOnce is how many editions are taken up in one transaction.
const takeUpAtOnce = 500

// takeUp gives the database the editions that readers have and it has not.
func (h *house) takeUp(ctx context.Context, shelf *archive.Archive) error {
	last, err := h.db.LastChange(ctx)
	if err != nil {
		return err
	}
	v, from := shelf.View(), last.Number
	for tries := 0; last.Number < v.Edition(); {
		at, changes, err := shelf.After(last.Number, takeUpAtOnce)
		if err != nil {
			return err
		}
		if last.Number == 0 || !at.Equal(last.At) || len(changes) == 0 {
			slog.ErrorContext(ctx, "readers have editions of another database, and get none of this one: put theirs back, or move the folder edition away to begin anew",
				"readers", v.Edition(), "database", last.Number)
			return nil
		}
		err = h.desk.Recover(ctx, changes, highest(v))
		if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.Conflict && tries < 3 {
			tries++ // another process does the same
		} else if err != nil {
			return fmt.Errorf("take up the editions that readers have: %w", err)
		}
		if last, err = h.db.LastChange(ctx); err != nil {
			return err
		}
	}
	if last.Number > from {
		slog.WarnContext(ctx, "the database was older than what readers have, and has taken that up from them", "from", from+1, "to", last.Number)
	}
	return nil
}

// highest is the highest number of a story that readers know of.
func highest(v *archive.View) int64 {
	n := v.Numbers()
	for n > 0 && v.State(n) == archive.None {
		n--
	}
	return n
}

// keepStones keeps beside this process what was taken down by others.
func (h *house) keepStones(ctx context.Context) error {
	all, err := h.db.Tombstones(ctx)
	if err != nil {
		return err
	}
	return h.graves.file(h.data).Keep(all)
}

type tombstoneCommands struct {
	Verify tombstonesVerify `cmd:"" help:"Check that no tombstone was changed or removed, in the file and in the database."`
	List   tombstonesList   `cmd:"" help:"List what was taken down."`
}

type tombstonesVerify struct {
	storage
	graves
}

// Run checks the chain of the file, and that the database knows the same.
func (c *tombstonesVerify) Run(ctx context.Context, std streams) error {
	return c.with(ctx, func(db *store.DB, _ *account.Accounts) error {
		file := c.file(c.Data)
		is, err := file.Read()
		if err = errors.Join(err, is.Damage); err != nil {
			return err
		}
		known, err := db.Tombstones(ctx)
		if err != nil {
			return err
		}
		if more, less := is.Missing(known), (tombs.Content{Stones: known}).Missing(is.Stones); len(more)+len(less) > 0 {
			return news.Errorf(news.Conflict, "%d tombstones are only in the database and %d only in %s. stet serve brings them together.", len(more), len(less), file.Path())
		}
		_, err = fmt.Fprintf(std.out, "The tombstones are whole: %d, in %d records, the same in the database.\nhead %d %s\n", len(is.Stones), is.Lines, is.Lines, is.Head)
		return err
	})
}

type tombstonesList struct {
	storage
	graves
}

// Run lists the tombstones of the file.
func (c *tombstonesList) Run(std streams) error {
	is, err := c.file(c.Data).Read()
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	for _, s := range is.Stones {
		state := "stands"
		if !s.Lifted.IsZero() {
			state = "lifted " + s.Lifted.Format("2006-01-02") + " by " + s.LiftedBy.Name
		}
		fmt.Fprintf(t, "story %d\t%s\t%s, %s\t%s\t%s\n", s.Story, s.At.Format("2006-01-02 15:04"), s.By.Name, s.Approved.Name, s.Basis, state)
	}
	return errors.Join(t.Flush(), is.Damage)
}
