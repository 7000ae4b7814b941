package delivery

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
	into "github.com/stet-news/stet/internal/newsroom/wire/place"
	"github.com/stet-news/stet/internal/store"
)

const (
	// patienceOfFiles is how long a try may take that puts files somewhere: less than the lease, for nobody else may write them meanwhile.
	patienceOfFiles = 2 * time.Minute
	// mostPictures and mostPictureBytes are how much of pictures lies beside one item.
	mostPictures     = 20
	mostPictureBytes = 50 << 20
)

// files puts the item into a place of files, its pictures before it, so that who takes it has them. A try that is made again writes the same names.
func (r *Room) files(ctx context.Context, l letter) error {
	secret, err := r.secret(ctx, l.to)
	if err != nil {
		return err
	}
	kept, err := r.DB.DestinationKey(ctx, l.to.ID)
	if err != nil {
		return err
	}
	all := append(r.pictures(ctx, l), into.Named{Name: FileName(l.file, l.delivery.Version), Type: l.file.Type, Data: l.file.Body})
	try, cancel := context.WithTimeout(ctx, patienceOfFiles)
	defer cancel()
	to := into.Target{Address: l.to.Address, Login: l.to.Login, Secret: news.Secret(secret), Key: kept}
	now, err := into.Put(try, r.Client, to, l.delivery.ID, all)
	if now != kept {
		if said := r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.SaveDestinationKey(ctx, l.to.ID, now) }); said != nil {
			return said
		}
	}
	return err
}

// FileName is the name under which a version of a story lies in a place of files: the same however often it is put there, and another than that
// of the versions before it.
func FileName(f out.File, version int) string {
	name, ending, _ := strings.Cut(f.Name, ".")
	return name + "-v" + strconv.Itoa(version) + "." + ending
}

// pictures are the files that lie beside the item. One that is not to be had is left out: the item has the address at which readers have it.
func (r *Room) pictures(ctx context.Context, l letter) (all []into.Named) {
	if r.Picture == nil {
		return nil
	}
	size := 0
	for _, name := range l.item.Beside(out.Format(l.to.Format)) {
		data, err := r.Picture(ctx, name)
		if err != nil {
			slog.WarnContext(ctx, "a picture does not go with the item to a client", "delivery", l.delivery.ID, "file", name, "err", err)
			continue
		}
		if size += len(data); len(all) == mostPictures || size > mostPictureBytes {
			break
		}
		all = append(all, into.Named{Name: name, Type: "image/jpeg", Data: data})
	}
	return all
}
