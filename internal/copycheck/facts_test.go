package copycheck_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/verify"
)

// sameFacts are sentences of sources and what a desk makes of them, which says the same.
var sameFacts = []struct{ name, source, story string }{
	{"percent", "Exports rose 14 percent to $4.2 billion in June.", "Exports rose by 14 per cent to $4.2bn in June."},
	{"lakh", "The ministry will buy 400,000 tonnes of rice and 1.3 million tonnes of paddy.", "The ministry will buy 4 lakh tonnes of rice and 13 lakh tonnes of paddy."},
	{"crore of money", "The bank made a profit of 614 million taka in the quarter, compared with 298 million taka a year earlier.", "The bank made a profit of Tk 61.4 crore in the quarter, against Tk 29.8 crore a year earlier."},
	{"several magnitudes", "The project will cost 25 million taka.", "The project will cost Tk 2 crore 50 lakh."},
	{"miles", "The town lies 22 miles south of the capital.", "The town lies about 35 km south of the capital."},
	{"acres", "The fire has burned 32,000 acres of forest near the town.", "The fire has burnt nearly 13,000 hectares of forest near the town."},
	{"Fahrenheit", "Temperatures reached 111 degrees Fahrenheit in the town on Sunday.", "Temperatures reached 44C in the town on Sunday."},
	{"feet", "The boat was 26 feet long and had no engine.", "The boat was about eight metres long and had no engine."},
	{"pounds", "The bag held 22 pounds of gold dust.", "The bag held 10 kg of gold dust."},
	{"speed", "The car was doing 75 miles per hour when it left the road.", "The car was doing 120 km an hour when it left the road."},
	{"basis points", "The central bank cut its main rate by 25 basis points on Wednesday.", "The central bank cut its main rate by a quarter of a percentage point on Wednesday."},
	{"a sum", "Police arrested 14 men in Dhaka and 9 men in Khulna on Tuesday over the attack.", "Police arrested 23 men in Dhaka and Khulna on Tuesday over the attack."},
	{"a total of three", "The ministry has recorded 412 cases in Turkana, 97 in Marsabit and 61 in Samburu.", "The ministry has recorded 412 cases in Turkana, 97 in Marsabit and 61 in Samburu, 570 in all."},
	{"a difference", "Harlan received 4,900 new orders in the quarter, down from 8,000 a year earlier.", "Harlan received 4,900 new orders in the quarter, 3,100 fewer than a year earlier."},
	{"a share", "About 1,300 houses were damaged, of which 325 could not be repaired.", "About 1,300 houses were damaged, a quarter of them beyond repair."},
	{"a share of a percentage", "Of the patients 32 percent had no night nurse, the survey found.", "Nearly a third of the patients had no night nurse, the survey found."},
	{"one in five", "In the last month 21 percent of patients were free of attacks.", "In the last month about one in five patients was free of attacks."},
	{"four out of five", "Eighty percent of the claimants are women who worked on the farm.", "Four out of five of the claimants are women who worked on the farm."},
	{"the rest", "Of the 14 dead three were students whose dormitory collapsed.", "Of the 14 dead three were students whose dormitory collapsed. The other 11 lived in two villages."},
	{"points", "Montecinos won 52.8 percent of the vote and Almarza 41.3 percent.", "Montecinos won 52.8 per cent of the vote, 11.5 points more than Almarza."},
	{"a rise worked out", "Workers lost 156 hours on average last year, up from 120 hours in 2014.", "Workers lost 156 hours on average last year, 30 per cent more than in 2014."},
	{"doubling", "The price rose to 90 taka a kilogram from 45 taka in May.", "The price rose to Tk 90 a kilogram, two times what it was in May."},
	{"rounded", "The company employs 2,087 people at its two plants.", "The company employs about 2,100 people at its two plants."},
	{"rounded up to", "The river rose 48.7 centimetres overnight at the bridge.", "The river rose nearly 49 centimetres overnight at the bridge."},
	{"more than", "The flood destroyed 512 homes in the district.", "The flood destroyed more than 500 homes in the district."},
	{"no fewer than", "The union wants at least ten free days a month for its members.", "The union wants no fewer than ten free days a month for its members."},
	{"no more than", "Flying schools in the region train at most 150 pilots a year.", "Flying schools in the region train no more than 150 pilots a year."},
	{"an age", "Mariam Okello, a 34-year-old nurse, said she saw the boat turn over.", "Mariam Okello, 34, a nurse, said that she saw the boat turn over."},
	{"an age after", "The victim, who was 17, lived in the village with her mother.", "The victim, aged 17, lived in the village with her mother."},
	{"a clock", "The train left the rails at 6:40 a.m. near the river.", "The train left the rails at 6.40 am near the river."},
	{"a clock of 24 hours", "The train left the station at 18:40 on Tuesday.", "The train left the station at 6.40 pm on Tuesday."},
	{"a clock in words", "The fire broke out at 8 a.m. in the kitchen.", "The fire broke out at eight in the morning in the kitchen."},
	{"a race", "Alemayehu won the race in 2:20:11, ahead of Cheptoo in 2:20:45.", "Alemayehu won the race in two hours, 20 minutes and 11 seconds, 34 seconds ahead of Cheptoo."},
	{"a length of time in halves", "The call was made an hour and a half before the boats came.", "The call was made 90 minutes before the boats came."},
	{"days between", "The alarm was switched off on October 1. The thieves came on October 3.", "The alarm was switched off two days before the thieves came on 3 October."},
	{"years since", "Uganda last won a series there in 2014.", "Uganda have not won a series there for 12 years."},
	{"a fiscal year", "The budget for the 2025-26 fiscal year is 7.9 trillion taka.", "The budget for fiscal year 2025-26 is Tk 7.9 trillion."},
	{"a month with the year that was", "The law was passed in June 2025 after a long debate.", "The law was passed in June last year after a long debate."},
	{"a month that was", "The town was under water for 11 days in July last year, the mayor said.", "The town was under water for 11 days last July, the mayor said."},
	{"a month to come", "The fund cut its forecast for the fiscal year ending in June 2026 to 3.5 percent.", "The fund cut its forecast for the fiscal year to next June to 3.5 per cent."},
	{"shillings written on to the figure", "He refused to pay a bribe of 20,000 shillings, the prosecution said.", "He refused to pay a bribe of Sh20,000, the prosecution said."},
	{"the end of a month", "The rebels must hand over their weapons by October 31.", "The rebels must hand over their weapons by the end of October."},
	{"a day as a weekday", "The hearing will be held on March 12 in the high court.", "The hearing will be held on Thursday in the high court."},
	{"yesterday", "The minister resigned on Monday over the report.", "The minister resigned yesterday over the report."},
	{"today", "The minister will resign on Tuesday over the report.", "The minister will resign today over the report."},
	{"several units", "Officers found gold weighing 13 kg 920 grams in the plane's lavatory.", "Officers found about 14 kg of gold in the plane's lavatory."},
	{"a bare number beside others", "Inflation rose to 4.6 percent in May from 4.1 percent in April.", "Inflation rose to 4.6 per cent in May. In April it had been 4.1."},
	{"half", "Some 240 of the 480 seats were empty at the start.", "Half of the 480 seats, 240, were empty at the start."},
	{"a million in words", "Two and a half million people voted in the city.", "About 2.5 million people voted in the city."},
	{"dozen", "The school has two dozen teachers and 600 pupils.", "The school has 24 teachers and 600 pupils."},
	{"thousands with no comma", "The plant made 12,500 cars in May.", "The plant made 12500 cars in May."},
	{"a score", "Kenya beat Angola 2-0 in Nairobi on Monday.", "Kenya beat Angola by two goals to none in Nairobi on Monday."},
	{"half past", "The storm hit the coast at 8:30 a.m. and passed by noon.", "The storm hit the coast at half past eight in the morning and passed by noon."},
	{"GMT", "The quake struck at 12:50 p.m. (0650 GMT) on Monday.", "The quake struck at 12.50 pm on Monday."},
	{"a time in GMT", "The launch took place at 12:50 p.m. local time on Monday.", "The launch took place at 0650 GMT on Monday."},
	{"a day for 24 hours", "The airport was closed for 48 hours after the storm.", "The airport was closed for two days after the storm."},
	{"a year for months", "He was jailed for 18 months for fraud.", "He was jailed for a year and a half for fraud."},
	{"joined", "The workers ended a five-day strike over pay.", "The workers ended a strike of five days over pay."},
	{"a range", "The company expects to deliver 29,000-31,000 trucks this year.", "The company expects to deliver between 29,000 and 31,000 trucks this year."},
	{"a range of shares", "Prices will rise by 10 to 15 percent next month.", "Prices will rise by 10-15 per cent next month."},
	{"a score with a dash", "Nigeria beat Ghana 4-3 on penalties after a 1-1 draw.", "Nigeria beat Ghana 4–3 on penalties after it was 1–1."},
	{"a minute", "Omollo scored in the 79th minute for Kenya.", "Omollo scored after 79 minutes for Kenya."},
	{"a number", "Unit No. 3 of the plant was shut on Monday.", "Unit number three of the plant was shut on Monday."},
	{"short months", "The results for the three months to Sept. 30 were weak.", "The results for the three months to 30 September were weak."},
	{"a quarter for months", "Profit fell in the third quarter of the year to $58 million.", "Profit fell to $58 million in the three months to September."},
	{"the middle of a year", "The plant will open in mid-2027 in Khulna.", "The plant will open in the middle of 2027 in Khulna."},
	{"taka before", "The fine is 1,000 taka for each car.", "The fine is Tk1,000 for each car."},
	{"rupees", "The company will invest 5 billion rupees in the port.", "The company will invest Rs 500 crore in the port."},
	{"a sterling m", "The club paid 3.5 million pounds for the player.", "The club paid £3.5m for the player."},
	{"an ordinal", "She finished 7th in the race in Doha.", "She finished seventh in the race in Doha."},
	{"below nought", "It was minus 19 degrees Celsius in Stockholm on Monday.", "It was -19C in Stockholm on Monday."},
	{"halves of hours", "The meeting lasted two and a half hours on Monday.", "The meeting lasted 150 minutes on Monday."},
	{"half of them", "Of those killed 50 percent were women.", "Half of those killed were women."},
	{"twice", "Output was 120 tonnes, up from 60 tonnes last year.", "Output was 120 tonnes, twice that of last year."},
	{"the past years", "The price of rice rose by 31 percent over the past two years.", "The price of rice has risen by 31 per cent in the last two years."},
	{"a million in lakh", "The festival drew one million people to the river.", "The festival drew 10 lakh people to the river."},
	{"a day named and dated", "The bridge collapsed on Monday, March 9, during the rush hour.", "The bridge collapsed on Monday during the rush hour."},
	{"a date for a weekday", "The bridge collapsed on Monday during the rush hour.", "The bridge collapsed on 9 March during the rush hour."},
	{"last week", "The talks ended on March 5 without result.", "The talks ended last week without result."},
	{"end of June", "The bank will publish the figures by end-June.", "The bank will publish the figures by the end of June."},
	{"names with numbers", "Two F-16 jets flew over the G20 summit.", "Two F-16 jets flew over the G20 summit."},
	{"a desk's own conversion", "The boat cost $850 and sank within a week.", "The boat cost $850 (about Tk 1 lakh) and sank within a week."},
	{"a year of age more", "Abdul Karim, 57, a rickshaw puller, died of the heat.", "Rickshaw puller Abdul Karim, aged 57, died of the heat."},
	{"all but", "Seven of the nine dead had been in the cabin.", "All but two of the nine dead had been in the cabin."},
	{"the number of countries", "The trial was run in Denmark, Poland, New Zealand and South Korea.", "The trial was run in four countries."},
	{"a weekday in general", "The union will not accept Sunday shifts, its secretary wrote on March 2. The walkout ends at midnight on Saturday and trains may be late on Sunday.", "The offer did not make Sunday shifts compulsory, the union's secretary said."},
	{"a day beside the one that is named", "Cooks at the airport called off a strike late on Monday after they were offered more pay. It was to begin at noon on Tuesday.", "A strike that would have begun on Tuesday was called off late on Monday after cooks at the airport were offered more pay."},
	{"currency in brackets", "The award is worth 25,000 euros ($28,900).", "The award is worth €25,000 ($28,900)."},
}

// otherFacts are sentences of sources and what a desk made of them, which says something else.
var otherFacts = []struct {
	name, source, story, text string
}{
	{"months of age for years", "Sutton was 8 years old in 1940 when his father took him to the race.", "Sutton was 8 months old in 1940 when his father took him to the race.", "8 months old"},
	{"digits exchanged", "The river rose 41 cm at the bridge on Monday.", "The river rose 14 cm at the bridge on Monday.", "14 cm"},
	{"a unit", "The river rose 41 cm at the bridge on Monday.", "The river rose 41 metres at the bridge on Monday.", "41 metres"},
	{"million for billion", "The project will cost 3.2 billion dollars over ten years.", "The project will cost $3.2 million over ten years.", "$3.2 million"},
	{"lakh for crore", "The ministry will spend 48 crore taka on mosquito control this year.", "The ministry will spend Tk 48 lakh on mosquito control this year.", "Tk 48 lakh"},
	{"the wrong bound", "More than 500 homes were destroyed by the flood in the district.", "Fewer than 500 homes were destroyed by the flood in the district.", "Fewer than 500"},
	{"nearly for more than", "Gas was nearly a fifth dearer than in the year before.", "Gas was more than a fifth dearer than in the year before.", "more than a fifth"},
	{"at most for at least", "The union wants at least ten free days a month for its members.", "The union wants at most ten free days a month for its members.", "at most ten"},
	{"no more than turned round", "Flying schools in the region train no more than 150 pilots a year.", "Flying schools in the region train more than 150 pilots a year.", "more than 150"},
	{"hours for minutes", "The match was stopped for 25 minutes because of rain.", "The match was stopped for 25 hours because of rain.", "25 hours"},
	{"a conversion that is wrong", "The town lies 22 miles south of the capital.", "The town lies about 53 km south of the capital.", "53 km"},
	{"a sum that is wrong", "Police arrested 14 men in Dhaka and 9 men in Khulna on Tuesday over the attack.", "Police arrested 27 men in Dhaka and Khulna on Tuesday over the attack.", "27"},
	{"two of what two sentences have one of", "One firefighter was treated for smoke and sent home. One firefighter was treated for smoke and sent home.", "Two firefighters were treated for smoke and sent home.", "Two"},
	{"a total that is wrong", "The ministry has recorded 412 cases in Turkana, 97 in Marsabit and 61 in Samburu.", "The ministry has recorded 412 cases in Turkana, 97 in Marsabit and 61 in Samburu, 590 in all.", "590"},
	{"a clock", "The train left the rails at 6:40 a.m. near the river.", "The train left the rails at 6.40 pm near the river.", "6.40 pm"},
	{"a day", "The hearing will be held on March 12 in the high court.", "The hearing will be held on March 21 in the high court.", "March 21"},
	{"a weekday", "The minister resigned on Monday over the report.", "The minister resigned on Saturday over the report.", "Saturday"},
	{"a year", "The mine was closed in 2017 after an accident killed nine men.", "The mine was closed in 2011 after an accident killed nine men.", "2011"},
	{"a weekday against the calendar", "The vote is on March 12 in all districts.", "The vote is on Wednesday, March 12, in all districts.", "Wednesday, March 12"},
	{"the same day twice", "Flights were stopped on Sunday and Monday because of ash.", "Flights were stopped on Monday and Monday because of ash.", "Monday"},
}

// Tuesday 10 March 2026, at noon in Dhaka.
var factsDay = time.Date(2026, 3, 10, 12, 0, 0, 0, time.FixedZone("", 6*3600))

func checkFacts(t *testing.T, source, story string) []copycheck.Finding {
	t.Helper()
	return checkBetween(t, "en", source, "en", story)
}

func checkBetween(t *testing.T, from, source, to, story string) []copycheck.Finding {
	t.Helper()
	in := prose.Input{ID: "story", Language: to, Text: story, Date: factsDay}
	sources := []prose.Input{{ID: "wire", Language: from, Text: source, Date: factsDay}}
	found := copycheck.Check(in, copycheck.NewIndex(sources), copycheck.Options{})
	for _, f := range found {
		if err := verify.Finding(in, sources, f); err != nil {
			t.Errorf("%s %s %q: %v", f.Level, f.Kind, f.Text, err)
		}
	}
	return found
}

func isFact(k copycheck.Kind) bool { return k == copycheck.FigureKind || k == copycheck.DateKind }

func TestFactsInOtherWordsAreNotWrong(t *testing.T) {
	for _, c := range sameFacts {
		for _, f := range checkFacts(t, c.source, c.story) {
			if isFact(f.Kind) && f.Level >= copycheck.Likely {
				t.Errorf("%s: %s %q: %s", c.name, f.Level, f.Text, f.Sentence("en"))
			}
		}
	}
}

func TestOtherFactsAreFound(t *testing.T) {
	for _, c := range otherFacts {
		found := checkFacts(t, c.source, c.story)
		ok := false
		for _, f := range found {
			ok = ok || isFact(f.Kind) && f.Level >= copycheck.Likely && f.Text == c.text
		}
		if !ok {
			t.Errorf("%s: %q is not found in %v", c.name, c.text, found)
		}
	}
}

// What a source has word for word is not wrong, whatever else it says in nearly the same words.
func TestASentenceOfTheSourceIsNotWrong(t *testing.T) {
	for _, c := range []struct{ name, source, story string }{
		{
			"a denial", "There will still be big papers, but they are not monopolies any more. Papers cannot be run as if newspapers were monopolies.",
			"There will still be big papers, but they are not monopolies any more.",
		},
		{"a percent sign in a quotation", "'We will cut 30 per cent of all our posts,' Ada Alder said.", "'We will cut 30% of all our posts,' Ada Alder said."},
		{"a number without its comma", "The council appointed 2,098 magistrates for the polling day in the region.", "The council appointed 2098 magistrates for the polling day in the region."},
		{"a day that the source has wrong", "The exhibition is open until Sunday, March 12, at the old mill.", "The exhibition is open until Sunday, March 12, at the old mill."},
	} {
		for _, f := range checkFacts(t, c.source, c.story) {
			if f.Level >= copycheck.Likely {
				t.Errorf("%s: %s %s %q: %s", c.name, f.Level, f.Kind, f.Text, f.Sentence("en"))
			}
		}
	}
}
