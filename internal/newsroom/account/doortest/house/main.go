// Command house is doortest's provider as a program, for the journeys in a browser: it asks
// who somebody is, remembers them in a cookie, and ends with its standard input.
package main

import (
	"fmt"
	"html/template"
	"io"
	"net/http"
	"os"

	"github.com/stet-news/stet/internal/newsroom/account/doortest"
)

// people are who has an account here, by subject.
var people = map[string]map[string]any{
	"arif":     {"email": "arif@accounts.example", "email_verified": true},
	"stranger": {"email": "sadia@stet.test", "email_verified": true}, // the address of somebody in the demo
	"unproved": {"email": "sadia@stet.test", "email_verified": false},
	"rafi":     {"email": "rafi@accounts.example", "email_verified": true},
}

var page = template.Must(template.New("").Parse(`<!doctype html><html lang="en"><title>Padma accounts</title>
<h1>Padma accounts</h1><form>{{range $name, $all := .Asked}}{{range $all}}<input type="hidden" name="{{$name}}" value="{{.}}">{{end}}{{end}}
{{range .People}}<button name="person" value="{{.}}">{{.}}</button>{{end}}</form>`))

const remembered = "padma"

func ask(w http.ResponseWriter, r *http.Request) (subject string, claims map[string]any, ok bool) {
	q := r.URL.Query()
	who := q.Get("person")
	if c, err := r.Cookie(remembered); who == "" && err == nil && q.Get("prompt") != "login" {
		who = c.Value
	}
	if claims, ok = people[who]; ok {
		http.SetCookie(w, &http.Cookie{Name: remembered, Value: who, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		return who, claims, true
	}
	var names []string
	for name := range people {
		names = append(names, name)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, struct {
		Asked  map[string][]string
		People []string
	}{q, names}) // the browser has gone if this fails
	return "", nil, false
}

func main() {
	p, err := doortest.Start()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	p.Ask = ask
	fmt.Fprintln(os.Stdout, "issuer", p.URL, doortest.Client)
	fmt.Fprintln(os.Stdout, "secret", doortest.Secret)
	_, _ = io.Copy(io.Discard, os.Stdin) // until whoever started it has gone
	p.Close()
}
