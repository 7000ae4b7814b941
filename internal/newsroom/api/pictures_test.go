package api_test

import "fmt"

// walkPictures walks what the picture desk does with a picture that was sent.
func (s *server) walkPictures(id string) {
	s.Helper()
	base := s.walk(200, "GET", "/pictures/{id}", []any{id}, "")["revision"]
	row := fmt.Sprintf(`{"pictures":[{"picture":%q,"base":%v,"caption":"A grey card","credit":"N. Karim","alt":"Nothing but grey"}]}`, id, base)
	said := s.walk(200, "POST", "/pictures/describe", nil, row)
	if one := said["items"].([]any)[0].(map[string]any); one["caption"] != "A grey card" {
		s.Errorf("it is described as %v", one["caption"])
	}
	s.walk(409, "POST", "/pictures/describe", nil, fmt.Sprintf(`{"pictures":[{"picture":%q,"base":%v,"caption":"A red card"}]}`, id, base))
	if found := s.walk(200, "GET", "/pictures?q=grey&rights=free&lacks=&limit=10", nil, ""); found["total"] != float64(1) {
		s.Errorf("looked for, %v are found", found["total"])
	}
	s.walk(422, "GET", "/pictures?rights=borrowed", nil, "")
	s.walk(422, "GET", "/pictures?from=yesterday", nil, "")
	c := s.walk(201, "POST", "/collections", nil, fmt.Sprintf(`{"name":"Cards","pictures":[%q]}`, id))
	if c["pictures"] != float64(1) {
		s.Errorf("the new collection has %v pictures", c["pictures"])
	}
	at := []any{c["id"]}
	s.walk(409, "POST", "/collections", nil, `{"name":"cards"}`)
	s.walk(200, "PUT", "/collections/{id}", at, `{"name":"Grey cards"}`)
	some := fmt.Sprintf(`{"pictures":[%q]}`, id)
	s.walk(200, "POST", "/collections/{id}/add", at, some)
	s.walk(200, "GET", "/collections", nil, "")
	s.walk(200, "POST", "/collections/{id}/remove", at, some)
	s.walk(422, "POST", "/collections/{id}/remove", at, `{"pictures":[]}`)
	s.walk(200, "DELETE", "/collections/{id}", at, "")
	s.walk(404, "DELETE", "/collections/{id}", at, "")
}
