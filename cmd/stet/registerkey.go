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

// registerKey reads the key of the register of protected identities, and makes one where
// there is none. It is kept beside the database and never in it: who has a copy of the
// database alone cannot try names against the register.
func registerKey(path, data string) ([]byte, error) {
	own := path == ""
	if own {
		path = filepath.Join(data, "register.key")
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && own:
		return newRegisterKey(path)
	case err != nil:
		return nil, invalid("The key of the register cannot be read from %s: %v.", path, err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) < 32 {
		return nil, invalid("%s is not the key of a register: it has 64 hexadecimal digits.", path)
	}
	return key, nil
}

func newRegisterKey(path string) ([]byte, error) {
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // another process was first
		return registerKey(path, "")
	}
	if err != nil {
		return nil, invalid("The key of the register cannot be made at %s: %v.", path, err)
	}
	_, err = f.WriteString(hex.EncodeToString(key) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, invalid("The key of the register cannot be written to %s: %v.", path, err)
	}
	return key, nil
}
