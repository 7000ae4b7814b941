package account

import (
	"crypto/sha1" //nolint:gosec // it is what the lists are made with; nothing is kept under it
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// sumBytes is how long a line of a list begins: SHA-1 in hexadecimal.
const sumBytes = 2 * sha1.Size

// longestLine is the most bytes of a line of a list.
const longestLine = 128

// CheckBreached refuses a file that is no list of breached passwords: a line for each, sorted,
// that begins with the SHA-1 of the password in capital hexadecimal, as the lists of Pwned
// Passwords are. "" is no list.
func CheckBreached(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return news.Errorf(news.Invalid, "The breached passwords cannot be read from %s: %v.", path, err)
	}
	defer f.Close()
	if _, err := lineFrom(f, 0); err != nil {
		return news.Errorf(news.Invalid, "%s is no list of breached passwords: a sorted line for each that begins with its SHA-1 in capitals.", path)
	}
	return nil
}

// breached reports whether the password is in the list at path. It reads some thirty lines,
// however long the list is, and says the password to nobody.
func breached(path, password string) (bool, error) {
	if path == "" {
		return false, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("look among breached passwords: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, fmt.Errorf("look among breached passwords: %w", err)
	}
	sum := sha1.Sum([]byte(password)) //nolint:gosec // see above
	wanted := strings.ToUpper(hex.EncodeToString(sum[:]))
	low, high := int64(0), info.Size() // the line begins at low or later, and before high
	for low < high {
		middle := low + (high-low)/2
		line, err := lineFrom(f, middle)
		switch {
		case errors.Is(err, io.EOF): // no line begins from there on
			high = middle
		case err != nil:
			return false, fmt.Errorf("look among breached passwords: %w", err)
		case line.sum == wanted:
			return true, nil
		case line.sum < wanted:
			low = line.begins + 1
		default:
			high = middle
		}
	}
	return false, nil
}

type sumLine struct {
	sum    string
	begins int64
}

// lineFrom returns the first line that begins at the offset or after it; io.EOF if none does.
func lineFrom(f io.ReaderAt, offset int64) (l sumLine, err error) {
	at := max(0, offset-1) // the end of a line may be just before
	buffer := make([]byte, longestLine+sumBytes+1)
	n, err := f.ReadAt(buffer, at)
	if err != nil && !errors.Is(err, io.EOF) {
		return l, err
	}
	text := string(buffer[:n])
	if offset > 0 {
		_, rest, ok := strings.Cut(text, "\n")
		if !ok {
			return l, io.EOF
		}
		at += int64(len(text) - len(rest))
		text = rest
	}
	if text == "" {
		return l, io.EOF
	}
	if len(text) < sumBytes || strings.Trim(text[:sumBytes], "0123456789ABCDEF") != "" {
		return l, fmt.Errorf("the line at byte %d is no SHA-1", at)
	}
	return sumLine{text[:sumBytes], at}, nil
}
