// Package recording takes films and sounds: it keeps the file as it came, privately, and makes
// of it what readers get. It reads the files of films and sounds: MP4, WebM, MP3, M4A and Ogg. It says
// how long they last and how large their picture is, and what of them may go to readers: the
// streams and what is needed to play them, and not where and with what they were made. It
// decodes nothing, and what it reads and keeps is bounded whatever a file says of itself.
package recording

import (
	"bytes"
	"errors"
	"io"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Format is a kind of file.
type Format struct {
	Ending string // of its name for readers, ".mp4"
	Type   string // as in Content-Type
}

// The formats.
var (
	MP4  = Format{".mp4", "video/mp4"}
	M4A  = Format{".m4a", "audio/mp4"}
	WebM = Format{".webm", "video/webm"}
	Weba = Format{".weba", "audio/webm"}
	MP3  = Format{".mp3", "audio/mpeg"}
	Ogg  = Format{".ogg", "audio/ogg"}
)

// File is what a file was found to be.
type File struct {
	Format
	Video    bool
	Duration time.Duration
	Width    int // upright; 0 for a sound
	Height   int
	// Located says that the file knows where it was made. What is for readers does not.
	Located bool

	from   io.ReaderAt
	pieces []piece
}

// piece is a part of what is for readers: bytes of the file as they are, or others.
type piece struct {
	at, size int64  // in the file; of zeros if at is negative
	with     []byte // instead, if it is not nil
}

// Size returns how many bytes are for readers.
func (f *File) Size() (n int64) {
	for _, p := range f.pieces {
		if p.with != nil {
			n += int64(len(p.with))
		} else {
			n += p.size
		}
	}
	return n
}

// WriteTo writes what is for readers.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	for _, p := range f.pieces {
		var r io.Reader
		switch {
		case p.with != nil:
			r = bytes.NewReader(p.with)
		case p.at < 0:
			r = io.LimitReader(zeros{}, p.size)
		default:
			r = io.NewSectionReader(f.from, p.at, p.size)
		}
		m, err := io.Copy(w, r)
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// zeros is a reader of nothing but zeros.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// Read says what the file of the size is. One that is no film or sound that readers' browsers
// play, or that is broken, is refused in one sentence.
func Read(from io.ReaderAt, size int64) (*File, error) {
	head := make([]byte, 16)
	n, err := from.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = head[:n]
	f := &File{from: from}
	s := &source{from, size}
	switch {
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		err = readMP4(f, s)
	case bytes.HasPrefix(head, []byte{0x1a, 0x45, 0xdf, 0xa3}):
		err = readWebM(f, s)
	case bytes.HasPrefix(head, []byte("OggS")):
		err = readOgg(f, s)
	case bytes.HasPrefix(head, []byte("ID3")), len(head) >= 4 && isFrame(head):
		err = readMP3(f, s)
	default:
		err = news.Errorf(news.Unsupported, "This is no video or sound that is taken here. Send MP4, WebM, MP3, M4A or Ogg.")
	}
	if err != nil {
		return nil, err
	}
	const longest = 24 * time.Hour
	if f.Duration <= 0 || f.Duration > longest {
		return nil, broken("it says that it lasts for %s", f.Duration)
	}
	const widest = 8192
	if f.Video && (f.Width < 1 || f.Height < 1 || f.Width > widest || f.Height > widest) {
		return nil, broken("it says that its picture has %d × %d pixels", f.Width, f.Height)
	}
	return f, nil
}

// broken says that a file is not whole, or not what it says.
func broken(format string, args ...any) error {
	return news.Errorf(news.Invalid, "The file is broken: %s. Was it sent whole?", news.Phrase{Format: format, Args: args})
}

func unsupported(format string, args ...any) error {
	return news.Errorf(news.Unsupported, format, args...)
}

// source is a file's bytes.
type source struct {
	io.ReaderAt
	size int64
}

// bytes returns n bytes from at, all of them or an error. n is bounded by who asks.
func (s *source) bytes(at, n int64) ([]byte, error) {
	if at < 0 || n < 0 || at > s.size-n {
		return nil, broken("it ends in the middle")
	}
	b := make([]byte, n)
	if _, err := s.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b, nil
}
