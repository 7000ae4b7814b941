package credentials

import (
	"bytes"
	"cmp"
	"crypto"
	_ "crypto/sha256" // is asked for by name
	_ "crypto/sha512" // is asked for by name
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"github.com/stet-news/stet/internal/news"
)

// mode is how CBOR is read: with no more in it than any honest claim has.
var mode = func() cbor.DecMode {
	m, err := cbor.DecOptions{
		MaxNestedLevels: 16, MaxArrayElements: 1024, MaxMapPairs: 256, IntDec: cbor.IntDecConvertSignedOrFail, DupMapKey: cbor.DupMapKeyEnforcedAPF,
	}.DecMode()
	if err != nil {
		panic(err) // the options are constants
	}
	return m
}()

// unmarshal reads CBOR as far as it is what is asked for.
func unmarshal(data []byte, to any) bool { return data != nil && mode.Unmarshal(data, to) == nil }

// reference names a box and says what its bytes hash to.
type reference struct {
	URL       string `cbor:"url"`
	Algorithm string `cbor:"alg"`
	Hash      []byte `cbor:"hash"`
}

// claim is what is signed (c2pa.claim and c2pa.claim.v2).
type claim struct {
	Algorithm  string          `cbor:"alg"`
	Title      string          `cbor:"dc:title"`
	Generator  string          `cbor:"claim_generator"`
	Generators cbor.RawMessage `cbor:"claim_generator_info"`
	Assertions []reference     `cbor:"assertions"`
	Created    []reference     `cbor:"created_assertions"`
	Gathered   []reference     `cbor:"gathered_assertions"`
	Signature  string          `cbor:"signature"`
}

func (c *claim) references() []reference {
	return append(append(append([]reference(nil), c.Assertions...), c.Created...), c.Gathered...)
}

// program is a name with a version, as a map or, in old claims, one text.
type program struct {
	Name    string `cbor:"name"`
	Version string `cbor:"version"`
}

// generator returns who made the claim.
func (c *claim) generator() string {
	var one program
	var several []program
	if unmarshal(c.Generators, &several) && len(several) > 0 {
		one = several[0]
	} else {
		_ = unmarshal(c.Generators, &one)
	}
	if one.Name != "" {
		return strings.TrimSpace(one.Name + " " + one.Version)
	}
	first, _, _ := strings.Cut(c.Generator, " ")
	return strings.NewReplacer("/", " ", "_", " ").Replace(first)
}

// archive is a store that is being read. What its boxes hash to is reckoned once, however often they are named.
type archive struct {
	box       *box
	hashes    map[hashed][]byte
	manifests map[*box]*manifest // those that were opened
}

type hashed struct {
	box *box
	by  crypto.Hash
}

// manifest is a claim with what belongs to it.
type manifest struct {
	archive *archive
	box     *box
	claim   claim
	claimed []byte // the bytes that are signed
	asked   bool   // its origin was asked for
	came    news.Origin
}

// open reads a manifest, once; nil if it has no claim that can be read.
func (a *archive) open(b *box) *manifest {
	if m, known := a.manifests[b]; known {
		return m
	}
	a.manifests[b] = a.readManifest(b)
	return a.manifests[b]
}

func (a *archive) readManifest(b *box) *manifest {
	m := &manifest{archive: a, box: b}
	for _, label := range []string{"c2pa.claim.v2", "c2pa.claim"} {
		if m.claimed = b.child(label).in("cbor"); m.claimed != nil {
			break
		}
	}
	if !unmarshal(m.claimed, &m.claim) {
		return nil
	}
	return m
}

// at returns the box that an address names, nil if there is none: one in this manifest, or with a slash before it one of the store.
func (m *manifest) at(address string) *box {
	_, path, ok := strings.Cut(address, "jumbf=")
	if !ok {
		return nil
	}
	b := m.box
	if rest, absolute := strings.CutPrefix(path, "/"); absolute {
		_, path, _ = strings.Cut(rest, "/")
		b = m.archive.box
	}
	for part := range strings.SplitSeq(path, "/") {
		if b = b.child(part); b == nil {
			return nil
		}
	}
	return b
}

var algorithms = map[string]crypto.Hash{"sha256": crypto.SHA256, "sha384": crypto.SHA384, "sha512": crypto.SHA512}

// holds reports whether the box is there, and its bytes hash to what the reference says.
func (m *manifest) holds(r reference) bool {
	b, h := m.at(r.URL), algorithms[cmp.Or(r.Algorithm, m.claim.Algorithm, "sha256")]
	if b == nil || h == 0 {
		return false
	}
	key := hashed{b, h}
	if m.archive.hashes[key] == nil {
		m.archive.hashes[key] = digest(h, b.body)
	}
	return bytes.Equal(m.archive.hashes[key], r.Hash)
}

// whole reports whether everything that was signed is there and unchanged.
func (m *manifest) whole() bool {
	all := m.claim.references()
	for _, r := range all {
		if !m.holds(r) {
			return false
		}
	}
	return len(all) > 0
}

// assertions returns the assertions that the claim names whose label is that, with or without a version and a number, as "c2pa.actions.v2" and
// "c2pa.ingredient__1", each once.
func (m *manifest) assertions(label string) (all []*box) {
	for _, r := range m.claim.references() {
		b := m.at(r.URL)
		if b == nil || slices.Contains(all, b) {
			continue
		}
		name, _, _ := strings.Cut(b.label, "__")
		if i := strings.LastIndex(name, ".v"); i > 0 {
			name = name[:i]
		}
		if name == label {
			all = append(all, b)
		}
	}
	return all
}
