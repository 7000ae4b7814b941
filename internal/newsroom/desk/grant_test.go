package desk_test

import (
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// A role that is held at a place ends at its edge: nobody takes a story out of it, or into
// another, who may not edit there.
func TestNobodyTakesAStoryToWhereTheyMayNotEdit(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	two := house
	two.Sections = append(two.Sections[:1:1], news.Section{Slug: "sport", Names: map[news.Language]string{news.English: "Sport"}})
	if _, err := n.SetHouse(ctx, arif, two); err != nil {
		t.Fatal(err)
	}
	s := n.ready()
	sub := news.Person{ID: "sub", Name: "Mita Sen", Grants: []news.Grant{{Role: news.SubEditor, Section: "world-news"}}, Desk: "city"}
	c := s.Content
	c.Section = "sport"
	_, err := n.Save(ctx, sub, s.Number, desk.Draft{Base: s.Revision, Content: c})
	n.refused(err, news.Forbidden, "may edit a story only in the section world-news")
	c.Section, c.Headline = "world-news", c.Headline+" again"
	s = n.must(n.Save(ctx, sub, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	c.Section = "sport"
	sub.Grants = append(sub.Grants, news.Grant{Role: news.SubEditor, Section: "sport"})
	n.must(n.Save(ctx, sub, s.Number, desk.Draft{Base: s.Revision, Content: c}))
}

func TestAFlashIsFiledWhereItsReporterMay(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	two := house
	two.Sections = append(two.Sections[:1:1], news.Section{Slug: "sport", Names: map[news.Language]string{news.English: "Sport"}})
	if _, err := n.SetHouse(ctx, arif, two); err != nil {
		t.Fatal(err)
	}
	mita := news.Person{ID: "mita", Name: "Mita Sen", Grants: []news.Grant{{Role: news.Reporter, Section: "sport"}}, Desk: "city"}
	_, err := n.FileFlash(ctx, mita, desk.NewsFlash{Text: "Launch sinks", Section: "world-news"})
	n.refused(err, news.Forbidden, "may file a flash only in the section sport")
	if s := n.must(n.FileFlash(ctx, mita, desk.NewsFlash{Text: "Bangladesh win"})); s.Content.Section != "sport" {
		t.Errorf("it stands in %s", s.Content.Section)
	}
}
