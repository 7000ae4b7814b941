package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keyFile is a key that is kept beside the database and never in it: who has a copy of the
// database alone cannot use it.
type keyFile struct {
	name string // of the file in the data folder
	what string // whose key it is, as "the register"
}

// registerKey is what names are held against the register under; accountsKey is what
// passwords and apps with codes are kept under; wiresKey is what the secrets of wires are.
var (
	registerKey = keyFile{"register.key", "the register"}
	accountsKey = keyFile{"accounts.key", "accounts"}
	wiresKey    = keyFile{"wires.key", "wires"}
)

// read reads the key from path, or from the data folder, and makes one there if there is
// none.
func (k keyFile) read(path, data string) ([]byte, error) {
	own := path == ""
	if own {
		path = filepath.Join(data, k.name)
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && own:
		return k.make(path)
	case err != nil:
		return nil, invalid("The key of %s cannot be read from %s: %v.", k.what, path, err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) < 32 {
		return nil, invalid("%s is not the key of %s: it has 64 hexadecimal digits.", path, k.what)
	}
	return key, nil
}

func (k keyFile) make(path string) ([]byte, error) {
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // another process was first
		return k.read(path, "")
	}
	if err != nil {
		return nil, invalid("The key of %s cannot be made at %s: %v.", k.what, path, err)
	}
	_, err = f.WriteString(hex.EncodeToString(key) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, invalid("The key of %s cannot be written to %s: %v.", k.what, path, err)
	}
	return key, nil
}
