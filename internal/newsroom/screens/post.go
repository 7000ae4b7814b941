package screens

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
)

// mostForm is the most bytes of the editor's form: a text and a picture.
const mostForm = picture.MaxBytes + 8<<20

// postEditor keeps what was typed and then does what the button said.
func (s *screens) postEditor(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	p, err := s.openStory(r, v)
	if err != nil {
		return err
	}
	for name := range r.PostForm {
		p.form[name] = r.PostFormValue(name)
	}
	if once := line(r, "once"); once != "" {
		p.once = once
	}
	do := news.Verb(line(r, "do"))
	saved, err := s.keepText(r, &p, do)
	switch {
	case err != nil:
	case do == news.Update:
		return s.askOnce(w, r, p, verbOfClass(line(r, "update_kind")))
	case do == news.Publish || do == news.Correct:
		return s.askOnce(w, r, p, do)
	case do == news.Duplicate || do == news.Translate || do == news.FollowUp:
		var made news.Story
		if made, err = s.copyOf(r, &p, do); err == nil {
			return to(w, r, storyPath(made.Number), "started")
		}
	case do == news.Save || do == "":
		word := "saved"
		if !saved {
			word = "same"
		}
		return to(w, r, storyPath(p.story.Number), word)
	default:
		var word string
		if word, err = s.act(r, &p, do); err == nil {
			return to(w, r, storyPath(p.story.Number), word)
		}
	}
	return s.refuse(w, r, p, err)
}

// refuse answers with the editor, what was typed still in it, and why not.
func (s *screens) refuse(w http.ResponseWriter, r *http.Request, p editorPage, err error) error {
	if stale, ok := errors.AsType[*news.StaleError](err); ok {
		if stale.Aside != "" {
			return to(w, r, mergePath(p.story.Number, stale.Aside), "")
		}
		p.stale, p.base = &stale.Theirs, stale.Theirs.Number
	}
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return s.showEditor(w, r, status, p)
}

// keepText saves what was typed, if it is not what is kept already.
func (s *screens) keepText(r *http.Request, p *editorPage, do news.Verb) (saved bool, err error) {
	if _, there := r.PostForm["headline"]; !there || p.readonly != "" {
		return false, nil
	}
	if p.base, err = strconv.ParseInt(line(r, "base"), 10, 64); err != nil {
		return false, news.Errorf(news.Invalid, "The form does not say which revision it was based on. Open the story again.")
	}
	based := p.story.Content
	if p.base != p.story.Revision {
		rev, err := s.DB.Revision(r.Context(), p.story.ID, p.base)
		if err != nil {
			return false, err
		}
		based = rev.Content
	}
	if p.content, err = p.read(r, based); err != nil {
		return false, err
	}
	if err := s.leadFile(r, p); err != nil {
		return false, err
	}
	refused, err := s.refusedLead(r.Context(), p, based.Lead)
	if err != nil {
		return false, err
	}
	defer func() { // the text is kept, the picture is not, and the person is told why
		if err == nil && refused != nil {
			err = refused
		}
	}()
	clean, err := p.content.Clean(p.house)
	if err != nil {
		return false, err
	}
	label := ""
	switch {
	case reflect.DeepEqual(clean, p.story.Content):
		p.base = p.story.Revision
		return false, nil
	case do == news.Save || do == "":
		label = "Saved by hand"
	}
	st, err := s.Desk.Save(r.Context(), p.person, p.story.Number, desk.Draft{Base: p.base, Content: p.content, Label: label, Merge: true})
	if err != nil {
		return false, err
	}
	p.story, p.content, p.base = st, st.Content, st.Revision
	return true, nil
}

// read reads the form's text over the content that it was based on.
func (p *editorPage) read(r *http.Request, c news.Content) (news.Content, error) {
	get := func(name string, to *string) {
		if v, there := r.PostForm[name]; there {
			*to = v[0]
		}
	}
	get("kicker", &c.Kicker)
	get("headline", &c.Headline)
	get("standfirst", &c.Standfirst)
	get("section", &c.Section)
	get("slug", &c.Slug)
	get("credit", &c.Credit)
	get("byline_desk", &c.Byline.Desk)
	get("place", &c.Dateline.Place)
	language := string(c.Language)
	get("language", &language)
	c.Language = news.Language(language)
	if v, there := r.PostForm["byline_people"]; there && v[0] != strings.Join(c.Byline.People, ", ") {
		c.Byline.People = list(v[0])
	}
	if v, there := r.PostForm["topics"]; there && v[0] != strings.Join(c.Topics, ", ") {
		c.Topics = list(v[0])
	}
	get("contributors", &c.Contributors)
	label := string(c.Label)
	get("label", &label)
	c.Label = news.Label(label)
	if v, there := r.PostForm["related"]; there {
		c.Related = numbersIn(v[0])
	}
	if v, there := r.PostForm["translates"]; there {
		c.Translates = 0
		if all := numbersIn(v[0]); len(all) > 0 {
			c.Translates = all[0]
		}
	}
	p.readLead(r, &c)
	if err := readBody(r, &c); err != nil {
		return c, err
	}
	if v, there := r.PostForm["filed"]; there && v[0] != p.field(c.Dateline.Filed) {
		at, err := p.fromField(v[0])
		if err != nil {
			return c, err
		}
		c.Dateline.Filed = at
	}
	return c, nil
}

// readBody reads the body: as the page's script has it, or else as plain characters.
func readBody(r *http.Request, c *news.Content) (err error) {
	if text := r.PostFormValue("body_json"); text != "" {
		doc, err := news.DecodeDocument([]byte(text))
		if err == nil {
			c.Body = doc
		}
		return err
	}
	if _, there := r.PostForm["body"]; !there {
		return nil
	}
	doc := plain.Read(r.PostFormValue("body"), c.Body)
	text, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	if _, err := news.DecodeDocument(text); err != nil { // its limits hold here as well
		return err
	}
	c.Body = doc
	return nil
}

func (p *editorPage) readLead(r *http.Request, c *news.Content) {
	if _, there := r.PostForm["lead_alt"]; !there {
		return
	}
	lead := news.PictureUse{
		Picture: line(r, "lead_picture"), Alt: line(r, "lead_alt"), Caption: line(r, "lead_caption"), Credit: line(r, "lead_credit"),
		File: line(r, "lead_old") != "", Decorative: line(r, "lead_decorative") != "",
		Graphic: line(r, "lead_graphic"),
	}
	if lead.Picture == "" {
		c.Lead = nil
		return
	}
	c.Lead = &lead
}

// leadFile takes the file that was chosen as lead picture, if there is one.
func (s *screens) leadFile(r *http.Request, p *editorPage) error {
	pic, sent, err := s.sentPicture(r, p.person, "lead_file", news.Picture{
		Alt: line(r, "lead_alt"), Caption: line(r, "lead_caption"), Credit: line(r, "lead_credit"),
	})
	if err != nil || !sent {
		return err
	}
	p.content.Lead = &news.PictureUse{Picture: pic.ID, Alt: cmp.Or(line(r, "lead_alt"), pic.Alt), Caption: cmp.Or(line(r, "lead_caption"), pic.Caption), Credit: cmp.Or(line(r, "lead_credit"), pic.Credit, pic.Metadata.Creator), Decorative: line(r, "lead_decorative") != "", Graphic: line(r, "lead_graphic")}
	return nil
}

// list reads words with commas between; an empty one is left out.
func list(s string) (all []string) {
	for _, one := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '،' || r == ';' || r == '\n' }) {
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	return all
}

// numbersIn reads story numbers, in the digits of either language and whatever stands
// between them.
func numbersIn(s string) (all []int64) {
	for _, one := range strings.FieldsFunc(news.LatinDigits(s), func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.ParseInt(one, 10, 64); err == nil && n > 0 {
			all = append(all, n)
		}
	}
	return all
}

// numbersField writes story numbers as the form has them; 0 is none.
func numbersField(numbers ...int64) string {
	var all []string
	for _, n := range numbers {
		if n > 0 {
			all = append(all, strconv.FormatInt(n, 10))
		}
	}
	return strings.Join(all, ", ")
}

// act does a verb that needs no further question, and returns the name of the sentence
// that says so.
func (s *screens) act(r *http.Request, p *editorPage, verb news.Verb) (said string, err error) {
	n, by := p.story.Number, p.person
	ctx := oneTime(r, p.once, string(verb))
	note := line(r, string(verb)+"_note")
	said = string(verb)
	switch verb {
	case news.Submit:
		_, err = s.Desk.Submit(ctx, by, n, note)
	case news.Return:
		_, err = s.Desk.Return(ctx, by, n, note)
	case news.MarkReady:
		_, err = s.Desk.Ready(ctx, by, n, note)
	case news.Spike:
		_, err = s.Desk.Spike(ctx, by, n, note)
	case news.Restore:
		_, err = s.Desk.Restore(ctx, by, n, note)
	case news.Unschedule:
		_, err = s.Desk.Unschedule(ctx, by, n, note)
	case news.UndoPublish:
		_, err = s.Desk.UndoPublish(ctx, by, n)
	case news.Withdraw:
		_, err = s.Desk.Withdraw(ctx, by, n, note)
	case news.Reinstate:
		_, err = s.Desk.Reinstate(ctx, by, n, note)
	case news.Kill:
		if typed := strings.TrimLeft(news.LatinDigits(line(r, "kill_number")), "# "); typed != strconv.FormatInt(n, 10) {
			return "", news.Errorf(news.Invalid, "To kill this story, type its number, %d. Nothing was changed.", n)
		}
		said, err = s.kill(ctx, r, p, note)
	case news.TakeDown:
		said, err = s.takeDown(ctx, r, p, note)
	case news.WriteNote:
		said = "noted"
		_, err = s.Desk.WriteNote(ctx, by, n, desk.NewNote{
			Text: r.PostFormValue("note_text"), Question: line(r, "note_question") != "", Answers: line(r, "note_answers"),
		})
	case news.Embargoing:
		said, err = s.embargo(r, p)
	case news.Schedule:
		err = s.schedule(r, p)
	case news.BreakEmbargo:
		_, err = s.Desk.AskApproval(ctx, by, n, desk.Approval{Verb: verb, Reason: note, Out: desk.Out{Revision: p.story.Revision}})
		said = "asked"
	case news.Assign:
		err = s.assign(ctx, r, p)
	default:
		if strings.Contains(string(verb), ":") {
			return s.aboutPicture(r, p, string(verb))
		}
		if check, state, ok := checkIn(verb); ok {
			_, err = s.Desk.SetCheck(ctx, by, n, desk.Checked{Check: check, State: state, Note: line(r, "check_note")})
			return "checked", err
		}
		err = news.Errorf(news.Invalid, "There is no button %q.", string(verb))
	}
	return said, err
}

func (s *screens) embargo(r *http.Request, p *editorPage) (string, error) {
	until, err := p.fromField(news.LatinDigits(line(r, "embargo_until")))
	if err != nil {
		return "", err
	}
	if _, lift := r.PostForm["lift"]; lift || until.IsZero() {
		_, err := s.Desk.Embargo(oneTime(r, p.once, "lift"), p.person, p.story.Number, time.Time{}, line(r, "embargo_note"))
		return "lifted", err
	}
	_, err = s.Desk.Embargo(oneTime(r, p.once, "embargo"), p.person, p.story.Number, until, line(r, "embargo_note"))
	return "embargo", err
}

func (s *screens) schedule(r *http.Request, p *editorPage) error {
	at, err := p.fromField(news.LatinDigits(line(r, "schedule_at")))
	if err != nil {
		return err
	}
	if line(r, "schedule_after") != "" {
		at = p.story.Embargo
	}
	if at.IsZero() {
		return news.Errorf(news.Invalid, "Say when the story is to go out.")
	}
	_, err = s.Desk.Schedule(oneTime(r, p.once, "schedule"), p.person, p.story.Number, at, outOf(r))
	return err
}

// outOf reads how a story goes out.
func outOf(r *http.Request) (out desk.Out) {
	if line(r, "flash_on") != "" {
		out.Flash, out.Breaking = line(r, "flash"), line(r, "breaking") != ""
		out.Minutes, _ = strconv.Atoi(line(r, "minutes")) // what is no number is the usual time
		if out.Flash == "" {
			out.Flash = line(r, "headline")
		}
	}
	return out
}

func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339, s) }
