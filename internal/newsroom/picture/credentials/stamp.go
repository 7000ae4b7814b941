package credentials

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// stamped returns when a time-stamping service saw the signature (RFC 3161); zero if none did, or if what it says does not hold.
func (s *signed) stamped(payload []byte) time.Time {
	value, _ := cbor.Marshal(s.Signature)
	of := [][]byte{s.structure("CounterSignature", payload), value, s.Signature, s.structure("CounterSignature", value)}
	for _, header := range []any{s.Unprotected["sigTst2"], s.Unprotected["sigTst"]} {
		stamps, _ := header.(map[any]any)
		tokens, _ := stamps["tstTokens"].([]any)
		for _, t := range tokens[:min(len(tokens), 4)] {
			token, _ := t.(map[any]any)
			der, _ := token["val"].([]byte)
			if at, ok := stampOf(der, of); ok {
				return at
			}
		}
	}
	return time.Time{}
}

// The parts of a time stamp that are needed: of CMS (RFC 5652) and of RFC 3161.
type (
	contentInfo struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,tag:0"`
	}
	signedData struct {
		Version      int
		Digests      asn1.RawValue
		Inner        contentInfo
		Certificates asn1.RawValue `asn1:"optional,tag:0"`
		Revoked      asn1.RawValue `asn1:"optional,tag:1"`
		Signers      []signer      `asn1:"set"`
	}
	signer struct {
		Version    int
		By         asn1.RawValue
		Digest     pkix.AlgorithmIdentifier
		Attributes asn1.RawValue `asn1:"optional,tag:0"`
		Algorithm  pkix.AlgorithmIdentifier
		Signature  []byte
		Unsigned   asn1.RawValue `asn1:"optional,tag:1"`
	}
	attribute struct {
		Type   asn1.ObjectIdentifier
		Values asn1.RawValue `asn1:"set"`
	}
	stampInfo struct {
		Version int
		Policy  asn1.ObjectIdentifier
		Imprint struct {
			Algorithm pkix.AlgorithmIdentifier
			Hash      []byte
		}
		Serial *big.Int
		Time   time.Time     `asn1:"generalized"` //nolint:misspell // the name is not ours
		Rest   asn1.RawValue `asn1:"optional"`
	}
)

var (
	messageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	hashes        = map[string]crypto.Hash{
		"2.16.840.1.101.3.4.2.1": crypto.SHA256, "2.16.840.1.101.3.4.2.2": crypto.SHA384, "2.16.840.1.101.3.4.2.3": crypto.SHA512,
	}
)

// stampOf reads a time stamp, and checks that it is of one of those and signed by a certificate that is in it.
func stampOf(der []byte, of [][]byte) (time.Time, bool) {
	var outer contentInfo
	if _, err := asn1.Unmarshal(der, &outer); err != nil {
		var answer struct { // the older form is a service's whole answer
			Status asn1.RawValue
			Token  asn1.RawValue
		}
		if _, err := asn1.Unmarshal(der, &answer); err != nil {
			return time.Time{}, false
		}
		if _, err := asn1.Unmarshal(answer.Token.FullBytes, &outer); err != nil {
			return time.Time{}, false
		}
	}
	var data signedData
	var content []byte
	var info stampInfo
	if _, err := asn1.Unmarshal(outer.Content.Bytes, &data); err != nil || len(data.Signers) != 1 {
		return time.Time{}, false
	}
	if _, err := asn1.Unmarshal(data.Inner.Content.Bytes, &content); err != nil {
		return time.Time{}, false
	}
	if _, err := asn1.Unmarshal(content, &info); err != nil {
		return time.Time{}, false
	}
	h := hashes[info.Imprint.Algorithm.Algorithm.String()]
	if h == 0 || !data.signs(content) {
		return time.Time{}, false
	}
	for _, one := range of {
		if bytes.Equal(digest(h, one), info.Imprint.Hash) {
			return info.Time.UTC(), true
		}
	}
	return time.Time{}, false
}

// signs reports whether one of the certificates in the data signed its attributes, and they the content.
func (d *signedData) signs(content []byte) bool {
	s := d.Signers[0]
	h := hashes[s.Digest.Algorithm.String()]
	if h == 0 || len(s.Attributes.FullBytes) == 0 {
		return false
	}
	attributes, found := s.Attributes.Bytes, false
	for rest := attributes; len(rest) > 0; {
		var a attribute
		var err error
		if rest, err = asn1.Unmarshal(rest, &a); err != nil {
			return false
		}
		var sum []byte
		if a.Type.Equal(messageDigest) {
			_, err = asn1.Unmarshal(a.Values.Bytes, &sum)
			found = err == nil && bytes.Equal(sum, digest(h, content))
		}
	}
	if !found {
		return false
	}
	message := append([]byte{0x31}, s.Attributes.FullBytes[1:]...) // what is signed is tagged as a set
	certificates, err := x509.ParseCertificates(d.Certificates.Bytes)
	if err != nil {
		return false
	}
	for _, c := range certificates[:min(len(certificates), 8)] {
		if signedBy(c, message, s.Signature, s.Algorithm.Algorithm, h) {
			return true
		}
	}
	return false
}

// signedBy reports whether the certificate's key made the signature.
func signedBy(c *x509.Certificate, message, signature []byte, algorithm asn1.ObjectIdentifier, h crypto.Hash) bool {
	switch o := algorithm.String(); o {
	case "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11":
		h = crypto.SHA256
	case "1.2.840.10045.4.3.3", "1.2.840.113549.1.1.12":
		h = crypto.SHA384
	case "1.2.840.10045.4.3.4", "1.2.840.113549.1.1.13":
		h = crypto.SHA512
	}
	switch key := c.PublicKey.(type) {
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(key, digest(h, message), signature)
	case *rsa.PublicKey:
		return key.N.BitLen() <= mostBits && rsa.VerifyPKCS1v15(key, h, digest(h, message), signature) == nil
	}
	return false
}
