package ninjs

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

const lookAt = 64 << 10 // bytes in which a mark must be

// Is reports whether the document starts as one of ninjs does: with an object, or a list or an answer of objects, that have a uri, or else a
// guid and more that is of ninjs. A JSON Feed is none.
func Is(doc []byte, _ item.Source) bool {
	start := bytes.TrimPrefix(doc[:min(len(doc), lookAt)], []byte("\xef\xbb\xbf"))
	if c := firstByte(start); c != '{' && c != '[' {
		return false
	}
	return looks(json.NewDecoder(bytes.NewReader(start)), 0)
}

// marks are members that ninjs has and few others.
var marks = map[string]bool{
	"versioncreated": true, "firstcreated": true, "pubstatus": true, "body_html": true, "body_text": true, "body_xhtml": true, "bodies": true,
	"headlines": true, "ednote": true, "usageterms": true, "copyrightnotice": true, "copyrightholder": true, "representationtype": true,
	"renditions": true, "associations": true, "embargoed": true, "slugline": true, "located": true, "infosource": true, "infosources": true,
}

// others are members of what has a uri and is no news: vocabularies, linked data.
var others = map[string]bool{"conceptset": true, "conceptscheme": true, "preflabel": true, "@context": true, "@graph": true}

// lists are the members in which interfaces have their items.
var lists = map[string]bool{"item": true, "items": true, "_items": true, "newsitems": true, "data": true}

// looks reads the value that comes next, as far as it is there.
func looks(d *json.Decoder, depth int) bool {
	tok, err := d.Token()
	if err != nil || depth > 4 {
		return false
	}
	switch tok {
	case json.Delim('['):
		return d.More() && looks(d, depth+1)
	case json.Delim('{'):
		return looksMembers(d, depth)
	}
	return false
}

func looksMembers(d *json.Decoder, depth int) bool {
	uri, guid, inside, count := false, false, false, 0
	for d.More() {
		tok, err := d.Token()
		if err != nil {
			break
		}
		name, _ := tok.(string)
		name = lower(name)
		if lists[name] {
			// what is in it is looked at by itself, for the reader cannot go back
			var raw json.RawMessage
			rest := d.Decode(&raw)
			if rest != nil {
				raw = remaining(d)
			}
			inside = inside || looks(json.NewDecoder(bytes.NewReader(raw)), depth+1)
			if rest != nil {
				break
			}
			continue
		}
		if others[name] {
			return false
		}
		if marks[name] {
			count++
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			break
		}
		text := len(raw) > 0 && raw[0] == '"'
		switch {
		case name == "version" && strings.Contains(string(raw), "jsonfeed.org"):
			return false
		case name == "uri" && text:
			uri = true
		case name == "guid" && text:
			guid = true
		}
	}
	return uri || inside || guid && count > 0 || count > 2
}

// remaining returns what the reader has not read.
func remaining(d *json.Decoder) []byte {
	var b bytes.Buffer
	_, _ = b.ReadFrom(d.Buffered()) // from memory
	return bytes.TrimLeft(b.Bytes(), ": \t\r\n")
}
