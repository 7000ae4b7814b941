package out

import (
	"encoding/xml"
	"strings"
)

// markup writes XML, element by element. Texts and attributes are made clean and are escaped here and nowhere else.
type markup struct {
	strings.Builder
	within []string
}

// open starts an element; attrs are names and values by turns. An attribute without a value is left out.
func (m *markup) open(name string, attrs ...string) {
	m.tag(name, attrs)
	m.WriteString(">\n")
	m.within = append(m.within, name)
}

func (m *markup) close() {
	last := len(m.within) - 1
	m.WriteString("</" + m.within[last] + ">\n")
	m.within = m.within[:last]
}

// leaf writes an element with a text in it. One that has neither a text nor an attribute is left out.
func (m *markup) leaf(name, text string, attrs ...string) {
	text = escape(line(text))
	bare := true
	for n := 1; n < len(attrs); n += 2 {
		bare = bare && attrs[n] == ""
	}
	if text == "" && bare {
		return
	}
	if m.tag(name, attrs); text == "" {
		m.WriteString("/>\n")
		return
	}
	m.WriteString(">" + text + "</" + name + ">\n")
}

func (m *markup) tag(name string, attrs []string) {
	m.WriteString("<" + name)
	for n := 0; n+1 < len(attrs); n += 2 {
		if v := line(attrs[n+1]); v != "" {
			m.WriteString(" " + attrs[n] + `="` + escape(v) + `"`)
		}
	}
}

// document returns the bytes of a file.
func (m *markup) document() ([]byte, error) { return []byte(xml.Header + m.String()), nil }
