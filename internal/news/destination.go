package news

import (
	"net/url"
	"slices"
	"strings"
)

// placeSchemes are how the address of a place of files begins.
var placeSchemes = map[Way][]string{FTPWay: {"sftp", "ftpes", "ftps", "ftp"}, BucketWay: {"https", "s3", "http"}}

// cleanPlace returns a destination that is a place of files in the form that is kept. Every such place asks who comes.
func (d Destination) cleanPlace() (Destination, error) {
	u, err := url.Parse(d.Address)
	schemes := placeSchemes[d.Way]
	switch {
	case err != nil || u.Host == "" || u.Fragment != "" || !slices.Contains(schemes, u.Scheme):
		return d, Errorf(Invalid, "%q is not the address of a place for files: it should begin with %s://.", d.Address, strings.Join(schemes, "://, "))
	case u.User != nil:
		return d, Errorf(Invalid, "The address has a name or password in it, before the @. They belong into the fields for them, where they are kept apart.")
	}
	l := &d.Login
	if l.How != LoginBasic && (l.How != LoginKey || u.Scheme != "sftp") {
		return d, Errorf(Invalid, "Such a destination is reached with a user and a password, sftp:// also with a private key.")
	}
	l.Header = ""
	if l.User, err = CleanLine("user name", l.User, 200); err != nil {
		return d, err
	}
	if l.User == "" || strings.Contains(l.User, ":") && l.How == LoginBasic {
		return d, Errorf(Invalid, "The sign-in needs a user name, without a colon.")
	}
	return d, nil
}
