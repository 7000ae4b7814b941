package inscribe

import (
	"encoding/xml"
	"slices"
	"strings"
)

// The grammar of a packet. One without padding and with the usual prefixes, which some programs look for by their letters.
const (
	packetStart = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">` +
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""`
	packetEnd = `</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`
)

// sources is where IPTC's names for how a picture came to be are kept.
const sources = "http://cv.iptc.org/newscodes/digitalsourcetype/"

// field is one property: where it stands, and how its value is written.
type field struct {
	space, prefix, name string
	form                string // "" for an attribute, or the container of RDF that its value is in
	value               string
}

// fields are what there is to say, what is dropped first at the end: a caption is on the page too, a credit must go with the picture.
func (w Words) fields() (all []field) {
	const dc, rights = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/rights/"
	source := w.Source
	if source != "" {
		source = sources + source
	}
	for _, f := range []field{
		{"http://ns.adobe.com/photoshop/1.0/", "photoshop", "Credit", "", w.Credit},
		{dc, "dc", "rights", "Alt", w.Rights},
		{dc, "dc", "creator", "Seq", w.Creator},
		{"http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt", "DigitalSourceType", "", source},
		{dc, "dc", "description", "Alt", w.Caption},
		{rights, "xmpRights", "UsageTerms", "Alt", w.Terms},
	} {
		if f.value = line(f.value); f.value != "" {
			all = append(all, f)
		}
	}
	return all
}

// packet returns the packet with as many of the fields as fit into the room, in the order of their weight. Of a caption or terms that do not fit there is
// the beginning; a name, a notice or an address is there whole or not at all.
func (w Words) packet(room int) []byte {
	var kept []field
	for _, f := range w.fields() {
		with := append(slices.Clone(kept), f)
		over := len(write(with)) - room
		if over > 0 && (f.name == "description" || f.name == "UsageTerms") {
			// Escaped letters take more bytes than they are: what is cut by their number is cut enough.
			f.value = cut(f.value, len(f.value)-over)
			with[len(with)-1] = f
			over = len(write(with)) - room
		}
		if over <= 0 && f.value != "" {
			kept = with
		}
	}
	if kept == nil {
		return nil
	}
	return []byte(write(kept))
}

// write returns the packet of the fields.
func write(fields []field) string {
	var b, elements strings.Builder
	b.WriteString(packetStart)
	var spaces []string
	for _, f := range fields {
		if !slices.Contains(spaces, f.space) {
			spaces = append(spaces, f.space)
			b.WriteString(` xmlns:` + f.prefix + `="` + f.space + `"`)
		}
	}
	for _, f := range fields {
		name := f.prefix + ":" + f.name
		if f.form == "" {
			b.WriteString(" " + name + `="`)
			_ = xml.EscapeText(&b, []byte(f.value))
			b.WriteString(`"`)
			continue
		}
		language := ""
		if f.form == "Alt" {
			language = ` xml:lang="x-default"`
		}
		elements.WriteString("<" + name + "><rdf:" + f.form + "><rdf:li" + language + ">")
		_ = xml.EscapeText(&elements, []byte(f.value))
		elements.WriteString("</rdf:li></rdf:" + f.form + "></" + name + ">")
	}
	b.WriteString(">" + elements.String() + packetEnd)
	return b.String()
}
