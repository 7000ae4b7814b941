package api_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
)

// walkPicture puts a picture into a story, another in its place, and deletes the first.
func (s *server) walkPicture(id any) {
	s.Helper()
	crops := s.walk(200, "GET", "/pictures/{id}/crops", []any{id}, "")["items"].([]any)
	if len(crops) != 5 || crops[0].(map[string]any)["narrow"] != true {
		s.Errorf("the crops are %v", crops)
	}
	for _, r := range s.walk(200, "GET", "/pictures/{id}/history", []any{id}, "")["items"].([]any) {
		if from := r.(map[string]any)["from"]; from != nil {
			s.Errorf("whoever reads copy is told that a colleague worked from %v", from)
		}
	}
	s.walk(404, "GET", "/pictures/{id}/crops", []any{"none"}, "")
	s.walk(200, "POST", "/pictures/{id}/original", []any{id}, "")
	var other bytes.Buffer
	if err := png.Encode(&other, image.NewGray(image.Rect(0, 0, 44, 30))); err != nil {
		s.Fatal(err)
	}
	with := s.walk(201, "POST", "/pictures?credit=A.+Rahman", nil, other.String(), "Content-Type", "image/png")
	n := s.walk(201, "POST", "/stories", nil, `{"desk":"city","content":`+content+`}`)["number"]
	used := s.walk(200, "POST", "/pictures/{id}/use", []any{id}, fmt.Sprintf(`{"story":%v}`, n))
	if used["content"].(map[string]any)["lead"].(map[string]any)["picture"] != id {
		s.Errorf("the story has %v", used["content"])
	}
	s.walk(409, "POST", "/pictures/{id}/delete", []any{id}, `{"reason":"not ours"}`)
	plan := s.walk(200, "GET", "/pictures/{id}/replacement", []any{id}, "")
	if len(plan["lines"].([]any)) != 1 {
		s.Errorf("the plan is %v", plan)
	}
	s.walk(200, "POST", "/pictures/{id}/replacement", []any{id}, `{"with":"`+with["id"].(string)+`","why":"sharper","words":true,"mark":"`+plan["mark"].(string)+`"}`)
	s.walk(200, "POST", "/pictures/{id}/delete", []any{id}, `{"reason":"not ours"}`)
	s.walk(404, "GET", "/pictures/{id}", []any{id}, "")
}
