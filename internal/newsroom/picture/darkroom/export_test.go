package darkroom

import "time"

// Within sets how long a file may take: no test waits for ten seconds.
func (d *Darkroom) Within(t time.Duration) { d.time = t }
