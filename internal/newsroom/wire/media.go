package wire

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	_ "image/gif"  // the size of a picture is read of these
	_ "image/jpeg" // and of these
	_ "image/png"  // and of these
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	_ "golang.org/x/image/webp" // and of these

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

// The limits of the files of one dispatch. There are item.MaxFiles of them at most.
const (
	mostFile  = 25 << 20 // bytes of one
	mostFiles = 50 << 20 // bytes of all
)

// keeping puts the files of one item into the blob store, within the limits.
type keeping struct {
	room   *Room
	number int
	bytes  int
	left   int // files that were not kept
}

// put keeps a file and returns what is known of it, and false if it is more than a dispatch keeps. When it returns, its bytes are on the disk.
func (k *keeping) put(ctx context.Context, f item.File) (m news.Media, ok bool, err error) {
	if len(f.Data) == 0 || len(f.Data) > mostFile || k.bytes+len(f.Data) > mostFiles || k.number == item.MaxFiles || k.room.options.Files == nil {
		k.left++
		return m, false, nil
	}
	k.number++
	k.bytes += len(f.Data)
	m = described(f)
	return m, true, k.room.options.Files.Put(ctx, blob.WireFile(m.Hash), f.Data)
}

// described is what a file says of itself: its hash and size, its type where the wire said none, how large a picture is.
func described(f item.File) news.Media {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	if name = item.Cut(item.Line(path.Base(name)), 200); name == "." || name == "/" {
		name = ""
	}
	m := news.Media{Name: name, Type: f.Type, Size: int64(len(f.Data)), Hash: item.Hash(string(f.Data))}
	if !strings.Contains(m.Type, "/") || m.Type == "application/octet-stream" {
		m.Type = http.DetectContentType(f.Data)
		if byName := mime.TypeByExtension(strings.ToLower(path.Ext(name))); byName != "" && !strings.HasPrefix(m.Type, "image/") {
			m.Type = byName
		}
		m.Type, _, _ = strings.Cut(m.Type, ";")
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(f.Data)); err == nil {
		m.Width, m.Height = c.Width, c.Height
	}
	return m
}

// keepFiles keeps the files of an item and puts them into its dispatch: those that came in it, and those that it names and that lie beside it.
// It is done before the transaction that keeps the dispatch; an item that is known already is left as it is.
func (r *Room) keepFiles(ctx context.Context, d *desk, w news.Wire, to *news.Dispatch, files []item.File) error {
	awaited := 0
	for _, m := range to.Media {
		if m.Awaited() {
			awaited++
		}
	}
	if len(files) == 0 && awaited == 0 {
		return nil
	}
	known, err := r.options.Store.HasItem(ctx, w.ID, to.GUID, to.Hash)
	if err != nil {
		return fmt.Errorf("ask for %s: %w", to.GUID, err)
	}
	k := keeping{room: r}
	media := append([]news.Media(nil), to.Media...)
	for i, m := range media {
		if !m.Awaited() {
			continue
		}
		came, ok, err := r.beside(ctx, d, w, &k, m.Name, known)
		if err != nil {
			return err
		}
		if ok {
			media[i] = m.With(came)
		}
	}
	if known {
		return nil
	}
	for _, f := range files {
		m, ok, err := k.put(ctx, f)
		if err != nil {
			return fmt.Errorf("keep a file of %s: %w", to.GUID, err)
		}
		if ok {
			media = append(media, m)
		}
	}
	if strings.HasPrefix(to.RawType, "image/") && len(files) == 1 && len(media) == 1 { // the dispatch is a picture, and all of it is about that
		media[0].Caption, media[0].Credit, media[0].Rights = cmp.Or(to.Body.Plain(), to.Summary), cmp.Or(to.Credit, to.Author), to.Rights
	}
	to.Media = media
	if k.left > 0 {
		to.Left = leftInWords(k.left)
	}
	return nil
}

func leftInWords(n int) string {
	if n == 1 {
		return fmt.Sprintf("One file of the item was not kept: a dispatch keeps %d files at most, of %d MB each and %d MB in all.", item.MaxFiles, mostFile>>20, mostFiles>>20)
	}
	return fmt.Sprintf("%d files of the item were not kept: a dispatch keeps %d files at most, of %d MB each and %d MB in all.", n, item.MaxFiles, mostFile>>20, mostFiles>>20)
}

// beside returns a file that an item names: one that lies beside it, or one that came over the wire by that name a short time ago. Of an item
// that is known the file is looked for, so that it is not taken for one that came by itself, and not kept again.
func (r *Room) beside(ctx context.Context, d *desk, w news.Wire, k *keeping, name string, known bool) (m news.Media, ok bool, err error) {
	if d.beside != nil {
		if data, found := d.beside(name); found {
			if known {
				return m, false, nil
			}
			if m, ok, err = k.put(ctx, item.File{Name: name, Data: data}); err != nil || ok {
				return m, ok, err
			}
		}
	}
	if known {
		return m, false, nil
	}
	return r.options.Store.FileNamed(ctx, w.ID, name, time.Now().Add(-store.AwaitFor))
}

// holdFiles makes sure, in the transaction that keeps a dispatch, that its files are there and stay.
func (r *Room) holdFiles(ctx context.Context, tx *store.Tx, d news.Dispatch) error {
	for _, m := range d.Media {
		if !m.Kept() {
			continue
		}
		if err := tx.HoldFile(ctx, m.Hash, d.Received); err != nil {
			return err
		}
		has, err := r.options.Files.Has(ctx, blob.WireFile(m.Hash))
		if err != nil {
			return err
		}
		if !has {
			return fmt.Errorf("the file %s of %s has just been removed; it is kept again at the next try", m.Hash, d.GUID)
		}
	}
	return nil
}
