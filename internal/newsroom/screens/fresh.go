package screens

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// freshPage asks somebody to prove once more who they are, and goes on with what they
// asked: nothing of what they typed is lost.
type freshPage struct {
	*visit
	why     string // the sentence that says for what
	again   string // the request to go on with, as JSON
	factors store.Factors
	keyed   bool // passkeys work at this address
	hasWord bool // there is a password
	trouble string

	linked    bool   // an account elsewhere opens this one
	elsewhere string // where
}

// again is a request that is kept in the page until the proof is there. It comes back from
// the browser whose request it was, and is worth no more than a form that it sends.
type again struct {
	Path   string              `json:"path"`
	Values map[string][]string `json:"values,omitempty"`
	Files  []againFile         `json:"files,omitempty"`
	Why    string              `json:"why"`
}

type againFile struct {
	Field, Name, Kind string
	Data              []byte
}

// mostAgain is the most bytes of files that are kept in the page.
const mostAgain = 8 << 20

// keepRequest reads what is to be sent again out of a request whose form was read.
func keepRequest(r *http.Request, why string) (string, error) {
	a := again{Path: r.URL.RequestURI(), Values: r.PostForm, Why: why}
	if r.MultipartForm != nil {
		a.Values = r.MultipartForm.Value
		size := int64(0)
		for field, files := range r.MultipartForm.File {
			for _, f := range files {
				if size += f.Size; f.Size == 0 {
					continue
				}
				in, err := f.Open()
				if err != nil || size > mostAgain {
					return "", news.Errorf(news.Unproved, "%s Open /n/fresh to do so, then come back and send this again: a file as large as that cannot wait here.", why)
				}
				data, err := io.ReadAll(in)
				if err := errors.Join(err, in.Close()); err != nil {
					return "", err
				}
				a.Files = append(a.Files, againFile{field, f.Filename, f.Header.Get("Content-Type"), data})
			}
		}
	}
	text, err := json.Marshal(a)
	return string(text), err
}

// askFresh answers a request whose person must prove once more who they are.
func (s *screens) askFresh(w http.ResponseWriter, r *http.Request, v *visit, why error) error {
	p := freshPage{visit: v, why: v.say(why)}
	if r.Method == http.MethodPost {
		var err error
		if p.again, err = keepRequest(r, p.why); err != nil {
			return err
		}
	} else {
		text, err := json.Marshal(again{Path: r.URL.RequestURI(), Why: p.why})
		if err != nil {
			return err
		}
		p.again = string(text)
	}
	return s.showFresh(w, r, http.StatusForbidden, p)
}

func (s *screens) showFresh(w http.ResponseWriter, r *http.Request, status int, p freshPage) error {
	var err error
	if p.factors, err = s.Accounts.Factors(r.Context(), p.person.ID); err != nil {
		return err
	}
	session, _ := account.SessionOf(r.Context())
	p.keyed, p.hasWord, p.elsewhere = s.Accounts.RPOf(r).ID != "", session.Account.Password != "", s.Accounts.Elsewhere()
	all, err := s.Accounts.Identities(r.Context(), p.person.ID)
	if err != nil {
		return err
	}
	p.linked = len(all) > 0 && p.elsewhere != ""
	return show(w, r, status, freshView(p))
}

// freshForm asks without anything to go on with but a page.
func (s *screens) freshForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	text, err := json.Marshal(again{Path: here(r.URL.Query().Get("next"))})
	if err != nil {
		return err
	}
	return s.showFresh(w, r, http.StatusOK, freshPage{visit: v, again: string(text)})
}

// proof reads what somebody shows.
func (s *screens) proof(r *http.Request) account.Proof {
	return account.Proof{
		Password: r.PostFormValue("fresh_password"), Code: line(r, "fresh_code"), Recovery: line(r, "fresh_recovery"), Passkey: r.PostFormValue("passkey"),
		Answers: r.PostFormValue("answers"), RP: s.Accounts.RPOf(r),
	}
}

// fresh looks at the proof and goes on with what was asked.
func (s *screens) fresh(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm*2); err != nil {
		return err
	}
	defer discard(r)
	var a again
	text := r.PostFormValue("again")
	if err := json.Unmarshal([]byte(text), &a); err != nil || here(a.Path) != a.Path || strings.HasPrefix(a.Path, "/n/fresh") {
		return news.Errorf(news.Invalid, "What was to be done has been lost on the way. Go back and send it again.")
	}
	session, ok := account.SessionOf(r.Context())
	if !ok {
		return news.Errorf(news.Unauthorised, "Sign in first.")
	}
	renewed, err := s.refresh(w, r, session)
	if err != nil {
		why, status, err := v.refusal(r, err)
		if err != nil {
			return err
		}
		return s.showFresh(w, r, status, freshPage{visit: v, why: a.Why, again: text, trouble: why})
	}
	if a.Values == nil && a.Files == nil {
		http.Redirect(w, r, a.Path, http.StatusSeeOther)
		return nil
	}
	return s.goOn(w, r, a, renewed)
}

// refresh looks at the proof, and returns the session's secret. One that was given in
// another window in the meantime needs none.
func (s *screens) refresh(w http.ResponseWriter, r *http.Request, session store.Session) (string, error) {
	if r.PostFormValue("proved") != "" {
		if session.Account.Acting.Stale {
			return "", news.Errorf(news.Unauthorised, "It is not proved yet. Do so in the other window first.")
		}
		return s.Accounts.Secret(r), nil
	}
	renewed, err := s.Accounts.Refresh(r.Context(), session, s.proof(r), account.FromRequest(r))
	if err == nil {
		s.Accounts.SetCookie(w, r, renewed.Session)
	}
	return renewed.Session, err
}

// goOn sends the kept request to where it was going.
func (s *screens) goOn(w http.ResponseWriter, r *http.Request, a again, session string) error {
	next, err := s.Accounts.As(r, session)
	if err != nil {
		return err
	}
	u, err := url.Parse(a.Path)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	kind := "application/x-www-form-urlencoded"
	if len(a.Files) == 0 {
		body.WriteString(url.Values(a.Values).Encode())
	} else {
		m := multipart.NewWriter(&body)
		if err := a.write(m); err != nil {
			return err
		}
		kind = m.FormDataContentType()
	}
	next.URL, next.RequestURI = u, a.Path
	next.Body, next.ContentLength = io.NopCloser(&body), int64(body.Len())
	next.Header.Set("Content-Type", kind)
	next.Form, next.PostForm, next.MultipartForm = nil, nil, nil
	s.mux.ServeHTTP(w, next)
	return nil
}

func (a again) write(m *multipart.Writer) error {
	for field, values := range a.Values {
		for _, value := range values {
			if err := m.WriteField(field, value); err != nil {
				return err
			}
		}
	}
	for _, f := range a.Files {
		part, err := m.CreateFormFile(f.Field, f.Name)
		if err != nil {
			return err
		}
		if _, err := part.Write(f.Data); err != nil {
			return err
		}
	}
	return m.Close()
}

// askPasskey answers with the challenge for a passkey of who is signed in.
func (s *screens) askPasskey(w http.ResponseWriter, r *http.Request, v *visit) error {
	c, err := s.Accounts.AskPasskey(r.Context(), s.Accounts.RPOf(r), "", v.person.ID)
	return sendJSON(w, c, err)
}

// sendJSON answers a script.
func sendJSON(w http.ResponseWriter, value any, err error) error {
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(w).Encode(value)
}
