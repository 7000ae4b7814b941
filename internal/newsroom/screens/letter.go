package screens

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
)

// The ways a link went.
const (
	linkHanded = ""       // there is no e-mail: it is handed over
	linkSent   = "sent"   // it is shown all the same
	linkUnsent = "unsent" // it could not be sent
)

// sendLink sends somebody the link by which they sign in, in their language, if the house has
// e-mail, and returns how that went.
func (s *screens) sendLink(r *http.Request, v *visit, p news.Person, link string) string {
	if s.Mail == nil {
		return linkHanded
	}
	in := tongueOf(p.Language)
	house := v.house.Names[p.Language]
	if house == "" {
		house = s.houseName(r)
	}
	fill := strings.NewReplacer("{who}", p.Name, "{by}", v.person.Name, "{house}", house)
	lines := []string{
		fill.Replace(in.t("{who}, {by} has made you a link to the newsroom of {house}. There you choose how you sign in:")), link,
		in.t("It is good once, for three days. Whoever has it can use it: do not pass it on."),
		in.t("If you did not expect it, tell whoever runs the newsroom, and do not open it."),
	}
	err := s.Mail.Send(r.Context(), mail.Message{
		Name: p.Name, Address: p.Email, Subject: fill.Replace(in.t("Your link to the newsroom of {house}")), Text: strings.Join(lines, "\n\n") + "\n",
	})
	if err != nil {
		slog.WarnContext(r.Context(), "a link could not be sent", "person", p.ID, "err", err)
		return linkUnsent
	}
	return linkSent
}
