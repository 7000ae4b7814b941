// Package letter reads e-mail: RFC 5322 (822) with MIME (RFC 2045 to 2049, 2231). MIME is taken apart by enmime, which reads what is malformed
// too; why it and no other is in docs/decisions/0130.
//
// Of a message it reads:
//
//	Subject → Headline                      From → Author (the name), Source (the sender's house, or else the address)
//	Date → Issued                           Message-ID → GUID
//	Content-Language → Language             Keywords → Keywords
//	List-Id → Codes ("list:news.example")   the HTML, or the text where it has none → Body; pictures it points to → Media
//	attachments and pictures inside → Files, at most item.MaxFiles
//	In-Reply-To, or the last of References → Replaces, if the message changes what was sent; else it is named in Note
//	"EMBARGO …", "KILL: …", "CORRECTION: …" in the subject or the first lines → Embargo, Change, Note (see package head)
//
// Quoted replies and signatures stay in the text. A message inside (message/rfc822) follows the text with its subject and sender above it, and its
// files are among the others. winmail.dat, the form in which one mail program hides attachments (TNEF), is kept as it is and not opened.
//
// It reads over and does not keep: the receivers (To, Cc, Bcc, Reply-To, Delivered-To), the way of the message (Received, Return-Path and all that
// filters add), signatures (DKIM, S/MIME, PGP), Importance and X-Priority, which every advertiser sets, Comments, Sender and the text beside HTML
// that says the same.
package letter

import (
	"bytes"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/head"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/pattern"
)

const maxHead = 64 << 10 // bytes in which the header is looked for

var (
	field = pattern.New(`^[!-9;-~]{1,80}:[ \t]?`)
	part  = pattern.New(`(?i)^content-type:\s*(?:text|multipart|message|application|image)/[a-z0-9.+-]+`) // of a message whose fields were lost
	known = pattern.New(`(?mi)^(?:(from|to|subject|date|message-id|received|mime-version|content-type|return-path|delivered-to|reply-to|sender|cc|x-mailer|dkim-signature)):`)
)

// Is reports whether the file begins as a message does: with fields, of which two or more are ones that messages have.
func Is(doc []byte, from item.Source) bool {
	doc = opened(doc)
	doc = doc[:min(len(doc), maxHead)]
	if !field.Match(doc[:min(len(doc), 200)]) {
		return false
	}
	if end := bytes.Index(bytes.ReplaceAll(doc, []byte("\r"), nil), []byte("\n\n")); end >= 0 {
		doc = bytes.ReplaceAll(doc, []byte("\r"), nil)[:end+1]
	}
	seen := map[string]bool{}
	for _, m := range known.FindAllSubmatch(doc, 200) {
		seen[strings.ToLower(string(m[1]))] = true
	}
	least := 2
	if strings.HasPrefix(from.Type, "message/rfc822") || strings.HasSuffix(strings.ToLower(from.Name), ".eml") {
		least = 1
	}
	if part.Match(doc) {
		least = 1
	}
	return len(seen) >= least
}

// opened returns a message without what mailboxes put before it.
func opened(doc []byte) []byte {
	doc = bytes.TrimLeft(bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(doc, []byte("From ")) || bytes.HasPrefix(doc, []byte(">From ")) {
		_, doc, _ = bytes.Cut(doc, []byte("\n"))
	}
	return doc
}

// Parse reads one message.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	r := reader{from: from}
	e, err := r.envelope(opened(doc))
	if err != nil {
		return item.Batch{}, err
	}
	i := item.Item{Raw: doc}
	i.RawType = "message/rfc822"
	header(&i, e, from.Zone)
	r.read(e, 0)
	body := markup.HTML(r.html.String(), nil)
	i.Body, i.Cut, i.Files = body.Body, body.Cut, r.files
	i.Media = body.Media
	if i.Headline == "" && i.Body.Empty() && len(i.Files) == 0 {
		return item.Batch{}, news.Errorf(news.Invalid, "There are no words in the message.")
	}
	i.GUID = item.GUID(id(e.GetHeader("Message-Id")), "", i.Headline, i.Issued, doc)
	notices(&i, e, from.Zone)
	b := item.Of("RFC 5322", i)
	b.Problems = r.sentences()
	return b, nil
}

// header reads what the fields of the header say.
func header(i *item.Item, e *enmime.Envelope, zone *time.Location) {
	i.Headline = words(e.GetHeader("Subject"))
	i.Author, i.Source = sender(e)
	if said := words(e.GetHeader("Organization")); said != "" { //nolint:misspell // the field is called so
		i.Source = said
	}
	date := words(e.GetHeader("Date"))
	if at, err := mail.ParseDate(date); err == nil && at.Year() > 1970 && at.Year() < 2200 {
		i.Issued = at.UTC()
	} else {
		i.Issued = item.DateIn(date, zone)
	}
	first, _, _ := strings.Cut(e.GetHeader("Content-Language"), ",")
	i.Language = item.Language(first)
	for _, k := range strings.Split(words(e.GetHeader("Keywords")), ",") {
		if k = strings.TrimSpace(k); k != "" && len(i.Keywords) < item.MaxTopics {
			i.Keywords = append(i.Keywords, item.Cut(k, 200))
		}
	}
	if list := id(e.GetHeader("List-Id")); list != "" {
		i.Codes = []string{"list:" + list}
	}
}

// words returns a field's value as one line. One in eight bits that says no charset is taken as package enmime hands it on, if that is UTF-8, or
// else for windows-1252.
func words(s string) string {
	return item.Line(quoted.ReplaceAllStringFunc(readable(s), func(word string) string {
		b := []byte(quoted.FindStringSubmatch(word)[1])
		if plain, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(bytes.ReplaceAll(b, []byte("_"), []byte("=20"))))); err == nil {
			b = plain
		}
		return readable(string(b))
	}))
}

// quoted matches an encoded word that is none, for there are letters above ASCII in it, and so was not decoded.
var quoted = pattern.New(`=\?[A-Za-z0-9-]{1,40}\?[Qq]\?([^?]{0,1000})\?=`)

// sender returns the name and the address of who wrote the message.
func sender(e *enmime.Envelope) (name, address string) {
	all, err := enmime.ParseAddressList(e.GetHeader("From"))
	if err == nil && len(all) > 0 {
		return words(all[0].Name), words(all[0].Address)
	}
	return item.Person(readable(e.GetHeader("From"))), ""
}

// id returns what stands between angle brackets, or all of it without them.
func id(s string) string {
	s = words(s)
	if start := strings.LastIndexByte(s, '<'); start >= 0 {
		s, _, _ = strings.Cut(s[start+1:], ">")
	}
	return strings.Trim(s, "<> ")
}

// notices reads what may be done with the copy, and which message it is an answer to.
func notices(i *item.Item, e *enmime.Envelope, zone *time.Location) {
	i.Dateline, _ = head.Dateline(i.Body.Plain())
	subject := reply.ReplaceAllString(i.Headline, "")
	plain := i.Body.Plain()
	head.Read(i.Issued, zone, append([]string{subject}, strings.Split(plain[:min(len(plain), 8<<10)], "\n")...)...).To(&i.Dispatch)
	parent := id(e.GetHeader("In-Reply-To"))
	if refs := strings.Fields(e.GetHeader("References")); parent == "" && len(refs) > 0 {
		parent = id(refs[len(refs)-1])
	}
	switch {
	case parent == "" || parent == i.GUID:
	case i.Change != "":
		i.Replaces = item.GUID(parent, "", "", time.Time{}, nil)
	default:
		i.Note = item.Line(strings.TrimSpace(i.Note + " In-Reply-To: " + parent))
	}
}

// reply matches what mail programs put before the subject of an answer.
var reply = pattern.New(`(?i)^(?:(?:re|fw|fwd|aw|wg|sv|vs|tr)\s*(?:\[\d+\])?:\s*)+`)

// From returns the addresses that a message says it is from, none if they cannot be read.
func From(doc []byte) (all []string) {
	doc = opened(doc)
	m, err := mail.ReadMessage(bytes.NewReader(doc[:min(len(doc), maxHead)]))
	if err != nil {
		return nil
	}
	list, err := enmime.ParseAddressList(m.Header.Get("From"))
	if err != nil {
		return nil
	}
	for _, a := range list {
		all = append(all, a.Address)
	}
	return all
}
