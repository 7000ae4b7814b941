package copycheck

import "strings"

// Reason is why a finding was made. Each has one sentence in every language of the newsroom.
type Reason string

// Sentence returns the finding's sentence for a sub-editor, in "bn" or else in English.
func (f *Finding) Sentence(language string) string {
	s := sentences[f.Reason]
	text := s.english
	if language == "bn" {
		text = s.bangla
	}
	for _, w := range f.Words {
		text = strings.Replace(text, "{}", w, 1)
	}
	return text
}

type sentence struct{ english, bangla string }

// The reasons.
const (
	hasHere           Reason = "has-here"
	figureNowhere     Reason = "figure-nowhere"
	figureUnit        Reason = "figure-unit"
	figureRounded     Reason = "figure-rounded"
	figureWrongWay    Reason = "figure-wrong-way"
	figureBound       Reason = "figure-bound"
	figureBoundLost   Reason = "figure-bound-lost"
	figureBoundAdded  Reason = "figure-bound-added"
	figureElsewhere   Reason = "figure-elsewhere"
	figureDerived     Reason = "figure-derived"
	figureVague       Reason = "figure-vague"
	dateWeekday       Reason = "date-weekday"
	dateNowhere       Reason = "date-nowhere"
	datePrecise       Reason = "date-precise"
	dateZone          Reason = "date-zone"
	dateTwice         Reason = "date-twice"
	dateThatDay       Reason = "date-that-day"
	nameVariant       Reason = "name-variant"
	nameSpelling      Reason = "name-spelling"
	nameFirst         Reason = "name-first"
	nameSurname       Reason = "name-surname"
	nameAdded         Reason = "name-added"
	nameCombined      Reason = "name-combined"
	nameNowhere       Reason = "name-nowhere"
	nameElsewhere     Reason = "name-elsewhere"
	nameTitle         Reason = "name-title"
	nameOrder         Reason = "name-order"
	quoteNowhere      Reason = "quote-nowhere"
	quoteCount        Reason = "quote-count"
	quoteMarks        Reason = "quote-marks"
	quoteReworded     Reason = "quote-reworded"
	quoteChanged      Reason = "quote-changed"
	quoteAdded        Reason = "quote-added"
	quoteLeftOut      Reason = "quote-left-out"
	speakerOther      Reason = "speaker-other"
	negationAdded     Reason = "negation-added"
	negationLost      Reason = "negation-lost"
	modalityStronger  Reason = "modality-stronger"
	modalityWeaker    Reason = "modality-weaker"
	modalityOther     Reason = "modality-other"
	degreeLost        Reason = "degree-lost"
	degreeAdded       Reason = "degree-added"
	sourceSays        Reason = "source-says"
	attributionLost   Reason = "attribution-lost"
	attributionVerb   Reason = "attribution-verb"
	sentenceNowhere   Reason = "sentence-nowhere"
	sentenceLittle    Reason = "sentence-little"
	sourcesHaveOthers Reason = "sources-have-others"
)

var sentences = map[Reason]sentence{
	hasHere:           {"The source has “{}” here.", "সূত্রে এখানে আছে “{}”।"},
	figureNowhere:     {"No source has this figure.", "কোনো সূত্রে এই সংখ্যা নেই।"},
	figureUnit:        {"The figure is the same, but the source has it as “{}”.", "সংখ্যা একই, কিন্তু সূত্রে আছে “{}”।"},
	figureRounded:     {"Rounded without “about”: the source has “{}”.", "“প্রায়” ছাড়া পূর্ণ সংখ্যা করা হয়েছে: সূত্রে আছে “{}”।"},
	figureWrongWay:    {"Rounded the wrong way: the source has “{}”.", "উল্টো দিকে পূর্ণ সংখ্যা করা হয়েছে: সূত্রে আছে “{}”।"},
	figureBound:       {"“More than” and “less than” are exchanged: the source has “{}”.", "“বেশি” আর “কম” অদলবদল হয়েছে: সূত্রে আছে “{}”।"},
	figureBoundLost:   {"The source gives this figure as a bound or an estimate: “{}”.", "সূত্রে সংখ্যাটি সীমা বা আনুমানিক: “{}”।"},
	figureBoundAdded:  {"The source gives this figure as it is: “{}”.", "সূত্রে সংখ্যাটি যেমন আছে: “{}”।"},
	figureElsewhere:   {"The source has “{}” with these words; “{}” belongs elsewhere.", "সূত্রে এই কথার সঙ্গে আছে “{}”; “{}” অন্য জায়গার।"},
	figureDerived:     {"No source has this figure, but it follows from {}.", "কোনো সূত্রে এই সংখ্যা নেই, তবে {} থেকে আসে।"},
	figureVague:       {"No source has a figure of this size.", "কোনো সূত্রে এই মাপের সংখ্যা নেই।"},
	dateWeekday:       {"{} is a {}.", "{} হলো {}।"},
	dateNowhere:       {"No source has this date.", "কোনো সূত্রে এই তারিখ নেই।"},
	datePrecise:       {"This is more exact than any source.", "এটি যেকোনো সূত্রের চেয়ে নির্দিষ্ট।"},
	dateZone:          {"The source has “{}” here: {} there. The desk's clock is {} ahead of it.", "সূত্রে এখানে আছে “{}”: সেখানে {}। ডেস্কের ঘড়ি {} এগিয়ে।"},
	dateTwice:         {"The same day stands here twice.", "একই দিন এখানে দুবার আছে।"},
	dateThatDay:       {"“That day” is {} here, which no source has.", "এখানে “সেদিন” মানে {}, যা কোনো সূত্রে নেই।"},
	nameVariant:       {"A known spelling of “{}”.", "“{}”-এর পরিচিত বানান।"},
	nameSpelling:      {"The source spells it “{}”.", "সূত্রে বানান “{}”।"},
	nameFirst:         {"The first name differs: the source has “{}”.", "নামের প্রথম অংশ আলাদা: সূত্রে আছে “{}”।"},
	nameSurname:       {"No source has this surname; one has “{}”.", "কোনো সূত্রে এই পদবি নেই; একটিতে আছে “{}”।"},
	nameAdded:         {"Part of this name is in no source: one has “{}”.", "এই নামের একাংশ কোনো সূত্রে নেই: একটিতে আছে “{}”।"},
	nameCombined:      {"The sources have these words, but not together as a name.", "সূত্রে শব্দগুলো আছে, কিন্তু এক নামে নয়।"},
	nameNowhere:       {"No source has this name.", "কোনো সূত্রে এই নাম নেই।"},
	nameElsewhere:     {"The sources have this name, but with other words than these.", "সূত্রে নামটি আছে, কিন্তু অন্য কথার সঙ্গে।"},
	nameTitle:         {"The title differs: the source has “{}”.", "পদবি আলাদা: সূত্রে আছে “{}”।"},
	nameOrder:         {"In the source “{}” comes before “{}”: are they exchanged?", "সূত্রে “{}” আসে “{}”-এর আগে: অদলবদল হয়েছে কি?"},
	quoteNowhere:      {"No source has this quotation.", "কোনো সূত্রে এই উদ্ধৃতি নেই।"},
	quoteCount:        {"No source can have this quotation: of this speaker, or in all, they have {}.", "কোনো সূত্রে এই উদ্ধৃতি থাকতে পারে না: এই বক্তার, বা সব মিলিয়ে, সেখানে আছে {}টি।"},
	quoteMarks:        {"The source has these words, but not as a quotation.", "সূত্রে কথাগুলো আছে, কিন্তু উদ্ধৃতি হিসেবে নয়।"},
	quoteReworded:     {"The quotation is reworded: {} of its {} words differ.", "উদ্ধৃতির কথা বদলেছে: {}টি শব্দ আলাদা, মোট {}টির মধ্যে।"},
	quoteChanged:      {"The quotation is changed: the source has “{}”.", "উদ্ধৃতি বদলেছে: সূত্রে আছে “{}”।"},
	quoteAdded:        {"The source's quotation does not have these words.", "সূত্রের উদ্ধৃতিতে এই শব্দগুলো নেই।"},
	quoteLeftOut:      {"“{}” is left out of the quotation without a sign.", "উদ্ধৃতি থেকে চিহ্ন ছাড়াই “{}” বাদ গেছে।"},
	speakerOther:      {"In the source “{}” says this, not “{}”.", "সূত্রে এ কথা বলেছেন “{}”, “{}” নন।"},
	negationAdded:     {"This is denied here, but the source says “{}”.", "এখানে না-বাচক, কিন্তু সূত্রে আছে “{}”।"},
	negationLost:      {"This is not denied here, but the source says “{}”.", "এখানে হ্যাঁ-বাচক, কিন্তু সূত্রে আছে “{}”।"},
	modalityStronger:  {"The source is less certain: “{}”.", "সূত্র এতটা নিশ্চিত নয়: “{}”।"},
	modalityWeaker:    {"The source is more definite: “{}”.", "সূত্র আরও নিশ্চিত: “{}”।"},
	modalityOther:     {"The source has it as “{}”.", "সূত্রে আছে “{}”।"},
	degreeLost:        {"The source limits this: “{}”.", "সূত্রে সীমা টানা আছে: “{}”।"},
	degreeAdded:       {"The source does not have this limit: “{}”.", "সূত্রে এই সীমা নেই: “{}”।"},
	sourceSays:        {"The source says “{}”.", "সূত্রে আছে “{}”।"},
	attributionLost:   {"The source says who says so: “{}”.", "সূত্রে কে বলেছেন তা আছে: “{}”।"},
	attributionVerb:   {"The source's verb is “{}”.", "সূত্রের ক্রিয়া “{}”।"},
	sentenceNowhere:   {"No source carries this sentence.", "কোনো সূত্রে এই বাক্য নেই।"},
	sentenceLittle:    {"The sources carry little of this sentence.", "সূত্রে এই বাক্যের সামান্যই আছে।"},
	sourcesHaveOthers: {"The sources differ: another has “{}”.", "সূত্রে সূত্রে মেলে না: আরেকটিতে আছে “{}”।"},
}
