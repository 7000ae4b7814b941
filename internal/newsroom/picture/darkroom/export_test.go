package darkroom

import "time"

// Within sets how long a file may take: no test waits for ten seconds.
func (d *Darkroom) Within(t time.Duration) { d.time = t }

// LeaveOpen leaves the file system and the network open to the process.
func (d *Darkroom) LeaveOpen() { d.open = true }

// The two halves of what a process does to itself.
var (
	Limit  = limit
	Filter = filter
)

// Start starts the process and returns what it writes.
func (d *Darkroom) Start() (interface{ ReadString(byte) (string, error) }, error) {
	p, err := d.start()
	if err != nil {
		return nil, err
	}
	d.process = p
	return p.out, nil
}

// Kill ends the process, as a kernel that is short of memory would.
func (d *Darkroom) Kill() {
	_ = d.process.cmd.Process.Kill()
	<-d.process.ended
}
