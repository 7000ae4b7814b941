package main

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// pairs is which stems go with which, both ways.
type pairs map[string]map[string]bool

func (p pairs) add(a, b string) {
	if a == b || a == "" || b == "" {
		return
	}
	for range 2 {
		if p[a] == nil {
			p[a] = map[string]bool{}
		}
		p[a][b] = true
		a, b = b, a
	}
}

func (p pairs) remove(a, b string) {
	delete(p[a], b)
	delete(p[b], a)
}

func (p pairs) list() list {
	l := list{}
	for a, others := range p {
		if len(others) > 0 {
			l[a] = strings.Join(slices.Sorted(maps.Keys(others)), " ")
		}
	}
	return l
}

// wordNet is what is read of Princeton's WordNet.
type wordNet struct {
	common  map[string]bool
	rank    map[string]int // of a word's sense, by word and synset: 1 for the most frequent
	synsets []synset
}

type synset struct {
	id      string // its part of speech and number
	words   []string
	above   []string // the synsets that it is a kind of
	against [][3]string
}

func readWordNet(f files, common map[string]bool) (*wordNet, error) {
	net := &wordNet{common: common, rank: map[string]int{}}
	for _, pos := range []string{"noun", "verb", "adj", "adv"} {
		letter := pos[:1]
		if pos == "adv" {
			letter = "r"
		}
		if err := eachLine(f["dict/index."+pos], func(fields []string) error {
			n, err := strconv.Atoi(fields[2])
			if err != nil || len(fields) < n {
				return fmt.Errorf("an index that is none: %v", fields)
			}
			for i, offset := range fields[len(fields)-n:] {
				net.rank[fields[0]+" "+letter+offset] = i + 1
			}
			return nil
		}); err != nil {
			return nil, err
		}
		if err := eachLine(f["dict/data."+pos], func(fields []string) error {
			s, err := readSynset(letter, fields)
			net.synsets = append(net.synsets, s)
			return err
		}); err != nil {
			return nil, err
		}
	}
	return net, nil
}

// eachLine reads a file without the licence at its head, whose lines are indented.
func eachLine(text []byte, read func(fields []string) error) error {
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if line := lines.Text(); line != "" && line[0] != ' ' {
			line, _, _ = strings.Cut(line, " |")
			if err := read(strings.Fields(line)); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}

func readSynset(letter string, fields []string) (synset, error) {
	s := synset{id: letter + fields[0]}
	n, err := strconv.ParseInt(fields[3], 16, 32)
	if err != nil {
		return s, fmt.Errorf("a synset that is none: %v", fields)
	}
	at := 4
	for range n {
		word, _, _ := strings.Cut(fields[at], "(") // galore(ip)
		s.words = append(s.words, word)
		at += 2
	}
	pointers, err := strconv.Atoi(fields[at])
	if err != nil {
		return s, fmt.Errorf("a synset that is none: %v", fields)
	}
	for at++; pointers > 0; pointers, at = pointers-1, at+4 {
		symbol, target := fields[at], strings.Replace(fields[at+2], "s", "a", 1)+fields[at+1]
		switch symbol {
		case "@", "@i":
			s.above = append(s.above, target)
		case "!":
			s.against = append(s.against, [3]string{target, fields[at+3][:2], fields[at+3][2:]})
		}
	}
	return s, nil
}

// usable reports whether the word is one of ours, and none that is usually written with a capital.
func (net *wordNet) usable(word string) bool {
	return len(word) > 2 && net.common[word]
}

// rankOf returns how frequent the sense is among those of the word; 99 if that is not known.
func (net *wordNet) rankOf(word, synset string) int {
	if rank, there := net.rank[word+" "+synset]; there {
		return rank
	}
	return 99
}

// The senses of a word that count: with the rarer ones, run would be the opposite of stand.
const (
	sensesOpposed = 3
	sensesOfNoun  = 3
	sensesOfVerb  = 2
)

// antonyms returns what is opposed in WordNet, less what is no opposite in the news, and ours with it.
func (net *wordNet) antonyms(own *ownLists, w *wordSizes) pairs {
	byID := map[string]*synset{}
	for i := range net.synsets {
		byID[net.synsets[i].id] = &net.synsets[i]
	}
	p := pairs{}
	for i := range net.synsets {
		s := &net.synsets[i]
		for _, against := range s.against {
			from, err1 := strconv.ParseInt(against[1], 16, 32)
			to, err2 := strconv.ParseInt(against[2], 16, 32)
			other := byID[against[0]]
			if err1 != nil || err2 != nil || other == nil || from == 0 || to == 0 {
				continue
			}
			a, b := s.words[from-1], other.words[to-1]
			if net.usable(a) && net.usable(b) && w.all[a] <= 55 && w.all[b] <= 55 && net.rankOf(a, s.id) <= sensesOpposed && net.rankOf(b, other.id) <= sensesOpposed {
				p.add(stem(a), stem(b))
			}
		}
	}
	eachPair(own.lines("opposites-not.txt"), p.remove)
	eachPair(own.lines("opposites.txt"), p.add)
	return p
}

// eachPair calls do with each word left of a line's stroke and each word right of it, as stems.
func eachPair(lines []string, do func(a, b string)) {
	for _, line := range lines {
		left, right, _ := strings.Cut(line, "/")
		for a := range strings.FieldsSeq(left) {
			for b := range strings.FieldsSeq(right) {
				do(stem(a), stem(b))
			}
		}
	}
}

// synonyms returns which words may mean the same, less what we know to be two things, and ours with it.
func (net *wordNet) synonyms(own *ownLists, not ...pairs) pairs {
	p := pairs{}
	for i := range net.synsets {
		s := &net.synsets[i]
		for j, a := range s.words {
			for _, b := range s.words[j+1:] {
				if net.usable(a) && net.usable(b) && min(net.rankOf(a, s.id), net.rankOf(b, s.id)) <= 6 {
					p.add(stem(a), stem(b))
				}
			}
		}
	}
	for _, line := range own.lines("synonyms.txt") {
		words := strings.Fields(line)
		for i, a := range words {
			for _, b := range words[i+1:] {
				p.add(stem(a), stem(b))
			}
		}
	}
	for _, n := range not {
		for a, others := range n {
			for b := range others {
				p.remove(a, b)
			}
		}
	}
	return p
}

// A kind of which there are more says too little: a hundred sorts of things are no field.
const (
	mostOfNoun = 120
	mostOfVerb = 40
)

// kinds numbers the kinds of things and says for each stem of which it is.
func (net *wordNet) kinds() list {
	below := map[string]int{}
	for i := range net.synsets {
		for _, k := range net.synsets[i].above {
			below[k]++
		}
	}
	of, members := map[string]map[string]bool{}, map[string]int{}
	for i := range net.synsets {
		s := &net.synsets[i]
		senses, most := sensesOfNoun, mostOfNoun
		if s.id[0] == 'v' {
			senses, most = sensesOfVerb, mostOfVerb
		}
		for _, word := range s.words {
			if !net.usable(word) || net.rankOf(word, s.id) > senses {
				continue
			}
			key := stem(word)
			for _, k := range s.above {
				if below[k] > most || below[k] < 2 || of[key][k] {
					continue
				}
				if of[key] == nil {
					of[key] = map[string]bool{}
				}
				of[key][k] = true
				members[k]++
			}
		}
	}
	number := map[string]string{}
	for i, k := range slices.Sorted(maps.Keys(members)) {
		number[k] = strconv.FormatInt(int64(i), 36)
	}
	l := list{}
	for key, kinds := range of {
		var numbers []string
		for _, k := range slices.Sorted(maps.Keys(kinds)) {
			if members[k] > 1 {
				numbers = append(numbers, number[k])
			}
		}
		if len(numbers) > 0 {
			l[key] = strings.Join(numbers, " ")
		}
	}
	return l
}
