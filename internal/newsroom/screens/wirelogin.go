package screens

import (
	"maps"
	"net/http"
	"strings"

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
	return news.Login{How: news.LoginHow(line(r, "login_how")), User: line(r, "login_user"), Header: line(r, "login_header")},
		news.Secret(strings.TrimSpace(r.PostFormValue("login_secret")))
}

func init() {
	maps.Copy(banglaWords, map[string]string{
		"Sign-in": "প্রবেশ", "How": "যেভাবে", "User name": "ব্যবহারকারীর নাম", "Name of the header": "হেডারের নাম", "None": "লাগে না", "Name and password": "নাম ও পাসওয়ার্ড",
		"Token (Bearer)": "টোকেন (Bearer)", "Header": "হেডার", "Signature": "স্বাক্ষর", "Secret: password, token or key": "গোপন অংশ: পাসওয়ার্ড, টোকেন বা চাবি",

		"It is kept sealed, and is never shown again.":                "সিলমোহর করে রাখা হয়, আর কখনো দেখানো হয় না।",
		"Given {when}. Leave it empty to keep it; it is never shown.": "দেওয়া হয়েছে {when}। বদলাতে না চাইলে খালি রাখুন; কখনো দেখানো হয় না।",
		"Web page": "ওয়েব পাতা", "Sent to us (signed HTTP)": "আমাদের পাঠানো হয় (স্বাক্ষরিত HTTP)",
	})
}
