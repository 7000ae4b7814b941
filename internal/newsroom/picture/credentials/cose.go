package credentials

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"math/big"

	"github.com/fxamacker/cbor/v2"
)

// signature is a COSE_Sign1 (RFC 9052) whose payload is elsewhere.
type signature struct {
	_           struct{} `cbor:",toarray"`
	Protected   []byte
	Unprotected map[any]any
	Payload     []byte
	Signature   []byte
}

// signed is a signature with what it says in its headers.
type signed struct {
	signature
	algorithm int64
	leaf      *x509.Certificate
}

// The headers that are asked for.
const (
	headerAlgorithm = int64(1)
	headerChain     = int64(33)
)

// openSignature reads the signature of a manifest; nil if it cannot be read.
func openSignature(data []byte) *signed {
	var tag cbor.RawTag
	if unmarshal(data, &tag) && tag.Number == 18 {
		data = tag.Content
	}
	var s signed
	if !unmarshal(data, &s.signature) {
		return nil
	}
	protected := map[any]any{}
	_ = unmarshal(s.Protected, &protected)
	s.algorithm, _ = protected[headerAlgorithm].(int64)
	for _, header := range []any{protected[headerChain], s.Unprotected[headerChain], protected["x5chain"], s.Unprotected["x5chain"]} {
		if several, ok := header.([]any); ok && len(several) > 0 {
			header = several[0]
		}
		if der, ok := header.([]byte); ok && s.leaf == nil {
			s.leaf, _ = x509.ParseCertificate(der)
		}
	}
	return &s
}

// structure returns the bytes that a signature of COSE is of.
func (s *signed) structure(context string, payload []byte) []byte {
	all, err := cbor.Marshal([]any{context, s.Protected, []byte{}, payload})
	if err != nil {
		return nil
	}
	return all
}

// verify reports whether the certificate's key signed the payload, and whether that can be told here.
func (s *signed) verify(payload []byte) (holds, known bool) {
	if s.leaf == nil {
		return false, true
	}
	message := s.structure("Signature1", payload)
	h := map[int64]crypto.Hash{-7: crypto.SHA256, -35: crypto.SHA384, -36: crypto.SHA512, -37: crypto.SHA256, -38: crypto.SHA384, -39: crypto.SHA512}[s.algorithm]
	switch key := keyOf(s.leaf).(type) {
	case ed25519.PublicKey:
		return s.algorithm == -8 && ed25519.Verify(key, message, s.Signature), true
	case *ecdsa.PublicKey:
		size := (key.Params().BitSize + 7) / 8
		if s.algorithm != -7 && s.algorithm != -35 && s.algorithm != -36 || len(s.Signature) != 2*size {
			return false, true
		}
		r, t := new(big.Int).SetBytes(s.Signature[:size]), new(big.Int).SetBytes(s.Signature[size:])
		return ecdsa.Verify(key, digest(h, message), r, t), true
	case *rsa.PublicKey:
		if s.algorithm > -37 || s.algorithm < -39 || key.N.BitLen() > mostBits {
			return false, true
		}
		return rsa.VerifyPSS(key, h, digest(h, message), s.Signature, nil) == nil, true
	}
	return false, false
}

// mostBits is how long a key of RSA may be.
const mostBits = 8192

func digest(h crypto.Hash, message []byte) []byte {
	sum := h.New()
	sum.Write(message)
	return sum.Sum(nil)
}

// keyOf returns the key of a certificate, among them RSA's that are for PSS alone, which package x509 leaves aside.
func keyOf(c *x509.Certificate) any {
	if c.PublicKey != nil {
		return c.PublicKey
	}
	var info struct {
		Algorithm struct {
			Algorithm  asn1.ObjectIdentifier
			Parameters asn1.RawValue `asn1:"optional"`
		}
		Key asn1.BitString
	}
	if _, err := asn1.Unmarshal(c.RawSubjectPublicKeyInfo, &info); err != nil ||
		!info.Algorithm.Algorithm.Equal(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}) {
		return nil
	}
	key, err := x509.ParsePKCS1PublicKey(info.Key.Bytes)
	if err != nil {
		return nil
	}
	return key
}
