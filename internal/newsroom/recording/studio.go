package recording

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"golang.org/x/sync/semaphore"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
)

// How large a file may be.
const (
	MaxVideo = 200 << 20
	MaxSound = 50 << 20
)

// Studio keeps films and sounds.
type Studio struct {
	files *blob.Store
	busy  *semaphore.Weighted
}

// New returns a studio that keeps its files in the store.
func New(files *blob.Store) *Studio { return &Studio{files, semaphore.NewWeighted(2)} }

// MayHave returns nil if a film, or a sound, may have so many bytes, and else why not.
func MayHave(size int64, sound bool) error {
	switch {
	case size > MaxVideo:
		return news.Errorf(news.TooLarge, "The file is larger than %d MB. Save it with fewer pixels, as 720p, and send it again.", MaxVideo>>20)
	case sound && size > MaxSound:
		return news.Errorf(news.TooLarge, "A sound may have %d MB. Save it as MP3 or M4A with fewer kilobits, and send it again.", MaxSound>>20)
	}
	return nil
}

// Take reads a film or a sound, keeps it as it came, and keeps what readers get of it. What it
// returns has no ID yet: Desk.AddRecording gives it one. A file that cannot be taken is refused
// in one sentence.
func (s *Studio) Take(ctx context.Context, r io.Reader, name string) (rec news.Recording, err error) {
	original, err := s.files.Draft()
	if err != nil {
		return rec, err
	}
	defer func() { err = errors.Join(err, original.Close()) }()
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(original, sum), io.LimitReader(r, MaxVideo+1))
	if err != nil {
		return rec, err
	}
	if err := MayHave(size, false); err != nil {
		return rec, err
	}
	if err := s.busy.Acquire(ctx, 1); err != nil {
		return rec, err
	}
	defer s.busy.Release(1)
	f, err := Read(original, size)
	if err != nil {
		return rec, err
	}
	if err := MayHave(size, !f.Video); err != nil {
		return rec, err
	}
	rec = news.Recording{
		Name: name[strings.LastIndexAny(name, `/\`)+1:], Hash: hex.EncodeToString(sum.Sum(nil)), Kind: news.Sound, Type: f.Type,
		Milliseconds: f.Duration.Milliseconds(), Width: f.Width, Height: f.Height, Located: f.Located,
	}
	if f.Video {
		rec.Kind = news.Film
	}
	if rec.File, rec.Bytes, err = s.public(ctx, f); err != nil {
		return rec, err
	}
	return rec, original.Keep(ctx, "original/"+rec.Hash)
}

// public keeps what readers get, and returns its name and size.
func (s *Studio) public(ctx context.Context, f *File) (name string, size int64, err error) {
	draft, err := s.files.Draft()
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, draft.Close()) }()
	sum := sha256.New()
	if size, err = f.WriteTo(io.MultiWriter(draft, sum)); err != nil {
		return "", 0, err
	}
	name = hex.EncodeToString(sum.Sum(nil)[:16]) + f.Ending
	return name, size, draft.Keep(ctx, blob.Rendition(name))
}

// Captions cleans captions and keeps them for readers.
func (s *Studio) Captions(ctx context.Context, r io.Reader, l news.Language) (c news.Captions, err error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxCaptions+1))
	if err != nil {
		return c, err
	}
	cues, err := ReadCaptions(data)
	if err != nil {
		return c, err
	}
	clean := WriteCaptions(cues)
	sum := sha256.Sum256(clean)
	c = news.Captions{Language: l, File: hex.EncodeToString(sum[:16]) + ".vtt", Bytes: int64(len(clean)), Words: Words(cues)}
	return c, s.files.Put(ctx, blob.Rendition(c.File), clean)
}

// Open opens what readers get of a recording, for the newsroom's own screens.
func (s *Studio) Open(name string) (io.ReadSeekCloser, error) {
	return s.files.Open(blob.Rendition(name))
}
