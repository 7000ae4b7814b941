package main

import (
	"fmt"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// countryNames says of each name, adjective and people of which country it is. Ours go before CLDR's.
func countryNames(cldr files, own *ownLists) (list, error) {
	l, canonical := list{}, map[string]string{}
	for _, line := range own.lines("countries.txt") {
		columns := strings.Split(line, "|")
		if len(columns) != 4 {
			return nil, fmt.Errorf("countries.txt: %q has not four columns", line)
		}
		code, names, peoples := strings.TrimSpace(columns[0]), parts(columns[1]), parts(columns[2])
		name := keys(names[0])[0]
		canonical[code] = name
		for _, form := range append(names, parts(columns[3])...) {
			l.addName(form, name)
		}
		for _, form := range peoples {
			l.addName(form, name)
			l.addName(plural(form), name)
		}
	}
	for _, language := range []string{"en", "bn"} {
		var file struct {
			Main map[string]struct {
				Names struct {
					Territories map[string]string `json:"territories"`
				} `json:"localeDisplayNames"`
			} `json:"main"`
		}
		if err := cldr.decode("main/"+language+"/territories.json", &file); err != nil {
			return nil, err
		}
		for code, name := range file.Main[language].Names.Territories {
			country := canonical[strings.SplitN(code, "-", 2)[0]]
			if country == "" || strings.ContainsAny(name, "(,") {
				continue
			}
			for _, key := range keys(strings.ReplaceAll(name, " - ", " ")) {
				if l[key] == "" && len([]rune(key)) > 2 {
					l[key] = country
				}
			}
		}
	}
	return l, nil
}

// capitalNames says of each capital of which country it is.
func capitalNames(own *ownLists) (list, error) {
	canonical := map[string]string{}
	for _, line := range own.lines("countries.txt") {
		columns := strings.Split(line, "|")
		canonical[strings.TrimSpace(columns[0])] = keys(parts(columns[1])[0])[0]
	}
	l := list{}
	for _, line := range own.lines("capitals.txt") {
		code, names, _ := strings.Cut(line, ":")
		if canonical[code] == "" {
			return nil, fmt.Errorf("capitals.txt: no country has the code %s", code)
		}
		for _, name := range parts(names) {
			l.addName(name, canonical[code])
		}
	}
	return l, nil
}

// addName adds a name by all of its forms.
func (l list) addName(name, value string) {
	for _, key := range keys(name) {
		l[key] = value
	}
}

// plural returns the plural of a people, which of some is as the adjective.
func plural(people string) string {
	for _, ending := range []string{"ese", "ish", "ch", "sh", "s", "x", "men", "women"} {
		if strings.HasSuffix(people, ending) {
			return people
		}
	}
	if stem, ok := strings.CutSuffix(people, "man"); ok && !strings.HasSuffix(people, "rman") && !strings.HasSuffix(people, "oman") {
		return stem + "men"
	}
	return people + "s"
}

// bodyNames says of each form of a name of which body it is.
func bodyNames(own *ownLists) (list, error) {
	return own.formsOf("bodies.txt", func(name string) string { return keys(name)[0] })
}

// variantNames says of each spelling of a name which is the house's.
func variantNames(own *ownLists) (list, error) {
	return own.formsOf("variants.txt", prose.Fold)
}

// formsOf reads lines that are a name, an equals sign and its other forms. A form that is of two names is a fault; what is
// only another way to look a form up, without its small words or by its stem, is left to who has it first.
func (o *ownLists) formsOf(file string, house func(name string) string) (list, error) {
	l, further := list{}, list{}
	for _, line := range o.lines(file) {
		forms := parts(strings.Replace(line, "=", ",", 1))
		name := house(forms[0])
		for _, form := range forms {
			all := keys(form)
			for i, key := range append(all, prose.Fold(form), stem(form)) {
				switch {
				case i > 0 && further[key] == "":
					further[key] = name
				case i == 0 && l[key] != "" && l[key] != name:
					return nil, fmt.Errorf("%s: %s is both %s and %s", file, key, l[key], name)
				case i == 0:
					l[key] = name
				}
			}
		}
	}
	for key, name := range further {
		if l[key] == "" {
			l[key] = name
		}
	}
	return l, nil
}
