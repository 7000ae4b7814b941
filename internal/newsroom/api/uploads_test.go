package api_test

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/upload"
)

// photo returns a picture of more than one piece, another one for each seed.
func photo(t *testing.T, seed uint64) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 1300, 850))
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range m.Pix {
		m.Pix[i] = byte(r.Uint32())
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// metadata writes Upload-Metadata.
func metadata(pairs ...string) string {
	var all []string
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(all, ",")
}

// begin begins an upload and returns its path.
func (s *server) begin(length int, pairs ...string) string {
	s.Helper()
	res, text := s.sendAs("all", "POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", strconv.Itoa(length), "Upload-Metadata", metadata(pairs...))
	if res.StatusCode != 201 {
		s.Fatalf("%d %s", res.StatusCode, text)
	}
	return strings.TrimPrefix(res.Header.Get("Location"), "/api/v1")
}

// piece sends a piece to the path and returns the status and what is said.
func (s *server) piece(at string, offset int, data []byte, headers ...string) (int, uploaded) {
	s.Helper()
	res, text := s.sendAs("all", "PATCH", at, string(data), append([]string{
		"Tus-Resumable", "1.0.0", "Content-Type", "application/offset+octet-stream", "Upload-Offset", strconv.Itoa(offset), "Accept", "application/json",
	}, headers...)...)
	var u uploaded
	if len(text) > 0 && json.Unmarshal(text, &u) != nil {
		s.Fatalf("%s", text)
	}
	return res.StatusCode, u
}

type uploaded struct {
	Title    string
	Offset   int
	Done     bool
	Already  bool
	Refused  string
	Picture  *news.Picture
	Similar  []string
	Location string
}

// offset asks how much of an upload is here.
func (s *server) offset(at string) int {
	s.Helper()
	res, _ := s.sendAs("all", "HEAD", at, "", "Tus-Resumable", "1.0.0")
	n, err := strconv.Atoi(res.Header.Get("Upload-Offset"))
	if res.StatusCode != 200 || err != nil || res.Header.Get("Cache-Control") != "no-store" {
		s.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	return n
}

// walkUploads does everything that is done with uploads.
func (s *server) walkUploads() {
	s.Helper()
	data := photo(s.T, 99)
	tus := []string{"Tus-Resumable", "1.0.0"}
	s.walk(204, "OPTIONS", "/uploads", nil, "", tus...)
	begin := append([]string{"Upload-Length", strconv.Itoa(len(data)), "Upload-Metadata", metadata("filename", "river.png", "sha256", hashOf(data))}, tus...)
	id := s.walk(201, "POST", "/uploads", nil, "", begin...)["id"]
	s.walk(200, "GET", "/uploads", nil, "")
	piece := append([]string{"Content-Type", "application/offset+octet-stream", "Accept", "application/json"}, tus...)
	s.walk(200, "PATCH", "/uploads/{id}", []any{id}, string(data[:9]), append([]string{"Upload-Offset", "0"}, piece...)...)
	s.walk(200, "POST", "/uploads/{id}", []any{id}, string(data[9:]), append([]string{"Upload-Offset", "9", "X-HTTP-Method-Override", "PATCH"}, piece...)...)
	s.walk(200, "GET", "/uploads/{id}", []any{id}, "")
	s.walk(204, "DELETE", "/uploads/{id}", []any{id}, "", tus...)
	s.walk(404, "GET", "/uploads/{id}", []any{id}, "")
	s.walk(412, "POST", "/uploads", nil, "", "Upload-Length", "5")
}

func TestAFileComesInPiecesAndIsAPictureAfterTheLast(t *testing.T) {
	s := open(t)
	data := photo(t, 1)
	at := s.begin(len(data), "filename", "river.png", "sha256", hashOf(data), "caption", "নদীর পাড়", "credit", "A. Rahman", "alt", "A river", "taken", "2026-11-27T15:11:00+06:00", "filetype", "image/png")
	if n := s.offset(at); n != 0 {
		t.Errorf("%d bytes of nothing", n)
	}
	half := len(data) / 2
	if status, u := s.piece(at, 0, data[:half]); status != 200 || u.Offset != half || u.Done {
		t.Fatalf("%d %+v", status, u)
	}
	status, u := s.piece(at, half, data[half:])
	p := u.Picture
	if status != 200 || !u.Done || p == nil || u.Already {
		t.Fatalf("%d %+v", status, u)
	}
	if p.Hash != hashOf(data) || p.Name != "river.png" || p.Caption != "নদীর পাড়" || p.Credit != "A. Rahman" || p.Alt != "A river" || p.Taken.UTC().Hour() != 9 {
		t.Errorf("%+v", p)
	}
	// Whoever lost the last answer asks again and is told the same.
	if status, u := s.piece(at, len(data), nil); status != 200 || u.Picture == nil || u.Picture.ID != p.ID || u.Already {
		t.Errorf("%d %+v", status, u)
	}
	if n := s.offset(at); n != len(data) {
		t.Errorf("%d bytes of %d", n, len(data))
	}
	// The same once more is known by its hash before a byte is sent, and is the same picture if it is sent all the same.
	res, text := s.sendAs("all", "POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", strconv.Itoa(len(data)), "Upload-Metadata", metadata("sha256", hashOf(data)))
	var begun uploaded
	if err := json.Unmarshal(text, &begun); err != nil || begun.Picture == nil || begun.Picture.ID != p.ID || !begun.Already || begun.Done {
		t.Errorf("%s", text)
	}
	if _, u := s.piece(strings.TrimPrefix(res.Header.Get("Location"), "/api/v1"), 0, data); !u.Already || u.Picture.ID != p.ID {
		t.Errorf("%+v", u)
	}
}

// A line that breaks in the middle of a piece leaves what came, and the rest goes on from there: in another process too,
// after every one of twenty breaks.
func TestALineThatBreaksLeavesWhatCame(t *testing.T) {
	s := open(t)
	data := photo(t, 2)
	at := s.begin(len(data), "filename", "cut.png", "sha256", hashOf(data))
	homes := []string{s.url, s.again()}
	r := rand.New(rand.NewPCG(7, 7))
	breaks := 0
	for n := 0; n < len(data); {
		s.url = homes[breaks%len(homes)]
		most := min(len(data)-n, len(data)/20+1)
		sent := r.IntN(most) + 1
		s.breakOff(at, n, len(data)-n, data[n:n+sent])
		// The process finds out by itself that the line is gone, and keeps what came: ask until it has.
		for got := n; got < n+sent; {
			got = s.offset(at)
		}
		n += sent
		breaks++
		if n == len(data) {
			break
		}
	}
	s.url = homes[0]
	status, u := s.piece(at, len(data), nil)
	if status != 200 || u.Picture == nil || u.Picture.Hash != hashOf(data) {
		t.Fatalf("%d %+v", status, u)
	}
	t.Logf("%d bytes came over %d breaks", len(data), breaks)
	if breaks < 15 {
		t.Error("that was no bad line")
	}
}

// breakOff says that it sends so many bytes, sends some and hangs up.
func (s *server) breakOff(at string, offset, says int, some []byte) {
	s.Helper()
	to, err := url.Parse(s.url + at)
	if err != nil {
		s.Fatal(err)
	}
	line, err := net.Dial("tcp", to.Host)
	if err != nil {
		s.Fatal(err)
	}
	fmt.Fprintf(line, "PATCH %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: %d\r\nContent-Length: %d\r\n\r\n",
		to.Path, to.Host, s.tokens["all"], offset, says)
	if _, err := line.Write(some); err != nil {
		s.Fatal(err)
	}
	if says > len(some) {
		_ = line.Close()
		return
	}
	res, err := http.ReadResponse(bufio.NewReader(line), nil)
	if err != nil || res.StatusCode != http.StatusNoContent {
		s.Fatal(res, err)
	}
	_ = line.Close()
}

func TestAPieceThatDoesNotFitIsRefusedAndNothingIsLost(t *testing.T) {
	s := open(t)
	data := photo(t, 3)
	at := s.begin(len(data), "filename", "x.png")
	s.piece(at, 0, data[:1000])
	sums := func(name string, sum []byte) []string {
		return []string{"Upload-Checksum", name + " " + base64.StdEncoding.EncodeToString(sum)}
	}
	right256, right1 := sha256.Sum256(data[1000:1500]), sha1.Sum(data[1500:2000])
	for _, tt := range []struct {
		name    string
		offset  int
		data    []byte
		headers []string
		status  int
		says    string
		have    int
	}{
		{"too early", 999, data[999:1200], nil, 409, "goes on at 1000 and not at 999", 1000},
		{"too late", 1001, data[1001:1200], nil, 409, "goes on at 1000 and not at 1001", 1000},
		{"another sum", 1000, data[1000:1200], sums("sha256", right256[:]), 460, "the line changed it", 1000},
		{"a sum of an unknown kind", 1000, data[1000:1200], sums("md5", right256[:16]), 422, "made with sha256,sha1", 1000},
		{"a sum that is none", 1000, data[1000:1200], sums("sha1", right256[:]), 422, "in Base64", 1000},
		{"more than there is", 1000, append(bytes.Clone(data[1000:]), 1), nil, 413, "more came", 1000 + (len(data)-1000)/(1<<20)<<20},
	} {
		at := at
		if tt.name == "more than there is" {
			at = s.begin(len(data), "filename", "y.png")
			s.piece(at, 0, data[:1000])
		}
		status, u := s.piece(at, tt.offset, tt.data, tt.headers...)
		if status != tt.status || !strings.Contains(u.Title, tt.says) {
			t.Errorf("%s: %d %+v", tt.name, status, u)
		}
		if n := s.offset(at); n != tt.have {
			t.Errorf("%s: %d bytes are here, want %d", tt.name, n, tt.have)
		}
	}
	if status, u := s.piece(at, 1000, data[1000:1500], sums("sha256", right256[:])...); status != 200 || u.Offset != 1500 {
		t.Errorf("%d %+v", status, u)
	}
	if status, u := s.piece(at, 1500, data[1500:2000], sums("sha1", right1[:])...); status != 200 || u.Offset != 2000 {
		t.Errorf("%d %+v", status, u)
	}
	if status, u := s.piece(at, 2000, data[2000:]); status != 200 || u.Picture == nil || u.Picture.Hash != hashOf(data) {
		t.Errorf("%d %+v", status, u)
	}
}

func TestAFileThatIsNotWhatWasSentOrNoPictureIsRefusedInASentence(t *testing.T) {
	s := open(t)
	data := photo(t, 4)
	for _, tt := range []struct {
		data   []byte
		hash   string
		status int
		says   string
	}{
		{data, hashOf([]byte("another")), 460, "its SHA-256 is another"},
		{[]byte("<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"), "", 415, "SVG"},
		{[]byte("II*\x00 a TIFF of somebody"), "", 415, "TIFF"},
	} {
		at := s.begin(len(tt.data), "filename", "x", "sha256", tt.hash)
		for range 2 { // and again in the same words
			offset := s.offset(at)
			if status, u := s.piece(at, offset, tt.data[offset:]); status != tt.status || !strings.Contains(u.Title, tt.says) {
				t.Errorf("%.20q: %d %+v", tt.data, status, u)
			}
		}
	}
	if all, err := s.db.Pictures(t.Context(), 9); err != nil || len(all) != 0 {
		t.Errorf("%d pictures, %v", len(all), err)
	}
}

func TestAnUploadIsNobodyElses(t *testing.T) {
	s := open(t)
	data := photo(t, 5)
	at := s.begin(len(data), "filename", "x.png")
	for _, method := range []string{"GET", "HEAD", "PATCH", "DELETE"} {
		res, text := s.sendAs(news.PictureEditor, method, at, "x", "Tus-Resumable", "1.0.0", "Content-Type", "application/offset+octet-stream", "Upload-Offset", "0")
		if res.StatusCode != 404 {
			t.Errorf("%s of another's: %d %s", method, res.StatusCode, text)
		}
	}
	if n := s.offset(at); n != 0 {
		t.Errorf("somebody else sent %d bytes", n)
	}
	if _, text := s.sendAs(news.PictureEditor, "GET", "/uploads", ""); strings.Contains(string(text), "x.png") {
		t.Errorf("%s", text)
	}
}

func TestWhatIsTooMuchDoesNotBegin(t *testing.T) {
	s := open(t)
	begin := func(length, key string) (*http.Response, string) {
		res, text := s.sendAs("all", "POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", length, "Upload-Metadata", metadata("filename", "big.jpg"), "Idempotency-Key", key)
		return res, string(text)
	}
	if res, text := begin(strconv.Itoa(upload.MaxBytes+1), "k"); res.StatusCode != 413 || !strings.Contains(text, "more than 40 MB") {
		t.Errorf("%d %s", res.StatusCode, text)
	}
	for _, length := range []string{"", "0", "-1", "many"} {
		if res, text := begin(length, "k"); res.StatusCode != 422 {
			t.Errorf("%q: %d %s", length, res.StatusCode, text)
		}
	}
	first, _ := begin("10", "key 0")
	for i := range upload.MostOpen {
		if res, text := begin("10", fmt.Sprint("key ", i)); res.StatusCode != 201 || i == 0 && res.Header.Get("Location") != first.Header.Get("Location") {
			t.Fatalf("%d %s", res.StatusCode, text)
		}
	}
	if res, text := begin("10", "one more"); res.StatusCode != 429 || !strings.Contains(text, "32 of your uploads") {
		t.Errorf("%d %s", res.StatusCode, text)
	}
	if res, text := begin("11", "key 0"); res.StatusCode != 409 {
		t.Errorf("another file under a key: %d %s", res.StatusCode, text)
	}
	if res, _ := s.sendAs("all", "DELETE", strings.TrimPrefix(first.Header.Get("Location"), "/api/v1"), "", "Tus-Resumable", "1.0.0"); res.StatusCode != 204 {
		t.Errorf("%d", res.StatusCode)
	}
	if res, text := begin("10", "one more"); res.StatusCode != 201 {
		t.Errorf("%d %s", res.StatusCode, text)
	}
}

// Two who send the same piece at once: one is kept, and the file is whole.
func TestOfTwoPiecesAtOnceOneIsKept(t *testing.T) {
	s := open(t)
	data := photo(t, 6)
	at := s.begin(len(data), "filename", "x.png", "sha256", hashOf(data))
	for n := 0; n < len(data); n = s.offset(at) {
		end := min(n+300_000, len(data))
		var wg sync.WaitGroup
		statuses := make([]int, 3)
		for i := range statuses {
			wg.Go(func() { statuses[i], _ = s.piece(at, n, data[n:end]) })
		}
		wg.Wait()
		kept := 0
		for _, status := range statuses {
			if status == 200 {
				kept++
			} else if status != 409 {
				t.Errorf("%v", statuses)
			}
		}
		if kept < 1 || kept > 1 && end < len(data) {
			t.Fatalf("%v at %d", statuses, n)
		}
	}
	if _, u := s.piece(at, len(data), nil); u.Picture == nil || u.Picture.Hash != hashOf(data) || u.Already {
		t.Errorf("%+v", u)
	}
}

// A generic client knows nothing of our JSON: it gets a 204 with the offset, and the whole may come with the beginning.
func TestAClientOfTheProtocolAloneIsServed(t *testing.T) {
	s := open(t)
	data := photo(t, 8)
	res, text := s.sendAs("all", "POST", "/uploads", string(data[:500]), "Tus-Resumable", "1.0.0", "Upload-Length", strconv.Itoa(len(data)),
		"Content-Type", "application/offset+octet-stream", "Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte("a.png"))+",is_private")
	if res.StatusCode != 201 || res.Header.Get("Upload-Offset") != "500" {
		t.Fatalf("%d %s", res.StatusCode, text)
	}
	at := strings.TrimPrefix(res.Header.Get("Location"), "/api/v1")
	req, err := http.NewRequestWithContext(t.Context(), "PATCH", s.url+at, iotest.OneByteReader(io.LimitReader(bytes.NewReader(data[500:]), int64(len(data)))))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = http.Header{"Authorization": {"Bearer " + s.tokens["all"]}, "Tus-Resumable": {"1.0.0"}, "Content-Type": {"application/offset+octet-stream"}, "Upload-Offset": {"500"}}
	done, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer done.Body.Close()
	if done.StatusCode != 204 || done.Header.Get("Upload-Offset") != strconv.Itoa(len(data)) || done.Header.Get("Tus-Resumable") != "1.0.0" || done.Header.Get("Upload-Expires") == "" {
		t.Errorf("%d %v", done.StatusCode, done.Header)
	}
	if all, err := s.db.Pictures(t.Context(), 9); err != nil || len(all) != 1 || all[0].Hash != hashOf(data) {
		t.Errorf("%d pictures, %v", len(all), err)
	}
}
