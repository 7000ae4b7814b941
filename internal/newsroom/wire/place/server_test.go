package place_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// sshServer is a server of SFTP on loopback, over a real folder.
type sshServer struct {
	port   uint16
	mu     sync.Mutex
	signer ssh.Signer
	user   ssh.PublicKey // who may come in with a key
	cut    atomic.Int64  // bytes after which it breaks a connection off; 0 for never
	once   atomic.Int64  // the same, of the next connection and no other
	hang   atomic.Bool   // it answers nothing
}

func newKey(t *testing.T) (ssh.Signer, ed25519.PrivateKey) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer, private
}

func newSSHServer(t *testing.T) *sshServer {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &sshServer{port: netip.MustParseAddrPort(l.Addr().String()).Port()}
	s.signer, _ = newKey(t)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(c)
		}
	}()
	return s
}

// showsKey gives the server another key.
func (s *sshServer) showsKey(k ssh.Signer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.signer = k
}

func (s *sshServer) config() *ssh.ServerConfig {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &ssh.ServerConfig{
		PasswordCallback: func(m ssh.ConnMetadata, p []byte) (*ssh.Permissions, error) {
			if m.User() == "stet" && string(p) == "river boat" {
				return nil, nil
			}
			return nil, errors.New("no")
		},
		PublicKeyCallback: func(m ssh.ConnMetadata, k ssh.PublicKey) (*ssh.Permissions, error) {
			if s.user != nil && m.User() == "stet" && string(k.Marshal()) == string(s.user.Marshal()) {
				return nil, nil
			}
			return nil, errors.New("no")
		},
	}
	c.AddHostKey(s.signer)
	return c
}

// cutting is a connection that breaks off after so many bytes were written to it.
type cutting struct {
	net.Conn
	left atomic.Int64
}

func (c *cutting) Write(p []byte) (int, error) {
	if c.left.Add(-int64(len(p))) < 0 {
		_ = c.Conn.Close()
		return 0, io.ErrClosedPipe
	}
	return c.Conn.Write(p)
}

func (s *sshServer) serve(c net.Conn) {
	defer c.Close()
	if s.hang.Load() {
		_, _ = io.Copy(io.Discard, c)
		return
	}
	if n := max(s.once.Swap(0), s.cut.Load()); n > 0 {
		cut := &cutting{Conn: c}
		cut.left.Store(n)
		c = cut
	}
	_, channels, requests, err := ssh.NewServerConn(c, s.config())
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for n := range channels {
		ch, reqs, err := n.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range reqs {
				_ = r.Reply(r.Type == "subsystem", nil)
			}
		}()
		server, err := sftp.NewServer(ch)
		if err != nil {
			return
		}
		_ = server.Serve()
		_ = server.Close()
	}
}

// drop writes a file into a folder, last changed so long ago.
func drop(t *testing.T, dir, name, content string, ago time.Duration) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(-ago)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// listing are the files under a folder.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			all = append(all, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}
