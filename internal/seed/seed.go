// Package seed is a believable newsroom: the Padma Courier of Dhaka, a daily that
// exists only here, with its people, its desks and sections, forty-two stories in English
// and Bangla in every state, pictures, and two wires that keep delivering. The demo and
// tests start from it. Every name of a person, company, agency and team is invented.
//
// The stories are files in stories/, the wires' items are in wires/, and the pictures
// are painted by program.
package seed

import (
	"github.com/stet-news/stet/internal/news"
)

// House is the newsroom's settings. url is the readers' origin, zone an IANA name.
func House(url, zone string) news.House {
	return news.House{
		Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
		Languages: []news.Language{news.English, news.Bangla},
		Zone:      zone,
		URL:       url,
		CopyGate:  news.GateCertain,
		Security:  news.Security{SecondFactor: news.AskNobody}, // its password is on the screen: who tries it out has no phone set up
		Sections: []news.Section{
			{Slug: "bangladesh", Names: map[news.Language]string{news.English: "Bangladesh", news.Bangla: "বাংলাদেশ"}},
			{Slug: "world-news", Names: map[news.Language]string{news.English: "World News", news.Bangla: "বিশ্ব সংবাদ"}},
			{Slug: "business", Names: map[news.Language]string{news.English: "Business", news.Bangla: "বাণিজ্য"}},
			{Slug: "sport", Names: map[news.Language]string{news.English: "Sport", news.Bangla: "খেলা"}},
			{Slug: "climate", Names: map[news.Language]string{news.English: "Science & Climate", news.Bangla: "বিজ্ঞান ও জলবায়ু"}},
		},
		Desks: []news.Desk{
			{Slug: "greenwatch", Name: "GreenWatch Desk"},
			{Slug: "city", Name: "City Desk"},
		},
	}
}

// The people, by what they do in the stories' lives.
const (
	reporter = iota
	subEditor
	deskEditor
	dutyEditor
	pictureEditor
	admin
)

// People returns the newsroom's people, without IDs. The duty editor is an administrator
// too, so that one sign-in opens every screen of the demo.
func People() []news.Person {
	return []news.Person{
		reporter:      {Name: "Nusrat Karim", Email: "nusrat@stet.test", Roles: []news.Role{news.Reporter}, Desk: "city"},
		subEditor:     {Name: "Imran Hossain", Email: "imran@stet.test", Roles: []news.Role{news.SubEditor}, Desk: "city"},
		deskEditor:    {Name: "Rashed Hasan", Email: "rashed@stet.test", Roles: []news.Role{news.DeskEditor}, Desk: "greenwatch"},
		dutyEditor:    {Name: "Sadia Afrin", Email: "sadia@stet.test", Roles: []news.Role{news.DutyEditor, news.Admin}, Desk: "city"},
		pictureEditor: {Name: "Papia Das", Email: "papia@stet.test", Roles: []news.Role{news.PictureEditor}, Desk: "city"},
		admin:         {Name: "Arif Dewan", Email: "arif@stet.test", Roles: []news.Role{news.Admin}},
	}
}
