package screens

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/web"
)

// under reports whether the page is at the path or below it.
func under(v *visit, path string) bool {
	return v.path == path || strings.HasPrefix(v.path, strings.TrimSuffix(path, "/")+"/")
}

// home is the person's own desk.
func home(v *visit) string {
	slug := v.person.Desk
	if slug == "" && len(v.house.Desks) > 0 {
		slug = v.house.Desks[0].Slug
	}
	return "/n/desk/" + slug
}

// keys are the person's own keys for the pages' script, "" if they are as the screens have them.
func (v *visit) keys() string {
	if k := v.person.Keys; !k.Off && len(k.Own) == 0 {
		return ""
	}
	text, err := json.Marshal(v.person.Keys)
	if err != nil {
		panic("screens: keys that are not JSON: " + err.Error()) // strings always are
	}
	return string(text)
}

func deskKey(i int) string {
	if i == 0 {
		return "gd"
	}
	return ""
}

func failureTitle(p web.Problem) string {
	switch p.Status {
	case http.StatusNotFound:
		return "Not here"
	case http.StatusForbidden:
		return "Not yours to do"
	case http.StatusUnauthorized:
		return "Signed out"
	}
	return "That did not work"
}

// chipClass is the class of a state's chip.
func chipClass(s news.Story, now time.Time) string {
	return strings.ReplaceAll(strings.ToLower(s.Label(now)), " ", "-")
}

func storyPath(n int64) string { return "/n/s/" + strconv.FormatInt(n, 10) }

// numberIn returns the number in the request's path.
func numberIn(r *http.Request, name string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, news.Errorf(news.NotFound, "There is no story %q: a story has a number.", r.PathValue(name))
	}
	return n, nil
}
