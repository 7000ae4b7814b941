package screens

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// wireKindWords are the kinds of wire that can be added, in words.
var wireKindWords = []struct {
	kind  news.WireKind
	words string
}{
	{news.FeedWire, "Feed (RSS, Atom, JSON)"},

	{news.PageWire, "Web page"},

	{news.FolderWire, "Watched folder"},

	{news.FTPWire, "Files on a server (FTP, FTPS, SFTP)"},

	{news.BucketWire, "Bucket (S3)"},

	{news.MailboxWire, "Mailbox (IMAP)"},

	{news.LettersWire, "Letters sent to us (e-mail)"},

	{news.PushWire, "Sent to us (signed HTTP)"},
}

// loginWords are the ways of signing in, in words.
var loginWords = []struct {
	how   news.LoginHow
	words string
}{
	{news.LoginNone, "None"},
	{news.LoginBasic, "Name and password"},
	{news.LoginBearer, "Token (Bearer)"},
	{news.LoginHeader, "Header"},
	{news.LoginKey, "Private key (SFTP)"},
	{news.LoginSignature, "Signature"},
}

// loginOf reads the sign-in of a wire out of its form. The secret is as it was typed, but for line breaks and spaces at its ends, which
// come with what is pasted.
func loginOf(r *http.Request) (news.Login, news.Secret) {
	secret := "login_secret"
	how := news.LoginHow(line(r, "login_how"))
	if how == news.LoginKey {
		secret = "login_key" // it has lines, so its field is another
	}
	return news.Login{How: how, User: line(r, "login_user"), Header: line(r, "login_header")}, news.Secret(strings.TrimSpace(r.PostFormValue(secret)))
}

// everyUnits are the units in which it is said how often a wire is asked.
var everyUnits = []struct {
	name, words string
	long        time.Duration
}{{"s", "seconds", time.Second}, {"min", "minutes", time.Minute}, {"h", "hours", time.Hour}}

// everyOf writes how often a wire is asked: whole minutes as minutes, what is shorter or in between as seconds.
func everyOf(d time.Duration) (n, unit string) {
	long, unit := time.Minute, "min"
	if d%time.Minute != 0 {
		long, unit = time.Second, "s"
	}
	return strconv.FormatFloat(d.Seconds()/long.Seconds(), 'f', -1, 64), unit
}

func parseEvery(s, unit string) (time.Duration, error) {
	for _, u := range everyUnits {
		if u.name != unit {
			continue
		}
		n, err := strconv.ParseFloat(news.LatinDigits(s), 64)
		every := time.Duration(n * float64(u.long))
		if err != nil || !(n >= 0) || n > 1e6 || every > 24*time.Hour {
			return 0, news.Errorf(news.Invalid, "%q is not a number of seconds, minutes or hours: a wire is asked at least once a day.", s)
		}
		return every, nil
	}
	return 0, news.Errorf(news.Invalid, "There is no unit of time %q.", unit)
}

// inletOf is the full address at which a wire's copy is sent to us.
func (s *screens) inletOf(r *http.Request, w news.Wire) string {
	return s.Accounts.RPOf(r).Origin + "/wire/" + url.PathEscape(w.ID)
}

func init() {
	maps.Copy(banglaWords, map[string]string{
		"Asked every": "কত পরপর দেখা হয়", "Unit": "একক", "seconds": "সেকেন্ড", "minutes": "মিনিট", "hours": "ঘণ্টা",
		"Programs send copy for this wire to:":                              "এই উৎসের খবর প্রোগ্রাম যেখানে পাঠাবে:",
		"The address to which copy is sent is here once the wire is added.": "উৎসটি যোগ করার পর খবর পাঠানোর ঠিকানা এখানে থাকবে।",

		"Sign-in": "প্রবেশ", "How": "যেভাবে", "User name": "ব্যবহারকারীর নাম", "Name of the header": "হেডারের নাম", "None": "লাগে না", "Name and password": "নাম ও পাসওয়ার্ড",
		"Token (Bearer)": "টোকেন (Bearer)", "Header": "হেডার", "Signature": "স্বাক্ষর", "Secret: password or token": "গোপন অংশ: পাসওয়ার্ড বা টোকেন", "Private key, all its lines": "ব্যক্তিগত চাবি, সব লাইনসহ",

		"It is kept sealed, and is never shown again.":                "সিলমোহর করে রাখা হয়, আর কখনো দেখানো হয় না।",
		"Given {when}. Leave it empty to keep it; it is never shown.": "দেওয়া হয়েছে {when}। বদলাতে না চাইলে খালি রাখুন; কখনো দেখানো হয় না।",
		"Web page": "ওয়েব পাতা", "Sent to us (signed HTTP)": "আমাদের পাঠানো হয় (স্বাক্ষরিত HTTP)",
	})
}
