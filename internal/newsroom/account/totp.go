package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // RFC 6238 with what every app understands; HMAC does not rest on collisions
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// What codes are made of (RFC 6238). Every app on every phone knows these and no others.
const (
	totpStep   = 30 * time.Second
	totpDigits = 6
	totpBytes  = 20
	totpSlack  = 1 // steps before and after in which a code is taken, for clocks that are off
)

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

func newTOTP() string {
	b := make([]byte, totpBytes)
	_, _ = rand.Read(b) // it never fails: the program ends instead
	return base32Text.EncodeToString(b)
}

// totpCode returns the code of the step.
func totpCode(secret string, step int64) (string, error) {
	key, err := base32Text.DecodeString(secret)
	if err != nil {
		return "", fmt.Errorf("read the secret of an app with codes: %w", err)
	}
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step)) //nolint:gosec // a time since 1970
	mac := hmac.New(sha1.New, key)
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	n := binary.BigEndian.Uint32(sum[sum[len(sum)-1]&15:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", totpDigits, n%1_000_000), nil
}

func stepAt(at time.Time) int64 { return at.Unix() / int64(totpStep/time.Second) }

// totpMatch returns the step whose code it is, or false. It looks at every step that is
// near, whichever matches.
func totpMatch(secret, code string, now time.Time) (step int64, ok bool, err error) {
	code = codeDigits(code)
	for s := stepAt(now) - totpSlack; s <= stepAt(now)+totpSlack; s++ {
		want, err := totpCode(secret, s)
		if err != nil {
			return 0, false, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, ok = s, true
		}
	}
	return step, ok, nil
}

// codeDigits returns the code as it is kept: digits of either language, whatever spaces
// or hyphens stand between them.
func codeDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '০' && r <= '৯':
			return '0' + r - '০'
		case r == ' ' || r == '-' || r == '\u00a0':
			return -1
		}
		return r
	}, strings.TrimSpace(s))
}

// totpLink is what an app reads off the square on the screen.
func totpLink(house, email, secret string) string {
	v := url.Values{"secret": {secret}, "issuer": {house}, "algorithm": {"SHA1"}, "digits": {fmt.Sprint(totpDigits)}, "period": {"30"}}
	return "otpauth://totp/" + url.PathEscape(house+":"+email) + "?" + strings.ReplaceAll(v.Encode(), "+", "%20")
}

// A recovery code has 120 random bits: it may be kept as a plain hash.
const (
	recoveryCodes = 10
	recoveryBytes = 15
)

// newRecovery returns new recovery codes, and what is kept of them.
func newRecovery(person string) (codes, hashes []string) {
	for range recoveryCodes {
		b := make([]byte, recoveryBytes)
		_, _ = rand.Read(b)
		c := strings.ToLower(base32Text.EncodeToString(b))
		codes = append(codes, strings.Join([]string{c[:4], c[4:8], c[8:12], c[12:16], c[16:20], c[20:]}, "-"))
		hashes = append(hashes, recoveryHash(person, c))
	}
	return codes, hashes
}

func recoveryHash(person, code string) string {
	return hashOf(person + "/" + strings.ToLower(codeDigits(code)))
}
