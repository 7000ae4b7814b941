package screens

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// smallForm is the most bytes of a form without files.
const smallForm = 1 << 20

// form reads a form of at most most bytes. Files of it may lie on disk until the request
// ends.
func form(w http.ResponseWriter, r *http.Request, most int64) error {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	err := r.ParseMultipartForm(smallForm)
	if err == http.ErrNotMultipart { //nolint:errorlint // the package returns this very value
		err = r.ParseForm()
	}
	return err
}

func line(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

// signInPage is what the sign-in page shows.
type signInPage struct {
	*visit
	name    string // of the house
	next    string
	email   string
	keyed   bool // passkeys work at this address
	trouble string

	elsewhere string // where people can sign in too, "" for nowhere
}

func (s *screens) signInForm(w http.ResponseWriter, r *http.Request) error {
	next := here(r.URL.Query().Get("next"))
	if _, ok := account.Of(r.Context()); ok {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	has, err := s.DB.HasPeople(r.Context())
	if err != nil {
		return err
	}
	if !has {
		http.Redirect(w, r, "/n/set-up", http.StatusSeeOther)
		return nil
	}
	s.chose(w, r, news.Language(r.URL.Query().Get("lang")))
	return show(w, r, http.StatusOK, signInView(s.signInPage(r, next, "")))
}

// here returns path if it is one of the newsroom's, and else the first page: whoever made
// the link cannot send somebody to another site.
func here(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.ContainsAny(path, "\\\r\n\t") ||
		u.Path != "/n" && !strings.HasPrefix(u.Path, "/n/") {
		return "/n"
	}
	return path
}

func (s *screens) houseName(r *http.Request) string {
	h, err := s.DB.House(r.Context())
	if err != nil || len(h.Languages) == 0 {
		return "Stet"
	}
	return paperName(h, preferred(r))
}

func (s *screens) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	next := here(r.PostFormValue("next"))
	entry, err := s.Accounts.SignIn(r.Context(), r.PostFormValue("email"), r.PostFormValue("password"), account.FromRequest(r))
	switch {
	case err == nil && entry.Half != "":
		s.Accounts.SetHalf(w, r, entry.Half)
		http.Redirect(w, r, "/n/sign-in/second?next="+url.QueryEscape(next), http.StatusSeeOther)
		return nil
	case err == nil:
		return s.enter(w, r, entry, next)
	}
	why, status, err := s.visitor(r).refusal(r, err)
	if err != nil {
		return err
	}
	page := s.signInPage(r, next, why)
	page.email = r.PostFormValue("email")
	return show(w, r, status, signInView(page))
}

// signInPage returns the page of the first step.
func (s *screens) signInPage(r *http.Request, next, trouble string) signInPage {
	return signInPage{visit: s.visitor(r), name: s.houseName(r), next: next, trouble: trouble, keyed: s.Accounts.RPOf(r).ID != "", elsewhere: s.Accounts.Elsewhere()}
}

func (s *screens) signOut(w http.ResponseWriter, r *http.Request) error {
	if p, in := account.Of(r.Context()); in {
		s.chose(w, r, p.Language)
	}
	if secret := s.Accounts.ClearCookie(w, r); secret != "" {
		if err := s.Accounts.SignOut(r.Context(), secret); err != nil {
			return err
		}
	}
	return to(w, r, "/n/sign-in", "")
}

// setUpPage is what the set-up page shows.
type setUpPage struct {
	*visit
	house   news.House
	person  news.Person
	known   bool // somebody is signed in already; only the house is missing
	trouble string
}

func (s *screens) setUpForm(w http.ResponseWriter, r *http.Request) error {
	page := setUpPage{visit: s.visitor(r), house: news.House{
		Names: map[news.Language]string{}, Languages: []news.Language{news.English, news.Bangla}, Zone: s.TimeZone, URL: s.SiteURL,
	}}
	if done, err := s.setUpDone(w, r, &page); done || err != nil {
		return err
	}
	return show(w, r, http.StatusOK, setUpView(page))
}

// setUpDone says whether there is nothing to set up, and then has answered. An
// administrator whose newsroom has no settings yet may still give them.
func (s *screens) setUpDone(w http.ResponseWriter, r *http.Request, page *setUpPage) (bool, error) {
	has, err := s.DB.HasPeople(r.Context())
	if err != nil || !has {
		return false, err
	}
	if p, ok := account.Of(r.Context()); ok && p.May(news.ManageSettings) == nil {
		if _, err := s.DB.House(r.Context()); store.IsNotFound(err) {
			page.person, page.known = p, true
			return false, nil
		}
	}
	http.Redirect(w, r, "/n/sign-in", http.StatusSeeOther)
	return true, nil
}

func (s *screens) setUp(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	page := setUpPage{visit: s.visitor(r), house: houseFrom(r), person: news.Person{
		Name: line(r, "person"), Email: line(r, "email"), Language: preferred(r),
	}}
	done, err := s.setUpDone(w, r, &page)
	if done || err != nil {
		return err
	}
	if err = page.house.Check(); err == nil {
		err = s.begin(w, r, page)
	}
	if err == nil {
		return to(w, r, "/n", "set-up")
	}
	why, status, err := s.visitor(r).refusal(r, err)
	if err != nil {
		return err
	}
	page.trouble = why
	return show(w, r, status, setUpView(page))
}

// begin makes the first account and then the house, and signs the person in.
func (s *screens) begin(w http.ResponseWriter, r *http.Request, page setUpPage) error {
	ctx, by := r.Context(), page.person
	if !page.known {
		password := r.PostFormValue("password")
		var err error
		if by, err = s.Accounts.SetUp(ctx, page.person, password); err != nil {
			return err
		}
		entry, err := s.Accounts.SignIn(ctx, by.Email, password, account.FromRequest(r))
		if err != nil {
			return err
		}
		s.Accounts.SetCookie(w, r, entry.Session)
	}
	if _, err := s.Desk.SetHouse(ctx, by, page.house); err != nil {
		return err
	}
	return s.Desk.SaveFirstPresets(ctx, by)
}

// houseFrom reads the house of the set-up form. Sections and desks are one a line; an
// administrator can change all of it later.
func houseFrom(r *http.Request) news.House {
	h := news.House{Names: map[news.Language]string{}, Zone: line(r, "zone"), URL: strings.TrimRight(line(r, "url"), "/")}
	for _, l := range []news.Language{news.English, news.Bangla} {
		if r.PostFormValue("language_"+string(l)) != "" {
			h.Languages = append(h.Languages, l)
			h.Names[l] = strings.Join(strings.Fields(news.CleanText(r.PostFormValue("name_"+string(l)))), " ")
		}
	}
	if first := news.Language(r.PostFormValue("first")); first == news.Bangla && len(h.Languages) == 2 {
		h.Languages = []news.Language{news.Bangla, news.English}
	}
	for _, l := range strings.Split(r.PostFormValue("sections"), "\n") {
		en, bn, _ := strings.Cut(news.CleanText(l), "|")
		if en, bn = strings.TrimSpace(en), strings.TrimSpace(bn); en != "" {
			names := map[news.Language]string{news.English: en, news.Bangla: cmp.Or(bn, en)}
			h.Sections = append(h.Sections, news.Section{Slug: news.Slugify(en), Names: names})
		}
	}
	for _, l := range strings.Split(r.PostFormValue("desks"), "\n") {
		if name := strings.TrimSpace(news.CleanText(l)); name != "" {
			h.Desks = append(h.Desks, news.Desk{Slug: news.Slugify(name), Name: name})
		}
	}
	return h
}

// zones are those offered by name; any other can be typed.
var zones = []string{"Asia/Dhaka", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Karachi", "Asia/Dubai", "Asia/Singapore", "Europe/London", "America/New_York", "UTC"}

// firstSections and firstDesks are what a new newsroom is offered.
const (
	firstSections = "Bangladesh | বাংলাদেশ\nWorld News | বিশ্ব\nBusiness | বাণিজ্য\nSports | খেলা\nOpinion | মতামত"
	firstDesks    = "News Desk\nWorld Desk"
)
