package terms

import "strings"

// whole are words that would be taken for others without their ending.
var whole = wordSet(`news series species always across evening morning during nothing something anything everything
	being king thing string spring wing sing bring ring ahmed mohammed united hundred sacred being`)

// stemEnglish returns the word without the endings of number and tense. It goes no
// further: "government" is not "govern". A word of another script stays as it is.
func stemEnglish(w string) string {
	if len(w) < 4 || whole[w] || !isPlain(w) {
		return w
	}
	w = singular(w)
	switch {
	case strings.HasSuffix(w, "ied") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "eed"):
	case strings.HasSuffix(w, "ed") && hasVowel(w[:len(w)-2]) && len(w) > 4:
		w = undoubled(w[:len(w)-2])
	case strings.HasSuffix(w, "ing") && hasVowel(w[:len(w)-3]) && len(w) > 5:
		w = undoubled(w[:len(w)-3])
	}
	if len(w) > 3 && w[len(w)-1] == 'e' {
		w = w[:len(w)-1]
	}
	return w
}

func singular(w string) string {
	end := func(s string) bool { return strings.HasSuffix(w, s) }
	switch {
	case end("ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case end("sses"), end("shes"), end("ches"), end("xes"), end("zes"):
		return w[:len(w)-2]
	case end("ss"), end("us"), end("is"), !end("s"):
		return w
	default:
		return w[:len(w)-1]
	}
}

func hasVowel(w string) bool { return strings.ContainsAny(w, "aeiouy") }

// undoubled returns the stem with the consonant written once that an ending doubled.
func undoubled(w string) string {
	n := len(w)
	if n > 2 && w[n-1] == w[n-2] && !strings.ContainsRune("aeioulsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}

// foldEnglish returns the stem with British and American spelling, and single and double
// letters, as one.
func foldEnglish(w string) string {
	if !isPlain(w) {
		return w
	}
	w = strings.NewReplacer("our", "or", "ae", "e", "ph", "f", "z", "s", "ck", "k").Replace(w)
	if rest, ok := strings.CutSuffix(w, "er"); ok && len(rest) > 2 {
		w = rest + "r" // center is centre
	}
	out := make([]byte, 0, len(w))
	for i := range len(w) {
		if n := len(out); n == 0 || out[n-1] != w[i] || isDigit(rune(w[i])) {
			out = append(out, w[i])
		}
	}
	return string(out)
}
