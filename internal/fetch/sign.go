package fetch

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Signed is the head of a JSON message that a webhook gets, signed as Standard Webhooks has
// it: HMAC-SHA256 over id, time and body. A message that is sent again has the same id.
func Signed(secret, id string, at time.Time, body []byte) http.Header {
	seconds := fmt.Sprint(at.Unix())
	return http.Header{
		"Content-Type": {"application/json"}, "Webhook-Id": {id}, "Webhook-Timestamp": {seconds},
		"Webhook-Signature": {"v1," + Signature(secret, id, seconds, body)},
	}
}

// Signature returns the signature. A secret that is written as "whsec_" and base64 is the
// bytes that it stands for.
func Signature(secret, id, at string, body []byte) string {
	key := []byte(secret)
	if coded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		if bytes, err := base64.StdEncoding.DecodeString(coded); err == nil {
			key = bytes
		}
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", id, at, body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
