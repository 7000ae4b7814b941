package mailbox_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// server is a server of IMAP on loopback with a user "stet", whose password is "river-boat".
type server struct {
	secure, plain uint16 // its ports
	pool          *x509.CertPool
}

// certificate makes a certificate for 127.0.0.1, as PEM, and the pool that trusts it.
func certificate(t *testing.T) (cert, key []byte, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(cert)
	return cert, key, pool
}

func portOf(a net.Addr) uint16 { return netip.MustParseAddrPort(a.String()).Port() }

// inMemory starts the library's own server.
func inMemory(t *testing.T) server {
	t.Helper()
	cert, key, pool := certificate(t)
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	all := imapmemserver.New()
	stet := imapmemserver.NewUser("stet", "river-boat")
	if err := stet.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	all.AddUser(stet)
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	s := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return all.NewSession(), nil, nil
		},
		Caps:      imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapIMAP4rev2: {}, imap.CapIdle: {}},
		TLSConfig: config, Logger: log.New(io.Discard, "", 0),
	})
	secure, err := tls.Listen("tcp4", "127.0.0.1:0", config)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(secure) }()
	go func() { _ = s.Serve(plain) }()
	t.Cleanup(func() { s.Close() })
	return server{portOf(secure.Addr()), portOf(plain.Addr()), pool}
}

// dovecot starts the real server. Without the program, or the right to run it, the test is skipped.
func dovecot(t *testing.T) server {
	t.Helper()
	path, err := exec.LookPath("dovecot")
	if err != nil {
		t.Skip("NOT TESTED: dovecot is not installed; tools/setup installs it.")
	}
	who, err := user.Lookup("nobody")
	if err != nil || os.Getuid() != 0 {
		t.Skip("NOT TESTED: dovecot needs root to be started, and a user called nobody.")
	}
	base, err := os.MkdirTemp("", "dovecot")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(base) })
	cert, key, pool := certificate(t)
	s := server{pool: pool}
	for _, port := range []*uint16{&s.secure, &s.plain} {
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		*port = portOf(l.Addr())
		l.Close()
	}
	mail := filepath.Join(base, "mail")
	config := fmt.Sprintf(`base_dir = %[1]s/run
log_path = %[1]s/log
protocols = imap
ssl = required
ssl_cert = <%[1]s/cert
ssl_key = <%[1]s/key
mail_location = maildir:%[2]s
first_valid_uid = 1
passdb {
  driver = static
  args = password=river-boat
}
userdb {
  driver = static
  args = uid=%[3]s gid=%[4]s home=%[2]s
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = %[5]d
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = %[6]d
    ssl = yes
  }
}
`, base, mail, who.Uid, who.Gid, s.plain, s.secure)
	for name, text := range map[string][]byte{"cert": cert, "key": key, "conf": []byte(config)} {
		if err := os.WriteFile(filepath.Join(base, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(base, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(mail, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("chown", who.Uid+":"+who.Gid, mail).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	server := exec.Command(path, "-F", "-c", filepath.Join(base, "conf"))
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
	})
	for range 1200 {
		if c, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", s.plain)); err == nil {
			c.Close()
			return s
		}
		time.Sleep(50 * time.Millisecond)
	}
	said, _ := os.ReadFile(filepath.Join(base, "log"))
	t.Fatalf("dovecot does not listen after a minute: %s", said)
	return s
}

// mail is a mail program that is signed in to the server as somebody else would be.
func (s server) mail(t *testing.T) *imapclient.Client {
	t.Helper()
	c, err := imapclient.DialTLS(fmt.Sprintf("127.0.0.1:%d", s.secure), &imapclient.Options{TLSConfig: &tls.Config{RootCAs: s.pool, ServerName: "127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.Login("stet", "river-boat").Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

// put puts a message into a mailbox.
func put(t *testing.T, c *imapclient.Client, box, message string, flags ...imap.Flag) {
	t.Helper()
	a := c.Append(box, int64(len(message)), &imap.AppendOptions{Flags: flags})
	if _, err := io.Copy(a, strings.NewReader(message)); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Wait(); err != nil {
		t.Fatal(err)
	}
}

// lies says what is in a mailbox: subjects, and a tick after those that are read.
func lies(t *testing.T, c *imapclient.Client, box string) string {
	t.Helper()
	if _, err := c.Select(box, nil).Wait(); err != nil {
		return "no mailbox"
	}
	defer func() { _ = c.Unselect().Wait() }()
	list, err := c.Fetch(imap.SeqSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{Envelope: true, Flags: true}).Collect()
	if err != nil && !strings.Contains(err.Error(), "nvalid") { // an empty mailbox has no first message
		t.Fatal(err)
	}
	var all []string
	for _, m := range list {
		s := m.Envelope.Subject
		for _, f := range m.Flags {
			if f == imap.FlagSeen {
				s += " ✓"
			}
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

// line stands between clients and a server, and can cut every connection.
type line struct {
	port uint16
	made atomic.Int32
	mu   sync.Mutex
	all  []net.Conn
}

func lineTo(t *testing.T, to uint16) *line {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &line{port: portOf(l.Addr())}
	t.Cleanup(func() {
		l.Close()
		c.cut()
	})
	go func() {
		for {
			here, err := l.Accept()
			if err != nil {
				return
			}
			there, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", to))
			if err != nil {
				here.Close()
				continue
			}
			c.mu.Lock()
			c.all = append(c.all, here, there)
			c.mu.Unlock()
			go func() { _, _ = io.Copy(there, here) }()
			go func() { _, _ = io.Copy(here, there) }()
			c.made.Add(1)
		}
	}()
	return c
}

func (c *line) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.all {
		conn.Close()
	}
	c.all = nil
}
