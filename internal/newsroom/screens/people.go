package screens

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// staffPage is where an administrator keeps who works here.
type staffPage struct {
	*visit
	account.AccountsList
	trouble string

	// One person, who is added or changed.
	one    store.Account
	found  bool
	tokens []store.Token

	identities []store.Identity // accounts elsewhere that open theirs
	link       string           // for somebody to begin with, or to choose another password
	sent       string           // how the link went by e-mail

	// What one of them may do to one story.
	who     string
	number  string
	answers []answer
}

// onePath is the address of the one person's page, also where it is shown as the answer to
// an invitation.
func (p staffPage) onePath() templ.SafeURL { return templ.SafeURL("/n/settings/people/p/" + p.one.ID) }

// answer is whether somebody may do a verb, and if not why.
type answer struct {
	verb news.Verb
	why  string
}

func (s *screens) staff(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showStaff(w, r, http.StatusOK, staffPage{visit: v})
}

func (s *screens) showStaff(w http.ResponseWriter, r *http.Request, status int, p staffPage) error {
	if err := p.person.May(news.ManagePeople); err != nil {
		return err
	}
	var err error
	if p.AccountsList, err = s.Accounts.List(r.Context()); err != nil {
		return err
	}
	p.who, p.number = r.URL.Query().Get("who"), strings.TrimLeft(news.LatinDigits(r.URL.Query().Get("story")), "# ")
	if p.who != "" {
		if p.answers, err = s.answers(r, p); err != nil {
			why, code, err := p.refusal(r, err)
			if err != nil {
				return err
			}
			p.trouble, status = why, code
		}
	}
	return show(w, r, status, staffView(p))
}

// answers says of every verb whether the person may do it, to the story if there is a
// number.
func (s *screens) answers(r *http.Request, p staffPage) (all []answer, err error) {
	i := slices.IndexFunc(p.Accounts, func(a store.Account) bool { return a.ID == p.who })
	if i < 0 {
		return nil, news.Errorf(news.NotFound, "There is nobody like that here.")
	}
	may := p.Accounts[i].May
	if p.number != "" {
		n := numbersIn(p.number)
		if len(n) != 1 {
			return nil, news.Errorf(news.Invalid, "%q is not a story’s number.", p.number)
		}
		story, err := s.DB.Story(r.Context(), n[0])
		if err != nil {
			return nil, err
		}
		may = func(v news.Verb) error {
			if !v.Placed() {
				return p.Accounts[i].May(v)
			}
			if err := p.Accounts[i].MayOn(v, story); err != nil {
				return err
			}
			if slices.Contains(news.StoryVerbs, v) {
				return story.Check(v, p.now)
			}
			return nil
		}
	}
	for _, v := range news.Verbs() {
		a := answer{verb: v}
		if err := may(v); err != nil {
			a.why = p.say(err)
		}
		if !p.Accounts[i].Disabled.IsZero() {
			a.why = p.Accounts[i].Name + " is disabled."
		}
		all = append(all, a)
	}
	return all, nil
}

func (s *screens) newStaff(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := v.person.May(news.ManagePeople); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, oneStaffView(staffPage{visit: v}))
}

// readPerson reads who somebody is and what they may do.
func readPerson(r *http.Request, p *news.Person) {
	p.Name, p.Email, p.Desk = clean(r.PostFormValue("name")), line(r, "email"), line(r, "desk")
	p.Roles, p.Grants = nil, nil
	for _, role := range news.Roles {
		if slices.Contains(r.PostForm["roles"], string(role)) {
			p.Roles = append(p.Roles, role)
		}
	}
	desks, sections := r.PostForm["grant_desk"], r.PostForm["grant_section"]
	for i, role := range r.PostForm["grant_role"] {
		if role == "" || i >= len(desks) || i >= len(sections) {
			continue
		}
		p.Grants = append(p.Grants, news.Grant{Role: news.Role(role), Desk: desks[i], Section: sections[i]})
	}
}

// invite adds somebody and shows the link, once.
func (s *screens) invite(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p := staffPage{visit: v}
	readPerson(r, &p.one.Person)
	p.one.Language = news.Language(line(r, "language"))
	link, invited, err := s.Accounts.Invite(r.Context(), v.person, p.one.Person)
	if err != nil {
		return s.refuseOne(w, r, p, err)
	}
	p.one.Person, p.found = invited, true
	p.link = s.joinLink(r, link)
	p.sent = s.sendLink(r, v, invited, p.link)
	return s.showOne(w, r, http.StatusOK, p)
}

// joinLink is what is handed to somebody: it is good once.
func (s *screens) joinLink(r *http.Request, link string) string {
	return account.JoinLink(s.Accounts.RPOf(r).Origin, link)
}

func (s *screens) refuseOne(w http.ResponseWriter, r *http.Request, p staffPage, err error) error {
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return s.showOne(w, r, status, p)
}

func (s *screens) showOne(w http.ResponseWriter, r *http.Request, status int, p staffPage) error {
	var err error
	if p.AccountsList, err = s.Accounts.List(r.Context()); err != nil {
		return err
	}
	if p.found {
		if p.tokens, err = s.Accounts.Tokens(r.Context(), p.one.ID); err != nil {
			return err
		}
		if p.identities, err = s.Accounts.Identities(r.Context(), p.one.ID); err != nil {
			return err
		}
	}
	return show(w, r, status, oneStaffView(p))
}

// openOne returns the page of one person as they are.
func (s *screens) openOne(r *http.Request, v *visit) (p staffPage, err error) {
	if err := v.person.May(news.ManagePeople); err != nil {
		return p, err
	}
	p = staffPage{visit: v, found: true}
	p.one, err = s.DB.Account(r.Context(), r.PathValue("person"))
	return p, err
}

func (s *screens) oneStaff(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openOne(r, v)
	if err != nil {
		return err
	}
	return s.showOne(w, r, http.StatusOK, p)
}

// changeStaff does what the button on somebody's page says.
func (s *screens) changeStaff(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openOne(r, v)
	if err != nil {
		return err
	}
	ctx, id, said := r.Context(), p.one.ID, "person-saved"
	switch line(r, "do") {
	case "save":
		readPerson(r, &p.one.Person)
		err = s.Accounts.SetRoles(ctx, v.person, p.one.Person)
	case "link":
		var link string
		if link, err = s.Accounts.InviteAgain(ctx, v.person, id); err == nil {
			p.link = s.joinLink(r, link)
			p.sent = s.sendLink(r, v, p.one.Person, p.link)
			return s.showOne(w, r, http.StatusOK, p)
		}
	case "disable":
		err, said = s.Accounts.Disable(ctx, v.person, id), "person-disabled"
	case "enable":
		err, said = s.Accounts.Enable(ctx, v.person, id), "person-enabled"
	case "factors":
		err, said = s.Accounts.ResetFactors(ctx, v.person, id), "factors-reset"
	case "sign-out":
		err, said = s.Accounts.SignOutEverywhere(ctx, v.person, id), "person-out"
	case "unlink":
		err, said = s.Accounts.UnlinkOf(ctx, v.person, id, line(r, "issuer"), line(r, "subject")), "person-unlinked"
	case "token":
		err, said = s.Accounts.EndToken(ctx, v.person, id, line(r, "token")), "token-ended"
	default:
		err = news.Errorf(news.Invalid, "There is no button %q.", line(r, "do"))
	}
	if err != nil {
		return s.refuseOne(w, r, p, err)
	}
	return to(w, r, "/n/settings/people/p/"+id, said)
}

// saveSecurity changes of whom the house asks a second factor.
func (s *screens) saveSecurity(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	_, err := s.Desk.ChangeHouse(r.Context(), v.person, func(h *news.House) error {
		h.Security.SecondFactor = news.Asked(line(r, "second_factor"))
		return nil
	})
	if err != nil {
		why, status, err := v.refusal(r, err)
		if err != nil {
			return err
		}
		return s.showStaff(w, r, status, staffPage{visit: v, trouble: why})
	}
	return to(w, r, "/n/settings/people", "saved")
}

// grantRows are the person's grants and two empty lines to add to them.
func (p staffPage) grantRows() []news.Grant {
	return append(slices.Clone(p.one.Grants), news.Grant{}, news.Grant{})
}

// asked is of whom the house asks a second factor.
func (p staffPage) asked() news.Asked {
	if a := p.house.Security.SecondFactor; a != "" {
		return a
	}
	return news.AskPublishers
}

var askedWords = map[news.Asked]string{
	news.AskPublishers: "those who reach readers, or decide who does", news.AskEveryone: "everyone", news.AskNobody: "nobody",
}

// factorWords says what somebody signs in with.
func factorWords(v *visit, a store.Account, f store.Factors) string {
	var parts []string
	if a.Password != "" {
		parts = append(parts, v.t("password"))
	}
	if f.Passkeys > 0 {
		parts = append(parts, v.t("passkey"))
	}
	if f.TOTP {
		parts = append(parts, v.t("app with codes"))
	}
	if len(parts) == 0 {
		return v.t("nothing yet")
	}
	return strings.Join(parts, ", ")
}

// lacks reports whether the house asks the person for a second factor that they lack.
func (p staffPage) lacks(a store.Account) bool {
	return a.Disabled.IsZero() && p.house.Security.Asks(a.Person) && !p.Factors[a.ID].Any()
}
