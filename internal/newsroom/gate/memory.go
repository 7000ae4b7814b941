package gate

import (
	"crypto/sha256"
	"sync"

	"github.com/stet-news/stet/internal/news"
)

// mostRemembered is how many texts each half of a Memory holds.
const mostRemembered = 8192

// Memory remembers what was found in the texts that left lately. Most of what leaves, left
// before: the posts of live coverage with every post, the paragraphs of a story with every
// update. It is for any number of goroutines, and never answers for another register than
// the one that is asked for. The zero value is ready.
type Memory struct {
	mu       sync.Mutex
	register *register
	young    map[[sha256.Size]byte]looked
	old      map[[sha256.Size]byte]looked // was young until that was full
}

// looked is what is in a text.
type looked struct {
	markers []string
	named   []news.Protected
}

// look returns what is in the text. A nil Memory remembers nothing.
func (m *Memory) look(r Register, text string) looked {
	if m == nil {
		return search(r, text)
	}
	id := sha256.Sum256([]byte(text))
	m.mu.Lock()
	if m.register != r.register || m.young == nil {
		m.register, m.young, m.old = r.register, map[[sha256.Size]byte]looked{}, nil
	}
	l, known := m.young[id]
	if !known {
		if l, known = m.old[id]; known {
			m.keep(id, l)
		}
	}
	m.mu.Unlock()
	if known {
		return l
	}
	l = search(r, text)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.register == r.register {
		m.keep(id, l)
	}
	return l
}

// search looks for everything in the text.
func search(r Register, text string) looked {
	text = folded(text)
	return looked{among(markers, text), r.in(text)}
}

func (m *Memory) keep(id [sha256.Size]byte, l looked) {
	if len(m.young) >= mostRemembered {
		m.young, m.old = map[[sha256.Size]byte]looked{}, m.young
	}
	m.young[id] = l
}
