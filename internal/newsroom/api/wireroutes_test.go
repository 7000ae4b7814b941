package api_test

import (
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

// walkRoutes walks the filters, routes and presets of the wire desk, with one dispatch there.
func (s *server) walkRoutes(d news.Dispatch) {
	s.Helper()
	if found := s.walk(200, "GET", "/dispatches/search", nil, "")["items"].([]any); len(found) != 1 {
		s.Error(found)
	}
	s.walk(200, "POST", "/dispatches/{id}/restore", []any{d.ID}, "")
	s.walk(422, "POST", "/routes", nil, `{"name":"Floods","filter":"flood OR","do":{"tags":["flood"]}}`)
	s.walk(422, "POST", "/routes", nil, `{"name":"Floods","filter":"flood","do":{}}`)
	r := s.walk(201, "POST", "/routes", nil, `{"name":"Floods","filter":"h  OR ferry","do":{"tags":["Flood"],"ring_desks":["city"]}}`)
	if r["filter"] != "h OR ferry" || r["on"] != false {
		s.Error(r)
	}
	id := r["id"]
	s.walk(409, "POST", "/routes/{id}/switch", []any{id}, `{"revision":1,"on":true}`)
	if t := s.walk(200, "POST", "/routes/{id}/try", []any{id}, ""); t["count"] != 1.0 || t["whole"] != true {
		s.Error(t)
	}
	s.walk(200, "POST", "/routes/{id}/switch", []any{id}, `{"revision":1,"on":true}`)
	changed := s.walk(200, "PUT", "/routes/{id}", []any{id}, `{"name":"Floods","filter":"flood","do":{"tags":["flood"]},"revision":1}`)
	if changed["on"] != false || changed["tried"] != nil {
		s.Error(changed)
	}
	s.walk(200, "GET", "/routes", nil, "")
	s.walk(200, "POST", "/routes/{id}/move", []any{id}, `{"up":true}`)
	s.walk(409, "POST", "/routes/{id}/delete", []any{id}, `{"revision":1}`)
	s.walk(200, "POST", "/routes/{id}/delete", []any{id}, `{"revision":2}`)
	p := s.walk(201, "POST", "/presets", nil, `{"name":"Floods","filter":"flood","ring":true}`)
	s.walk(200, "PUT", "/presets/{id}", []any{p["id"]}, `{"name":"Floods","filter":"flood|ferry"}`)
	s.walk(200, "GET", "/presets", nil, "")
	s.walk(200, "DELETE", "/presets/{id}", []any{p["id"]}, "")
	s.walkCollections(d)
}

func (s *server) walkCollections(d news.Dispatch) {
	s.Helper()
	c := s.walk(201, "POST", "/dispatch-collections", nil, fmt.Sprintf(`{"name":"Monsoon","dispatches":[%q]}`, d.ID))
	if c["dispatches"] != 1.0 {
		s.Errorf("the new collection has %v dispatches", c["dispatches"])
	}
	at, some := []any{c["id"]}, fmt.Sprintf(`{"dispatches":[%q]}`, d.ID)
	s.walk(409, "POST", "/dispatch-collections", nil, `{"name":"monsoon"}`)
	s.walk(200, "PUT", "/dispatch-collections/{id}", at, `{"name":"Monsoon of 2026"}`)
	s.walk(200, "GET", "/dispatch-collections", nil, "")
	if in := s.walk(200, "GET", "/dispatch-collections/{id}/dispatches", at, "")["items"].([]any); len(in) != 1 {
		s.Error(in)
	}
	if c := s.walk(200, "POST", "/dispatch-collections/{id}/remove", at, some); c["dispatches"] != 0.0 {
		s.Error(c)
	}
	s.walk(200, "POST", "/dispatch-collections/{id}/add", at, some)
	s.walk(404, "POST", "/dispatch-collections/{id}/add", at, `{"dispatches":["none"]}`)
	s.walk(422, "POST", "/dispatch-collections/{id}/add", at, `{"dispatches":[]}`)
	s.walk(200, "DELETE", "/dispatch-collections/{id}", at, "")
	s.walk(404, "DELETE", "/dispatch-collections/{id}", at, "")
}
