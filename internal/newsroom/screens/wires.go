package screens

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// wiresPage is the wires, what came over them, and the dispatch that is being read.
type wiresPage struct {
	*visit
	wires      []news.Wire
	wire, text string
	wireFilter
	wireOwn
	list      []store.Cluster
	older     string // the path of the page after this one
	reading   *news.Dispatch
	newest    int64         // the newest version of what is being read
	with      news.Dispatch // another version of it, to compare with; zero for none
	onceText  string
	onceEmpty string
	onceAdd   string
	compact   bool         // the rows stand close
	covered   []news.Story // in which a live post can be made
	takes     []take       // the dispatches of the event of what is being read, if there are several
	ours      []int64      // the stories that were made from any of them
	// inCollections are those that what is being read is in, or another of its event.
	inCollections []news.DispatchCollection
	// handGrouped says that a person put what is being read to its event.
	handGrouped bool
	// perhaps are dispatches in the other language that may tell of the same event.
	perhaps []news.Dispatch
}

func (s *screens) wires(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showWires(w, r, v, http.StatusOK, nil)
}

// showWires answers with the wires; also sets what they do not usually have.
func (s *screens) showWires(w http.ResponseWriter, r *http.Request, v *visit, status int, also func(*wiresPage)) error {
	ctx, q := r.Context(), r.URL.Query()
	p := wiresPage{visit: v, wireOwn: ownOf(r), wire: q.Get("wire"), text: strings.TrimSpace(q.Get("q")), onceText: newOnce(), onceEmpty: newOnce(), onceAdd: newOnce(), compact: compactRows(r)}
	var err error
	if p.wires, err = s.DB.Wires(ctx); err != nil {
		return err
	}
	if err = s.listWires(r, &p); err != nil {
		return err
	}
	if id := r.PathValue("dispatch"); id != "" {
		d, err := s.DB.Dispatch(ctx, id)
		if err != nil {
			return err
		}
		p.newest = d.Version
		if version, err := strconv.ParseInt(q.Get("v"), 10, 64); err == nil && version != d.Version {
			if d, err = s.DB.DispatchVersion(ctx, id, version); err != nil {
				return err
			}
		}
		if with, err := strconv.ParseInt(q.Get("with"), 10, 64); err == nil {
			if p.with, err = s.DB.DispatchVersion(ctx, id, with); err != nil {
				return err
			}
		}
		p.reading = &d
		p.explain(d)
		if p.covered, err = s.DB.CoveredNow(ctx); err != nil {
			return err
		}
		if p.inCollections, err = s.DB.DispatchCollectionsOf(ctx, id); err != nil {
			return err
		}
		if err := s.readEvent(r, &p); err != nil {
			return err
		}
	}
	if also != nil {
		also(&p)
	}
	return show(w, r, status, wiresView(p))
}

// filter is what the list is filtered by, for the query of a link.
func (p wiresPage) filter() url.Values {
	values := url.Values{}
	if p.wire != "" {
		values.Set("wire", p.wire)
	}
	if p.text != "" {
		values.Set("q", p.text)
	}
	if p.preset != "" {
		values.Set("preset", p.preset)
	}
	if p.dropped {
		values.Set("dropped", "1")
	}
	if p.view != "" {
		values.Set("view", p.view)
	}
	if p.collection != "" {
		values.Set("collection", p.collection)
	}
	if p.sort != "" {
		values.Set("sort", p.sort)
	}
	return values
}

// path returns a path of the wires' with the filter kept.
func (p wiresPage) link(path string) string {
	if q := p.filter().Encode(); q != "" {
		return path + "?" + q
	}
	return path
}

func dispatchPath(id string) string { return "/n/wires/d/" + url.PathEscape(id) }

func versionPath(d news.Dispatch, version int64) string {
	return fmt.Sprintf("%s?v=%d", dispatchPath(d.ID), version)
}

// raw sends a dispatch as it was received, as plain text that no browser will run.
func (s *screens) raw(w http.ResponseWriter, r *http.Request, _ *visit) error {
	version, err := strconv.ParseInt(r.URL.Query().Get("v"), 10, 64)
	if err != nil {
		return news.Errorf(news.NotFound, "Say which version: ?v=1.")
	}
	d, err := s.DB.DispatchVersion(r.Context(), r.PathValue("dispatch"), version)
	if err != nil {
		return err
	}
	text, err := s.DB.Raw(r.Context(), d.ID, version)
	if err != nil {
		return err
	}
	switch {
	case !isText(d.RawType):
		return attach(w, "dispatch-"+strconv.FormatInt(version, 10)+endingOf(d.RawType), text)
	case strings.HasPrefix(d.RawType, "message/rfc822") && r.URL.Query().Get("all") == "":
		text = readableLetter(text)
	}
	charset := "utf-8"
	if _, params, err := mime.ParseMediaType(d.RawType); err == nil && params["charset"] != "" {
		charset = params["charset"]
	}
	h := w.Header()
	h.Set("Content-Type", mime.FormatMediaType("text/plain", map[string]string{"charset": charset}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "no-store")
	_, err = bytes.NewReader(text).WriteTo(w)
	return err
}

// isText reports whether what was received can be read as it is. Pictures and documents are saved instead.
func isText(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	return !strings.HasPrefix(kind, "image/") && !strings.HasPrefix(kind, "application/vnd.openxmlformats") && kind != "application/octet-stream"
}

// take makes a story of a dispatch and opens it.
func (s *screens) take(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	how := desk.Take{Desk: line(r, "desk"), WithText: line(r, "with_text") != "", Alone: line(r, "apart") == ""}
	st, err := s.Desk.Take(oneTime(r, line(r, "once"), "take"), v.person, r.PathValue("dispatch"), how)
	if err != nil {
		return s.askTaken(w, r, v, how.WithText, err)
	}
	if line(r, "stay") != "" {
		return to(w, r, dispatchPath(r.PathValue("dispatch")), "taken-stay")
	}
	return to(w, r, storyPath(st.Number), "taken")
}

// addToStory makes the dispatch a source of a story that is there, and opens it.
func (s *screens) addToStory(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	number, err := strconv.ParseInt(strings.TrimPrefix(news.LatinDigits(line(r, "story")), "#"), 10, 64)
	if err != nil {
		return news.Errorf(news.Invalid, "%q is no number of a story.", line(r, "story"))
	}
	st, err := s.Desk.AddSource(oneTime(r, line(r, "once"), "add"), v.person, number, r.PathValue("dispatch"))
	if err != nil {
		return err
	}
	return to(w, r, storyPath(st.Number), "added")
}

// health says in words how a wire is doing.
func health(v *visit, w news.Wire) string {
	h := w.Health
	next := ""
	if v.now.Before(h.Next) {
		next = " " + v.sentence("Next try {ago}.", "ago", v.ago(h.Next))
	}
	switch {
	case w.Paused:
		return v.sentence("Paused. Last copy fetched {ago}.", "ago", v.ago(h.Succeeded))
	case h.Tried.IsZero():
		return v.t("Not asked yet.") + next
	case h.Failures == 1:
		return v.sentence("Failed once: {why} Last success {ago}.", "why", v.reason(h.Error), "ago", v.ago(h.Succeeded)) + next
	case h.Failures > 1:
		return v.sentence("Failed {n} times in a row: {why} Last success {ago}.", "n", v.count(h.Failures), "why", v.reason(h.Error), "ago", v.ago(h.Succeeded)) + next
	case w.InTrouble(v.now):
		return v.sentence("Silent: last success {ago}.", "ago", v.ago(h.Succeeded)) + next
	}
	return v.sentence("Well. Asked {ago}.", "ago", v.ago(h.Tried)) + next
}

// reason is why a wire failed, as a sentence.
func (v *visit) reason(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return v.t("no reason was given.")
	}
	s = v.kept(s)
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "।") {
		return s
	}
	return s + "."
}

// wirePage is one wire, or the form for a new one.
type wirePage struct {
	*visit
	wire    news.Wire
	every   string // how often it is asked, in the unit
	unit    string // one of everyUnits
	inlet   string // the address at which copy is sent to a wire that is there
	keep    string // days, as they are typed
	trouble string
	domain  string           // of the addresses of letters; "" if none are taken
	key     news.HostKey     // that the wire's server is known by
	bad     []store.WireFile // what could not be read
}

func (s *screens) newWireForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := v.person.May(news.ManageWires); err != nil {
		return err
	}
	page := wirePage{visit: v, wire: news.Wire{Kind: news.FeedWire, Language: v.house.Languages[0]}, every: "5", unit: "min", domain: s.LetterDomain}
	return show(w, r, http.StatusOK, wireView(page))
}

func (s *screens) wireForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	wire, err := s.DB.Wire(r.Context(), r.PathValue("wire"))
	if err != nil {
		return err
	}
	page := wirePage{visit: v, wire: wire, keep: keepDays(wire), inlet: s.inletOf(r, wire)}
	page.every, page.unit = everyOf(wire.Every)
	if err := s.readTaking(r.Context(), &page); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, wireView(page))
}

// saveWire adds a wire or changes the one in the path.
func (s *screens) saveWire(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	page := wirePage{visit: v, every: line(r, "every"), unit: line(r, "unit"), keep: line(r, "keep"), domain: s.LetterDomain}
	id := r.PathValue("wire")
	if id != "" {
		var err error
		if page.wire, err = s.DB.Wire(r.Context(), id); err != nil {
			return err
		}
	}
	page.wire.Name, page.wire.Kind, page.wire.Address = line(r, "name"), news.WireKind(line(r, "kind")), line(r, "address")
	page.wire.Language, page.wire.Zone = news.Language(line(r, "language")), line(r, "zone")
	login, secret := loginOf(r)
	login.Since, page.wire.Login = page.wire.Login.Since, login
	page.wire.Taking = takingOf(r)
	saved, err := s.keepWire(r, page, secret)
	if err == nil {
		if id != "" {
			return to(w, r, "/n/wires/w/"+id, "wire-saved")
		}
		if s.TryWire != nil {
			_ = s.TryWire(r.Context(), saved.ID) // how it went is on the wire's page
		}
		return to(w, r, "/n/wires/w/"+saved.ID, "wire-added")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	page.trouble = why
	return show(w, r, status, wireView(page))
}

func (s *screens) keepWire(r *http.Request, p wirePage, secret news.Secret) (news.Wire, error) {
	every, err := parseEvery(p.every, p.unit)
	if err != nil {
		return p.wire, err
	}
	if !slices.Contains(p.house.Languages, p.wire.Language) {
		return p.wire, news.Errorf(news.Invalid, "The language %q is not one of this site's.", p.wire.Language)
	}
	if p.wire.Keep, err = parseKeep(p.keep); err != nil {
		return p.wire, err
	}
	p.wire.Every = every
	return s.Desk.AddWireWith(r.Context(), p.person, p.wire, secret)
}

// keepDays is for how many days a wire's dispatches are kept, as its form has it: "" for as long as is usual, 0 for ever.
func keepDays(w news.Wire) string {
	switch {
	case w.Keep == 0:
		return ""
	case w.Keep < 0:
		return "0"
	}
	return strconv.Itoa(w.Keep)
}

func parseKeep(s string) (int, error) {
	s = news.LatinDigits(s)
	n, err := strconv.Atoi(s)
	switch {
	case s == "":
		return 0, nil
	case err != nil || n < 0 || n > news.MostKeep:
		return 0, news.Errorf(news.Invalid, "%q is not a number of days: dispatches are kept 1 to %d days, or with 0 for ever.", s, news.MostKeep)
	case n == 0:
		return -1, nil
	}
	return n, nil
}

func (s *screens) pauseWire(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	paused := line(r, "paused") != ""
	if _, err := s.Desk.PauseWire(r.Context(), v.person, r.PathValue("wire"), paused); err != nil {
		return err
	}
	word := "wire-on"
	if paused {
		word = "wire-paused"
	}
	return to(w, r, "/n/wires/w/"+url.PathEscape(r.PathValue("wire")), word)
}

// tryWire asks a wire now. How that went is on its page, good or bad.
func (s *screens) tryWire(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := v.person.May(news.ManageWires); err != nil {
		return err
	}
	wire, err := s.DB.Wire(r.Context(), r.PathValue("wire"))
	if err != nil {
		return err
	}
	if s.TryWire == nil {
		return news.Errorf(news.Unavailable, "This process asks no wires; the worker does.")
	}
	if err := s.TryWire(r.Context(), wire.ID); err != nil {
		return err
	}
	return to(w, r, "/n/wires/w/"+wire.ID, "wire-tried")
}

// takeWirePicture takes a picture that a dispatch points to, and opens its page.
func (s *screens) takeWirePicture(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	n, err := strconv.Atoi(line(r, "media"))
	if err != nil {
		return news.Errorf(news.Invalid, "Say which picture.")
	}
	p, err := s.Desk.TakeWirePicture(r.Context(), v.person, r.PathValue("dispatch"), n, func(m news.Media) (news.Picture, error) {
		return s.Pictures.TakeFromWire(r.Context(), m, s.FetchPicture)
	})
	if err != nil {
		return err
	}
	return to(w, r, picturePath(p.ID), "uploaded")
}
