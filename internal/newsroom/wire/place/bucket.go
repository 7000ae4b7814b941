package place

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// bucketPlace is a bucket with the protocol of Amazon's S3, or the part of it whose keys begin with a prefix.
type bucketPlace struct {
	client         *minio.Client
	transport      *fetch.Transport
	bucket, prefix string
}

// openBucket makes the place; nothing is asked yet. "s3://BUCKET/PREFIX?region=eu-west-1" is Amazon's own, "https://HOST/BUCKET/PREFIX" anybody's.
func openBucket(abroad *fetch.Client, a address, login news.Login, secret news.Secret, most int64) (place, error) {
	host := a.Host
	bucket, prefix, _ := strings.Cut(strings.TrimPrefix(a.Path, "/"), "/")
	region := a.Query().Get("region")
	o := &minio.Options{Secure: a.Scheme != "http", Region: region, BucketLookup: minio.BucketLookupPath, MaxRetries: 1}
	if a.Scheme == "s3" {
		host, bucket, prefix = "s3.amazonaws.com", a.Host, strings.TrimPrefix(a.Path, "/")
		o.BucketLookup = minio.BucketLookupAuto
	}
	if bucket == "" {
		return nil, news.Errorf(news.Invalid, "The address names no bucket: it should look like https://s3.example.com/bucket/folder.")
	}
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	if login.How == news.LoginBasic {
		o.Creds = credentials.NewStaticV4(login.User, string(secret), "")
	} else {
		o.Creds = credentials.NewStatic("", "", "", credentials.SignatureAnonymous)
	}
	transport := abroad.Transport(most)
	o.Transport = transport
	client, err := minio.New(host, o)
	if err != nil {
		return nil, news.Errorf(news.Invalid, "%q is not the address of a bucket.", a.String())
	}
	return &bucketPlace{client, transport, bucket, prefix}, nil
}

// An object is there when it is complete.
func (p *bucketPlace) whole() bool { return true }

func (p *bucketPlace) list(ctx context.Context, most int) (files []file, all bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range p.client.ListObjectsIter(ctx, p.bucket, minio.ListObjectsOptions{Prefix: p.prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, false, p.explain(o.Err)
		}
		name := strings.TrimPrefix(o.Key, p.prefix)
		if name == "" || strings.HasSuffix(name, "/") { // what some programs take for a folder
			continue
		}
		if len(files) == most {
			return files, false, nil
		}
		files = append(files, file{name: name, size: o.Size, modified: o.LastModified, tag: strings.Trim(o.ETag, `"`)})
	}
	return files, ctx.Err() == nil, ctx.Err()
}

// explain says what a server of buckets says.
func (p *bucketPlace) explain(err error) error {
	switch said := minio.ToErrorResponse(err); {
	case said.Code == "NoSuchBucket":
		return news.Errorf(news.NotFound, "There is no bucket %q.", p.bucket)
	case said.StatusCode == http.StatusForbidden && said.Code != "RequestTimeTooSkewed", said.Code == "XAdminUserNotFound": // the second is versitygw's, a 404
		return news.Errorf(news.Forbidden, "The server does not let Stet into the bucket %q: the access key or its secret is wrong, or it may not list and read there.", p.bucket)
	}
	return err
}

func (p *bucketPlace) read(ctx context.Context, f file, most int64) ([]byte, error) {
	options := minio.GetObjectOptions{}
	if f.tag != "" {
		_ = options.SetMatchETag(f.tag) // what was listed, or nothing; it fails for an empty tag only
	}
	r, _, _, err := (&minio.Core{Client: p.client}).GetObject(ctx, p.bucket, p.prefix+f.name, options)
	if err == nil {
		defer r.Close()
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(r, most)); err == nil {
			return data, nil
		}
	}
	switch said := minio.ToErrorResponse(err); {
	case said.Code == "NoSuchKey" || said.StatusCode == http.StatusPreconditionFailed:
		return nil, errVanished
	case said.StatusCode == http.StatusForbidden || said.Code == "InvalidObjectState": // it is in cold storage
		return nil, errors.Join(errFile, err)
	}
	return nil, fmt.Errorf("read %s: %w", f.name, err)
}

func (p *bucketPlace) move(ctx context.Context, f file, folder, name string) error {
	from := minio.CopySrcOptions{Bucket: p.bucket, Object: p.prefix + f.name, MatchETag: f.tag}
	to := minio.CopyDestOptions{Bucket: p.bucket, Object: path.Join(p.prefix, folder, name)}
	_, err := p.client.CopyObject(ctx, to, from)
	if err == nil {
		err = p.client.RemoveObject(ctx, p.bucket, p.prefix+f.name, minio.RemoveObjectOptions{})
	}
	if said := minio.ToErrorResponse(err); err != nil && said.StatusCode != 0 {
		return errors.Join(errFile, err)
	}
	return err
}

func (p *bucketPlace) put(ctx context.Context, _ string, f Named) error {
	options := minio.PutObjectOptions{ContentType: f.Type, DisableMultipart: true}
	_, err := p.client.PutObject(ctx, p.bucket, p.prefix+f.Name, bytes.NewReader(f.Data), int64(len(f.Data)), options)
	switch said := minio.ToErrorResponse(err); {
	case err == nil:
		return nil
	case said.Code == "NoSuchBucket":
		return p.explain(err)
	case said.StatusCode == http.StatusForbidden && said.Code != "RequestTimeTooSkewed", said.Code == "XAdminUserNotFound":
		return news.Errorf(news.Forbidden, "The server does not let Stet write into the bucket %q: the access key or its secret is wrong, or it may not write there.", p.bucket)
	}
	return fmt.Errorf("write %s: %w", f.Name, err)
}

func (p *bucketPlace) close() { p.transport.CloseIdleConnections() }
