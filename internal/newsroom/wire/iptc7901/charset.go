package iptc7901

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/stet-news/stet/internal/pattern"
)

// decode returns a message in UTF-8 and the name of the charset that it shows to be in, "" for ASCII and UTF-8:
//
//   - valid UTF-8 that is more than ASCII is UTF-8;
//   - bytes from C1 to CF, each before a letter that can bear that accent, more of them inside words than not, and no letters of ISO 8859-1,
//     are the diacritics of ISO 6937 (the IPTC's and Teletex's): the accent is sent before its letter;
//   - other bytes above ASCII are windows-1252, of which ISO 8859-1 is a part;
//   - in seven bits, braces, brackets, a bar or a backslash inside words are the letters of a national version of ISO 646, if the words that
//     come out are ones of its language;
//   - a letter, a backspace and an accent are one letter with it.
func decode(raw []byte) (text, charset string) {
	switch high := above(raw); {
	case high && utf8.Valid(raw):
		return string(raw), ""
	case high && isTeletex(raw):
		return teletex(raw), "iso-6937"
	case high:
		b, err := charmap.Windows1252.NewDecoder().Bytes(raw)
		if err != nil {
			b = []byte(strings.ToValidUTF8(string(raw), "\ufffd"))
		}
		return string(b), "windows-1252"
	}
	text = overstruck(string(raw))
	for _, n := range nations {
		if n.is(text) {
			return n.letters.Replace(text), n.charset
		}
	}
	return text, ""
}

func above(raw []byte) bool {
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// The accents of ISO 6937 from C1 on, as characters that combine with the letter before; 0 is none.
var accents = [16]rune{0, 0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0, 0x30A, 0x327, 0, 0x30B, 0x328, 0x30C}

// bearing returns the letter with the accent before it, 0 if no letter of a language is so.
func bearing(accent, letter byte) rune {
	if accent < 0xC0 || accent > 0xCF || accents[accent-0xC0] == 0 || letter >= utf8.RuneSelf || !unicode.IsLetter(rune(letter)) {
		return 0
	}
	r, n := utf8.DecodeRuneInString(norm.NFC.String(string([]rune{rune(letter), accents[accent-0xC0]})))
	if n == 0 || r == rune(letter) {
		return 0
	}
	return r
}

func isTeletex(raw []byte) bool {
	inside, outside := 0, 0
	for i, c := range raw {
		switch {
		case c >= 0xC0 && c <= 0xCF:
			if i+1 == len(raw) || bearing(c, raw[i+1]) == 0 {
				return false
			}
			if i > 0 && raw[i-1] < utf8.RuneSelf && unicode.IsLetter(rune(raw[i-1])) && raw[i+1] >= 'a' {
				inside++
			} else {
				outside++
			}
		case c >= 0x80 && c < 0xA0, c >= 0xE0 && signs[c] == 0:
			return false
		}
	}
	return inside > outside
}

// signs are the letters and signs of ISO 6937 that are one byte.
var signs = map[byte]rune{
	0xA0: '\u00A0', 0xA1: '¡', 0xA2: '¢', 0xA3: '£', 0xA4: '$', 0xA5: '¥', 0xA7: '§', 0xA8: '¤', 0xA9: '‘', 0xAA: '“', 0xAB: '«', 0xB0: '°', 0xB1: '±', 0xB2: '²', 0xB3: '³',
	0xB4: '×', 0xB5: 'µ', 0xB6: '¶', 0xB7: '·', 0xB8: '÷', 0xB9: '’', 0xBA: '”', 0xBB: '»', 0xBC: '¼', 0xBD: '½', 0xBE: '¾', 0xBF: '¿', 0xD0: '—', 0xD1: '¹', 0xD2: '®',
	0xD3: '©', 0xD4: '™', 0xE1: 'Æ', 0xE2: 'Đ', 0xE8: 'Ł', 0xE9: 'Ø', 0xEA: 'Œ', 0xEC: 'Þ', 0xF1: 'æ', 0xF2: 'đ', 0xF3: 'ð', 0xF5: 'ı', 0xF8: 'ł', 0xF9: 'ø', 0xFA: 'œ', 0xFB: 'ß', 0xFC: 'þ',
}

func teletex(raw []byte) string {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if i+1 < len(raw) {
			if r := bearing(c, raw[i+1]); r != 0 {
				b.WriteRune(r)
				i++
				continue
			}
		}
		switch r := signs[c]; {
		case c < utf8.RuneSelf:
			b.WriteByte(c)
		case r != 0:
			b.WriteRune(r)
		default:
			b.WriteRune(utf8.RuneError)
		}
	}
	return b.String()
}

var (
	struck = pattern.New("([A-Za-z])\b([`'^~\",])")
	marks  = map[string]rune{"`": 0x300, "'": 0x301, "^": 0x302, "~": 0x303, "\"": 0x308, ",": 0x327}
)

// overstruck puts letters and the accents that are struck over them together: e, backspace and ' are é.
func overstruck(text string) string {
	if !strings.ContainsRune(text, '\b') {
		return text
	}
	return struck.ReplaceAllStringFunc(text, func(s string) string {
		return norm.NFC.String(s[:1] + string(marks[s[2:]]))
	})
}

// nation is a national version of ISO 646: other letters in the place of brackets.
type nation struct {
	charset string // its name with IANA
	letters *strings.Replacer
	words   *pattern.Pattern // frequent words that have such letters, as they are sent
	signs   string           // of the letters
}

// least is how many frequent words make it sure.
const least = 2

func (n nation) is(text string) bool {
	return strings.ContainsAny(text, n.signs) && len(n.words.FindAllStringIndex(text, least)) == least
}

func words(list string) *pattern.Pattern {
	return pattern.New(`(?:^|[\s"(-])(?:` + list + `)(?:$|[\s.,;:!?")-])`)
}

var nations = []nation{
	{
		"DIN_66003", strings.NewReplacer("[", "Ä", "\\", "Ö", "]", "Ü", "{", "ä", "|", "ö", "}", "ü", "~", "ß", "@", "@"),
		words(`f\}r|\}ber|\]ber|F\}r|k\|nnen|k\|nne|k\|nnte|k\|nnten|m\}ssen|m\}~te|m\}sse|w\}rde|w\}rden|w{hrend|h{tte|h{tten|w{re|w{ren|sp{ter|gegen\}ber|zur\}ck|da~|gro~e|gro~en|drau~en|au~er|au~erdem|hei~t|Stra~e|Pr{sident|Gespr{che|f\}nf|M\}nchen|K\|ln|\\sterreich|t{glich|n{chste|n{chsten|h\|her|M{rz|Franz\|sisch\w*|geh\|rt`), `{|}~[\]`,
	},
	{
		"SEN_850200_B", strings.NewReplacer("[", "Ä", "\\", "Ö", "]", "Å", "{", "ä", "|", "ö", "}", "å"),
		words(`{r|f\|r|F\|r|p\}|P\}|fr\}n|Fr\}n|n{r|m\}ste|s{ger|s\}|ocks\}|\[ven|{ven|\}r|\}ret|efter\}t|d{r|D{r|under\}|m\}nga|tv\}|f\}r|f\}tt|st{ller|{n|\|ver|g\|r|g\|ra|h\|gre|l{nder|enligt s{ll`), `{|}[\]`,
	},
	{
		"NS_4551-1", strings.NewReplacer("[", "Æ", "\\", "Ø", "]", "Å", "{", "æ", "|", "ø", "}", "å"),
		words(`p\}|P\}|ogs\}|n\}r|N\}r|v{re|v{ret|f\|r|F\|r|f\}r|s\}|\}r|\}ret|m\}|blev s\}|l\|rdag|s\|ndag|st\|rste|st\|rre|st\}r|g\}r|igen p\}|f\}|f\}tt|f\}et|n{sten|n{ste|b\|r|\|konomi\w*|K\|benhavn|selskap p\}|d\|de|d\|d|indenlandske`), `{|}[\]`,
	},
	{
		"NF_Z_62-010", strings.NewReplacer("@", "à", "[", "°", "\\", "ç", "]", "§", "{", "é", "|", "ù", "}", "è", "~", "¨"),
		words(`@|{t{|[\w']*{t{|apr}s|tr}s|o\||d{j@|fran\\ais\w*|pr{sident|Pr{sident|gr}ve|mati}re|premi}re|derni}re|deuxi}me|troisi}me|minist}re|gouvern{|s{curit{|annonc{|d{clar{|r{gion`), `{|}@\`,
	},
}
