// Command build makes internal/filter/topics.txt out of IPTC's Media Topics, the file cptall-x-all.json that
// https://iptc.org/standards/media-topics/ offers for download:
//
//	go run ./internal/filter/build cptall-x-all.json
//
// Of each topic only its number and that of the topic above it are kept.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
)

const out = "internal/filter/topics.txt"

func main() {
	if len(os.Args) != 2 {
		log.Fatal("Say which file: go run ./internal/filter/build FILE")
	}
	if err := build(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func build(file string) error {
	data, err := os.ReadFile(file) //nolint:gosec // the file that somebody names
	if err != nil {
		return err
	}
	var topics struct {
		Released string `json:"dateReleased"`
		Concepts []struct {
			Code    string   `json:"qcode"`
			Broader []string `json:"broader"`
		} `json:"conceptSet"`
	}
	if err := json.Unmarshal(data, &topics); err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	var lines []string
	for _, c := range topics.Concepts {
		if len(c.Broader) == 1 {
			lines = append(lines, strings.TrimPrefix(c.Code, "medtop:")+" "+c.Broader[0][strings.LastIndexByte(c.Broader[0], '/')+1:])
		}
	}
	slices.Sort(lines)
	head := fmt.Sprintf("# a topic of IPTC's Media Topics, and the one above it; of %.10s, by internal/filter/build\n", topics.Released)
	return os.WriteFile(out, []byte(head+strings.Join(lines, "\n")+"\n"), 0o644) //nolint:gosec // it is committed
}
