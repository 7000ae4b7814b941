// Package mail sends e-mail: to an SMTP server that a URL names, or into a folder, as files
// that any mail program opens.
package mail

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	gomail "github.com/wneessen/go-mail"

	"github.com/stet-news/stet/internal/news"
)

// Message is one e-mail to one person.
type Message struct {
	Name    string // of whom it is to; may be empty
	Address string
	Subject string // one line
	Text    string // plain
	// ID is what the message is known by if it is sent again; "" for a new name each time.
	ID    string
	Files []File // attached
}

// File is a file that is attached to a message.
type File struct {
	Name string
	Type string // its media type
	Body []byte
}

// Sender sends messages.
type Sender interface {
	// Send returns when the message is accepted: by the server, or durably as a file. An
	// address or a subject that would be more than one line is refused.
	Send(ctx context.Context, m Message) error
}

// Open returns the sender that address names: "smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS",
// "smtps://…" or "file:FOLDER". smtp:// goes over to TLS before it says anything (STARTTLS)
// and sends nothing if it cannot, but to this machine itself; ?tls=no sends in the clear.
func Open(address string) (Sender, error) {
	if folder, ok := strings.CutPrefix(address, "file:"); ok {
		if folder == "" {
			return nil, news.Errorf(news.Invalid, "E-mail into files needs a folder: write it as file:FOLDER.")
		}
		return files{folder}, nil
	}
	// The address may hold a password, so it is not said in an error.
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" {
		return nil, news.Errorf(news.Invalid, "The address for e-mail is smtp://USER:PASSWORD@HOST?from=ADDRESS, smtps://… or file:FOLDER.")
	}
	from, err := mail.ParseAddress(u.Query().Get("from"))
	if err != nil {
		return nil, news.Errorf(news.Invalid, "The address for e-mail must say whom it comes from: …?from=newsroom@news.example.")
	}
	port := 0
	if p := u.Port(); p != "" {
		if port, err = strconv.Atoi(p); err != nil || port < 1 || port > 65535 {
			return nil, news.Errorf(news.Invalid, "The port of the server for e-mail is not one.")
		}
	}
	return server{u, *from, port}, nil
}

// server sends by SMTP.
type server struct {
	url  *url.URL
	from mail.Address
	port int
}

// patience is how long one e-mail may take.
const patience = 30 * time.Second

func (s server) Send(ctx context.Context, m Message) error {
	msg, err := compose(s.from, m)
	if err != nil {
		return err
	}
	host := s.url.Hostname()
	options := []gomail.Option{gomail.WithTimeout(patience), gomail.WithTLSConfig(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12})}
	switch {
	case s.url.Scheme == "smtps":
		options = append(options, gomail.WithSSL(), gomail.WithPort(or(s.port, 465)))
	case s.url.Query().Get("tls") == "no" || loopback(host):
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS), gomail.WithPort(or(s.port, 25)))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithPort(or(s.port, 587)))
	}
	if user := s.url.User; user != nil {
		password, _ := user.Password()
		options = append(options, gomail.WithUsername(user.Username()), gomail.WithPassword(password), gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover))
		if loopback(host) {
			options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthPlainNoEnc))
		}
	}
	client, err := gomail.NewClient(host, options...)
	if err != nil {
		return fmt.Errorf("e-mail by %s: %w", host, err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("e-mail by %s: %w", host, err)
	}
	return nil
}

func or(port, usual int) int {
	if port != 0 {
		return port
	}
	return usual
}

// loopback reports whether the host is this machine.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// compose makes the message. What is not one line, or no address, is refused: a header must
// not come out of a name or a headline.
func compose(from mail.Address, m Message) (*gomail.Msg, error) {
	for what, s := range map[string]string{"name": m.Name, "address": m.Address, "subject": m.Subject, "ID": m.ID} {
		if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return nil, news.Errorf(news.Invalid, "The %s of an e-mail is one line.", what)
		}
	}
	to, err := mail.ParseAddress(m.Address)
	if err != nil || to.Name != "" || to.Address != m.Address {
		return nil, news.Errorf(news.Invalid, "%q is not an e-mail address.", m.Address)
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := msg.From(from.String()); err != nil {
		return nil, fmt.Errorf("whom an e-mail comes from: %w", err)
	}
	to.Name = m.Name
	if err := msg.To(to.String()); err != nil {
		return nil, fmt.Errorf("whom an e-mail goes to: %w", err)
	}
	msg.Subject(m.Subject)
	msg.SetDate()
	msg.SetMessageIDWithValue(cmp.Or(m.ID, uuid.NewString()) + "@" + domainOf(from.Address))
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // nobody's holiday is to answer it
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	for _, f := range m.Files {
		if err := msg.AttachReader(f.Name, bytes.NewReader(f.Body), gomail.WithFileContentType(gomail.ContentType(f.Type))); err != nil {
			return nil, fmt.Errorf("attach %s to an e-mail: %w", f.Name, err)
		}
	}
	return msg, nil
}

func domainOf(address string) string {
	_, domain, ok := strings.Cut(address, "@")
	if !ok || net.ParseIP(domain) != nil {
		return "localhost"
	}
	return domain
}

// files keeps messages in a folder.
type files struct{ folder string }

func (f files) Send(_ context.Context, m Message) error {
	msg, err := compose(mail.Address{Name: "Stet", Address: "stet@localhost"}, m)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.folder, 0o700); err != nil {
		return fmt.Errorf("keep an e-mail: %w", err)
	}
	name := filepath.Join(f.folder, time.Now().UTC().Format("20060102-150405")+"-"+uuid.NewString()[:8]+".eml")
	out, err := os.OpenFile(name+".part", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("keep an e-mail: %w", err)
	}
	_, err = msg.WriteTo(out)
	if err == nil {
		err = out.Sync()
	}
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(name+".part", name)
	}
	if err != nil {
		return fmt.Errorf("keep an e-mail: %w", err)
	}
	return nil
}
