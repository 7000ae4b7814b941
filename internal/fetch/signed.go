package fetch

import (
	"crypto/hmac"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// SignedFor is how far the time in a signature may be from ours: what somebody overheard cannot be sent again after that.
const SignedFor = 5 * time.Minute

// Said is what the head of a signed message says.
type Said struct {
	ID string
	at string
	// signatures are those of version 1, as sent: a sender that changes its secret signs with both.
	signatures []string
}

// ReadSigned reads the head of a message that is signed as Standard Webhooks has it, and refuses one whose time is not now. The
// signature is still to be checked, with the body.
func ReadSigned(h http.Header, now time.Time) (Said, error) {
	s := Said{ID: h.Get("Webhook-Id"), at: h.Get("Webhook-Timestamp")}
	for _, one := range strings.Fields(h.Get("Webhook-Signature")) {
		if text, ok := strings.CutPrefix(one, "v1,"); ok && len(s.signatures) < 4 {
			s.signatures = append(s.signatures, text)
		}
	}
	seconds, err := strconv.ParseInt(s.at, 10, 64)
	switch {
	case s.ID == "" || len(s.ID) > 200 || len(s.signatures) == 0 || err != nil:
		return s, news.Errorf(news.Unauthorised, "The message is not signed: it needs Webhook-Id, Webhook-Timestamp in seconds and Webhook-Signature with v1.")
	case now.Sub(time.Unix(seconds, 0)).Abs() > SignedFor:
		return s, news.Errorf(news.Unauthorised, "The message was signed more than %s from now: look at the clock of who sends it.", SignedFor)
	}
	return s, nil
}

// By reports whether the message was signed with the secret.
func (s Said) By(secret string, body []byte) bool {
	right := []byte(Signature(secret, s.ID, s.at, body))
	for _, one := range s.signatures {
		if hmac.Equal(right, []byte(one)) {
			return true
		}
	}
	return false
}
