package place_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// agency is whoever puts copy into a bucket for others: versitygw, over HTTPS, with the bucket "copy", the access key "stet" and the secret "river-boat-river".
type agency struct {
	*testing.T
	client *minio.Client
	port   uint16
	pool   *x509.CertPool // that trusts its certificate
}

// newAgency starts the server on loopback. Without the program the test is skipped.
func newAgency(t *testing.T) (*agency, *world) {
	t.Helper()
	path, err := exec.LookPath("versitygw")
	if home, _ := os.UserHomeDir(); err != nil {
		path, err = exec.LookPath(filepath.Join(home, "go", "bin", "versitygw"))
	}
	if err != nil {
		t.Skip("NOT TESTED: versitygw, a server of S3, is not installed; docs/wires.md says how it is.")
	}
	cert, key, pool := certificate(t, t.TempDir())
	a := &agency{T: t, port: freePorts(t, 1)[0], pool: pool}
	host := fmt.Sprintf("127.0.0.1:%d", a.port)
	server := exec.Command(path, "--port", host, "--access", "stet", "--secret", "river-boat-river", "--cert", cert, "--key", key, "--quiet",
		"posix", "--sidecar", t.TempDir(), t.TempDir())
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	for range 1200 {
		c, said := net.Dial("tcp4", host)
		if err = said; err == nil {
			c.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		t.Fatalf("versitygw does not listen after a minute: %v", err)
	}
	through := http.DefaultTransport.(*http.Transport).Clone()
	through.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	a.client, err = minio.New(host, &minio.Options{Secure: true, Creds: credentials.NewStaticV4("stet", "river-boat-river", ""), Transport: through})
	if err == nil {
		err = a.client.MakeBucket(t.Context(), "copy", minio.MakeBucketOptions{})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(through.CloseIdleConnections)
	return a, newWorld(t, fetch.Options{Roots: pool}, a.port)
}

func (a *agency) put(key, content string) {
	a.Helper()
	if _, err := a.client.PutObject(a.Context(), "copy", key, strings.NewReader(content), int64(len(content)), minio.PutObjectOptions{}); err != nil {
		a.Fatal(err)
	}
}

// keys are those of all objects.
func (a *agency) keys() string {
	a.Helper()
	var all []string
	for o := range a.client.ListObjectsIter(a.Context(), "copy", minio.ListObjectsOptions{Recursive: true}) {
		if o.Err != nil {
			a.Fatal(o.Err)
		}
		all = append(all, o.Key)
	}
	return strings.Join(all, " ")
}

// wire is a wire of what is under a path of the server.
func (a *agency) wire(path string, taking news.Taking) news.Wire {
	return news.Wire{Kind: news.BucketWire, Address: fmt.Sprintf("https://127.0.0.1:%d/%s", a.port, path), Taking: taking}
}

func TestObjectsOfABucketAreTakenOnce(t *testing.T) {
	a, w := newAgency(t)
	id := w.add(a.wire("copy/in", news.Taking{}), news.LoginBasic, "river-boat-river")
	w.wants(w.try(id), "", id, "")
	a.put("in/a.txt", "River rises\n\nIt rose.")
	a.put("in/b.txt", "Boats leave\n\nThey left.")
	a.put("in/c/d.txt", "Lanterns lit\n\nAll of them.")
	a.put("in/e.txt.part", "Half a\n\nstory.")
	a.put("inland/f.txt", "Not ours\n\nAt all.")
	a.put("in/page.xml", "<!DOCTYPE html><p>no")
	w.wants(w.try(id), "page.xml: This is a web page", id, "Lanterns lit v1, Boats leave v1, River rises v1")
	w.wants(w.try(id), "", id, "Lanterns lit v1, Boats leave v1, River rises v1")
	// Another content is the next version; the same content put there again is nothing.
	a.put("in/b.txt", "Boats leave\n\nAll left.")
	a.put("in/a.txt", "River rises\n\nIt rose.")
	w.wants(w.try(id), "", id, "Boats leave v2, Lanterns lit v1, River rises v1")
	w.wants(w.try(id), "", id, "Boats leave v2, Lanterns lit v1, River rises v1")
	if got := a.keys(); got != "in/a.txt in/b.txt in/c/d.txt in/e.txt.part in/page.xml inland/f.txt" {
		t.Error(got)
	}
}

func TestObjectsThatWereTakenAreMovedIfTheWireSaysSo(t *testing.T) {
	a, w := newAgency(t)
	id := w.add(a.wire("copy/in", news.Taking{Done: "done"}), news.LoginBasic, "river-boat-river")
	a.put("in/a.txt", "River rises\n\nIt rose.")
	a.put("in/page.xml", "<!DOCTYPE html><p>no")
	w.wants(w.try(id), "page.xml", id, "River rises v1")
	w.wants(w.try(id), "", id, "River rises v1")
	if got := a.keys(); !regexp.MustCompile(`^in/done/a-[0-9a-f]{12}\.txt in/page\.xml$`).MatchString(got) {
		t.Error(got)
	}
}

func TestABucketThatCannotBeReadIsSaid(t *testing.T) {
	a, w := newAgency(t)
	a.put("in/a.txt", "River rises\n\nIt rose.")
	in, no := a.wire("copy/in", news.Taking{}), `does not let Stet into the bucket "copy"`
	wrong := w.add(in, news.LoginBasic, "boat-river-boat")
	w.wants(w.try(wrong), no, wrong, "")
	stranger := w.addAs("nobody", in, news.LoginBasic, "who is it")
	w.wants(w.try(stranger), no, stranger, "")
	open := w.add(in, news.LoginNone, "")
	w.wants(w.try(open), no, open, "")
	none := w.add(a.wire("other/in", news.Taking{}), news.LoginBasic, "river-boat-river")
	w.wants(w.try(none), `There is no bucket "other"`, none, "")
	right := w.add(in, news.LoginBasic, "river-boat-river")
	w.wants(w.try(right), "", right, "River rises v1")
}
