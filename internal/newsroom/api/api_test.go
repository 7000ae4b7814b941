package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/api"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/recording"
	"github.com/stet-news/stet/internal/newsroom/upload"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

const password = "boat river lantern rice"

// server is the API over a newsroom of one person per role, and one with all of them.
type server struct {
	*testing.T
	url      string
	db       *store.DB
	tokens   map[news.Role]string
	sessions map[news.Role]string // cookies, for what no token does
	document map[string]any
	compiler *jsonschema.Compiler
	walked   map[string]bool
	again    func() string // starts the API once more over the same data, and returns where it is
}

func open(t *testing.T) *server {
	t.Helper()
	ctx := t.Context()
	db := storetest.SQLite(t)
	files, err := blob.Open(ctx, "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	accounts := account.New(db, account.Options{Memory: 64})
	s := &server{T: t, db: db, tokens: map[news.Role]string{}, sessions: map[news.Role]string{}, walked: map[string]bool{}}
	d := desk.New(db, func() {})
	d.UseSeal(func(destination, secret string) string { return destination + secret })
	d.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	for _, r := range append([]news.Role{"all"}, news.Roles...) {
		roles := []news.Role{r}
		if r == "all" {
			roles = news.Roles
		}
		p, err := accounts.Create(ctx, news.Person{Name: "Person " + string(r), Email: string(r) + "@stet.test", Roles: roles, Desk: "city"}, password)
		if err != nil {
			t.Fatal(err)
		}
		if s.tokens[r], err = accounts.CreateToken(ctx, p, "test", time.Hour); err != nil {
			t.Fatal(err)
		}
		entry, err := accounts.SignIn(ctx, p.Email, password, account.From{Address: "127.0.0.1:1"})
		if err != nil {
			t.Fatal(err)
		}
		s.sessions[r] = entry.Session
		if r == "all" {
			if _, err := d.SetHouse(ctx, p, house); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.again = func() string {
		room := &upload.Room{DB: db, Files: files, Pictures: picture.New(files, darkroom.Open{}, darkroom.Open{}), Recordings: recording.New(files), Desk: d}
		srv := httptest.NewServer(accounts.Protect(api.New(api.Parts{DB: db, Desk: d, Pictures: room.Pictures, Uploads: room, TryWire: func(context.Context, string) error { return nil }, FetchPicture: func(_ context.Context, address string) ([]byte, error) {
			if address != "https://delta.example/boat.png" {
				t.Errorf("it fetched %s", address)
			}
			return wirePNG(t), nil
		}})))
		t.Cleanup(srv.Close)
		return srv.URL + "/api/v1"
	}
	s.url = s.again()
	if _, body := s.ask("all", "GET", "/openapi.json", ""); json.Unmarshal(body, &s.document) != nil {
		t.Fatalf("the document is not JSON: %s", body)
	}
	s.compiler = jsonschema.NewCompiler()
	s.compiler.AssertFormat()
	if err := s.compiler.AddResource("mem:///openapi.json", s.document); err != nil {
		t.Fatal(err)
	}
	return s
}

var house = news.House{
	Names: map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"}, Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: "https://padma.example",
	Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}},
	Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}, {Slug: "green", Name: "GreenWatch Desk"}},
}

func (s *server) ask(role news.Role, method, path, body string, headers ...string) (int, []byte) {
	s.Helper()
	res, text := s.send(role, method, path, body, headers...)
	return res.StatusCode, text
}

// send asks with the role's token, or in their session where no token does it.
func (s *server) send(role news.Role, method, path, body string, headers ...string) (*http.Response, []byte) {
	s.Helper()
	if s.forPeople(method, path) {
		headers = append([]string{"Authorization", "", "Cookie", "stet=" + s.sessions[role], "Sec-Fetch-Site", "same-origin"}, headers...)
	}
	return s.sendAs(role, method, path, body, headers...)
}

// forPeople reports whether no token does what the route does.
func (s *server) forPeople(method, path string) bool {
	path, _, _ = strings.Cut(path, "?")
	paths, _ := s.document["paths"].(map[string]any)
	for pattern, operations := range paths {
		operation, ok := operations.(map[string]any)[strings.ToLower(method)].(map[string]any)
		if ok && parameters.ReplaceAllString(pattern, "*") == globOf(pattern, "/api/v1"+path) {
			return untokened(news.Verb(operation["x-verb"].(string)))
		}
	}
	return false
}

// untokened reports whether no token may do the verb, with whatever scope.
func untokened(v news.Verb) bool {
	return news.Person{Roles: news.Roles, Acting: news.Acting{Token: true, Scopes: news.Scopes}}.May(v) != nil
}

var parameters = regexp.MustCompile(`\{\w+\}`)

// globOf is the path with a star for each of the pattern's parameters; anything if the path
// is not of the pattern.
func globOf(pattern, path string) string {
	of, is := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(of) != len(is) {
		return path
	}
	for i, p := range of {
		if strings.HasPrefix(p, "{") {
			is[i] = "*"
		}
	}
	return strings.Join(is, "/")
}

func (s *server) sendAs(role news.Role, method, path, body string, headers ...string) (*http.Response, []byte) {
	s.Helper()
	req, err := http.NewRequestWithContext(s.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.tokens[role])
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		if req.Header.Set(headers[i], headers[i+1]); headers[i+1] == "" {
			req.Header.Del(headers[i])
		}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.Fatal(err)
	}
	return res, text
}

// operation returns what the document says of a route.
func (s *server) operation(method, pattern string) map[string]any {
	s.Helper()
	operation, ok := s.document["paths"].(map[string]any)["/api/v1"+pattern].(map[string]any)[strings.ToLower(method)].(map[string]any)
	if !ok {
		s.Fatalf("%s %s is not in the document", method, pattern)
	}
	return operation
}

// validate holds a JSON text to a schema of the document.
func (s *server) validate(content any, text []byte) error {
	s.Helper()
	ref, ok := content.(map[string]any)["schema"].(map[string]any)["$ref"].(string)
	if !ok {
		s.Fatalf("%v has no schema with a name", content)
	}
	schema, err := s.compiler.Compile("mem:///openapi.json" + ref)
	if err != nil {
		s.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		s.Fatal(err)
	}
	return schema.Validate(instance)
}

// walk asks, wants the status, holds the answer to the document's schema for it, and
// returns it.
func (s *server) walk(want int, method, template string, args []any, body string, headers ...string) map[string]any {
	s.Helper()
	pattern := template
	path := template
	for _, a := range args {
		path = strings.Replace(path, path[strings.Index(path, "{"):strings.Index(path, "}")+1], fmt.Sprint(a), 1)
	}
	res, text := s.send("all", method, path, body, headers...)
	status := res.StatusCode
	if status != want {
		s.Fatalf("%s %s: %d %s, want %d", method, path, status, text, want)
	}
	pattern, _, _ = strings.Cut(pattern, "?")
	operation := s.operation(method, pattern)
	if request, ok := operation["requestBody"].(map[string]any); ok && len(headers) == 0 {
		if err := s.validate(request["content"].(map[string]any)["application/json"], []byte(body)); err != nil {
			s.Errorf("%s %s: it takes what the document does not say: %v\n%s", method, path, err, body)
		}
	}
	responses := operation["responses"].(map[string]any)
	response, ok := responses[fmt.Sprint(status)].(map[string]any)
	if ok {
		s.walked[method+" "+pattern] = true
	} else {
		response = responses["default"].(map[string]any)
	}
	if status == http.StatusNoContent {
		return nil
	}
	kind := res.Header.Get("Content-Type")
	answer, ok := response["content"].(map[string]any)[kind]
	if !ok {
		s.Fatalf("%s %s: answered with %s, the document says %v", method, path, kind, response["content"])
	}
	if !strings.HasSuffix(kind, "json") {
		return nil
	}
	if err := s.validate(answer, text); err != nil {
		s.Errorf("%s %s: the answer is not what the document says: %v\n%s", method, path, err, text)
	}
	var value map[string]any
	if err := json.Unmarshal(text, &value); err != nil {
		s.Fatal(err)
	}
	return value
}

const content = `{"language":"en","section":"world-news","headline":"Ferries halted","byline":{"desk":"City Desk"},"body":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Water rose."}]}]}}`

// The document and the handlers are one: every route in the document answers as it says,
// and there is no other.
func TestEveryRouteDoesWhatTheDocumentSays(t *testing.T) {
	s := open(t)
	verb := func(v string, n any, body string) map[string]any {
		t.Helper()
		return s.walk(200, "POST", "/stories/{number}/"+v, []any{n}, body)
	}
	create := func() any {
		return s.walk(201, "POST", "/stories", nil, `{"desk":"city","content":`+content+`}`)["number"]
	}
	n := create()
	s.walk(200, "GET", "/stories", nil, "")
	s.walk(200, "GET", "/stories/{number}", []any{n}, "")
	s.walk(200, "PUT", "/stories/{number}", []any{n}, `{"base":1,"label":"Before the desk","content":`+strings.Replace(content, "halted", "stopped", 1)+`}`)
	stale := s.walk(409, "PUT", "/stories/{number}", []any{n}, `{"base":1,"content":`+strings.Replace(content, "halted", "cancelled", 1)+`}`)
	both := stale["stale"].(map[string]any)
	if both["yours"].(map[string]any)["headline"] != "Ferries cancelled" || both["theirs"].(map[string]any)["content"].(map[string]any)["headline"] != "Ferries stopped" {
		t.Errorf("a stale save is answered with %v", both)
	}
	s.walk(200, "GET", "/stories/{number}/revisions", []any{n}, "")
	s.walk(200, "GET", "/stories/{number}/revisions/{revision}", []any{n, 1}, "")
	soon := time.Now().Add(time.Hour).Format(time.RFC3339)
	verb("spike", n, `{}`)
	verb("restore", n, `{}`)
	verb("submit", n, `{"note":"see the second paragraph"}`)
	verb("return", n, `{"note":"no"}`)
	verb("submit", n, `{}`)
	verb("ready", n, `{}`)
	verb("embargo", n, `{"until":"`+soon+`"}`)
	verb("embargo", n, `{"note":"the bank released it"}`)
	verb("schedule", n, `{"at":"`+soon+`","flash":"Soon"}`)
	verb("unschedule", n, `{}`)
	verb("publish_soon", n, `{"flash":"Ferries stopped"}`)
	verb("undo_publish", n, `{}`)
	verb("publish", n, `{"flash":"Ferries stopped"}`)
	s.walk(409, "POST", "/stories/{number}/publish", []any{n}, `{}`)
	verb("correct", n, `{"note":"It is the Jamuna."}`)
	s.walk(200, "PUT", "/stories/{number}", []any{n}, `{"base":2,"content":`+content+`}`)
	s.walk(409, "POST", "/stories/{number}/update", []any{n}, `{"quiet":true}`)
	verb("update", n, `{"note":"Ferries are halted, not stopped."}`)
	s.walk(200, "PUT", "/me/screens", nil, `{"language":"en","keys":{"off":true}}`)
	s.walk(422, "PUT", "/me/screens", nil, `{"language":"en","keys":{"own":{"j":"k"}}}`)
	s.walkFronts(n)
	s.walkLocks(n)
	s.walkNotes(n)
	s.walk(404, "GET", "/stories/{number}/coverage", []any{n}, "")
	s.walk(200, "POST", "/stories/{number}/coverage", []any{n}, "")
	posted := s.walk(200, "POST", "/stories/{number}/coverage/posts", []any{n}, `{"title":"Water at 14.2 m"}`)
	s.walk(200, "PUT", "/stories/{number}/coverage/key-points", []any{n}, `{"points":["Fourteen districts"]}`)
	s.walk(200, "GET", "/stories/{number}/coverage", []any{n}, "")
	s.walk(200, "DELETE", "/stories/{number}/coverage/posts/{post}", []any{n, posted["posts"].([]any)[0].(map[string]any)["id"]}, "")
	s.walk(200, "POST", "/stories/{number}/coverage/end", []any{n}, "")
	verb("withdraw", n, `{"reason":"being checked"}`)
	verb("reinstate", n, `{}`)
	s.walkLife(n)
	s.walkGate()
	s.walkClients(n)
	s.walkTakedown(n)

	s.walk(200, "GET", "/recordings", nil, "")
	wire := s.walk(201, "POST", "/wires", nil, `{"name":"Delta","kind":"feed","address":"https://delta.example/rss","language":"en"}`)
	s.walk(200, "GET", "/wires", nil, "")
	s.walk(200, "PUT", "/wires/{id}", []any{wire["id"]}, `{"name":"Delta","kind":"feed","address":"https://delta.example/rss","language":"en"}`)
	if err := s.db.Tx(t.Context(), func(tx *store.Tx) error {
		return tx.SaveWireHealth(t.Context(), wire["id"].(string), news.Health{Failures: 1, Error: "It fell over."})
	}); err != nil {
		t.Fatal(err)
	}
	s.walk(200, "POST", "/wires/{id}/tell", []any{wire["id"]}, "")
	s.walk(200, "POST", "/wires/{id}/pause", []any{wire["id"]}, `{"paused":true}`)
	s.walk(200, "POST", "/wires/{id}/try", []any{wire["id"]}, "")
	var d news.Dispatch
	err := s.db.Tx(t.Context(), func(tx *store.Tx) (err error) {
		d, _, err = tx.Receive(t.Context(), news.Dispatch{Wire: wire["id"].(string), GUID: "1", Received: time.Now(), Headline: "H", Hash: "h", Media: []news.Media{{URL: "https://delta.example/a.mp3"}, {URL: "https://delta.example/boat.png", Caption: "A boat", Credit: "Mitu Das"}}}, []byte("raw"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.walk(200, "GET", "/dispatches", nil, "")
	s.walkRoutes(d)
	s.walk(200, "GET", "/dispatches/{id}", []any{d.ID}, "")
	s.walk(200, "GET", "/dispatches/{id}/raw", []any{d.ID}, "")
	s.walk(404, "POST", "/dispatches/{id}/picture", []any{d.ID}, `{"media":0}`)
	wired := s.walk(201, "POST", "/dispatches/{id}/picture", []any{d.ID}, `{"media":1}`)
	if r := wired["rights"].(map[string]any); wired["credit"] != "Mitu Das" || wired["caption"] != "A boat" || wired["name"] != "boat.png" || r["use"] != "conditional" || r["source"] != "Delta" {
		t.Errorf("the wire's picture is %v", wired)
	}
	taken := s.walk(201, "POST", "/dispatches/{id}/take", []any{d.ID}, `{"section":"world-news"}`)
	s.walk(410, "GET", "/stories/{number}/reading", []any{n}, "")
	s.walk(200, "GET", "/stories/{number}/reading", []any{taken["number"]}, "")
	s.walk(200, "POST", "/stories/{number}/reading", []any{taken["number"]}, `{"content":`+content+`}`)
	s.walkStets(d.Wire)
	s.walkSources(d)

	var card bytes.Buffer
	if err := png.Encode(&card, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	pic := s.walk(201, "POST", "/pictures", nil, card.String(), "Content-Type", "image/png")
	s.walk(200, "GET", "/pictures", nil, "")
	s.walk(200, "GET", "/pictures/{id}", []any{pic["id"]}, "")
	s.walk(200, "PATCH", "/pictures/{id}", []any{pic["id"]}, `{"base":0,"credit":"R. Das","focus":{"x":0.2,"y":0.9,"set":true}}`)
	s.walk(200, "GET", "/pictures/{id}/uses", []any{pic["id"]}, "")
	s.walkPictures(pic["id"].(string))
	s.walkStoryPictures()
	name := pic["renditions"].([]any)[0].(map[string]any)["name"]
	s.walk(200, "GET", "/pictures/{id}/renditions/{name}", []any{pic["id"], name}, "")
	s.walkUploads()
	s.walkPicture(pic["id"])
	s.walk(201, "POST", "/flashes", nil, `{"text":"Rain","language":"en"}`)
	flash := s.walk(201, "POST", "/ticker", nil, `{"language":"en","text":"Rain","minutes":5}`)
	s.walk(200, "GET", "/ticker", nil, "")
	s.walk(200, "PUT", "/ticker/{id}", []any{flash["id"]}, `{"text":"Rain in Sylhet","breaking":true,"demote":true}`)
	s.walk(201, "POST", "/ticker", nil, `{"language":"en","text":"Sun","minutes":5}`)
	s.walk(200, "POST", "/ticker/{id}/move", []any{flash["id"]}, `{"up":true}`)
	s.walk(200, "DELETE", "/ticker/{id}", []any{flash["id"]}, "")
	s.walk(200, "PUT", "/banners", nil, `{"lines":[{"language":"en","text":"Leave the char now"}],"minutes":5}`)
	s.walk(200, "GET", "/banners", nil, "")
	s.walk(200, "DELETE", "/banners/{language}", []any{"en"}, "")
	s.walk(200, "GET", "/sections", nil, "")
	s.walk(200, "GET", "/house", nil, "")
	h, err := json.Marshal(house)
	if err != nil {
		t.Fatal(err)
	}
	s.walk(200, "PUT", "/house", nil, string(h))
	s.walk(200, "GET", "/log", nil, "")
	if v := s.walk(200, "GET", "/log/verify", nil, ""); v["whole"] != true || v["records"].(float64) < 20 {
		t.Errorf("the log: %v", v)
	}
	s.walk(200, "GET", "/me", nil, "")
	if v := s.walk(200, "POST", "/check", nil, `{"story":{"text":"The river rose 14 cm in a day, the water board said."},"sources":[{"name":"Delta","text":"The river rose 41 cm in a day, the water board said."}]}`); v["counts"].(map[string]any)["certain"] != 1.0 ||
		v["findings"].([]any)[0].(map[string]any)["source_text"] != "41 cm" {
		t.Errorf("a story with a wrong figure: %v", v)
	}
	s.walkStyle()
	for path, operations := range s.document["paths"].(map[string]any) {
		for method := range operations.(map[string]any) {
			if at := strings.ToUpper(method) + " " + strings.TrimPrefix(path, "/api/v1"); !s.walked[at] {
				t.Errorf("%s is in the document and was not tried", at)
			}
		}
	}
}

// walkStoryPictures decides about the picture in a story of its own.
func (s *server) walkStoryPictures() {
	s.Helper()
	var card bytes.Buffer
	if err := png.Encode(&card, image.NewGray(image.Rect(0, 0, 30, 30))); err != nil {
		s.Fatal(err)
	}
	is := s.walk(201, "POST", "/pictures", nil, card.String(), "Content-Type", "image/png")
	pic := is["id"]
	s.walk(200, "PATCH", "/pictures/{id}", []any{pic}, `{"base":0,"taken":"2024-03-12T09:11:00Z","rights":{"use":"conditional","conditions":"Once"}}`)
	n := s.walk(201, "POST", "/stories", nil, `{"content":{"language":"en","section":"world-news","headline":"H","byline":{},"body":{"type":"doc","content":[]},"lead":{"picture":"`+pic.(string)+`"}}}`)["number"]
	if first := s.walk(200, "GET", "/stories/{number}/pictures", []any{n}, "")["items"].([]any)[0].(map[string]any); first["marked"] != true || first["lacks"] == "" {
		s.Errorf("a picture of 2024 without a caption is %v", first)
	}
	s.walk(422, "POST", "/stories/{number}/pictures/{picture}/mark", []any{n, pic}, `{"off":true}`)
	s.walk(200, "POST", "/stories/{number}/pictures/{picture}/mark", []any{n, pic}, `{"off":true,"reason":"The clock was wrong"}`)
	s.walk(200, "POST", "/stories/{number}/pictures/{picture}/agree", []any{n, pic}, "")
}

// walkStets lets a finding stand in a story that was made from a dispatch of the wire, and takes that back.
func (s *server) walkStets(wire string) {
	s.Helper()
	paragraphs := func(rose string) news.Document {
		return news.Paragraphs("The river rose " + rose + " centimetres in a day, the water board said on Thursday.")
	}
	var d news.Dispatch
	err := s.db.Tx(s.Context(), func(tx *store.Tx) (err error) {
		d, _, err = tx.Receive(s.Context(), news.Dispatch{Wire: wire, GUID: "2", Received: time.Now(), Language: "en", Headline: "H", Hash: "h2", Body: paragraphs("41")}, []byte("raw"))
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	n := s.walk(201, "POST", "/dispatches/{id}/take", []any{d.ID}, `{"section":"world-news"}`)["number"]
	body, err := json.Marshal(paragraphs("14"))
	if err != nil {
		s.Fatal(err)
	}
	content := `{"language":"en","section":"world-news","headline":"H","byline":{},"body":` + string(body) + `}`
	unsaved := s.walk(200, "POST", "/stories/{number}/reading", []any{n}, `{"content":`+content+`}`)
	fingerprint := unsaved["findings"].([]any)[0].(map[string]any)["fingerprint"].(string)
	s.walk(409, "POST", "/stories/{number}/stets", []any{n}, `{"fingerprint":"`+fingerprint+`","reason":"checker wrong"}`)
	s.walk(200, "PUT", "/stories/{number}", []any{n}, `{"base":1,"content":`+content+`}`)
	s.walk(422, "POST", "/stories/{number}/stets", []any{n}, `{"fingerprint":"`+fingerprint+`"}`)
	stet := s.walk(201, "POST", "/stories/{number}/stets", []any{n}, `{"fingerprint":"`+fingerprint+`","reason":"checker wrong"}`)
	s.walk(200, "GET", "/stories/{number}/stets", []any{n}, "")
	read := s.walk(200, "GET", "/stories/{number}/reading", []any{n}, "")
	if f := read["findings"].([]any)[0].(map[string]any); f["stet"].(map[string]any)["number"] != stet["number"] || read["counts"].(map[string]any)["stetted"] != 1.0 {
		s.Errorf("with a stet the reading is %v", read)
	}
	if house := s.walk(200, "GET", "/stets", nil, ""); house["kinds"].([]any)[0].(map[string]any)["rate"] != 1.0 {
		s.Errorf("the house's stets: %v", house)
	}
	s.walk(200, "DELETE", "/stories/{number}/stets/{id}", []any{n, stet["number"]}, "")
}

// walkFronts takes a front through all that can be done to it, with a live story.
func (s *server) walkFronts(story any) {
	s.Helper()
	en := []any{"en"}
	s.walk(200, "GET", "/fronts", nil, "")
	f := s.walk(200, "POST", "/fronts/{front}/draft", en, fmt.Sprintf(`{"do":"place","story":%v,"block":"top"}`, story))
	s.walk(409, "POST", "/fronts/{front}/launch", en, `{"revision":99}`)
	s.walk(200, "POST", "/fronts/{front}/launch", en, fmt.Sprintf(`{"revision":%v}`, f["draft"].(map[string]any)["revision"]))
	s.walk(200, "GET", "/fronts/{front}/launches", en, "")
	s.walk(200, "POST", "/fronts/{front}/rollback", en, `{"launch":0}`)
	f = s.walk(200, "POST", "/fronts/{front}/draft", en, fmt.Sprintf(`{"do":"pin","story":%v,"block":"top","until":"2999-01-01T00:00:00Z"}`, story))
	s.walk(200, "POST", "/fronts/{front}/discard", en, fmt.Sprintf(`{"revision":%v}`, f["draft"].(map[string]any)["revision"]))
	if f = s.walk(200, "GET", "/fronts/{front}", en, ""); f["launch"] != 2.0 || f["draft"] != nil {
		s.Errorf("the front is %v", f)
	}
	s.walk(404, "GET", "/fronts/{front}", []any{"fr"}, "")
	s.walk(200, "PUT", "/clipboard/{number}", []any{story}, "")
	s.walk(200, "GET", "/clipboard", nil, "")
	s.walk(200, "DELETE", "/clipboard/{number}", []any{story}, "")
}

// Every role at every route is let in or not as the one table of permissions says.
func TestEveryRoleAtEveryRouteIsDecidedByTheTable(t *testing.T) {
	s := open(t)
	cells := 0
	for path, operations := range s.document["paths"].(map[string]any) {
		for method, operation := range operations.(map[string]any) {
			verb := news.Verb(operation.(map[string]any)["x-verb"].(string))
			at := parameters.ReplaceAllString(strings.TrimPrefix(path, "/api/v1"), "9999")
			for _, role := range news.Roles {
				// An empty body that is no JSON cannot do anything, whoever sends it.
				status, text := s.ask(role, strings.ToUpper(method), at, "", "Content-Type", "application/json")
				may := news.Person{Roles: []news.Role{role}}.May(verb) == nil
				if may == (status == http.StatusForbidden) {
					t.Errorf("%s may %s: %v, and gets %d %s", role, verb, may, status, text)
				}
				cells++
			}
			if untokened(verb) {
				if res, text := s.sendAs("all", strings.ToUpper(method), at, "{}"); res.StatusCode != http.StatusForbidden || !strings.Contains(string(text), "No token may") {
					t.Errorf("a token at %s %s gets %d %s", method, at, res.StatusCode, text)
				}
			}
			if status, _ := s.ask("nobody", strings.ToUpper(method), at, ""); status != http.StatusUnauthorized {
				t.Errorf("%s %s answers a stranger with %d", method, at, status)
			}
		}
	}
	t.Logf("%d cells", cells)
}

func TestARepeatedRequestHappensOnce(t *testing.T) {
	s := open(t)
	body := `{"content":` + content + `}`
	_, first := s.ask("all", "POST", "/stories", body, "Idempotency-Key", "k1")
	status, second := s.ask("all", "POST", "/stories", body, "Idempotency-Key", "k1")
	if status != 201 || !bytes.Equal(first, second) {
		t.Errorf("%d\n%s\n%s", status, first, second)
	}
	if status, text := s.ask("all", "POST", "/stories", strings.Replace(body, "halted", "x", 1), "Idempotency-Key", "k1"); status != 409 {
		t.Errorf("another request under the key: %d %s", status, text)
	}
	stories, err := s.db.Stories(t.Context(), store.StoryFilter{})
	if err != nil || len(stories) != 1 {
		t.Errorf("%d stories, %v", len(stories), err)
	}
}

func TestBadInputGetsASentence(t *testing.T) {
	s := open(t)
	for _, tt := range []struct {
		method, path, body, says string
		status                   int
	}{
		{"POST", "/stories", `{"content":{"language":"en","nope":1}}`, "nope", 422},
		{"POST", "/stories", `{"content":{"language":"fr"}}`, `\"fr\" is not one`, 422},
		{"POST", "/stories", `{"content":{"language":"en","body":{"type":"doc","content":[{"type":"script"}]}}}`, "body.content[0].type", 422},
		{"POST", "/stories", `not json`, "not what this takes", 422},
		{"POST", "/stories", `{"desk":"nowhere","content":{"language":"en"}}`, `no desk \"nowhere\"`, 422},
		{"GET", "/stories/0", ``, "not a number", 404},
		{"GET", "/stories/77", ``, "no story 77", 404},
		{"GET", "/stories?status=dreamt", ``, "no status", 422},
		{"GET", "/stories?limit=9999", ``, "1 to 200", 422},
		{"GET", "/nothing", ``, "openapi.json", 404},
		{"POST", "/pictures", `<svg onload="x">`, "SVG", 415},
		{"POST", "/ticker", `{"language":"en","text":" "}`, "needs words", 422},
	} {
		status, text := s.ask("all", tt.method, tt.path, tt.body)
		if status != tt.status || !strings.Contains(string(text), tt.says) {
			t.Errorf("%s %s %s: %d %s", tt.method, tt.path, tt.body, status, text)
		}
	}
}

func wirePNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 640, 400))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
