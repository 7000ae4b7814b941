package prose

import "github.com/stet-news/stet/internal/copycheck/lexicon"

// neverNames are words with a capital that are no names by themselves.
var neverNames = setOf(`i i'm i've i'll i'd ok tv internet pm am a.m p.m gmt bst est ist utc pdt edt et bdt monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november december god christmas easter eid ramadan photo file caption
updated published share the a an it this that these those he she they we you his her its their our your my there here in on at by to from for with as of but
and or if when while after before because although though however what who why how where which not no yes so then now also meanwhile instead still even just
only all some many most both each every other another such more less than`)

var titles = setOf(`mr mrs ms miss dr sir dame lord lady prof professor president prime minister vice-president vice premier chancellor king queen prince
princess pope bishop archbishop cardinal sen senator rep representative gov governor gen general lt lieutenant col colonel sgt sergeant capt captain maj major
adm admiral cmdr commander rev reverend judge justice chief mayor ambassador secretary director chairman chairwoman chairperson chair ceo coach manager officer
detective inspector superintendent constable pc councillor cllr mp mps former then spokesman spokeswoman spokesperson barrister advocate sheikh maulana
emir ayatollah attorney striker midfielder defender goalkeeper winger begum deputy assistant acting brigadier brig foreign finance home interior health education defence defense agriculture
transport energy trade`)

// Title reports whether the folded word is one that stands before a person's name.
func Title(word string) bool { return titles[word] }

var bodyWords = setOf(`inc corp co ltd llc plc company university college school institute ministry department agency council committee commission party bank
group association union club fc united court police army navy force forces service authority board bureau office foundation organisation organization team league
federation news times post house senate congress parliament government administration airlines airways hospital church corporation directorate tribunal`)

var placeWords = setOf(`street road avenue river lake mount island islands county district province state bay square park airport station bridge city town
village upazila division canal strait peninsula`)

// Stopword reports whether a folded word says too little to be compared.
func Stopword(word string) bool { return stopwords[word] }

var stopwords = setOf(`a an the and or but nor so yet of in on at by to from for with without about into onto over under after before during between
among against through up down out off as is are was were be been being am do does did done has have had having will would shall should can could may might
must i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this that these those who whom whose which what when where
why how there here then than too very also just only not no if because while although though since until unless per via such any some each every all both
either neither more most less least much many few several other another own same said say says mr mrs ms miss dr sir himself herself itself themselves one 'd
এবং ও আর কিন্তু তবে যে এই ওই সেই এ সে তা তার তাঁর তিনি তারা তাঁরা এর ওর যার যা কি কী না নয় নেই করে করা করেন করেছে করেছেন হয় হয়ে হবে হয়েছে ছিল ছিলেন আছে থেকে জন্য সঙ্গে সাথে
মধ্যে পর্যন্ত বলে বলেন বলেছেন জানান পর পরে আগে একটি এক কোনো কোন সব আরও আরো শুধু দিয়ে নিয়ে হতে গেছে গিয়ে গত আজ গতকাল চলতি`)

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
		if kind, words := d.listedBangla(i); words > 0 {
			n := Name{Range: Range{i, i + words}, Kind: kind, Entity: None}
			for k := i; k < i+words; k++ {
				n.Words = append(n.Words, d.Tokens[k].Stem)
			}
			d.addName(n)
			i += words - 1
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

// listedBangla returns the kind and the length of the name on the lists that begins at i.
func (d *Document) listedBangla(i int) (NameKind, int) {
	two := ""
	if d.same(i, i+1) && !d.at(i+1).Mark {
		two = d.Tokens[i].Folded + " " + d.Tokens[i+1].Stem
	}
	for _, try := range []struct {
		name  string
		words int
	}{{two, 2}, {d.Tokens[i].Folded, 1}, {d.Tokens[i].Stem, 1}} {
		switch {
		case try.name == "":
		case lexicon.Country(try.name) != "" || lexicon.Place(try.name) != "":
			return Place, try.words
		case lexicon.Body(try.name) != "":
			return Body, try.words
		}
	}
	return Other, 0
}
