package prose

import (
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
)

// banglaTitles stand before a person's name in Bangla.
var banglaTitles = setOf(`মন্ত্রী প্রধানমন্ত্রী প্রতিমন্ত্রী রাষ্ট্রপতি উপদেষ্টা মেয়র সচিব উপসচিব কমিশনার মহাপরিচালক পরিচালক চেয়ারম্যান অধ্যাপক ডা ড মো মোঃ মোহাম্মদ মাওলানা
শেখ সৈয়দ বিচারপতি অ্যাডভোকেট আইনজীবী মুখপাত্র কর্মকর্তা সভাপতি সম্পাদক গভর্নর জেনারেল মেজর কর্নেল ক্যাপ্টেন এসআই ওসি এসপি প্রকৌশলী প্রেসিডেন্ট অধিনায়ক কোচ মিসেস জনাব`)

// findBanglaNames finds places and bodies that the lists have, and who stands after a title: two
// words, or what follows up to a mark or a word that is no part of a name.
func (d *Document) findBanglaNames() {
	for i := 0; i < len(d.Tokens) && len(d.Names) < most; i++ {
		t := &d.Tokens[i]
		if t.Mark || t.Digits || t.Date != None || t.Figure != None {
			continue
		}
		if kind, words := d.listedBangla(i); len(words) > 0 {
			d.addName(Name{Range: Range{i, i + len(words)}, Words: words, Kind: kind, Entity: None})
			i += len(words) - 1
			continue
		}
		if !banglaTitles[t.Folded] {
			continue
		}
		from := i + 1
		for d.at(from).Text == "." || banglaTitles[d.at(from).Folded] {
			from++
		}
		end := from
		for end < from+3 && d.same(i, end) && !d.Tokens[end].Mark && !d.Tokens[end].Digits && d.Tokens[end].Quotation == d.Tokens[i].Quotation &&
			!stopwords[d.Tokens[end].Folded] && !banglaCues[d.Tokens[end].Folded] && d.Tokens[end].Date == None && d.Tokens[end].Figure == None {
			end++
		}
		if end == from {
			i = from - 1 // none of the titles has a name
			continue
		}
		n := Name{Range: Range{from, end}, Title: t.Folded, Kind: Person, Unsure: true, Entity: None}
		for k := from; k < end; k++ {
			n.Words = append(n.Words, d.Tokens[k].Stem)
		}
		d.addName(n)
		i = end - 1
	}
}

// listedBangla returns the kind of the longest name on the lists that begins at i, and its words: the last of them may have endings.
func (d *Document) listedBangla(i int) (NameKind, []string) {
	for words := max(1, lexicon.BanglaWords(d.Tokens[i].Folded)); words >= 1; words-- {
		last := i + words - 1
		if !d.same(i, last) || d.Tokens[last].Mark {
			continue
		}
		before := ""
		for k := i; k < last; k++ {
			before += d.Tokens[k].Folded + " "
		}
		for form, ok := d.Tokens[last].Folded, true; ok; form, ok = lessEnding(form) {
			name := before + form
			switch {
			case lexicon.Country(name) != "" || lexicon.Place(name) != "":
				return Place, strings.Fields(name)
			case lexicon.Body(name) != "":
				return Body, strings.Fields(name)
			}
		}
	}
	return Other, nil
}
