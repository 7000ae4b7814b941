// Package place takes files out of places elsewhere, and puts files there: a folder on an FTP, FTPS or SFTP server, a bucket with the protocol of S3. All of them
// are one thing, files that are listed and read, and what is new is taken in the same way from each.
//
// A file is known by its name, size, time and tag. What was taken is remembered in the database when its copy is kept; a process that is
// killed in between reads the file again, and the same bytes are nothing new. Files are taken one after the other, the oldest first.
// A wire's place is only read from, but that what was taken can be moved into a folder of it. What cannot be read stays where it is, and
// is remembered with a sentence that says why.
package place

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// file is a file that a place lists.
type file struct {
	name     string // in the folder; of a bucket, the rest of the key
	size     int64
	modified time.Time // as far as the server says it
	tag      string    // "" if there is none
}

// mark is what the file is known by: another mark is another content.
func (f file) mark() string {
	m := strconv.FormatInt(f.size, 10) + " " + f.modified.UTC().Format(time.RFC3339)
	if f.tag != "" {
		m += " " + f.tag
	}
	return m
}

// place is where files are.
type place interface {
	// list returns the files, at most so many, and whether these are all.
	list(ctx context.Context, most int) (files []file, all bool, err error)
	// read returns at most so many bytes of a file. An error that is errFile is of this file; another is of the place.
	read(ctx context.Context, f file, most int64) ([]byte, error)
	// move puts a file into a folder of the place under a name that no other has.
	move(ctx context.Context, f file, folder, name string) error
	// put puts a file into the place itself, over what has its name. Where a part of it could be seen it is written under the temporary name.
	put(ctx context.Context, temporary string, f Named) error
	// whole reports whether a file is there only when it is complete.
	whole() bool
	close()
}

// errFile is why one file of a place cannot be had, while the others can.
var errFile = errors.New("this file cannot be had")

// errVanished is a file that is not there any more.
var errVanished = errors.Join(errFile, fs.ErrNotExist)

// usable reports whether a file of the name can be asked for and kept: it is the name of a file in the folder itself, or of one under it where
// deep is set, in UTF-8, without controls.
func usable(name string, deep bool) bool {
	if name == "" || len(name) > 512 || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	if !deep && strings.ContainsAny(name, `/\`) {
		return false
	}
	return fs.ValidPath(name) && name != "."
}

// unique returns the file's name with something of its mark in it, so that no other file is in its way where it is moved to.
func unique(f file, hash string) string {
	base := path.Base(f.name)
	ext := path.Ext(base)
	return strings.TrimSuffix(base, ext) + "-" + hash[:12] + ext
}

// address is the address of a wire, taken apart.
type address struct {
	*url.URL
	host string // with the port
	own  uint16 // port of the protocol
}

var ports = map[string]uint16{"ftp": 21, "ftpes": 21, "ftps": 990, "sftp": 22}
