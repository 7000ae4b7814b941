package metadata

import (
	"strings"
	"time"
)

// TakenBy returns when a picture was taken by a camera's clock and the satellites'.
func TakenBy(camera, satellites string) (time.Time, bool) {
	date, clock, _ := strings.Cut(satellites, " ")
	return tags{"EXIF:DateTimeOriginal": camera, "EXIF:GPSDateStamp": date, "EXIF:GPSTimeStamp": clock}.taken()
}
