package darkroom

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// spent returns how much time of a processor the process has had so far (proc(5): the 14th and 15th field, in hundredths of a second), and false if the
// system does not say.
func spent(process int) (time.Duration, bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		return 0, false
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0, false
	}
	own, err1 := strconv.ParseInt(string(fields[11]), 10, 63)
	systems, err2 := strconv.ParseInt(string(fields[12]), 10, 63)
	return time.Duration(own+systems) * time.Second / 100, err1 == nil && err2 == nil
}
