package account_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"github.com/stet-news/stet/internal/newsroom/account"
)

// device is an authenticator: what a phone or a key does with a passkey, and what a false
// one might do instead.
type device struct {
	t       testing.TB
	id      []byte
	private *ecdsa.PrivateKey
	handle  []byte
	count   uint32

	origin     string
	rp         string
	unverified bool // nobody unlocked it
	absent     bool // nobody touched it
	kind       string
}

var desk = account.RP{Origin: "https://desk.example", ID: "desk.example"}

func newDevice(t testing.TB) *device {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := &device{t: t, private: private, id: make([]byte, 32), origin: desk.Origin, rp: desk.ID}
	_, _ = rand.Read(d.id)
	return d
}

var b64 = base64.RawURLEncoding

// asked is what the options say that a device needs.
type asked struct {
	Challenge string `json:"challenge"`
	User      struct {
		ID string `json:"id"`
	} `json:"user"`
}

func (d *device) client(kind string, a asked) []byte {
	if d.kind != "" {
		kind = d.kind
	}
	text, err := json.Marshal(map[string]any{"type": kind, "challenge": a.Challenge, "origin": d.origin, "crossOrigin": false})
	if err != nil {
		d.t.Fatal(err)
	}
	return text
}

func (d *device) data(attested []byte) []byte {
	sum := sha256.Sum256([]byte(d.rp))
	flags := byte(0)
	if !d.absent {
		flags |= 1
	}
	if !d.unverified {
		flags |= 4
	}
	if attested != nil {
		flags |= 64
	}
	d.count++
	out := append(sum[:], flags)
	out = binary.BigEndian.AppendUint32(out, d.count)
	return append(out, attested...)
}

func (d *device) read(options json.RawMessage) (a asked) {
	if err := json.Unmarshal(options, &a); err != nil {
		d.t.Fatal(err)
	}
	return a
}

// create makes the passkey and returns what the browser sends.
func (d *device) create(c account.Challenge) account.Proof {
	a := d.read(c.Options)
	handle, err := b64.DecodeString(a.User.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	d.handle = handle
	point, err := d.private.PublicKey.Bytes()
	if err != nil {
		d.t.Fatal(err)
	}
	public, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	if err != nil {
		d.t.Fatal(err)
	}
	attested := append(make([]byte, 16), 0, byte(len(d.id)))
	attested = append(append(attested, d.id...), public...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": d.data(attested)})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(c, map[string]any{
		"clientDataJSON": b64.EncodeToString(d.client("webauthn.create", a)), "attestationObject": b64.EncodeToString(object),
	})
}

// use answers a challenge with the passkey.
func (d *device) use(c account.Challenge) account.Proof {
	client := d.client("webauthn.get", d.read(c.Options))
	data := d.data(nil)
	sum := sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, data...), sum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.private, digest[:])
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(c, map[string]any{
		"clientDataJSON": b64.EncodeToString(client), "authenticatorData": b64.EncodeToString(data),
		"signature": b64.EncodeToString(signature), "userHandle": b64.EncodeToString(d.handle),
	})
}

func (d *device) answer(c account.Challenge, response map[string]any) account.Proof {
	id := b64.EncodeToString(d.id)
	text, err := json.Marshal(map[string]any{"id": id, "rawId": id, "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response})
	if err != nil {
		d.t.Fatal(err)
	}
	return account.Proof{Passkey: string(text), Answers: c.Ceremony, RP: desk}
}
