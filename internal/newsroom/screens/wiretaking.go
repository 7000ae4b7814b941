package screens

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// takingOf reads out of a wire's form how what lies in its place is taken.
func takingOf(r *http.Request) news.Taking {
	list := strings.FieldsFunc(r.PostFormValue("senders"), func(c rune) bool { return strings.ContainsRune(" ,;\r\n\t", c) })
	return news.Taking{Done: line(r, "done"), Senders: list}
}

// readTaking reads what is known of the wire's place.
func (s *screens) readTaking(ctx context.Context, p *wirePage) (err error) {
	p.domain = s.LetterDomain
	if p.key, err = s.DB.WireKey(ctx, p.wire.ID); err != nil {
		return err
	}
	p.bad, err = s.DB.WireProblems(ctx, p.wire.ID, 20)
	return err
}

// acceptKey makes the key that a server offers the one it is known by, and tries the wire.
func (s *screens) acceptKey(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	id := r.PathValue("wire")
	if err := s.Desk.AcceptWireKey(r.Context(), v.person, id, line(r, "offered")); err != nil {
		return err
	}
	if s.TryWire != nil {
		_ = s.TryWire(r.Context(), id) // how it went is on the wire's page
	}
	return to(w, r, "/n/wires/w/"+url.PathEscape(id), "wire-saved")
}

// inTheClear reports whether the wire's password goes over the line as it is.
func inTheClear(w news.Wire) bool {
	return w.Kind == news.FTPWire && w.Login.How == news.LoginBasic && strings.HasPrefix(w.Address, "ftp://")
}

// wireAddressWords are what an address of each kind looks like.
var wireAddressWords = []struct {
	kinds []news.WireKind
	words string
}{
	{[]news.WireKind{news.FeedWire, news.PageWire}, "It begins with https:// or http://."},
	{[]news.WireKind{news.FolderWire}, "The path of a folder that whoever runs Stet has allowed."},
	{[]news.WireKind{news.FTPWire}, "sftp://host/folder, ftpes://host/folder (encryption is asked for), ftps://host/folder (encrypted from the start) or ftp://host/folder. With ftp:// the password can be read by anybody on the way."},
	{[]news.WireKind{news.BucketWire}, "https://host/bucket/folder, or s3://bucket/folder for Amazon; ?region= says where it is. The user name is the access key."},
	{[]news.WireKind{news.MailboxWire}, "imaps://host/mailbox, or imap://host/mailbox where encryption is begun later; INBOX if no mailbox is named."},
}

func kindsAttribute(kinds []news.WireKind) string {
	var all []string
	for _, k := range kinds {
		all = append(all, string(k))
	}
	return strings.Join(all, " ")
}

func takesSenders(w news.Wire) string { return strings.Join(slices.Clone(w.Taking.Senders), "\n") }

func init() {
	maps.Copy(banglaWords, map[string]string{
		"Files on a server (FTP, FTPS, SFTP)": "সার্ভারের ফাইল (FTP, FTPS, SFTP)", "Bucket (S3)": "বাকেট (S3)", "Mailbox (IMAP)": "ডাকবাক্স (IMAP)",
		"Letters sent to us (e-mail)": "আমাদের পাঠানো চিঠি (ই-মেইল)", "Private key (SFTP)": "গোপন চাবি (SFTP)",

		"It begins with https:// or http://.":                      "শুরু হয় https:// বা http:// দিয়ে।",
		"The path of a folder that whoever runs Stet has allowed.": "যিনি স্টেট চালান, তাঁর অনুমতি দেওয়া ফোল্ডারের পথ।",
		"sftp://host/folder, ftpes://host/folder (encryption is asked for), ftps://host/folder (encrypted from the start) or ftp://host/folder. With ftp:// the password can be read by anybody on the way.": "sftp://host/folder, ftpes://host/folder (সংকেতায়ন চেয়ে নেওয়া হয়), ftps://host/folder (শুরু থেকেই সংকেতায়িত) বা ftp://host/folder। ftp:// দিলে পথে যে-কেউ পাসওয়ার্ড পড়তে পারে।",
		"https://host/bucket/folder, or s3://bucket/folder for Amazon; ?region= says where it is. The user name is the access key.":                                                                          "https://host/bucket/folder, অ্যামাজনের হলে s3://bucket/folder; কোথায় আছে তা ?region= বলে। ব্যবহারকারীর নামের ঘরে অ্যাকসেস কি দিন।",
		"imaps://host/mailbox, or imap://host/mailbox where encryption is begun later; INBOX if no mailbox is named.":                                                                                        "imaps://host/mailbox, বা imap://host/mailbox যেখানে সংকেতায়ন পরে শুরু হয়; ডাকবাক্সের নাম না দিলে INBOX।",

		"What stands before the @. Leave it empty for one that nobody guesses.":  "@-এর আগের অংশ। খালি রাখলে এমন একটি হবে যা কেউ অনুমান করতে পারবে না।",
		"Letters for this wire are sent to:":                                     "এই উৎসের চিঠি পাঠাতে হবে:",
		"This Stet takes no letters yet: whoever runs it starts it with --smtp.": "এই স্টেট এখনো চিঠি নেয় না: যিনি চালান, তাঁকে --smtp দিয়ে চালু করতে হবে।",
		"What is taken": "কী নেওয়া হয়",
		"Folder into which what was taken is moved":                                                                                    "নেওয়ার পর যে ফোল্ডারে সরানো হয়",
		"Leave it empty, and everything stays where it is and is remembered.":                                                          "খালি রাখলে সব যেখানে আছে সেখানেই থাকে, আর মনে রাখা হয়।",
		"Senders whose letters are taken":                                                                                              "যাঁদের চিঠি নেওয়া হয়",
		"One a line: office@press.example, or @press.example for a whole house. Empty is everybody.":                                   "প্রতি লাইনে একজন: office@press.example, বা পুরো প্রতিষ্ঠানের জন্য @press.example। খালি মানে সবাই।",
		"The password of this wire goes over the line as it is: anybody on the way can read it. Ask for ftpes://, ftps:// or sftp://.": "এই উৎসের পাসওয়ার্ড খোলা অবস্থায় যায়: পথে যে-কেউ পড়তে পারে। ftpes://, ftps:// বা sftp:// চেয়ে নিন।",
		"The server's key":   "সার্ভারের চাবি",
		"Accept the new key": "নতুন চাবি মেনে নিন",
		"The server shows another key than the one it is known by. Ask whoever runs it before you accept it: somebody may stand in between.": "সার্ভার চেনা চাবি নয়, অন্য চাবি দেখাচ্ছে। মেনে নেওয়ার আগে যিনি চালান তাঁকে জিজ্ঞেস করুন: মাঝখানে অন্য কেউ থাকতে পারে।",
		"An administrator can accept the new key.": "প্রশাসক নতুন চাবি মেনে নিতে পারেন।",
		"What could not be read":                   "যা পড়া যায়নি",
	})
}
