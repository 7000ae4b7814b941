package bus

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// file rings between the processes of one machine by the time of a file for each topic,
// which everybody looks at now and then. In this process a ring is heard at once.
type file struct {
	local
	dir  string
	mu   sync.Mutex
	last map[Topic]time.Time
	stop context.CancelFunc
	ctx  context.Context //nolint:containedctx // it ends those who look when the bus is closed
	done sync.WaitGroup
}

// glance is how often a process looks at the files. A look costs a microsecond.
const glance = 10 * time.Millisecond

func openFile(ctx context.Context, dir string) (*file, error) {
	if dir == "" {
		return nil, news.Errorf(news.Invalid, "A bus of files needs a folder: write it as file:FOLDER.")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, news.Errorf(news.Invalid, "The folder %s of the bus cannot be made: %v.", dir, err)
	}
	f := &file{dir: dir, last: map[Topic]time.Time{}}
	f.ctx, f.stop = context.WithCancel(context.WithoutCancel(ctx))
	return f, nil
}

func (f *file) path(topic Topic) string { return filepath.Join(f.dir, string(topic)) }

// Ring sets the file's time: to now, and to later than it was, however coarse the clock.
func (f *file) Ring(ctx context.Context, topic Topic) {
	f.local.Ring(ctx, topic)
	f.mu.Lock()
	defer f.mu.Unlock()
	now := time.Now()
	if !now.After(f.last[topic]) {
		now = f.last[topic].Add(time.Microsecond)
	}
	f.last[topic] = now
	err := os.Chtimes(f.path(topic), now, now)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.WriteFile(f.path(topic), nil, 0o600)
	}
	if err != nil {
		slog.WarnContext(ctx, "the bell cannot be rung for other processes; they look by themselves", "err", err)
	}
}

func (f *file) rung(topic Topic) time.Time {
	info, err := os.Stat(f.path(topic))
	if err != nil { // nobody has rung yet
		return time.Time{}
	}
	return info.ModTime()
}

// Listen hears the rings of this process and of others.
func (f *file) Listen(ctx context.Context, topic Topic) (<-chan struct{}, error) {
	c, err := f.local.Listen(ctx, topic)
	if err != nil {
		return nil, err
	}
	last := f.rung(topic)
	f.done.Go(func() {
		look := time.NewTicker(glance)
		defer look.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-f.ctx.Done():
				return
			case <-look.C:
			}
			if now := f.rung(topic); !now.Equal(last) {
				last = now
				f.local.Ring(ctx, topic)
			}
		}
	})
	return c, nil
}

// Close ends those who listen.
func (f *file) Close() error {
	f.stop()
	f.done.Wait()
	return nil
}
