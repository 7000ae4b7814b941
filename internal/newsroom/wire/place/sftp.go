package place

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"strings"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// sftpPlace is a folder on a server of SSH's file transfer (SFTP, version 3 of its drafts).
type sftpPlace struct {
	shell  *ssh.Client
	client *sftp.Client
	folder string
}

// openSFTP signs in. keys is asked whether the server's key is the one that it is known by. The address has the folder from the root, or after
// "/~/" from the folder that the server signs one in to.
func openSFTP(ctx context.Context, abroad *fetch.Client, a address, login news.Login, secret news.Secret, keys *hostKeys) (place, error) {
	config := &ssh.ClientConfig{User: login.User, HostKeyCallback: keys.check, HostKeyAlgorithms: keys.algorithms()}
	switch login.How {
	case news.LoginKey:
		key, err := ssh.ParsePrivateKey([]byte(secret))
		if _, locked := errors.AsType[*ssh.PassphraseMissingError](err); locked {
			return nil, news.Errorf(news.Invalid, "The private key is locked with a passphrase: give one that is not.")
		} else if err != nil {
			return nil, news.Errorf(news.Invalid, "The private key cannot be read: it should begin with -----BEGIN OPENSSH PRIVATE KEY-----.")
		}
		config.Auth = []ssh.AuthMethod{ssh.PublicKeys(key)}
	case news.LoginBasic:
		config.Auth = []ssh.AuthMethod{ssh.Password(string(secret)), ssh.KeyboardInteractive(answers(secret))}
	default:
		return nil, news.Errorf(news.Invalid, "An SFTP server wants a user and a password or a private key.")
	}
	p, err := shake(ctx, abroad, a, config)
	if err != nil && !keys.asked && config.HostKeyAlgorithms != nil && strings.Contains(err.Error(), "no common algorithm") {
		config.HostKeyAlgorithms = nil // it has another kind of key now: see which
		p, err = shake(ctx, abroad, a, config)
	}
	if keys.err != nil {
		return nil, keys.err
	}
	if err != nil && strings.Contains(err.Error(), "unable to authenticate") {
		return nil, news.Errorf(news.Forbidden, "%s does not let Stet in: the name, or the password or key, is wrong.", a.Hostname())
	}
	return p, err
}

// answers gives the password to a server that asks for it as a question.
func answers(secret news.Secret) ssh.KeyboardInteractiveChallenge {
	return func(_, _ string, questions []string, _ []bool) ([]string, error) {
		all := make([]string, len(questions))
		for i := range all {
			all[i] = string(secret)
		}
		return all, nil
	}
}

func shake(ctx context.Context, abroad *fetch.Client, a address, config *ssh.ClientConfig) (place, error) {
	conn, err := abroad.Dial(ctx, a.host, a.own, mostRead)
	if err != nil {
		return nil, err
	}
	c, channels, requests, err := ssh.NewClientConn(conn, a.host, config)
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	p := &sftpPlace{shell: ssh.NewClient(c, channels, requests), folder: a.Path}
	if p.client, err = sftp.NewClient(p.shell); err != nil {
		_ = p.shell.Close()
		return nil, fmt.Errorf("open SFTP: %w", err)
	}
	if rest, ok := strings.CutPrefix(a.Path+"/", "/~/"); ok {
		p.folder = path.Clean("./" + rest)
	}
	if p.folder == "" {
		p.folder = "."
	}
	return p, nil
}

func (p *sftpPlace) whole() bool { return false }

func (p *sftpPlace) list(ctx context.Context, most int) (files []file, all bool, err error) {
	entries, err := p.client.ReadDirContext(ctx, p.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, news.Errorf(news.NotFound, "There is no folder %q on the server.", p.folder)
	}
	if errors.Is(err, fs.ErrPermission) {
		return nil, false, news.Errorf(news.Forbidden, "The server does not let Stet look into the folder %q.", p.folder)
	}
	if err != nil {
		return nil, false, fmt.Errorf("list: %w", err)
	}
	for _, e := range entries {
		if !e.Mode().IsRegular() {
			continue
		}
		if len(files) == most {
			return files, false, nil
		}
		files = append(files, file{name: e.Name(), size: e.Size(), modified: e.ModTime()})
	}
	return files, true, nil
}

func (p *sftpPlace) read(_ context.Context, f file, most int64) ([]byte, error) {
	r, err := p.client.Open(path.Join(p.folder, f.name))
	if err != nil {
		return nil, ofFile(err)
	}
	defer func() { _ = r.Close() }()
	data, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		return nil, ofFile(err)
	}
	return data, nil
}

// ofFile tells what is wrong with one file from what is wrong with the server.
func ofFile(err error) error {
	if errors.Is(err, sftp.ErrSSHFxConnectionLost) {
		return errors.Join(io.ErrUnexpectedEOF, err)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errVanished
	}
	if _, said := errors.AsType[*sftp.StatusError](err); said || errors.Is(err, fs.ErrPermission) {
		return errors.Join(errFile, err)
	}
	return err
}

func (p *sftpPlace) move(_ context.Context, f file, folder, name string) error {
	target := path.Join(p.folder, folder, name)
	from := path.Join(p.folder, f.name)
	if err := p.client.Rename(from, target); err == nil {
		return nil
	}
	_ = p.client.Mkdir(path.Join(p.folder, folder)) // it may be there; the second try tells
	if err := p.client.Rename(from, target); err != nil {
		return ofFile(err)
	}
	return nil
}

func (p *sftpPlace) put(_ context.Context, temporary string, f Named) error {
	part, target := path.Join(p.folder, temporary), path.Join(p.folder, f.Name)
	err := p.write(part, f.Data)
	if err == nil {
		err = p.rename(part, target)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return news.Errorf(news.NotFound, "There is no folder %q on the server.", p.folder)
	case errors.Is(err, fs.ErrPermission):
		return news.Errorf(news.Forbidden, "The server does not let Stet write into the folder %q.", p.folder)
	}
	return fmt.Errorf("write %s: %w", f.Name, ofFile(err))
}

func (p *sftpPlace) write(name string, data []byte) error {
	w, err := p.client.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return errors.Join(err, w.Close())
}

// rename puts the file in the place of what has the name: in one step, where the server knows how.
func (p *sftpPlace) rename(from, to string) error {
	if _, can := p.client.HasExtension("posix-rename@openssh.com"); can {
		return p.client.PosixRename(from, to)
	}
	err := p.client.Rename(from, to)
	if err == nil {
		return nil
	}
	_ = p.client.Remove(to) // it may not be there; the second try tells
	return p.client.Rename(from, to)
}

func (p *sftpPlace) close() {
	_ = p.client.Close()
	_ = p.shell.Close()
}

// hostKeys holds a server's key against the one that it is known by.
type hostKeys struct {
	host  string
	kept  news.HostKey
	asked bool
	shown string // what it showed
	err   error  // why it is not trusted
}

// check is called with the key before anything is said that the server should not know.
func (k *hostKeys) check(_ string, _ net.Addr, key ssh.PublicKey) error {
	k.asked = true
	k.shown = key.Type() + " " + ssh.FingerprintSHA256(key)
	if k.kept.Host != k.host || k.kept.Known == k.shown {
		return nil
	}
	k.err = news.Errorf(news.Forbidden, "The server shows another key (%s) than the one it is known by (%s). Stet does not sign in until somebody has asked whoever runs the server and accepts the new key.",
		k.shown, k.kept.Known)
	return k.err
}

// now is what the server is to be known by from now on.
func (k *hostKeys) now() news.HostKey {
	now := k.kept
	switch {
	case k.shown == "":
	case k.kept.Host != k.host:
		now = news.HostKey{Host: k.host, Known: k.shown}
	case k.shown == k.kept.Known:
		now.Offered = ""
	default:
		now.Offered = k.shown
	}
	return now
}

// algorithms are those of the key that the server is known by, so that one which has several shows that one; nil for all.
func (k *hostKeys) algorithms() []string {
	kind, _, _ := strings.Cut(k.kept.Known, " ")
	if k.kept.Host != k.host || kind == "" {
		return nil
	}
	if kind == ssh.KeyAlgoRSA {
		return []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
	}
	return []string{kind}
}
