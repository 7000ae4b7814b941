package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// stateName is a file in the folder that says what is there.
const stateName = ".stet-export.json"

const stateForm = 1

// state is what a run leaves for the next one.
type state struct {
	Form     int    `json:"form"`
	Program  string `json:"program"`
	Compress bool   `json:"compress"`
	Edition  int64  `json:"edition"`
	Done     bool   `json:"done"`
	// Stories with lower numbers are written, in a run that is not done.
	Stories int64 `json:"stories,omitempty"`
	// Gone and Moved are addresses that led to a story, by its number: there stands the
	// notice, or what leads to where it is now.
	Gone  map[string]int64 `json:"gone,omitempty"`
	Moved map[string]int64 `json:"moved,omitempty"`
}

// readState returns what the run before left, and whether the folder is empty. What
// another program wrote, or with other files, is as if it were of edition 0.
func (e Export) readState() (s state, fresh bool, err error) {
	text, err := os.ReadFile(filepath.Join(e.Out, stateName))
	if errors.Is(err, os.ErrNotExist) {
		all, err := os.ReadDir(e.Out)
		return state{}, err == nil && len(all) == 0, err
	}
	if err != nil {
		return s, false, fmt.Errorf("what the export before left: %w", err)
	}
	if err := json.Unmarshal(text, &s); err != nil || s.Form != stateForm {
		return state{}, false, nil //nolint:nilerr // what cannot be read is made anew
	}
	if s.Program != e.Program || s.Compress != e.Compress {
		s.Edition, s.Done, s.Stories = 0, false, 0
	}
	return s, false, nil
}

func (w *writing) writeState() error {
	text, err := json.Marshal(w.state)
	if err != nil {
		return err
	}
	return replace(w.inOut(stateName), append(text, '\n'))
}
