package prose

import (
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
)

// stems keep what was stemmed: a story is read again and again while it is written. They are emptied
// when they are full, so that no text can fill the memory.
type stems struct {
	sync.RWMutex
	of map[string]string
}

const mostStems = 1 << 16

var englishStems, banglaStems stems

// get returns what find makes of the word, and keeps it.
func (s *stems) get(word string, find func(string) string) string {
	s.RLock()
	stem, ok := s.of[word]
	s.RUnlock()
	if ok {
		return stem
	}
	stem = find(word)
	s.Lock()
	defer s.Unlock()
	if s.of == nil || len(s.of) >= mostStems {
		s.of = make(map[string]string, 1<<14)
	}
	s.of[word] = stem
	return stem
}

// Stem returns the stem of a folded English word: that of Porter's second stemmer (Snowball), after
// irregular forms were set right.
func Stem(folded string) string {
	if regular, ok := irregular[folded]; ok {
		folded = regular
	}
	return englishStems.get(folded, snowball)
}

func snowball(word string) string { return english.Stem(word, false) }

// setOf returns the set of the words, folded.
func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[Fold(w)] = true
	}
	return set
}

var irregular = func() map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(irregularForms), "\n") {
		base, forms, _ := strings.Cut(line, ":")
		for form := range strings.FieldsSeq(forms) {
			m[form] = strings.TrimSpace(base)
		}
	}
	return m
}()

const irregularForms = `
say: said says saying
rise: rose risen
fall: fell fallen
win: won
lose: lost
go: went gone
take: took taken
make: made
give: gave given
come: came
see: saw seen
tell: told
find: found
keep: kept
leave: left
hold: held
meet: met
lead: led
build: built
buy: bought
sell: sold
send: sent
spend: spent
begin: began begun
break: broke broken
choose: chose chosen
draw: drew drawn
drive: drove driven
eat: ate eaten
fly: flew flown
fight: fought
forget: forgot forgotten
get: got gotten
grow: grew grown
hide: hid hidden
know: knew known
pay: paid
run: ran
shoot: shot
speak: spoke spoken
steal: stole stolen
strike: struck stricken
swear: swore sworn
teach: taught
think: thought
throw: threw thrown
understand: understood
wear: wore worn
write: wrote written
bring: brought
catch: caught
deal: dealt
feel: felt
mean: meant
seek: sought
sleep: slept
stand: stood
withdraw: withdrew withdrawn
overcome: overcame
become: became
lend: lent
sink: sank sunk
swim: swam swum
sing: sang sung
ring: rang rung
drink: drank drunk
shrink: shrank shrunk
bear: bore borne born
beat: beaten
bind: bound
bite: bit bitten
blow: blew blown
feed: fed
flee: fled
freeze: froze frozen
lay: laid
lie: lay lain lying
light: lit
ride: rode ridden
shake: shook shaken
show: shown
sit: sat
slide: slid
spin: spun
stick: stuck
sweep: swept
swing: swung
tear: tore torn
wake: woke woken
weep: wept
child: children
man: men
woman: women
person: people
foot: feet
be: was were is are been being am
have: has had having
do: did does done
die: died dying dies dead death deaths
kill: killed killing killings
good: better best
bad: worse worst
`
