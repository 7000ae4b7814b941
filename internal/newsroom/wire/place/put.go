package place

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// Target is a place elsewhere that files are put into.
type Target struct {
	Address string // as a wire's of the kind news.FTPWire or news.BucketWire
	Login   news.Login
	Secret  news.Secret
	// Key is what a server of SFTP is known by. The zero value takes the one that it shows.
	Key news.HostKey
}

// Named is a file that is put somewhere under its name, which is one of letters, digits, dots and hyphens.
type Named struct {
	Name string
	Type string // its media type, for places that keep one
	Data []byte
}

// mostAnswered is how many bytes a place that takes files may answer.
const mostAnswered = 1 << 20

// Put puts the files there, one after the other, each over what has its name. Nobody sees a part of one: it is written under another name, which
// ends in ".part" and is the same for the same of, and renamed; a bucket shows whole objects only. What is there when Put fails is whole, and Put
// may be called again. key is what the server is to be known by from now on, also with an error. Errors are sentences, as of a fetch.
func Put(ctx context.Context, abroad *fetch.Client, to Target, of string, files []Named) (key news.HostKey, err error) {
	key = to.Key
	a, err := parse(to.Address)
	if err != nil {
		return key, err
	}
	keys := &hostKeys{host: a.host, kept: to.Key}
	p, err := open(ctx, abroad, a, to.Login, to.Secret, keys, mostAnswered)
	key = keys.now()
	if err != nil {
		return key, abroad.Explain(ctx, a.Hostname(), err)
	}
	defer p.close()
	sum := sha256.Sum256([]byte(of))
	ending := "." + hex.EncodeToString(sum[:6]) + ".part"
	for _, f := range files {
		if err := p.put(ctx, f.Name+ending, f); err != nil {
			return key, abroad.Explain(ctx, a.Hostname(), err)
		}
	}
	return key, nil
}
