package screens

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// never is a time before any story.
var never time.Time

func utc(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000000Z") }

// dayClock is a time to the second, with its day unless it is today.
func (v *visit) dayClock(at time.Time) string {
	if at = at.In(v.zone); sameDay(at, v.now) {
		return v.clock(at)
	}
	return v.date(at, "2 Jan 2006 15:04:05")
}

func objectOf(s news.Story) string { return fmt.Sprintf("story/%d", s.Number) }

// detail is what the log's records of a story may hold (package desk writes them).
type detail struct {
	Revision int64     `json:"revision"`
	Label    string    `json:"label"`
	Note     string    `json:"note"`
	Kind     string    `json:"kind"`
	Method   string    `json:"method"`
	Flash    string    `json:"flash"`
	Text     string    `json:"text"`
	Edition  int64     `json:"edition"`
	To       string    `json:"to"`
	Asked    string    `json:"asked"`
	Approved string    `json:"approved"`
	Alone    string    `json:"alone"`
	For      news.Verb `json:"asked_for"`
	Of       int64     `json:"of"`
	At       time.Time `json:"at"`
	Until    time.Time `json:"until"`
	Decided  string    `json:"decided"`
	Stet     int64     `json:"stet"`
	Reason   string    `json:"reason"`
}

// detailOf reads what it knows of a record's detail; of other things it reads nothing.
func detailOf(r news.Record) (d detail) {
	_ = json.Unmarshal(r.Detail, &d) // what does not fit stays empty: the log shows the rest
	return d
}

// done is what a verb did, in the past tense.
var done = map[news.Verb]string{
	news.TakeDispatch: "took the dispatch", news.CreateStory: "started", news.FileFlash: "filed it as a flash", news.Save: "saved", news.Submit: "submitted to the desk",
	news.Return: "returned to its writer", news.MarkReady: "marked ready", news.Embargoing: "set an embargo", news.Schedule: "scheduled",
	news.Unschedule: "took off the schedule", news.Publish: "published", news.PublishSoon: "published, with a moment to undo it", news.UndoPublish: "undid the publication of", news.Update: "updated", news.Correct: "corrected",
	news.Withdraw: "withdrew", news.Reinstate: "reinstated", news.Kill: "killed", news.Spike: "spiked", news.Restore: "restored",
	news.UploadPicture: "uploaded", news.CollectPictures: "changed the collection", news.CollectDispatches: "changed the collection", news.EditPicture: "changed what is known of", news.OpenOriginal: "opened the original of", news.ReplacePicture: "replaced", news.DeletePicture: "deleted", news.DevelopPicture: "developed", news.EditTicker: "changed the bar", news.EditBanner: "changed the emergency banner", news.CurateFront: "changed the draft of", news.LaunchFront: "launched", news.RollBackFront: "rolled back", news.ManageWires: "changed the wire", news.TellOfWire: "said that it is down: the wire", news.ExpireDispatches: "removed old dispatches of", news.ManageClients: "changed the client", news.ManageKeys: "changed the keys of", news.Redeliver: "sent again to a client",
	news.ManagePeople: "changed the account", news.ManageSelf: "changed their own account", news.ManageTokens: "changed the tokens of", news.ManageSettings: "changed the settings", news.ChangeStyle: "changed the house’s style",
	news.Assign: "assigned", news.Move: "moved", news.BreakEmbargo: "broke the embargo of", news.Duplicate: "started as a copy", news.Translate: "started as a translation",
	news.FollowUp: "started as a follow-up", news.NeedLegal: "asked for a legal check", news.NeedPicture: "asked for a picture check", news.NeedFacts: "asked for a fact check",
	news.ClearLegal: "settled the legal check", news.ClearPicture: "settled the picture check", news.ClearFacts: "settled the fact check",
	news.AskApproval: "asked for approval", news.RefuseRequest: "refused the request", news.DropRequest: "took back the request", news.ExpireRequest: "let the request expire",
	news.HeldBack: "was held by the release gate", news.AskRelease: "asked to release", news.ReleaseHeld: "answered for", news.ManageRegister: "changed the register of protected identities",
	news.LetStand: "let a finding stand in", news.LetCertainStand: "let stand what is certainly otherwise in", news.TakeBackStet: "took back a stet in",
	news.FilePhoto: "decided about the mark “File photo” in", news.AgreeToTerms: "agreed to the conditions of a picture in",
	news.ManageRoutes: "changed the route", news.RouteDispatch: "routed", news.KeepPreset: "changed their preset", news.SharePreset: "changed the preset of everybody", news.RestoreDispatch: "put back into the list",
	news.AnswerSource: "answered for a changed source of", news.AddSource: "added a source to", news.GroupDispatches: "said which dispatches are of one event",
	news.TakeOver: "took over", news.WriteNote: "wrote a note on", news.ChooseNotices: "chose what they are told of", news.ChooseScreens: "chose how their screens are", news.ImportStory: "moved in", news.CoverLive: "covered live",
	news.TakeDown: "took down", news.LiftTakedown: "lifted the takedown of", news.Recover: "took up what readers have as", news.Wipe: "wiped the text of",
	news.SignIn: "signed in", news.SignOut: "signed out", news.RefusedSignIn: "was not let in",
	news.RefusedVerb: "was refused", news.TickKill: "ticked off", news.OpenArchive: "opened the legal archive of",
}

// drastic are the verbs that stand out in the log: two people decided on each, or one who
// said why alone.
var drastic = map[news.Verb]bool{news.BreakEmbargo: true, news.Kill: true, news.TakeDown: true}

// verbDone is what was done, in the past tense.
func (v *visit) verbDone(r news.Record) string {
	if r.Verb == news.Embargoing && detailOf(r).Until.IsZero() {
		return v.t("lifted the embargo")
	}
	if d, ok := done[r.Verb]; ok {
		return v.t(d)
	}
	return string(r.Verb)
}

// revisionWords names a revision, and versionWords a dispatch's version.
func (v *visit) revisionWords(n int64) string {
	return v.sentence("revision {n}", "n", v.digits(strconv.FormatInt(n, 10)))
}

func (v *visit) versionWords(n int64) string {
	return v.sentence("version {n}", "n", v.digits(strconv.FormatInt(n, 10)))
}

// detailWords says a record's detail in words.
func detailWords(v *visit, r news.Record) string {
	d := detailOf(r)
	var parts []string
	add := func(there bool, words string, pairs ...string) {
		if there {
			parts = append(parts, v.sentence(words, pairs...))
		}
	}
	if d.Revision > 0 {
		parts = append(parts, v.revisionWords(d.Revision))
	}
	add(d.Label != "", "{label}", "label", v.kept(d.Label))
	add(d.Stet > 0, "stet {n}", "n", v.digits(strconv.FormatInt(d.Stet, 10)))
	add(d.Stet > 0 && d.Reason != "", "as {reason}", "reason", v.kept(d.Reason))
	add(d.Note != "", "“{note}”", "note", v.kept(d.Note))
	add(d.Flash != "", "on the bar: “{line}”", "line", d.Flash)
	add(d.Text != "", "{text}", "text", d.Text)
	add(methodWords[d.Method] != "", "{how}", "how", v.t(methodWords[d.Method]))
	add(d.To != "", "to {who}", "who", v.kept(d.To))
	add(d.Decided != "", "decided by {who}", "who", d.Decided)
	add(d.Of > 0, "from {story}", "story", "#"+strconv.FormatInt(d.Of, 10))
	add(d.For != "", "to {verb}", "verb", v.kept(news.InWords(d.For)))
	add(d.Asked != "", "asked by {who}", "who", d.Asked)
	add(d.Approved != "", "approved by {who}", "who", d.Approved)
	add(d.Alone != "", "alone: “{why}”", "why", d.Alone)
	add(!d.At.IsZero(), "for {time}", "time", v.full(d.At))
	add(!d.Until.IsZero(), "for {time}", "time", v.full(d.Until))
	add(d.Edition > 0, "edition {n}", "n", v.digits(strconv.FormatInt(d.Edition, 10)))
	return strings.Join(parts, " · ")
}

// objectKinds are what a record may be of, as the log's list calls it.
var objectKinds = map[string]string{
	"wire": "wire", "route": "route", "preset": "preset", "flash": "flash", "ticker": "the bar", "front": "front", "picture": "picture", "collection": "collection", "dispatch-collection": "collection of dispatches", "person": "person", "house": "the house", "banner": "banner",
	"dispatch": "dispatch", "request": "request", "token": "token", "session": "session", "held": "held", "protected": "register", "gate": "the gate", "style": "house style",
}

// kinds are the kinds of things that the log can be shown of.
func (p logPage) kinds() []string {
	return append([]string{"story"}, slices.Sorted(maps.Keys(objectKinds))...)
}

func (p logPage) kindName(kind string) string {
	if kind == "story" {
		return p.t("story")
	}
	return p.t(objectKinds[kind])
}

// actor is who did it.
func (p logPage) actor(r news.Record) string {
	if r.Actor.ID == news.Nobody.ID {
		return p.t("Somebody")
	}
	return r.Actor.Name
}

// from is where a record was done from, without the session or token.
func from(r news.Record) string {
	if strings.HasPrefix(r.From, "stet ") {
		return r.From
	}
	address, _, _ := strings.Cut(r.From, " ")
	return address
}

// objectName is the kind of what a record is of, and which one it is. A story is a number, and
// somebody who works here their name.
func (p logPage) objectName(object string) (kind, id string) {
	kind, id, _ = strings.Cut(object, "/")
	if kind == "story" {
		return "", "#" + id
	}
	if object == "person" { // that somebody tried to sign in to
		return "", p.t("an unknown account")
	}
	if name := p.names[id]; kind == "person" && name != "" {
		return "", name
	}
	if kind != "front" && len(id) > 8 {
		id = id[len(id)-8:]
	}
	if words, ok := objectKinds[kind]; ok {
		kind = p.t(words)
	}
	return kind, id
}

func objectLink(object string) string {
	kind, id, _ := strings.Cut(object, "/")
	switch kind {
	case "story":
		return "/n/s/" + id
	case "wire":
		return "/n/wires/w/" + id
	case "route":
		return "/n/wires/routes/" + id
	case "dispatch":
		return dispatchPath(id)
	case "dispatch-collection":
		return "/n/wires?collection=" + id
	case "flash", "ticker":
		return "/n/ticker"
	case "front":
		return "/n/fronts/" + id
	case "picture":
		return picturePath(id)
	}
	return ""
}

// logPage is the log's newest records.
type logPage struct {
	*visit
	story    string
	kind     string // of what records are of, "" for all
	records  []news.Record
	names    map[string]string // of who works here, by id
	more     bool
	verified string // what a check of the whole log found
	whole    bool
}

func (s *screens) log(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showLog(w, r, logPage{visit: v})
}

// verifyLog reads the whole log and says whether it is whole. It changes nothing.
func (s *screens) verifyLog(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := v.person.May(news.ReadLog); err != nil {
		return err
	}
	n, err := s.DB.VerifyLog(r.Context())
	p := logPage{visit: v, whole: err == nil}
	if err != nil {
		if p.verified, _, err = v.refusal(r, err); err != nil {
			return err
		}
	} else {
		p.verified = v.sentence("The log is whole: all {n} entries follow one another, none changed, none missing. Checked at {time}.",
			"n", v.digits(strconv.FormatInt(n, 10)), "time", v.clock(time.Now()))
	}
	return s.showLog(w, r, p)
}

func (s *screens) showLog(w http.ResponseWriter, r *http.Request, p logPage) error {
	if err := p.person.May(news.ReadLog); err != nil {
		return err
	}
	object := ""
	if p.kind = r.URL.Query().Get("kind"); p.kind == "story" || objectKinds[p.kind] != "" {
		object = p.kind + "/"
	}
	if p.story = strings.TrimLeft(strings.TrimSpace(r.URL.Query().Get("story")), "#"); p.story != "" {
		object = "story/" + p.story
	}
	var err error
	if p.records, err = s.DB.LogNewest(r.Context(), object, 200); err != nil {
		return err
	}
	p.more = len(p.records) == 200
	people, err := s.DB.People(r.Context())
	if err != nil {
		return err
	}
	p.names = map[string]string{}
	for _, person := range people {
		p.names[person.ID] = person.Name
	}
	return show(w, r, http.StatusOK, logView(p))
}

// peoplePage is who works here.
type peoplePage struct {
	*visit
	people []news.Person
}

func (s *screens) people(w http.ResponseWriter, r *http.Request, v *visit) error {
	people, err := s.DB.People(r.Context())
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, peopleView(peoplePage{v, people}))
}
