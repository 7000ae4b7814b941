package main

import (
	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/newsroom/digest"
)

// digest sends by e-mail what people were told. A process that does not serve the newsroom
// itself must be told where it is, or its links lead to where it is by default.
func (h *house) digest() *digest.Room {
	at := h.StaffURL
	if at == "" {
		at = "http://" + h.listening.Staff
		if h.staff != nil {
			at = h.staffURL()
		}
	}
	return &digest.Room{Store: h.db, Mail: h.mail, Withheld: h.desk.Withheld, Staff: at}
}

// letters is what links are sent by: nothing, unless whoever runs Stet said how e-mail goes.
// A link in a file of this machine is no way to hand it over.
func (h *house) letters() mail.Sender {
	if h.listening.Mail == "" {
		return nil
	}
	return h.mail
}
