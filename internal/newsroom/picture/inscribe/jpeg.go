package inscribe

import (
	"encoding/binary"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
)

// How the segments that hold the words begin.
const (
	xmpHead       = "http://ns.adobe.com/xap/1.0/\x00"
	photoshopHead = "Photoshop 3.0\x00"
	resourceHead  = "8BIM\x04\x04\x00\x00" // the resource 0x0404, IPTC, without a name
	jpegXMP       = 4 + len(xmpHead)
)

// jpegIIM is how many bytes the IPTC takes in a JPEG.
func (n Inscription) jpegIIM() int {
	if n.iim == nil {
		return 0
	}
	return 4 + len(photoshopHead) + len(resourceHead) + 4 + len(n.iim) + len(n.iim)%2
}

// jpeg puts the words behind the segments that must come first: JFIF's, and EXIF's.
func (n Inscription) jpeg(data []byte) []byte {
	at := 2
	for s := range container.JPEG(data) {
		if s.Name != container.JFIF && (s.Name != container.APP1 || !strings.HasPrefix(string(s.Body[:min(6, len(s.Body))]), "Exif\x00")) {
			break
		}
		at = s.End
	}
	out := make([]byte, 0, len(data)+n.Room("jpeg"))
	out = append(out, data[:at]...)
	out = append(out, 0xff, container.APP1[0])
	out = binary.BigEndian.AppendUint16(out, uint16(2+len(xmpHead)+len(n.xmp))) //nolint:gosec // at most longer
	out = append(append(out, xmpHead...), n.xmp...)
	if n.iim != nil {
		out = append(out, 0xff, container.APP13[0])
		out = binary.BigEndian.AppendUint16(out, uint16(n.jpegIIM()-2)) //nolint:gosec // at most longer
		out = append(append(out, photoshopHead...), resourceHead...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(n.iim))) //nolint:gosec // at most longer
		out = append(out, n.iim...)
		if len(n.iim)%2 == 1 {
			out = append(out, 0)
		}
	}
	return append(out, data[at:]...)
}
