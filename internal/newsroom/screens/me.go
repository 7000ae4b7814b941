package screens

import (
	"net/http"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// mePage is what somebody sees of their own account.
type mePage struct {
	*visit
	session  store.Session // the one that the page is seen in
	sessions []store.Session
	factors  store.Factors
	tokens   []store.Token
	token    string // that was just made
	hasWord  bool   // there is a password
	trouble  string
	screens  news.Screens // as they are, or as they were asked for

	elsewhere  string // where people can sign in too, "" for nowhere
	identities []store.Identity
}

func (s *screens) me(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showMe(w, r, http.StatusOK, v, mePage{})
}

func (s *screens) showMe(w http.ResponseWriter, r *http.Request, status int, v *visit, p mePage) error {
	p.visit = v
	if p.screens.Language == "" {
		p.screens = news.Screens{Language: v.lang, Keys: v.person.Keys}
	}
	p.session, _ = account.SessionOf(r.Context())
	p.hasWord = p.session.Account.Password != ""
	var err error
	if p.sessions, err = s.Accounts.Sessions(r.Context(), v.person.ID); err != nil {
		return err
	}
	if p.factors, err = s.Accounts.Factors(r.Context(), v.person.ID); err != nil {
		return err
	}
	if p.tokens, err = s.Accounts.Tokens(r.Context(), v.person.ID); err != nil {
		return err
	}
	if p.identities, err = s.Accounts.Identities(r.Context(), v.person.ID); err != nil {
		return err
	}
	p.elsewhere = s.Accounts.Elsewhere()
	return show(w, r, status, meView(p))
}

// refuseMe answers with the page and why not.
func (s *screens) refuseMe(w http.ResponseWriter, r *http.Request, v *visit, err error) error {
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showMe(w, r, status, v, mePage{trouble: why})
}

// oneKeys are news.OneKeys with what each does, by a name for its field.
var oneKeys = []struct{ key, name, words string }{
	{"g", "go", "Go: first this key, then that of the place"},
	{"n", "new", "New story"},
	{"f", "flash", "New flash, on Today"},
	{"/", "filter", "Filter the list"},
	{"j", "next", "Next in a list"},
	{"k", "previous", "Previous in a list"},
	{"e", "take", "Take and edit the dispatch"},
	{"x", "mark", "Mark a story on the board"},
	{"[", "back", "Move a story back on the board"},
	{"]", "on", "Move a story on on the board"},
	{"?", "help", "The sheet of keys"},
}

// chooseScreens keeps how the person's own screens are. The page that follows is so already.
func (s *screens) chooseScreens(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	chosen := news.Screens{Language: news.Language(line(r, "language")), Keys: news.Keys{Off: line(r, "keys") == "", Own: map[string]string{}}}
	for _, k := range oneKeys {
		if own := line(r, "key_"+k.name); own != "" && own != k.key {
			chosen.Keys.Own[k.key] = own
		}
	}
	_, err := s.Desk.ChooseScreens(r.Context(), v.person, chosen)
	if err == nil {
		return to(w, r, "/n/me", "saved")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showMe(w, r, status, v, mePage{trouble: why, screens: chosen})
}

func (s *screens) endSession(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	if err := s.Accounts.EndSession(r.Context(), v.person, line(r, "session")); err != nil {
		return s.refuseMe(w, r, v, err)
	}
	return to(w, r, "/n/me", "session-ended")
}

func (s *screens) endOthers(w http.ResponseWriter, r *http.Request, v *visit) error {
	here, _ := account.SessionOf(r.Context())
	if err := s.Accounts.EndOtherSessions(r.Context(), v.person, here.ID); err != nil {
		return s.refuseMe(w, r, v, err)
	}
	return to(w, r, "/n/me", "others-ended")
}

// browsers are what agents call themselves, the telling one first, and systems too: an
// agent names many that it is not.
var (
	browsers = [][2]string{{"Firefox/", "Firefox"}, {"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}
	systems  = [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// agentWords says in a word or two what browser it is.
func agentWords(v *visit, agent string) string {
	var words []string
	for _, table := range [][][2]string{browsers, systems} {
		for _, b := range table {
			if strings.Contains(agent, b[0]) {
				words = append(words, b[1])
				break
			}
		}
	}
	if len(words) == 0 {
		return v.t("A program")
	}
	return strings.Join(words, ", ")
}

// placeWords is an address without its port.
func placeWords(address string) string {
	if i := strings.LastIndexByte(address, ':'); i > 0 {
		return strings.Trim(address[:i], "[]")
	}
	return address
}

var methodWords = map[string]string{
	"password": "password", "passkey": "passkey", "password+code": "password and code", "password+passkey": "password and passkey", "password+recovery": "password and recovery code", "oidc": "the house’s sign-in",
	"oidc+code": "the house’s sign-in and a code", "oidc+passkey": "the house’s sign-in and a passkey", "oidc+recovery": "the house’s sign-in and a recovery code",
	"second step": "second step", // of one that was refused
}

// factorsWords says how many factors a session stands on.
func factorsWords(v *visit, s store.Session) string {
	if s.AAL >= 2 {
		return v.t("two factors")
	}
	return v.t("one factor")
}

// rolesText says what somebody may do, with the places.
func rolesText(v *visit, p news.Person) string {
	var parts []string
	for _, r := range news.Roles {
		if slices.Contains(p.Roles, r) {
			parts = append(parts, v.t(roleName(r)))
		}
	}
	for _, g := range p.Grants {
		where := ""
		if g.Desk != "" {
			where = v.desk(g.Desk)
		}
		if g.Section != "" {
			where = strings.TrimPrefix(where+", "+v.section(g.Section), ", ")
		}
		parts = append(parts, v.t(roleName(g.Role))+" ("+where+")")
	}
	return strings.Join(parts, ", ")
}

// roleName is the role as a screen lists it.
func roleName(r news.Role) string { return strings.ReplaceAll(string(r), "_", " ") }

// factorState says whether there is a second factor, and whether the house asks for one.
func factorState(p mePage) string {
	switch {
	case p.factors.Any():
		return p.t("You sign in with two factors.")
	case p.house.Security.SecondFactor == news.AskNobody:
		return p.t("This house asks nobody for a second factor: a password is enough. An administrator can change that in the settings.")
	case p.house.Security.Asks(p.person):
		return p.t("This house asks you for a second factor from your next sign-in on.")
	}
	return p.t("This house does not ask you for a second factor. It is a good thing to have all the same.")
}
