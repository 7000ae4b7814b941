package screens

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/recording"
)

// mostRecording is the most bytes of a form with a film in it.
const mostRecording = recording.MaxVideo + 1<<20

// recordingsPage is the newsroom's films and sounds.
type recordingsPage struct {
	*visit
	recordings []news.Recording
	sent       news.Recording // what was typed, when it was refused
	trouble    string
}

// recordingPage is one of them.
type recordingPage struct {
	*visit
	rec      news.Recording
	pictures []news.Picture // that may be its poster
	trouble  string
}

func recordingPath(id string) string { return "/n/recordings/" + url.PathEscape(id) }

// captionsField is the name of the field for captions in the language.
func captionsField(l news.Language) string { return "captions_" + string(l) }

func (s *screens) recordings(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showRecordings(w, r, http.StatusOK, recordingsPage{visit: v})
}

func (s *screens) showRecordings(w http.ResponseWriter, r *http.Request, status int, p recordingsPage) (err error) {
	if p.recordings, err = s.DB.Recordings(r.Context(), 200); err != nil {
		return err
	}
	return show(w, r, status, recordingsView(p))
}

// uploadRecording takes the film or sound of a form.
func (s *screens) uploadRecording(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostRecording); err != nil {
		return err
	}
	defer discard(r)
	p := recordingsPage{visit: v, sent: news.Recording{Caption: line(r, "caption"), Credit: line(r, "credit")}}
	rec, err := s.sentRecording(r, v.person, p.sent)
	if err == nil {
		return to(w, r, recordingPath(rec.ID), "recorded")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return s.showRecordings(w, r, status, p)
}

func (s *screens) sentRecording(r *http.Request, by news.Person, about news.Recording) (rec news.Recording, err error) {
	if err := by.May(news.UploadPicture); err != nil {
		return rec, err
	}
	file, head, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return rec, news.Errorf(news.Invalid, "Choose a file first.")
	}
	if err != nil {
		return rec, err
	}
	defer file.Close()
	if rec, err = s.Recordings.Take(r.Context(), file, head.Filename); err != nil {
		return rec, err
	}
	rec.Caption, rec.Credit = about.Caption, about.Credit
	return s.Desk.AddRecording(r.Context(), by, rec)
}

func (s *screens) openRecording(r *http.Request, v *visit) (p recordingPage, err error) {
	p = recordingPage{visit: v}
	if p.rec, err = s.DB.Recording(r.Context(), r.PathValue("recording")); err != nil || p.rec.Kind != news.Film {
		return p, err
	}
	if p.pictures, err = s.DB.Pictures(r.Context(), 24); err != nil || p.rec.Poster == "" {
		return p, err
	}
	for _, pic := range p.pictures {
		if pic.ID == p.rec.Poster {
			return p, nil
		}
	}
	poster, err := s.DB.Picture(r.Context(), p.rec.Poster)
	p.pictures = append([]news.Picture{poster}, p.pictures...)
	return p, err
}

func (s *screens) recording(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openRecording(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, recordingView(p))
}

// saveRecording keeps what is known of a film or sound.
func (s *screens) saveRecording(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, 4<<20); err != nil {
		return err
	}
	defer discard(r)
	p, err := s.openRecording(r, v)
	if err != nil {
		return err
	}
	sent := p.rec
	sent.Caption, sent.Credit, sent.Poster, sent.Transcript = line(r, "caption"), line(r, "credit"), line(r, "poster"), line(r, "transcript")
	sent.Captions, err = s.sentCaptions(r, v, p.rec.Captions)
	if err == nil {
		_, err = s.Desk.EditRecording(r.Context(), v.person, p.rec.ID, func(rec *news.Recording) { *rec = sent })
	}
	if err == nil {
		return to(w, r, recordingPath(p.rec.ID), "saved")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.rec, p.trouble = sent, why
	return show(w, r, status, recordingView(p))
}

// withdrawRecording takes a film or sound from readers.
func (s *screens) withdrawRecording(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.availRecording(w, r, v, s.Desk.WithdrawRecording)
}

// reinstateRecording gives it back to them.
func (s *screens) reinstateRecording(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.availRecording(w, r, v, s.Desk.ReinstateRecording)
}

func (s *screens) availRecording(w http.ResponseWriter, r *http.Request, v *visit, do func(context.Context, news.Person, string, string) (news.Recording, error)) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	_, err := do(r.Context(), v.person, r.PathValue("recording"), line(r, "reason"))
	if err == nil {
		return to(w, r, recordingPath(r.PathValue("recording")), "saved")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p, err := s.openRecording(r, v)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, recordingView(p))
}

// sentCaptions returns the captions after the form: those that were sent, and those that were
// there and are not taken away.
func (s *screens) sentCaptions(r *http.Request, v *visit, was []news.Captions) (all []news.Captions, err error) {
	for _, l := range v.house.Languages {
		file, _, err := r.FormFile(captionsField(l))
		if err == nil {
			c, err := s.Recordings.Captions(r.Context(), file, l)
			if err = errors.Join(err, file.Close()); err != nil {
				return was, err
			}
			all = append(all, c)
			continue
		}
		for _, c := range was {
			if c.Language == l && line(r, "without_"+captionsField(l)) == "" {
				all = append(all, c)
			}
		}
	}
	return all, nil
}

// recordingFile plays it in the newsroom.
func (s *screens) recordingFile(w http.ResponseWriter, r *http.Request, _ *visit) error {
	rec, err := s.DB.Recording(r.Context(), r.PathValue("recording"))
	if err != nil {
		return err
	}
	name, kind := rec.File, rec.Type
	for _, c := range rec.Captions {
		if string(c.Language) == r.URL.Query().Get("captions") {
			name, kind = c.File, "text/vtt; charset=utf-8"
		}
	}
	f, err := s.Recordings.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=86400")
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// sizeOf is how large it is and how long it lasts: "12.4 MB · 1:32".
func (v *visit) sizeOf(r news.Recording) string {
	s := max(1, (r.Milliseconds+500)/1000)
	text := fmt.Sprintf("%s MB · %d:%02d", strconv.FormatFloat(max(.1, float64(r.Bytes)/(1<<20)), 'f', 1, 64), s/60, s%60)
	return v.digits(text)
}

func (v *visit) kindOf(r news.Recording) string {
	if r.Kind == news.Film {
		return v.t("Video")
	}
	return v.t("Audio")
}

func recordingName(r news.Recording) string {
	if r.Caption != "" {
		return r.Caption
	}
	return r.Name
}

// mediaNote is what stands for a film or a sound where a text is only read.
func (v *visit) mediaNote(u news.RecordingUse) string {
	return `<p class="picture-note">` + templ.EscapeString(v.t("Video or audio")+": "+strings.TrimSpace(u.Caption+" "+u.Credit)) + "</p>\n"
}
