package place

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"path"
	"strings"
	"time"

	"github.com/jlaffaye/ftp"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// mostRead is how many bytes one connection may send.
const mostRead = 32 << 20

// ftpPlace is a folder on a server of FTP (RFC 959), with encryption from the start (ftps) or asked for (ftpes, RFC 4217).
type ftpPlace struct {
	conn *ftp.ServerConn
}

// openFTP signs in and goes into the folder. Its path is taken from the folder that the server signs one in to, as in RFC 1738; one with two
// slashes from the root.
func openFTP(ctx context.Context, abroad *fetch.Client, a address, user string, secret news.Secret) (place, error) {
	config := abroad.TLS(a.Hostname())
	config.ClientSessionCache = tls.NewLRUClientSessionCache(8) // many servers want the data's session to be that of the commands
	first := true
	dial := func(_, to string) (net.Conn, error) {
		conn, err := abroad.Dial(ctx, to, a.own, mostRead)
		if err != nil {
			return nil, err
		}
		encrypt := a.Scheme == "ftps" || a.Scheme == "ftpes" && !first // the library itself encrypts the commands when it has asked for it
		first = false
		if encrypt {
			return &secureConn{Conn: tls.Client(conn, config), below: conn}, nil
		}
		return conn, nil
	}
	options := []ftp.DialOption{ftp.DialWithDialFunc(dial), ftp.DialWithShutTimeout(10 * time.Second)}
	switch a.Scheme {
	case "ftps":
		options = append(options, ftp.DialWithTLS(config))
	case "ftpes":
		options = append(options, ftp.DialWithExplicitTLS(config))
	}
	conn, err := ftp.Dial(a.host, options...)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	p := &ftpPlace{conn: conn}
	if user == "" {
		user, secret = "anonymous", "stet@"
	}
	if err := conn.Login(user, string(secret)); err != nil {
		p.close()
		return nil, signIn(err, a.Hostname())
	}
	if folder := strings.TrimPrefix(a.Path, "/"); folder != "" && folder != "." {
		if err := conn.ChangeDir(folder); err != nil {
			p.close()
			if status(err) == ftp.StatusFileUnavailable {
				return nil, news.Errorf(news.NotFound, "There is no folder %q on %s.", folder, a.Hostname())
			}
			return nil, err
		}
	}
	return p, nil
}

// secureConn is an encrypted connection whose ends are those of the one below.
type secureConn struct {
	*tls.Conn
	below net.Conn
	wrote bool
}

func (s *secureConn) Write(p []byte) (int, error) {
	s.wrote = true
	return s.Conn.Write(p)
}

func (s *secureConn) Close() error {
	_ = s.Conn.CloseWrite() // a farewell; the server need not answer
	if s.wrote {            // closed with something unread, as a session's ticket is, a connection is reset, and the server may lose the end of what it was sent
		_ = s.below.SetReadDeadline(time.Now().Add(10 * time.Second))
		_, _ = io.Copy(io.Discard, io.LimitReader(s.below, mostAnswered))
	}
	return s.below.Close()
}

// signIn says why a server did not let us in.
func signIn(err error, host string) error {
	if s := status(err); s == ftp.StatusNotLoggedIn || s == ftp.StatusLoginNeedAccount || s == ftp.StatusInvalidCredentials {
		return news.Errorf(news.Forbidden, "%s does not let Stet in: the name or the password is wrong.", host)
	}
	return err
}

// status returns the server's answer in an error, 0 for none.
func status(err error) int {
	if said, ok := errors.AsType[*textproto.Error](err); ok {
		return said.Code
	}
	return 0
}

func (p *ftpPlace) whole() bool { return false }

func (p *ftpPlace) list(_ context.Context, most int) (files []file, all bool, err error) {
	entries, err := p.conn.List("")
	if err != nil {
		return nil, false, fmt.Errorf("list: %w", err)
	}
	for _, e := range entries {
		if e.Type != ftp.EntryTypeFile {
			continue
		}
		if len(files) == most {
			return files, false, nil
		}
		files = append(files, file{name: e.Name, size: int64(e.Size), modified: e.Time}) //nolint:gosec // a size that large is too large, whatever its sign
	}
	return files, true, nil
}

func (p *ftpPlace) read(_ context.Context, f file, most int64) ([]byte, error) {
	r, err := p.conn.Retr(f.name)
	if status(err) == ftp.StatusFileUnavailable {
		return nil, errVanished // or not for us: the server says the same
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.name, err)
	}
	data, err := io.ReadAll(io.LimitReader(r, most))
	if ended := r.Close(); err == nil && int64(len(data)) < most {
		err = ended // whether that was all of it, the server says last
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.name, err)
	}
	return data, nil
}

func (p *ftpPlace) move(_ context.Context, f file, folder, name string) error {
	target := path.Join(folder, name)
	if err := p.conn.Rename(f.name, target); err == nil || status(err) == 0 {
		return err
	}
	_ = p.conn.MakeDir(folder) // it may be there; the second try tells
	if err := p.conn.Rename(f.name, target); err != nil && status(err) != 0 {
		return errors.Join(errFile, err)
	} else if err != nil {
		return err
	}
	return nil
}

func (p *ftpPlace) put(_ context.Context, temporary string, f Named) error {
	err := p.conn.Stor(temporary, bytes.NewReader(f.Data))
	if err == nil {
		err = p.conn.Rename(temporary, f.Name)
		if status(err) != 0 { // there are servers that do not rename over what is there
			_ = p.conn.Delete(f.Name)
			err = p.conn.Rename(temporary, f.Name)
		}
	}
	said, answered := errors.AsType[*textproto.Error](err)
	if !answered {
		return err
	}
	_ = p.conn.Delete(temporary)
	if said.Code == 452 || said.Code == 552 {
		return news.Errorf(news.Unavailable, "The server has no room for the file %q.", f.Name)
	}
	return news.Errorf(news.Forbidden, "The server does not let Stet put the file %q there: it answered %d.", f.Name, said.Code)
}

// close says goodbye, and does not wait long for the answer.
func (p *ftpPlace) close() { _ = p.conn.Quit() }
