package news

import (
	"slices"
	"time"
)

// Killing is what is known of the kill of a story: who decided on it, and what still has
// to be done where this program cannot reach.
type Killing struct {
	Story    int64     `json:"story"` // number
	At       time.Time `json:"at"`
	Reason   string    `json:"reason"`
	By       Person    `json:"by"`                // who asked for it
	Approved Person    `json:"approved,omitzero"` // the second person
	Alone    string    `json:"alone,omitempty"`   // why there was none
	Edition  int64     `json:"edition"`           // which took it from readers
	Tasks    []Task    `json:"tasks"`
	Takedown string    `json:"takedown,omitempty"` // the tombstone's ID, if it was taken down
	Basis    string    `json:"basis,omitempty"`    // and the law or the order that asked for it
}

// Task is one thing that a kill needs outside of this program.
type Task struct {
	Name string    `json:"name"`
	Done time.Time `json:"done,omitzero"`
	By   Person    `json:"by,omitzero"`
}

// The tasks of a kill.
const (
	SocialTask   = "social"   // posts on social networks
	PrintTask    = "print"    // the printed paper and its page images
	PartnersTask = "partners" // who republishes our copy
	CachesTask   = "caches"   // search engines and archives elsewhere
)

// KillTasks are the tasks of a kill, none of them done.
func KillTasks() []Task {
	return []Task{{Name: SocialTask}, {Name: PrintTask}, {Name: PartnersTask}, {Name: CachesTask}}
}

// Tick returns the killing with a task done by the person, or NotFound if it has no such
// task. A task that is done already stays as it is.
func (k Killing) Tick(name string, by Person, now time.Time) (Killing, error) {
	i := slices.IndexFunc(k.Tasks, func(t Task) bool { return t.Name == name })
	if i < 0 {
		return k, Errorf(NotFound, "A kill has no task %q.", name)
	}
	k.Tasks = slices.Clone(k.Tasks)
	if k.Tasks[i].Done.IsZero() {
		k.Tasks[i].Done, k.Tasks[i].By = now, by.Short()
	}
	return k, nil
}

// Left returns how many tasks are not done.
func (k Killing) Left() (n int) {
	for _, t := range k.Tasks {
		if t.Done.IsZero() {
			n++
		}
	}
	return n
}
