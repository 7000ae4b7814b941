package api_test

import (
	"fmt"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// walkClients adds a client with a destination, a product, an order and a key, and sends a delivery of the story again.
func (s *server) walkClients(story any) {
	s.Helper()
	p := s.walk(201, "POST", "/products", nil, `{"name":"World","filter":{"sections":["world-news"]}}`)
	s.walk(422, "POST", "/products", nil, `{"name":"","filter":{}}`)
	s.walk(200, "PUT", "/products/{id}", []any{p["id"]}, `{"name":"World","filter":{"sections":["world-news"],"without":["advert"]}}`)
	s.walk(404, "PUT", "/products/{id}", []any{"none"}, `{"name":"Other","filter":{}}`)
	s.walk(200, "GET", "/products", nil, "")
	c := s.walk(201, "POST", "/clients", nil, `{"name":"Delta Radio","active":true}`)["id"]
	made := s.walk(201, "POST", "/clients/{id}/destinations", []any{c}, `{"name":"site","way":"push","address":"https://delta.example/in","format":"ninjs"}`)
	to := made["destination"].(map[string]any)["id"].(string)
	renewed := s.walk(200, "POST", "/clients/{id}/destinations/{destination}/secret", []any{c, to}, "")
	if made["secret"] == "" || made["secret"] == renewed["secret"] {
		s.Errorf("the signing keys are %v, then %v", made["secret"], renewed["secret"])
	}
	s.walk(200, "PUT", "/clients/{id}", []any{c}, `{"name":"Delta Radio","active":true,"orders":[{"product":"`+p["id"].(string)+`","destination":"`+to+`"}]}`)
	s.walkPlaces(c)
	if all := s.walk(200, "GET", "/clients", nil, ""); strings.Contains(fmt.Sprint(all), "river boat") {
		s.Errorf("a password is given out: %v", all)
	}

	k := s.walk(201, "POST", "/clients/{id}/keys", []any{c}, `{"name":"site","products":["`+p["id"].(string)+`"]}`)
	if made := k["made"].(map[string]any); k["key"] == "" || made["per_minute"] != float64(news.UsualPerMinute) {
		s.Errorf("the key is %v", k)
	}
	s.walk(422, "POST", "/clients/{id}/keys", []any{c}, `{"name":"site","products":["none"]}`)
	if keys := s.walk(200, "GET", "/clients/{id}/keys", []any{c}, "")["items"].([]any); len(keys) != 1 || keys[0].(map[string]any)["key"] != nil {
		s.Errorf("the keys are %v", keys)
	}
	s.walk(200, "POST", "/clients/{id}/keys/{key}/end", []any{c, k["made"].(map[string]any)["id"]}, "")

	s.parks(news.Delivery{ID: "dlv_1", Client: c.(string), ClientName: "Delta Radio", Destination: to, DestinationName: "site", Story: int64(story.(float64)), Edition: 1, Version: 1, Kind: news.SendNew, Way: news.PushWay, Format: "ninjs", Language: news.English})
	if list := s.walk(200, "GET", "/deliveries", nil, "")["items"].([]any); len(list) != 1 || list[0].(map[string]any)["state"] != "parked" {
		s.Errorf("the deliveries are %v", list)
	}
	s.walk(422, "GET", "/deliveries?day=yesterday", nil, "")
	if d := s.walk(200, "POST", "/deliveries/{id}/again", []any{"dlv_1"}, ""); d["state"] != "waiting" {
		s.Errorf("the delivery is %v", d)
	}
	s.walk(409, "POST", "/deliveries/{id}/again", []any{"dlv_1"}, "")
	s.walk(200, "POST", "/clients/{id}/destinations/{destination}/end", []any{c, to}, "")
}

// walkPlaces adds a destination that is a place of files, whose server shows another key after a while.
func (s *server) walkPlaces(client any) {
	s.Helper()
	in := `{"name":"server","way":"ftp","address":"sftp://delta.example/in","format":"ninjs","login":{"how":"basic","user":"stet"}`
	for _, wrong := range []string{
		in + `}`, strings.Replace(in, "stet", "", 1) + `,"secret":"river boat"}`, strings.Replace(in, "sftp", "gopher", 1) + `,"secret":"river boat"}`,
		strings.Replace(in, "delta", "stet:secret@delta", 1) + `,"secret":"river boat"}`, strings.Replace(strings.Replace(in, "sftp", "ftp", 1), "basic", "key", 1) + `,"secret":"river boat"}`,
		`{"name":"x","way":"mail","address":"desk@delta.example","format":"ninjs","secret":"river boat"}`,
	} {
		s.walk(422, "POST", "/clients/{id}/destinations", []any{client}, wrong)
	}
	made := s.walk(201, "POST", "/clients/{id}/destinations", []any{client}, in+`,"secret":"river boat"}`)
	to := made["destination"].(map[string]any)["id"].(string)
	if made["secret"] != nil || made["destination"].(map[string]any)["sealed"] != true {
		s.Errorf("the destination is %v", made)
	}
	s.walk(201, "POST", "/clients/{id}/destinations", []any{client}, `{"name":"bucket","way":"bucket","address":"s3://copy/in?region=eu-west-1","format":"nitf","login":{"how":"basic","user":"stet"},"secret":"river boat"}`)
	before, _ := s.db.SealedFor(s.Context(), to)
	s.walk(200, "PUT", "/clients/{id}/destinations/{destination}/secret", []any{client, to}, `{"secret":"another river boat"}`)
	s.walk(422, "PUT", "/clients/{id}/destinations/{destination}/secret", []any{client, to}, `{"secret":""}`)
	if after, _ := s.db.SealedFor(s.Context(), to); before == "" || after == before {
		s.Errorf("what is kept is %q, then %q", before, after)
	}
	shown := news.HostKey{Host: "delta.example:22", Known: "ssh-ed25519 SHA256:a", Offered: "ssh-ed25519 SHA256:b"}
	if err := s.db.Tx(s.Context(), func(tx *store.Tx) error { return tx.SaveDestinationKey(s.Context(), to, shown) }); err != nil {
		s.Fatal(err)
	}
	s.walk(409, "POST", "/clients/{id}/destinations/{destination}/key", []any{client, to}, `{"key":"ssh-ed25519 SHA256:c"}`)
	s.walk(200, "POST", "/clients/{id}/destinations/{destination}/key", []any{client, to}, `{"key":"ssh-ed25519 SHA256:b"}`)
	s.walk(404, "GET", "/clients/{id}/destinations/{destination}/key", []any{client, "another"}, "")
	if k := s.walk(200, "GET", "/clients/{id}/destinations/{destination}/key", []any{client, to}, ""); k["known"] != shown.Offered || k["offered"] != nil {
		s.Errorf("the server is known by %v", k)
	}
}

// parks keeps a delivery that was given up.
func (s *server) parks(d news.Delivery) {
	s.Helper()
	err := s.db.Tx(s.Context(), func(tx *store.Tx) error {
		now, err := tx.Now(s.Context())
		if err != nil {
			return err
		}
		d.State, d.Made = news.DeliveryWaiting, now
		if err := tx.AddDelivery(s.Context(), d); err != nil {
			return err
		}
		d.State = news.DeliveryParked
		return tx.SaveDelivery(s.Context(), d)
	})
	if err != nil {
		s.Fatal(err)
	}
}
