package measure

import (
	"regexp"
	"slices"
	"strings"
)

const personTitles = `Mr|Mrs|Ms|Dr|Professor|Sheriff|Judge|Captain|Colonel|General|Col|Gen|Brig|Brigadier|Gov|Governor|Deputy|Minister|President|Justice|Inspector|Superintendent|Sir|Mayor|Secretary|Lieutenant|Commander|Public|Prosecutor|Chief|Executive|Commissioner|Representative|Trade|Seamer`

var (
	word        = `\p{Lu}[\pL\pM]*(?:-[\pL\pM]+)*`
	capitalRun  = regexp.MustCompile(word + `(?:(?:['’]s)? (?:of (?:the )?|and )?` + word + `)*`)
	personWords = regexp.MustCompile(`(?:` + personTitles + `|said|told|coach|director|chairman|spokesman|spokeswoman|secretary|lawyer|chief),? (` + word + `(?: ` + word + `){1,2})|(` + word + `(?: ` + word + `){1,2})(?:, (?:a|an|the|who|\d\d|its|director|chairman|spokes)| said)`)
	titleStart  = regexp.MustCompile(`^(?:(?:` + personTitles + `) )+`)
	titleBefore = regexp.MustCompile(`(?:^|[^\pL])(?:` + personTitles + `) $`)
	notPeople   = regexp.MustCompile(`Services|Resources|College|Institute|News|Wire|Press|Agency|Trust|Health|Affairs|Studies|House|Street|Road|River|Lake|Valley|Islands?|Airport|Cup|League|City|County|State|Safety|Railway|Centre|Center|XI|Airways|Navigation|Copper|Capital|Securities|Semiconductor|Information|Energy|Initiative`)
	// noName begins what stands with capitals and is no name: "In Gaspar", "The Commissioner".
	noName     = regexp.MustCompile(`^(?:The|A|An|In|On|At|For|From|By|But|And|Of|To|It|Its|He|She|They|His|Her|When|After|Before|Under|Since|South|North|East|West|Former|El|Al|As|If|No|That|This|There|Two|Three|Applications|Celsius|Christmas|Nations|Highway|Indian|American|Kenyan|Bishnois)\b`)
	placeWords = regexp.MustCompile(`(?: in| near| from) (` + word + `(?: ` + word + `)*)`)
	bodyWords  = regexp.MustCompile(`\b(?:Ministry|Department|Bank|University|Party|Council|Court|Committee|Commission|Agency|Authority|Corporation|Police|Institute|Association|Union|Board|Company|Hospital|League|Group)\b`)
	// noBody stands for no body by itself: somebody's office there, two of them, a firm by its country.
	noBody   = regexp.MustCompile(`\b(?:President|Minister|Governor|Commissioner|Chairperson|Chairman|Director|Adviser|Advisor|Chief|Secretary|Judge|Justice|Inspector|Captain|Manager)\b|-based\b`)
	acronyms = regexp.MustCompile(`^[A-Z]{2,6}$`)
	// noAcronym are countries and things that are written as acronyms are.
	noAcronym = regexp.MustCompile(`^(?:US|USA|UK|UAE|TV|MP|GP|PM|AM|CEO|CFO|VIP|CPR|DNA|HIV|CCTV|ATM|GDP|VAT|LED|LPG|LNG|UAV|FTA|AI|IT|ID|OK|GMT|BST|EST|DJ|DVD|CV|PR|HR|SUV|GPS|MRI|CT|IQ|PC|FDI|BC|AD|ONE|TWO|THREE|FOUR|FIVE)$`)
	// noPlace are bodies that things happen in.
	noPlace = regexp.MustCompile(`^(?:Parliament|Congress|Europe|Asia|Africa)$|[a-z][A-Z]`)
)

// within are places of which one lies in the other: to put one for the other may be true all the same.
var within = strings.Fields(`London/Britain Seoul/Korea Kathmandu/Nepal Dhaka/Bangladesh Gazipur/Bangladesh Khulna/Bangladesh Mumbai/India Delhi/India Lima/Peru Geneva/Switzerland Nairobi/Kenya Kampala/Uganda
	Warsaw/Poland Stockholm/Sweden Lyon/France Penang/Malaysia Katihar/Bihar Olkaria/Kenya Cheongju/Korea Sydney/Australia Colombo/Galle Joydebpur/Gazipur Bhogra/Gazipur Blumenau/Brazil`)

// readNames finds the people, places and bodies that the sources name.
func (w *world) readNames() {
	add := func(list *[]string, name string) {
		if name != "" && !slices.Contains(*list, name) && !strings.Contains(monthNames+dayNames, name) && !noName.MatchString(name) && !w.known(name) {
			*list = append(*list, name)
		}
	}
	for _, m := range personWords.FindAllStringSubmatch(w.sources, -1) {
		name := titleStart.ReplaceAllString(m[1]+m[2], "")
		if strings.Contains(name, " ") && !notPeople.MatchString(name) && !bodyWords.MatchString(name) && !regexp.MustCompile(`(?:in|near|at|from) `+regexp.QuoteMeta(name)).MatchString(w.sources) {
			add(&w.people, name)
		}
	}
	for _, m := range capitalRun.FindAllStringIndex(w.sources, -1) {
		name := w.sources[m[0]:m[1]]
		inside := m[0] > 1 && strings.ContainsAny(w.sources[m[0]-2:m[0]-1], "abcdefghijklmnopqrstuvwxyz,")
		acronym := acronyms.MatchString(name)
		switch {
		case acronym && (!inside || noAcronym.MatchString(name)): // a dateline
		case noBody.MatchString(name), bodyWords.MatchString(name) && strings.Contains(name, " and ") && !strings.Contains(name, " of "):
		case bodyWords.MatchString(name) && strings.Contains(name, " "), acronym:
			add(&w.bodies, name)
		case inside && len(name) > 3 && !titleStart.MatchString(name) && !strings.Contains(name, " and "):
			add(&w.phrases, name)
		}
	}
	for _, m := range placeWords.FindAllStringSubmatch(w.sources, -1) {
		if name := m[1]; len(name) > 3 && !w.isPerson(name) && !noPlace.MatchString(name) && !titleStart.MatchString(name+" ") && !notPeople.MatchString(name) && !bodyWords.MatchString(name) &&
			!slices.ContainsFunc(w.bodies, func(b string) bool { return strings.Contains(b, name) }) {
			add(&w.places, name)
		}
	}
}

// known reports whether it is the name or the place of an agency: any story may have that.
func (w *world) known(name string) bool {
	for _, s := range w.Sources {
		if strings.Contains(s.Credit, name) || strings.EqualFold(s.Place, name) && strings.ToUpper(name) == name {
			return true
		}
	}
	return false
}

func (w *world) isPerson(name string) bool {
	return slices.ContainsFunc(w.people, func(p string) bool {
		return p == name || strings.HasSuffix(p, " "+name) || strings.HasPrefix(p, name+" ")
	})
}

// other returns one of the list that is not in the sentence around the place, "" if there is none.
func (w *world) other(list []string, at int, was string) string {
	sentence := w.sentence(at)
	start := 0
	if len(list) > 0 {
		start = w.random.IntN(len(list))
	}
	for i := range list {
		o := list[(start+i)%len(list)]
		if !strings.Contains(sentence, o) && !strings.Contains(o, was) && !strings.Contains(was, o) && !sharesWord(o, was) && !oneOf(o, was) {
			return o
		}
	}
	return ""
}

func sharesWord(a, b string) bool {
	for w := range strings.FieldsSeq(a) {
		if slices.Contains(strings.Fields(b), w) {
			return true
		}
	}
	return false
}

// oneOf reports whether one name is an acronym of the other, or one place lies in the other.
func oneOf(a, b string) bool {
	return slices.Contains(within, a+"/"+b) || slices.Contains(within, b+"/"+a) || initials(a) == b || initials(b) == a
}

func initials(name string) (letters string) {
	for w := range strings.FieldsSeq(name) {
		if strings.ToUpper(w[:1]) == w[:1] {
			letters += string([]rune(w)[:1])
		}
	}
	return letters
}

var capitalBefore, capitalAfter = regexp.MustCompile(`\p{Lu}[\pL\pM-]*(?:['’]s)?(?: of(?: the)?)? $|-$`), regexp.MustCompile(`^(?:['’]s)?(?: of(?: the)?)?[ -][\p{Lu}\d]`)

// besideCapital reports whether the words are part of a longer name.
func besideCapital(text string, from, to int) bool {
	return capitalBefore.MatchString(text[:from]) && !titleBefore.MatchString(text[:from]) && !sentenceStart.MatchString(text[:from]) || capitalAfter.MatchString(text[to:])
}

var sentenceEnd, sentenceStart = regexp.MustCompile(`[.!?।]["”]?\s+["“]?\p{Lu}|\n|।`), regexp.MustCompile(`(?:^|[.!?]["”]? |\n)["“]?(?:In|On|At|For|From|By|But|When|After|Before|Under|Since) $`)

func (w *world) sentence(at int) string {
	start, end := 0, len(w.text)
	for _, m := range sentenceEnd.FindAllStringIndex(w.text, -1) {
		if m[0] < at {
			start = m[0]
		} else {
			return w.text[start:m[0]]
		}
	}
	return w.text[start:end]
}

// swapAll changes each of the list that is in the text for another of it.
func (w *world) swapAll(these, others []string) (out []change) {
	for _, name := range these {
		for _, m := range regexp.MustCompile(`(?:^|[^\pL\pM])(`+regexp.QuoteMeta(name)+`)(?:$|[^\pL\pM])`).FindAllStringSubmatchIndex(w.text, -1) {
			if o := w.other(others, m[2], name); o != "" && !besideCapital(w.text, m[2], m[3]) {
				out = append(out, change{m[2], m[3], o})
			}
		}
	}
	return out
}
