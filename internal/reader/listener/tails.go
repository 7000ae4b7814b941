package listener

import (
	"net/http"
	"time"
)

// tails end a head: they hold what is said of the message and the connection and not of
// the page. They are made once a second and never changed.
type tails struct {
	second     int64
	keep, last []byte
}

func tailsAt(now time.Time) tails {
	date := "Date: " + now.UTC().Format(http.TimeFormat) + "\r\n"
	return tails{now.Unix(), []byte(date + "\r\n"), []byte(date + "Connection: close\r\n\r\n")}
}
