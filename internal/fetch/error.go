package fetch

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// StatusError is an answer with a status that is not a success.
type StatusError struct {
	Status int
	// RetryAfter is how long the server asks to be left alone; 0 if it did not say.
	RetryAfter time.Duration

	said error
}

func (e *StatusError) Error() string { return e.said.Error() }

// Unwrap returns the *news.Error that says it.
func (e *StatusError) Unwrap() error { return e.said }

// failure is a sentence for people with the cause for the log.
type failure struct {
	said  error
	cause error
}

func (e *failure) Error() string   { return e.said.Error() }
func (e *failure) Unwrap() []error { return []error{e.said, e.cause} }

// statusWords are what the usual statuses mean to somebody who gave an address.
var statusWords = map[int]string{
	http.StatusUnauthorized:    "wants a name and password",
	http.StatusPaymentRequired: "wants to be paid first",
	http.StatusForbidden:       "does not let Stet have it",
	http.StatusNotFound:        "has nothing at this address",
	http.StatusGone:            "says that it is gone for good",
	http.StatusTooManyRequests: "says that Stet asks too often",
}

func statusError(host string, res *http.Response) error {
	words, ok := statusWords[res.StatusCode]
	switch {
	case ok:
	case res.StatusCode >= 500:
		words = "has a fault of its own"
	default:
		words = "gave an answer that is of no use here"
	}
	return &StatusError{
		Status:     res.StatusCode,
		RetryAfter: retryAfter(res.Header.Get("Retry-After"), time.Now()),
		said:       news.Errorf(news.Unavailable, "%s %s (status %d).", host, words, res.StatusCode),
	}
}

// retryAfter reads the header's two forms: seconds, or a date.
func retryAfter(value string, now time.Time) time.Duration {
	const longest = 365 * 24 * time.Hour
	value = strings.TrimSpace(value)
	if n, err := strconv.ParseUint(value, 10, 63); err == nil {
		return time.Duration(min(n, uint64(longest/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), longest)
	}
	return 0
}

// explain returns err as one sentence about the host. An error that already is one
// stays; the caller's own cancellation stays what it is.
func (c *Client) explain(ctx context.Context, host string, err error) error {
	if said, ok := errors.AsType[*news.Error](err); ok {
		return said
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("fetch from %s: %w", host, ctx.Err())
	}
	return &failure{said: c.words(ctx, host, err), cause: err}
}

func (c *Client) words(ctx context.Context, host string, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return news.Errorf(news.Unavailable, "%s was not done answering after %s.", host, c.options.Total)
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return news.Errorf(news.Unavailable, "The answer from %s is packed, and the packing is broken.", host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return news.Errorf(news.Unavailable, "%s refused the connection: nothing answers there.", host)
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return news.Errorf(news.Unavailable, "%s cannot be reached from here.", host)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return news.Errorf(news.Unavailable, "%s broke off in the middle of its answer.", host)
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		if dns.IsNotFound {
			return news.Errorf(news.Unavailable, "There is no server called %s: look for a typing error in the address.", dns.Name)
		}
		return news.Errorf(news.Unavailable, "The name %s could not be looked up: the name service did not answer.", dns.Name)
	}
	if words := tlsWords(host, err); words != nil {
		return words
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() || errors.Is(err, os.ErrDeadlineExceeded) {
		return news.Errorf(news.Unavailable, "%s did not answer within %s.", host, c.options.Header)
	}
	return news.Errorf(news.Unavailable, "%s answered in a way that Stet does not understand.", host)
}

func tlsWords(host string, err error) error {
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return news.Errorf(news.Unavailable, "The certificate of %s is for another name, so it may not be who it says.", host)
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return news.Errorf(news.Unavailable, "The certificate of %s is signed by nobody that is trusted here.", host)
	}
	if bad, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		if bad.Reason == x509.Expired {
			return news.Errorf(news.Unavailable, "The certificate of %s has expired or is not valid yet.", host)
		}
		return news.Errorf(news.Unavailable, "The certificate of %s is not valid.", host)
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return news.Errorf(news.Unavailable, "%s does not speak https there: try http.", host)
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return news.Errorf(news.Unavailable, "%s and Stet could not agree on how to encrypt.", host)
	}
	return nil
}
