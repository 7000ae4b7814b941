package screens

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// settingsPage is one of the pages of the newsroom's own settings.
type settingsPage struct {
	*visit
	tab     string
	set     news.House // as it is, or as it was typed
	trouble string
	found   bool // the page or author that is edited is there already

	page     news.StaticPage // that is edited
	author   news.Author     // that is edited
	pictures []news.Picture  // a portrait can be chosen from
}

// settingsTabs are the pages of the settings, in their order.
var settingsTabs = []struct{ slug, name string }{
	{"site", "Site"}, {"look", "Look"}, {"pages", "Pages"}, {"authors", "Authors"}, {"style", "House style"}, {"machines", "Feeds and crawlers"}, {"clients", "Clients"}, {"people", "People"}, {"register", "Protected identities"}, {"tombstones", "Taken down"},
}

// settingsVerb is what somebody must may to be shown the tab.
func settingsVerb(tab string) news.Verb {
	switch tab {
	case "people":
		return news.ManagePeople
	case "clients":
		return news.ReadLog
	case "register":
		return news.ManageRegister
	case "tombstones":
		return news.ReadTombstones
	}
	return news.ReadCopy
}

// settings answers for a tab that shows the settings as they are.
func (s *screens) settings(tab string) screen {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		return showSettings(w, r, http.StatusOK, settingsPage{visit: v, tab: tab, set: v.house})
	}
}

func showSettings(w http.ResponseWriter, r *http.Request, status int, p settingsPage) error {
	return showWith(w, r, status, policyWithFrame, settingsView(p))
}

// changing answers for the form of a tab: read takes what was typed into the house, and is
// asked twice: for what is shown again if it is refused, and for what is kept.
func (s *screens) changing(tab string, read func(*http.Request, *news.House) error) screen {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		if err := form(w, r, mostForm); err != nil {
			return err
		}
		defer discard(r)
		_, err := s.Desk.ChangeHouse(r.Context(), v.person, func(h *news.House) error { return read(r, h) })
		if err == nil {
			return to(w, r, "/n/settings/"+tab, "saved")
		}
		p := settingsPage{visit: v, tab: tab, set: v.house}
		_ = read(r, &p.set) // what cannot be read is what the sentence is about
		return refuseSettings(w, r, p, err)
	}
}

func refuseSettings(w http.ResponseWriter, r *http.Request, p settingsPage, err error) error {
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return showSettings(w, r, status, p)
}

// readSite reads the names, the sections and the house's ways of writing.
func readSite(r *http.Request, h *news.House) error {
	names := map[news.Language]string{}
	hijri := map[news.Language]string{}
	for _, l := range h.Languages {
		names[l] = clean(r.PostFormValue("name_" + string(l)))
		if line := clean(r.PostFormValue("hijri_" + string(l))); line != "" {
			hijri[l] = line
		}
	}
	undo, err := strconv.Atoi(news.LatinDigits(line(r, "undo")))
	if err != nil {
		return news.Errorf(news.Invalid, "%q is no number of seconds.", line(r, "undo"))
	}
	if hours := line(r, "file_hours"); hours != "" {
		if h.FileHours, err = strconv.Atoi(news.LatinDigits(hours)); err != nil || h.FileHours == 0 {
			return news.Errorf(news.Invalid, "%q is no number of hours.", hours)
		}
	}
	if minutes := line(r, "hold_minutes"); minutes != "" {
		if h.HoldMinutes, err = strconv.Atoi(news.LatinDigits(minutes)); err != nil || h.HoldMinutes < 0 {
			return news.Errorf(news.Invalid, "%q is no number of minutes.", minutes)
		}
		if h.HoldMinutes == 0 {
			h.HoldMinutes = -1 // never; nothing said is the usual
		}
	}
	h.Undo, h.CopyGate = &undo, news.CopyGate(line(r, "copy_gate"))
	h.Names, h.URL = names, strings.TrimRight(line(r, "url"), "/")
	for i, d := range h.Desks {
		limits := map[news.Status]int{}
		for _, st := range news.LimitedStatuses {
			if n := news.LatinDigits(line(r, "limit_"+d.Slug+"_"+string(st))); n != "" {
				most, err := strconv.Atoi(n)
				if err != nil {
					return news.Errorf(news.Invalid, "%q is no number of stories.", n)
				}
				limits[st] = most
			}
		}
		h.Desks[i].Limits = limits
	}
	h.Style = news.Style{Ogust: line(r, "ogust") != "", Lakh: line(r, "lakh") != ""}
	if len(hijri) > 0 {
		h.Style.Hijri = hijri
	}
	h.Sections = nil
	for _, parts := range columns(r.PostFormValue("sections")) {
		h.Sections = append(h.Sections, news.Section{Slug: parts[0], Names: namesOf(h.Languages, parts[1:])})
	}
	return nil
}

// readMachines reads what programs get of the site.
func readMachines(r *http.Request, h *news.House) error {
	m := news.Machines{WholeStories: line(r, "whole") != "", Hub: line(r, "hub") != ""}
	for _, c := range news.Crawlers {
		if slices.Contains(r.PostForm["refused"], string(c)) {
			m.Refused = append(m.Refused, c)
		}
	}
	m.Hubs = strings.Fields(r.PostFormValue("hubs"))
	m.IndexNow = news.IndexNow{Key: line(r, "key"), Endpoint: line(r, "endpoint")}
	h.Machines = m
	return nil
}

func clean(s string) string { return strings.Join(strings.Fields(news.CleanText(s)), " ") }

// columns reads lines of the form "slug | English | Bangla". An empty line says nothing.
func columns(text string) (rows [][]string) {
	for l := range strings.Lines(text) {
		var parts []string
		for part := range strings.SplitSeq(l, "|") {
			parts = append(parts, clean(part))
		}
		if len(parts) > 1 || parts[0] != "" {
			rows = append(rows, parts)
		}
	}
	return rows
}

// namesOf returns the names in the order of the languages; the last stands for those that
// are missing.
func namesOf(languages []news.Language, names []string) map[news.Language]string {
	all := map[news.Language]string{}
	for i, l := range languages {
		if len(names) > 0 {
			all[l] = names[min(i, len(names)-1)]
		}
	}
	return all
}

// inColumns writes what columns reads.
func inColumns(languages []news.Language, key string, names map[news.Language]string) string {
	parts := []string{key}
	for _, l := range languages {
		parts = append(parts, names[l])
	}
	return strings.Join(parts, " | ")
}

// sectionLines are the house's sections as the form has them.
func (p settingsPage) sectionLines() string {
	var lines []string
	for _, s := range p.set.Sections {
		lines = append(lines, inColumns(p.set.Languages, s.Slug, s.Names))
	}
	return strings.Join(lines, "\n")
}

// columnsHint says what a line of the form is.
func (p settingsPage) columnsHint(first string) string {
	parts := []string{p.t(first)}
	for _, l := range p.set.Languages {
		parts = append(parts, own(l))
	}
	return strings.Join(parts, " | ")
}

var crawlerWords = map[news.Crawler]string{
	news.SearchCrawler: "search engines", news.AnswersCrawler: "assistants that answer with it", news.TrainingCrawler: "the training of models",
	news.MarketingCrawler: "marketing data",
}

// anyName returns the name in the person's language, or in the first that has one.
func (p settingsPage) anyName(names map[news.Language]string) string {
	for _, l := range append([]news.Language{p.lang}, p.set.Languages...) {
		if names[l] != "" {
			return names[l]
		}
	}
	return ""
}

// limitOf is the desk's limit for the status as a field has it.
func limitOf(d news.Desk, st news.Status) string {
	if n := d.Limits[st]; n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

// gateNames say what the copy check holds back.
var gateNames = map[news.CopyGate]string{
	news.GateOpen: "never", news.GateCertain: "while a certain finding is open", news.GateLikely: "while a certain or likely finding is open",
}
