package place_test

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/place"
)

// abroad is a client that reaches those ports of loopback.
func abroad(t *testing.T, options fetch.Options, ports ...uint16) *fetch.Client {
	t.Helper()
	for _, p := range ports {
		options.Allow = append(options.Allow, netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), p))
	}
	c := fetch.New(options)
	t.Cleanup(c.Close)
	return c
}

// picture is larger than what goes over a line at once.
var picture = strings.Repeat("river ", 400_000)

func copyOf(text string) []place.Named {
	return []place.Named{{Name: "p1.jpg", Type: "image/jpeg", Data: []byte(picture)}, {Name: "story-7-v1.json", Type: "application/json", Data: []byte(text)}}
}

// says fails unless the error is a sentence that says so, "" for none.
func says(t *testing.T, err error, want string) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	if said, ok := errors.AsType[*news.Error](err); !ok || !strings.Contains(said.Message, want) {
		t.Errorf("it says %v, and should say %q", err, want)
	}
}

// lies fails unless both files are in the folder, whole, and nothing else.
func lies(t *testing.T, dir, text string) {
	t.Helper()
	if got := listing(t, dir); got != "p1.jpg story-7-v1.json" {
		t.Errorf("there are %s", got)
	}
	for name, want := range map[string]string{"p1.jpg": picture, "story-7-v1.json": text} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(data) != want {
			t.Errorf("%s has %d bytes, %v", name, len(data), err)
		}
	}
}

func TestFilesArePutOnARealFTPServer(t *testing.T) {
	for scheme, settings := range map[string][]string{"ftp": nil, "ftpes": {"ssl_enable=YES"}, "ftps": {"ssl_enable=YES", "implicit_ssl=YES"}} {
		t.Run(scheme, func(t *testing.T) {
			options := fetch.Options{}
			writing := []string{"anon_upload_enable=YES", "anon_umask=022"}
			if settings != nil {
				var cert, key string
				cert, key, options.Roots = certificate(t, t.TempDir())
				settings = append(settings, "rsa_cert_file="+cert, "rsa_private_key_file="+key, "allow_anon_ssl=YES", "force_anon_logins_ssl=YES", "force_anon_data_ssl=YES", "ssl_ciphers=HIGH")
			}
			in, ports := vsftpd(t, append(writing, settings...)...)
			c := abroad(t, options, ports...)
			to := place.Target{Address: fmt.Sprintf("%s://127.0.0.1:%d/in", scheme, ports[0]), Login: news.Login{How: news.LoginBasic, User: "anonymous"}, Secret: "river-boat"}
			for _, text := range []string{"It rose.", "It rose.", "It fell."} { // what is put again lies there once
				_, err := place.Put(t.Context(), c, to, "dlv_1", copyOf(text))
				says(t, err, "")
				lies(t, in, text)
			}
			wrong := to
			wrong.Secret = "wrong"
			_, err := place.Put(t.Context(), c, wrong, "dlv_1", copyOf("no"))
			says(t, err, "the name or the password is wrong")
			nowhere := to
			nowhere.Address += "/nowhere"
			_, err = place.Put(t.Context(), c, nowhere, "dlv_1", copyOf("no"))
			says(t, err, "There is no folder")
			if err := os.Chmod(in, 0o555); err != nil {
				t.Fatal(err)
			}
			_, err = place.Put(t.Context(), c, to, "dlv_1", copyOf("no"))
			says(t, err, `does not let Stet put the file "p1.jpg" there`)
			_, err = place.Put(t.Context(), abroad(t, options), to, "dlv_1", copyOf("no"))
			says(t, err, "is not on the public internet")
			lies(t, in, "It fell.")
		})
	}
}

func TestFilesArePutOnAnSFTPServerThatIsTheOneItWas(t *testing.T) {
	s, dir := newSSHServer(t), t.TempDir()
	c := abroad(t, fetch.Options{}, s.port)
	to := place.Target{Address: fmt.Sprintf("sftp://127.0.0.1:%d%s", s.port, dir), Login: news.Login{How: news.LoginBasic, User: "stet"}, Secret: "river boat"}
	for _, text := range []string{"It rose.", "It rose.", "It fell."} {
		key, err := place.Put(t.Context(), c, to, "dlv_1", copyOf(text))
		says(t, err, "")
		lies(t, dir, text)
		if to.Key != (news.HostKey{}) && key != to.Key || key.Known == "" {
			t.Errorf("the server is known by %+v", key)
		}
		to.Key = key
	}
	// It breaks off in the middle: what lay there is whole, and the next try leaves nothing of the part.
	s.cut.Store(3_000)
	if _, err := place.Put(t.Context(), c, to, "dlv_1", copyOf("It broke.")); err == nil {
		t.Error("nothing broke off")
	}
	s.cut.Store(0)
	if data, err := os.ReadFile(filepath.Join(dir, "story-7-v1.json")); err != nil || string(data) != "It fell." {
		t.Errorf("%q, %v", data, err)
	}
	_, err := place.Put(t.Context(), c, to, "dlv_1", copyOf("It rose again."))
	says(t, err, "")
	lies(t, dir, "It rose again.")

	other, _ := newKey(t)
	s.showsKey(other)
	key, err := place.Put(t.Context(), c, to, "dlv_1", copyOf("no"))
	says(t, err, "The server shows another key")
	if key.Known != to.Key.Known || key.Offered == "" {
		t.Errorf("%+v", key)
	}
	lies(t, dir, "It rose again.")
	to.Key, to.Address = news.HostKey{}, to.Address+"/nowhere"
	_, err = place.Put(t.Context(), c, to, "dlv_1", copyOf("no"))
	says(t, err, "There is no folder")
}

func TestFilesArePutIntoABucket(t *testing.T) {
	a, _ := newAgency(t)
	_, _, pool := certificate(t, t.TempDir())
	strangers := abroad(t, fetch.Options{Roots: pool}, a.port)
	c := abroad(t, fetch.Options{Roots: a.pool}, a.port)
	to := place.Target{Address: fmt.Sprintf("https://127.0.0.1:%d/copy/in", a.port), Login: news.Login{How: news.LoginBasic, User: "stet"}, Secret: "river-boat-river"}
	for _, text := range []string{"It rose.", "It rose.", "It fell."} {
		_, err := place.Put(t.Context(), c, to, "dlv_1", copyOf(text))
		says(t, err, "")
		if got := a.keys(); got != "in/p1.jpg in/story-7-v1.json" {
			t.Error(got)
		}
		o, err := a.client.StatObject(t.Context(), "copy", "in/story-7-v1.json", minio.StatObjectOptions{})
		if err != nil || o.Size != int64(len(text)) || o.ContentType != "application/json" {
			t.Errorf("%+v, %v", o, err)
		}
	}
	for address, want := range map[string]string{"copy/in": "does not let Stet write into the bucket", "other/in": `There is no bucket "other"`} {
		wrong := to
		wrong.Address = fmt.Sprintf("https://127.0.0.1:%d/%s", a.port, address)
		if address == "copy/in" {
			wrong.Secret = "boat"
		}
		_, err := place.Put(t.Context(), c, wrong, "dlv_1", copyOf("no"))
		says(t, err, want)
	}
	_, err := place.Put(t.Context(), strangers, to, "dlv_1", copyOf("no"))
	says(t, err, "certificate")
}
