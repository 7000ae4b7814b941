package main

import (
	"testing"

	"github.com/stet-news/stet/internal/pattern"
)

func TestEveryPatternOfTheProgramCompiles(t *testing.T) {
	checked, err := pattern.Check()
	if err != nil {
		t.Error(err)
	}
	if checked < 100 {
		t.Errorf("%d patterns were checked, where the program has more than a hundred", checked)
	}
}
