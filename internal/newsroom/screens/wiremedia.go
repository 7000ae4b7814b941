package screens

import (
	"bytes"
	"cmp"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// usable reports whether something may be made of the dispatch.
func usable(d news.Dispatch) bool { return d.Killed.IsZero() && d.TakenDown == "" }

// shown reports whether the preview of a dispatch shows the file: a picture whose bytes are here.
func shown(d news.Dispatch, m news.Media) bool { return usable(d) && m.Kept() && desk.IsPicture(m) }

func filePath(d news.Dispatch, n int) string {
	return fmt.Sprintf("%s/file?v=%d&n=%d", dispatchPath(d.ID), d.Version, n)
}

// wireFile sends a file of a dispatch to be saved, never to be opened here; or of a picture what Stet made of it to be looked at.
func (s *screens) wireFile(w http.ResponseWriter, r *http.Request, _ *visit) error {
	q := r.URL.Query()
	version, err := strconv.ParseInt(q.Get("v"), 10, 64)
	if err != nil {
		return news.Errorf(news.NotFound, "Say which version: ?v=1.")
	}
	d, err := s.DB.DispatchVersion(r.Context(), r.PathValue("dispatch"), version)
	if err != nil {
		return err
	}
	newest, err := s.DB.Dispatch(r.Context(), d.ID)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(q.Get("n"))
	switch {
	case err != nil || n < 0 || n >= len(d.Media) || !d.Media[n].Kept():
		return news.Errorf(news.NotFound, "The dispatch has no such file here.")
	case !usable(d) || !usable(newest):
		return news.Errorf(news.Conflict, "%s took this back: its files may not be used.", d.WireName)
	}
	if q.Get("small") != "" {
		return s.wireSmall(w, r, d.Media[n])
	}
	data, err := s.Pictures.FromWire(r.Context(), d.Media[n])
	if err != nil {
		return err
	}
	return attach(w, cmp.Or(d.Media[n].Name, fmt.Sprintf("file-%d", n+1)+endingOf(d.Media[n].Type)), data)
}

// attach sends bytes of which we know nothing as a file to be saved under the name.
func attach(w http.ResponseWriter, name string, data []byte) error {
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	_, err := bytes.NewReader(data).WriteTo(w)
	return err
}

func (s *screens) wireSmall(w http.ResponseWriter, r *http.Request, m news.Media) error {
	if !desk.IsPicture(m) {
		return news.Errorf(news.NotFound, "The file is no picture.")
	}
	data, err := s.Pictures.SmallFromWire(r.Context(), m)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=3600")
	_, err = bytes.NewReader(data).WriteTo(w)
	return err
}

// endingOf is what the name of a file of the type ends in, "" if that is not known.
func endingOf(kind string) string {
	kind, _, _ = strings.Cut(kind, ";")
	switch kind {
	case "image/jpeg":
		return ".jpg"
	case "text/plain":
		return ".txt"
	case "message/rfc822":
		return ".eml"
	}
	all, err := mime.ExtensionsByType(kind)
	if err != nil || len(all) == 0 {
		return ""
	}
	return all[0]
}

// mediaName is what to call a file: by its name, or by that in its address.
func mediaName(v *visit, m news.Media) string {
	if m.Name != "" {
		return m.Name
	}
	if u, err := url.Parse(m.URL); err == nil && u.Host != "" {
		if base := path.Base(u.Path); base != "." && base != "/" {
			return base
		}
		return u.Host
	}
	return v.t("(no name)")
}

func mediaAlt(v *visit, m news.Media) string { return cmp.Or(m.Caption, mediaName(v, m)) }

// mediaFacts are what is known of a file: its type, size, rendition and credit.
func mediaFacts(v *visit, m news.Media) (all []string) {
	if _, kind, ok := strings.Cut(m.Type, "/"); ok {
		all = append(all, strings.ToUpper(kind))
	}
	if m.Width > 0 && m.Height > 0 {
		all = append(all, v.count(m.Width)+" × "+v.count(m.Height))
	}
	if m.Size > 0 {
		all = append(all, v.size(m.Size))
	}
	for _, s := range []string{m.Rendition, m.Credit} {
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}

// thumbMost is the longer side of a picture in the preview, in pixels of the page.
const thumbMost = 240

func thumbWidth(m news.Media) string {
	if m.Width <= 0 || m.Height <= 0 {
		return ""
	}
	return strconv.Itoa(max(1, m.Width*thumbMost/max(m.Width, m.Height)))
}

func thumbHeight(m news.Media) string {
	if m.Width <= 0 || m.Height <= 0 {
		return ""
	}
	return strconv.Itoa(max(1, m.Height*thumbMost/max(m.Width, m.Height)))
}

// folded is from how many lines of the coding of a file in a letter are folded into one: nobody reads them.
const folded = 20

// readableLetter returns a letter as it was received, with the coded files in it folded into a line each.
func readableLetter(raw []byte) []byte {
	var out bytes.Buffer
	var run [][]byte
	end := func() {
		if len(run) > folded {
			fmt.Fprintf(&out, "[… %d lines of base64: “As received, all of it” has them …]\n", len(run))
		} else {
			for _, line := range run {
				out.Write(line)
			}
		}
		run = run[:0]
	}
	for line := range bytes.Lines(raw) {
		if isCoded(bytes.TrimRight(line, "\r\n")) {
			run = append(run, line)
			continue
		}
		end()
		out.Write(line)
	}
	end()
	return out.Bytes()
}

// isCoded reports whether a line is one of base64 as letters have them: long, and without a space.
func isCoded(line []byte) bool {
	if len(line) < 40 {
		return false
	}
	for _, c := range line {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' && c != '=' {
			return false
		}
	}
	return true
}
