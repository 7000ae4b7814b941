package inscribe

import "encoding/binary"

// The datasets of IIM 4.2 that are written, with the bytes that each may have there.
const (
	byLine, byLineMost       = 80, 32
	credit, creditMost       = 110, 32
	copyright, copyrightMost = 116, 128
	caption, captionMost     = 120, 2000
)

// iimHead is the dataset 1:90, which says that all others are in UTF-8, and 2:00, the version of the rest.
const iimHead = "\x1c\x01\x5a\x00\x03\x1b%G" + "\x1c\x02\x00\x00\x02\x00\x04"

// iim returns the words as IIM of about that many bytes, or nil if there is none to say. A caption is cut to what fits; a name or a notice that is longer than
// IIM allows is left out, for a name that is cut is another's, and the XMP has it whole.
func (w Words) iim(room int) []byte {
	out := []byte(iimHead)
	add := func(dataset byte, value string, most int) {
		if value = line(value); value == "" || len(value) > most || len(out)+5+len(value) > room {
			return
		}
		out = append(out, 0x1c, 2, dataset)
		out = binary.BigEndian.AppendUint16(out, uint16(len(value))) //nolint:gosec // at most captionMost
		out = append(out, value...)
	}
	add(byLine, w.Creator, byLineMost)
	add(credit, w.Credit, creditMost)
	add(copyright, w.Rights, copyrightMost)
	add(caption, cut(line(w.Caption), min(captionMost, room-len(out)-5)), captionMost)
	if len(out) == len(iimHead) {
		return nil
	}
	return out
}
