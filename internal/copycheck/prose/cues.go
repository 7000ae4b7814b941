package prose

// Speaking reports whether the stem is of an English verb of speaking.
func Speaking(stem string) bool { return cues[stem] }

var cues = stemsOf(`say tell add admit announce argue assert claim comment confirm declare deny describe explain insist note report
reply respond reveal state stress suggest tweet urge warn write ask call agree acknowledge allege accuse believe concede conclude
complain demand disclose emphasise emphasize estimate exclaim express indicate inform joke maintain mention observe point promise
propose quip recall remark reiterate remind repeat shout testify think vow predict caution contend counter criticise criticize condemn
praise post quote cite hint pledge hail speak continue lament rule`)

var banglaCues = setOf(`বলেন বলেছেন বলেছিলেন বললেন বলেছে বলে জানান জানিয়েছেন জানিয়েছে জানায় জানালেন দাবি জানিয়ে মন্তব্য উল্লেখ অভিযোগ ঘোষণা স্বীকার অস্বীকার যোগ ব্যাখ্যা`)

// stemsOf returns the set of the stems of the words.
func stemsOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range setOf(words) {
		set[Stem(w)] = true
	}
	return set
}
