package listener

import (
	"net/http"

	"github.com/stet-news/stet/internal/reader/site"
)

// refusals are the answers to what cannot be answered, by status.
var refusals = map[int]site.Answer{
	http.StatusBadRequest:                  site.Refusal(http.StatusBadRequest, "This is not a request that can be understood in one way only."),
	http.StatusMethodNotAllowed:            site.NotAllowed,
	http.StatusRequestTimeout:              site.Refusal(http.StatusRequestTimeout, "The request did not come to its end in time."),
	http.StatusRequestEntityTooLarge:       site.Refusal(http.StatusRequestEntityTooLarge, "This is more than is taken here."),
	http.StatusExpectationFailed:           site.Refusal(http.StatusExpectationFailed, "Nothing can be expected here but an answer."),
	http.StatusRequestHeaderFieldsTooLarge: site.Refusal(http.StatusRequestHeaderFieldsTooLarge, "The head of the request is too large."),
	http.StatusHTTPVersionNotSupported:     site.Refusal(http.StatusHTTPVersionNotSupported, "Only versions 1.0 and 1.1 of HTTP are spoken here."),
}
