// Package tombs keeps tombstones in a file beside the data, out of reach of a backup of the
// database: what was taken down yesterday is known to it when the database of the day before
// is put back. The file is only ever added to. Each line is one JSON record with the hash of
// the one before it, on the disk before anything counts on it.
package tombs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// File is the file of tombstones at a path. Several processes may share it.
type File struct{ path string }

// At returns the file at the path, which need not be there.
func At(path string) File { return File{path} }

// Path is where the file is.
func (f File) Path() string { return f.path }

// line is one record: a tombstone as it is from then on.
type line struct {
	Seq      int64           `json:"seq"` // from 1
	Previous string          `json:"previous"`
	Stone    json.RawMessage `json:"stone"`
	Hash     string          `json:"hash"` // of all the others
}

func (l line) sum() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n%s\n%s", l.Seq, l.Previous, l.Stone)
	return hex.EncodeToString(h.Sum(nil))
}

// Content is what a file holds.
type Content struct {
	Stones []news.Tombstone // in the order in which they were set, each as it is now
	Lines  int64            // how many records there are
	Head   string           // the hash of the last, "" for none
	// Damage says where the chain breaks first, and is nil if it does not. What could be read
	// counts all the same: better one too many than one too few.
	Damage error
	end    int64 // of the last whole line
}

// Read reads the file. One that is not there is empty.
func (f File) Read() (Content, error) {
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return Content{}, nil
	}
	if err != nil {
		return Content{}, fmt.Errorf("read the tombstones: %w", err)
	}
	return Parse(text), nil
}

// Parse reads the records in the text. A last line without an end was not written whole, and
// nothing counts on it.
func Parse(text []byte) (c Content) {
	at := map[string]int{}
	for number := 1; ; number++ {
		i := bytes.IndexByte(text[c.end:], '\n')
		if i < 0 {
			return c
		}
		raw := text[c.end:][:i]
		c.end += int64(i) + 1
		var l line
		var s news.Tombstone
		err := json.Unmarshal(raw, &l)
		if err == nil {
			err = json.Unmarshal(l.Stone, &s)
		}
		switch {
		case err != nil || s.ID == "" || s.Story <= 0:
			c.damaged(number, "it is no record of a tombstone")
			continue
		case l.Seq != c.Lines+1 || l.Previous != c.Head:
			c.damaged(number, "it does not follow the one before it")
		case l.sum() != l.Hash:
			c.damaged(number, "it was changed")
			s.Lifted = time.Time{} // that is not how a takedown is lifted
		}
		c.Lines, c.Head = l.Seq, l.Hash
		was, known := at[s.ID]
		if !known {
			at[s.ID] = len(c.Stones)
			c.Stones = append(c.Stones, s)
			continue
		}
		c.Stones[was], _ = c.Stones[was].With(s)
	}
}

func (c *Content) damaged(number int, why string) {
	if c.Damage == nil {
		c.Damage = fmt.Errorf("the tombstones break at line %d: %s", number, why)
	}
}

// Missing returns those of the stones that the file does not have as they are.
func (c Content) Missing(stones []news.Tombstone) (missing []news.Tombstone) {
	at := map[string]news.Tombstone{}
	for _, s := range c.Stones {
		at[s.ID] = s
	}
	for _, s := range stones {
		was, known := at[s.ID]
		if known {
			if _, same := was.With(s); same {
				continue
			}
		}
		missing = append(missing, s)
	}
	return missing
}

// Keep adds the stones that the file does not have as they are. When it returns nil they are
// on the disk.
func (f File) Keep(stones []news.Tombstone) (err error) {
	if has, err := f.Read(); err == nil && len(has.Missing(stones)) == 0 {
		return nil
	}
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("keep tombstones: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := lock(file); err != nil {
		return fmt.Errorf("keep tombstones: %w", err)
	}
	text, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("keep tombstones: %w", err)
	}
	c := Parse(text)
	add, err := c.records(c.Missing(stones))
	if err != nil || len(add) == 0 {
		return err
	}
	_, err = file.WriteAt(add, c.end)
	if err == nil {
		err = errors.Join(file.Truncate(c.end+int64(len(add))), file.Sync())
	}
	if err == nil {
		err = syncFolder(filepath.Dir(f.path))
	}
	if err != nil {
		return fmt.Errorf("keep tombstones: %w", err)
	}
	return nil
}

// records are the lines of the stones, after all others.
func (c Content) records(stones []news.Tombstone) (add []byte, err error) {
	seq, previous := c.Lines, c.Head
	for _, s := range stones {
		seq++
		l := line{Seq: seq, Previous: previous}
		if l.Stone, err = json.Marshal(s); err != nil {
			return nil, err
		}
		l.Hash = l.sum()
		previous = l.Hash
		raw, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		add = append(append(add, raw...), '\n')
	}
	return add, nil
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
