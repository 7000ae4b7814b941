package place_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// certificate makes a certificate for 127.0.0.1, as files, and the pool that trusts it.
func certificate(t *testing.T, dir string) (cert, key string, pool *x509.CertPool) {
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
	pool = x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(parsed)
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key, pool
}

// freePorts are ports of loopback that nobody listens on.
func freePorts(t *testing.T, n int) (ports []uint16) {
	t.Helper()
	for range n {
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		number, _ := strconv.ParseUint(port, 10, 16)
		ports = append(ports, uint16(number))
	}
	return ports
}

// vsftpd starts the real server with a folder "in" that its user "ftp" may write into, whose password is "river-boat". It returns that folder and
// the ports that it uses, the first for commands. Without the program, or the right to run it, the test is skipped.
func vsftpd(t *testing.T, settings ...string) (in string, ports []uint16) {
	t.Helper()
	path, err := exec.LookPath("vsftpd")
	if err != nil {
		t.Skip("NOT TESTED: vsftpd is not installed; tools/setup installs it.")
	}
	who, err := user.Lookup("ftp")
	if err != nil || os.Getuid() != 0 {
		t.Skip("NOT TESTED: vsftpd needs root to be started, and a user called ftp.")
	}
	base, err := os.MkdirTemp("", "vsftpd")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(base) })
	root := filepath.Join(base, "root")
	in = filepath.Join(root, "in")
	uid, _ := strconv.Atoi(who.Uid)
	gid, _ := strconv.Atoi(who.Gid)
	err = errorsOf(os.Chmod(base, 0o755), os.MkdirAll(in, 0o755), os.Chown(in, uid, gid), os.Mkdir(filepath.Join(base, "empty"), 0o555),
		os.WriteFile(filepath.Join(base, "passwords"), []byte("river-boat\n"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	ports = freePorts(t, 1)
	low := ports[0]%20_000 + 30_000 // the data's ports have to follow one another
	for i := range uint16(20) {
		ports = append(ports, low+i)
	}
	lines := append([]string{
		"listen=YES", "listen_address=127.0.0.1", fmt.Sprintf("listen_port=%d", ports[0]), fmt.Sprintf("pasv_min_port=%d", low), fmt.Sprintf("pasv_max_port=%d", low+19),
		"background=NO", "seccomp_sandbox=NO", "anonymous_enable=YES", "local_enable=NO", "anon_root=" + root, "secure_chroot_dir=" + filepath.Join(base, "empty"),
		"secure_email_list_enable=YES", "email_password_file=" + filepath.Join(base, "passwords"), "write_enable=YES", "anon_mkdir_write_enable=YES",
		"anon_other_write_enable=YES", "anon_world_readable_only=NO", "xferlog_enable=NO",
	}, settings...)
	config := filepath.Join(base, "conf")
	if err := os.WriteFile(config, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := exec.Command(path, config)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	for range 1200 {
		if c, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", ports[0])); err == nil {
			c.Close()
			return in, ports
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("vsftpd does not listen after a minute")
	return "", nil
}

func errorsOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// ftpWire adds a wire of the folder "in" there.
func (w *world) ftpWire(scheme string, port uint16, password string, taking news.Taking) string {
	w.Helper()
	n := news.Wire{Kind: news.FTPWire, Address: fmt.Sprintf("%s://127.0.0.1:%d/in", scheme, port), Taking: taking}
	return w.addAs("anonymous", n, news.LoginBasic, password)
}

func TestFilesComeFromARealFTPServer(t *testing.T) {
	for scheme, settings := range map[string][]string{"ftp": nil, "ftpes": {"ssl_enable=YES"}, "ftps": {"ssl_enable=YES", "implicit_ssl=YES"}} {
		t.Run(scheme, func(t *testing.T) {
			options, dir := fetch.Options{}, t.TempDir()
			if settings != nil {
				var cert, key string
				cert, key, options.Roots = certificate(t, dir)
				settings = append(settings, "rsa_cert_file="+cert, "rsa_private_key_file="+key, "allow_anon_ssl=YES", "force_anon_logins_ssl=YES", "force_anon_data_ssl=YES", "ssl_ciphers=HIGH")
			}
			in, ports := vsftpd(t, settings...)
			w := newWorld(t, options, ports...)
			id := w.ftpWire(scheme, ports[0], "river-boat", news.Taking{Done: "done"})
			drop(t, in, "a.txt", "Boats leave\n\nThey left.", 2*time.Hour)
			drop(t, in, "two words.txt", "River rises\n\nIt rose.", time.Hour)
			w.wants(w.try(id), "", id, "River rises v1, Boats leave v1")
			drop(t, in, "a.txt", "Boats leave\n\nAll left.", time.Minute)
			w.wants(w.try(id), "", id, "Boats leave v2, River rises v1")
			if got := listing(t, in); strings.Count(got, "done/") != 3 || strings.Count(got, ".txt") != 3 {
				t.Error(got)
			}
			bad := w.ftpWire(scheme, ports[0], "wrong", news.Taking{})
			w.wants(w.try(bad), "the name or the password is wrong", bad, "")
			if settings == nil {
				return
			}
			// A certificate that nobody vouches for is not taken.
			strangers := newWorld(t, fetch.Options{}, ports...)
			id = strangers.ftpWire(scheme, ports[0], "river-boat", news.Taking{})
			if h := strangers.try(id); !strings.Contains(h.Error, "certificate") || strangers.headlines(id) != "" {
				t.Errorf("%+v", h)
			}
		})
	}
}

func TestAnFTPServerThatIsNoneOrSendsNoEndIsBounded(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				for line := []byte("220-" + strings.Repeat("welcome ", 1000)); ; { // a greeting without an end, in one line
					if _, err := c.Write(line); err != nil {
						return
					}
				}
			}()
		}
	}()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	number, _ := strconv.ParseUint(port, 10, 16)
	w := newWorld(t, fetch.Options{}, uint16(number))
	id := w.ftpWire("ftp", uint16(number), "x", news.Taking{})
	w.wants(w.try(id), "The server sent more than Stet reads in one try.", id, "")
}
