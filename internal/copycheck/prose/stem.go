package prose

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// stems keeps what was stemmed: a story is read again and again while it is written. It is emptied
// when it is full, so that no text can fill the memory.
var stems = struct {
	sync.RWMutex
	of map[string]string
}{of: make(map[string]string, 1<<14)}

const mostStems = 1 << 16

// Stem returns the stem of a folded English word: that of Porter's second stemmer (Snowball), after
// irregular forms were set right.
func Stem(folded string) string {
	if regular, ok := irregular[folded]; ok {
		folded = regular
	}
	stems.RLock()
	s, ok := stems.of[folded]
	stems.RUnlock()
	if ok {
		return s
	}
	s = english.Stem(folded, false)
	stems.Lock()
	if len(stems.of) >= mostStems {
		stems.of = make(map[string]string, 1<<14)
	}
	stems.of[folded] = s
	stems.Unlock()
	return s
}

// banglaEndings are those of nouns, the longest first: number, case, definiteness.
var banglaEndings = strings.Fields(Fold(`গুলোকে গুলোতে গুলোর গুলিকে গুলির দেরকে গুলো গুলি টিকে টিতে টির টাকে টার খানা জনের জনকে দের টি টা রা কে তে ের য়ের ইয়ের র`))

// stemBangla returns a Bangla word without the endings of a noun. What is left has three letters at least.
func stemBangla(folded string) string {
	for _, ending := range banglaEndings {
		if rest, ok := strings.CutSuffix(folded, ending); ok && letters(rest) >= 3 {
			return rest
		}
	}
	return folded
}

func letters(s string) int { return utf8.RuneCountInString(s) }

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
