package metadata

import (
	"strings"
	"time"
)

// layouts are how the times are written, those with a zone first.
var layouts = []struct {
	form  string
	zoned bool
}{
	{"2006:01:02 15:04:05-07:00", true},
	{"2006:01:02 15:04:05Z07:00", true},
	{time.RFC3339, true},
	{"2006:01:02 15:04:05", false},
	{"2006-01-02T15:04:05", false},
	{"2006-01-02T15:04", false},
	{"2006:01:02", false},
	{"2006-01-02", false},
	{"20060102", false},
}

// taken returns when the picture was taken, by the camera where it says so, and whether its zone is known: from what names it, or from the satellites' clock
// beside the camera's.
func (t tags) taken() (time.Time, bool) {
	candidates := []string{
		t.first("EXIF:DateTimeOriginal") + t.first("EXIF:OffsetTimeOriginal"), t.first("EXIF:DateTimeOriginal"),
		t.first("XMP:DateTimeOriginal"), t.first("XMP:DateCreated"),
		strings.TrimSpace(t.first("IPTC:DateCreated") + " " + t.first("IPTC:TimeCreated")),
		t.first("IPTC:DateCreated"), t.first("EXIF:CreateDate"), t.first("XMP:CreateDate"),
	}
	for _, c := range candidates {
		for _, l := range layouts {
			at, err := time.Parse(l.form, c)
			if err != nil || at.Year() <= 1826 || at.Year() >= 2100 {
				continue
			}
			if offset, ok := t.offset(at); !l.zoned && ok {
				return at.Add(-offset), true
			}
			return at.UTC(), l.zoned
		}
	}
	return time.Time{}, false
}

// near is how far the satellites' clock may be from the camera's, zones aside. A place that was fixed long before the picture has a time of its own.
const near = time.Minute

// offset returns how far the camera's clock is ahead of the satellites', if that is a zone's.
func (t tags) offset(camera time.Time) (time.Duration, bool) {
	clock, _, _ := strings.Cut(t.first("EXIF:GPSTimeStamp"), ".")
	at, err := time.Parse("2006:01:02 15:04:05", t.first("EXIF:GPSDateStamp")+" "+clock)
	if err != nil {
		return 0, false
	}
	offset := camera.Sub(at).Round(15 * time.Minute)
	if offset < -12*time.Hour || offset > 14*time.Hour || (camera.Sub(at)-offset).Abs() > near {
		return 0, false
	}
	// Zones are whole and half hours from Greenwich, but for three.
	if quarter := offset % (30 * time.Minute); quarter != 0 && offset != 5*time.Hour+45*time.Minute && offset != 8*time.Hour+45*time.Minute &&
		offset != 12*time.Hour+45*time.Minute {
		return 0, false
	}
	return offset, true
}
