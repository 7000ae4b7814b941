package news_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestASecretIsInNothingThatIsPrintedLoggedOrEncoded(t *testing.T) {
	s := news.Secret("hunter2")
	held := struct {
		S news.Secret `json:"s"`
	}{s}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s %v %q %+v %#v %v", s, s, s, held, held, &held)
	slog.New(slog.NewTextHandler(&out, nil)).Error("x", "s", s, "held", held)
	slog.New(slog.NewJSONHandler(&out, nil)).Error("x", "s", s, "held", held)
	if err := json.NewEncoder(&out).Encode(held); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "hunter2") || strings.Count(out.String(), "(secret)") < 8 {
		t.Error(out.String())
	}
	if err := json.Unmarshal([]byte(`{"s":"hunter2"}`), &held); err != nil || string(held.S) != "hunter2" {
		t.Errorf("a secret that is given is not read: %v", err)
	}
}
