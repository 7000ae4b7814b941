package mail_test

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"

	stet "github.com/stet-news/stet/internal/mail"
)

// post is an SMTP server on loopback that keeps what it is sent.
type post struct {
	*testing.T
	listener net.Listener
	got      chan letter
	refuses  bool // it takes nobody's mail
}

// letter is one e-mail as the server got it.
type letter struct {
	from, to string
	login    bool
	raw      string
}

func openPost(t *testing.T) *post {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{T: t, listener: l, got: make(chan letter, 8)}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

// serve speaks as much of RFC 5321 as a client needs.
func (p *post) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewScanner(c)
	say := func(s string) { fmt.Fprint(c, s+"\r\n") }
	say("220 post.test ESMTP")
	var l letter
	for in.Scan() {
		switch word, rest, _ := strings.Cut(in.Text(), " "); strings.ToUpper(word) {
		case "EHLO", "HELO":
			say("250-post.test\r\n250-AUTH PLAIN\r\n250 8BITMIME")
		case "AUTH":
			l.login = rest == "PLAIN AGRlc2sAYm9hdA==" // \0desk\0boat
			say("235 welcome")
		case "MAIL":
			l.from = rest
			say("250 ok")
		case "RCPT":
			if p.refuses {
				say("550 nobody of that name here")
				continue
			}
			l.to = rest
			say("250 ok")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for in.Scan() && in.Text() != "." {
				b.WriteString(strings.TrimPrefix(in.Text(), ".") + "\r\n")
			}
			l.raw = b.String()
			p.got <- l
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (p *post) address(user string) string {
	return "smtp://" + user + p.listener.Addr().String() + "?from=" + "desk%40padma.example"
}

var hello = stet.Message{Name: "নুসরাত করিম", Address: "nusrat@stet.test", Subject: "দুটি খবর: যমুনায় ফেরি বন্ধ", Text: "প্রথম লাইন।\n.\nFrom the desk.\n"}

func read(t *testing.T, raw string) *mail.Message {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	return m
}

func TestAnEMailArrivesAsItWasWritten(t *testing.T) {
	p := openPost(t)
	sender, err := stet.Open(p.address("desk:boat@"))
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), hello); err != nil {
		t.Fatal(err)
	}
	l := <-p.got
	m := read(t, l.raw)
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	to, err2 := m.Header.AddressList("To")
	if err != nil || err2 != nil || subject != hello.Subject || len(to) != 1 || to[0].Address != hello.Address || to[0].Name != hello.Name {
		t.Errorf("%q to %v: %v %v", subject, to, err, err2)
	}
	if !l.login || !strings.Contains(l.from, "desk@padma.example") || !strings.Contains(l.to, "nusrat@stet.test") {
		t.Errorf("the envelope is %+v", l)
	}
	if m.Header.Get("Auto-Submitted") != "auto-generated" || !strings.HasSuffix(m.Header.Get("Message-ID"), "@padma.example>") {
		t.Errorf("the header is %v", m.Header)
	}
}

func TestAServerThatDoesNotTakeItIsAnError(t *testing.T) {
	p := openPost(t)
	p.refuses = true
	sender, err := stet.Open(p.address(""))
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), hello); err == nil || !strings.Contains(err.Error(), "nobody of that name") {
		t.Errorf("got %v", err)
	}
}

// A headline or a name must not become a header, or another letter.
func TestNoHeaderComesOutOfANameOrASubject(t *testing.T) {
	folder := t.TempDir()
	sender, err := stet.Open("file:" + folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []stet.Message{
		{Name: "A\r\nBcc: all@stet.test", Address: "a@stet.test"},
		{Address: "a@stet.test\r\nBcc: all@stet.test"},
		{Address: "a@stet.test", Subject: "x\nBcc: all@stet.test"},
		{Address: "A <a@stet.test>"},
		{Address: "a@stet.test, b@stet.test"},
		{Address: ""},
		{Address: "a@stet.test", Subject: "x\x00"},
	} {
		if err := sender.Send(t.Context(), bad); err == nil {
			t.Errorf("%+v is sent", bad)
		}
	}
	odd := stet.Message{Name: `"Nusrat" <x@y.test>, b`, Address: "a@stet.test", Subject: "=?utf-8?q?x?= Bcc: all@stet.test", Text: "Bcc: all@stet.test\r\n\r\n.\r\nMAIL FROM:<x@y.test>"}
	if err := sender.Send(t.Context(), odd); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(kept) != 1 || !strings.HasSuffix(kept[0], ".eml") {
		t.Fatalf("kept are %v %v", kept, err)
	}
	raw, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	m := read(t, string(raw))
	if to, err := m.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Name != odd.Name || m.Header.Get("Bcc") != "" {
		t.Errorf("to %v %v, %v", to, err, m.Header)
	}
	if body, _ := io.ReadAll(m.Body); !strings.Contains(string(body), "Bcc: all") {
		t.Errorf("the text is %q", body)
	}
	if info, err := os.Stat(kept[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v %v", info.Mode(), err)
	}
}

func TestAnAddressForEMailSaysWhatIsWrong(t *testing.T) {
	for _, bad := range []string{"", "file:", "http://x", "smtp://", "smtp://host", "smtp://host?from=nobody", "smtp://host:0?from=a@b.test", "smtp://u:secret@host:x?from=a@b.test"} {
		_, err := stet.Open(bad)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, good := range []string{"file:x", "smtps://host?from=a@b.test", "smtp://u:p@host:587?from=Desk%20%3Ca%40b.test%3E"} {
		if _, err := stet.Open(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
