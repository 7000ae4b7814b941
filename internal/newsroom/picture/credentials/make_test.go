package credentials_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/gen2brain/avif"
	"github.com/gen2brain/webp"
)

// maker makes files with content credentials, as the specification has them, and as it does not.
type maker struct {
	t         testing.TB
	title     string
	actions   []map[string]any
	parts     map[string]any // of an ingredient
	before    []byte         // a manifest that the ingredient came with, under "urn:before"
	key       crypto.Signer
	algorithm int
	forget    bool // signs something else
	wide      int  // how many bytes more than the store are left out
	organised string
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	b, err := cbor.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func plain(name string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))
	return append(append(b, name...), body...)
}

// super returns the content of a superbox: what hashes of it are of.
func super(kind, label string, boxes ...[]byte) []byte {
	id := append([]byte(kind), 0, 0x11, 0, 0x10, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71)
	describes := append(append(id, 3), label+"\x00"...)
	return append(plain("jumd", describes), bytes.Join(boxes, nil)...)
}

// manifest returns a manifest's superbox, for a file that hashes to the sum without the span.
func (m *maker) manifest(label string, hash map[string]any, hashLabel string) []byte {
	t := m.t
	assertions := map[string][]byte{
		"c2pa.actions.v2": super("cbor", "c2pa.actions.v2", plain("cbor", encode(t, map[string]any{"actions": m.actions}))),
		hashLabel:         super("cbor", hashLabel, plain("cbor", encode(t, hash))),
	}
	if m.parts != nil {
		if m.before != nil {
			sum := sha256.Sum256(m.before)
			m.parts["c2pa_manifest"] = map[string]any{"url": "self#jumbf=/c2pa/urn:before", "hash": sum[:]}
		}
		assertions["c2pa.ingredient.v2__1"] = super("cbor", "c2pa.ingredient.v2__1", plain("cbor", encode(t, m.parts)))
	}
	var references []map[string]any
	var all [][]byte
	for _, name := range slices.Sorted(maps(assertions)) {
		sum := sha256.Sum256(assertions[name])
		references = append(references, map[string]any{"url": "self#jumbf=c2pa.assertions/" + name, "hash": sum[:]})
		all = append(all, plain("jumb", assertions[name]))
	}
	claim := map[string]any{
		"alg": "sha256", "dc:title": m.title, "claim_generator_info": map[string]any{"name": "Stet test", "version": "1"},
		"created_assertions": references, "signature": "self#jumbf=c2pa.signature", "instanceID": "xmp:iid:1",
	}
	claimed := encode(t, claim)
	signed := claimed
	if m.forget {
		signed = append(slices.Clone(claimed), 0)
	}
	return super("c2ma", label,
		plain("jumb", super("c2as", "c2pa.assertions", all...)),
		plain("jumb", super("c2cl", "c2pa.claim.v2", plain("cbor", claimed))),
		plain("jumb", super("c2cs", "c2pa.signature", plain("cbor", m.sign(signed)))))
}

func maps(m map[string][]byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// sign returns a COSE_Sign1 of the bytes. The time is set so that a file comes out the same length each time.
func (m *maker) sign(payload []byte) []byte {
	t := m.t
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "camera 7", Organization: []string{m.organised}}, //nolint:misspell // the name is not ours
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, m.key.Public(), m.key)
	if err != nil {
		t.Fatal(err)
	}
	protected := encode(t, map[int]any{1: m.algorithm, 33: [][]byte{der}})
	message := encode(t, []any{"Signature1", protected, []byte{}, payload})
	var signature []byte
	switch key := m.key.(type) {
	case ed25519.PrivateKey:
		signature = ed25519.Sign(key, message)
	case *ecdsa.PrivateKey:
		h := map[int]crypto.Hash{-7: crypto.SHA256, -35: crypto.SHA384, -36: crypto.SHA512}[m.algorithm].New()
		h.Write(message)
		r, s, err := ecdsa.Sign(rand.Reader, key, h.Sum(nil))
		if err != nil {
			t.Fatal(err)
		}
		size := (key.Params().BitSize + 7) / 8
		signature = append(r.FillBytes(make([]byte, size)), s.FillBytes(make([]byte, size))...)
	case *rsa.PrivateKey:
		sum := sha256.Sum256(message)
		if signature, err = rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], nil); err != nil {
			t.Fatal(err)
		}
	}
	return encode(t, cbor.Tag{Number: 18, Content: []any{protected, map[string]any{"pad": make([]byte, 600)}, nil, signature}})
}

// store returns a whole store, which ends after so many bytes in a box that means nothing: certificates and signatures differ in length.
func (m *maker) store(hash map[string]any, hashLabel string, length int) []byte {
	var before []byte
	if m.before != nil {
		before = plain("jumb", m.before)
	}
	manifest := m.manifest("urn:now", hash, hashLabel)
	body := super("c2pa", "c2pa", before, plain("jumb", manifest))
	store := plain("jumb", body)
	if length == 0 {
		return store
	}
	pad := length - len(store) - 8
	if pad < 0 {
		m.t.Fatalf("the store takes %d bytes, more than %d", len(store), length)
	}
	return append(store, plain("free", make([]byte, pad))...)
}

const storeLength = 6000

// into returns the file with the store put into it: with where it begins and ends.
func into(data, store []byte, format string) (out []byte, from, to int) {
	switch format {
	case "jpeg":
		from = 2
		half := len(store) / 2
		first := append([]byte("JP\x00\x01\x00\x00\x00\x01"), store[:half]...)
		second := append(append([]byte("JP\x00\x01\x00\x00\x00\x02"), store[:8]...), store[half:]...)
		var in []byte
		for _, s := range [][]byte{first, second} {
			in = append(append(in, 0xff, 0xeb), byte((len(s)+2)>>8), byte(len(s)+2))
			in = append(in, s...)
		}
		return slices.Concat(data[:2], in, data[2:]), from, from + len(in)
	case "png":
		from = 33
		in := binary.BigEndian.AppendUint32(nil, uint32(len(store)))
		in = append(append(in, "caBX"...), store...)
		in = binary.BigEndian.AppendUint32(in, crc32.ChecksumIEEE(in[4:]))
		return slices.Concat(data[:33], in, data[33:]), from, from + len(in)
	case "webp":
		in := append([]byte("C2PA"), binary.LittleEndian.AppendUint32(nil, uint32(len(store)))...)
		in = append(in, store...)
		out = append(slices.Clone(data), in...)
		binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
		return out, len(data), len(out)
	}
	id := "\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81"
	in := plain("uuid", append([]byte(id+"\x00\x00\x00\x00manifest\x00\x00\x00\x00\x00\x00\x00\x00\x00"), store...))
	at := int(binary.BigEndian.Uint32(data))
	return slices.Concat(data[:at], in, data[at:]), at, at + len(in)
}

// file returns a signed file of the format.
func (m *maker) file(format string) []byte {
	t := m.t
	data := picture(t, format)
	label, empty := "c2pa.hash.data", map[string]any{"alg": "sha256", "hash": make([]byte, 32), "exclusions": []any{}}
	if format == "avif" {
		label = "c2pa.hash.bmff.v3"
	}
	out, from, to := into(data, m.store(empty, label, storeLength), format)
	sum := sha256.New()
	if format == "avif" {
		for at := 0; at < len(out); {
			size := int(binary.BigEndian.Uint32(out[at:]))
			if name := string(out[at+4 : at+8]); name != "ftyp" && name != "uuid" {
				sum.Write(binary.BigEndian.AppendUint64(nil, uint64(at)))
				sum.Write(out[at : at+size])
			}
			at += size
		}
		empty["exclusions"] = []any{
			map[string]any{"xpath": "/uuid", "data": []any{map[string]any{"offset": 8, "value": []byte("\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81")}}},
			map[string]any{"xpath": "/ftyp"},
		}
	} else {
		to += m.wide
		sum.Write(out[:from])
		sum.Write(out[to:])
		empty["exclusions"] = []any{map[string]any{"start": from, "length": to - from}}
	}
	empty["hash"] = sum.Sum(nil)
	out, _, _ = into(data, m.store(empty, label, storeLength), format)
	return out
}

func picture(t testing.TB, format string) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range m.Pix {
		m.Pix[i] = byte(i) | 1
	}
	var b bytes.Buffer
	var err error
	switch format {
	case "jpeg":
		err = jpeg.Encode(&b, m, nil)
	case "png":
		err = png.Encode(&b, m)
	case "webp":
		err = webp.Encode(&b, m, webp.Options{Quality: 60})
	case "avif":
		err = avif.Encode(&b, m, avif.Options{Quality: 60, Speed: 10})
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func keys(t testing.TB) map[int]crypto.Signer {
	t.Helper()
	curve := func(c elliptic.Curve) crypto.Signer {
		k, err := ecdsa.GenerateKey(c, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	long, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return map[int]crypto.Signer{-7: curve(elliptic.P256()), -35: curve(elliptic.P384()), -36: curve(elliptic.P521()), -8: ed, -37: long}
}
