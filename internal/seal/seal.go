// Package seal keeps secrets where others may read: in a database of which copies are made, in a browser. What is
// sealed can be read and changed by nobody without the key, which is kept elsewhere.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
)

// Box seals with AES-256-GCM. It is safe for concurrent use.
type Box struct{ aead cipher.AEAD }

// New returns the Box of one use of the key, as "stet wires": what one use sealed no other opens.
func New(key []byte, use string) *Box {
	block, err := aes.NewCipher(Derived(key, use))
	if err != nil {
		panic("seal: make a cipher: " + err.Error()) // 32 bytes are a key
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("seal: make a cipher: " + err.Error())
	}
	return &Box{aead}
}

// Derived returns the 32 bytes that the use has of the key (HKDF with SHA-256): who has them has neither the key nor those of another use.
func Derived(key []byte, use string) []byte {
	out, err := hkdf.Key(sha256.New, key, nil, use, 32)
	if err != nil {
		panic("seal: derive a key: " + err.Error()) // 32 bytes are never too many
	}
	return out
}

// Seal returns the text sealed, in letters of base64, so that it opens for the same purpose alone: whose it is.
func (b *Box) Seal(purpose string, text []byte) string {
	return base64.RawURLEncoding.EncodeToString(b.aead.Seal(nil, nil, text, []byte(purpose)))
}

// Open returns the text, and whether it was sealed with this key for this purpose.
func (b *Box) Open(purpose, sealed string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return nil, false
	}
	text, err := b.aead.Open(nil, nil, raw, []byte(purpose))
	return text, err == nil
}
