package bench

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// memoryOf returns how many megabytes of memory the process has and how many it had at
// most (proc(5), VmRSS and VmHWM); 0 where that cannot be told.
func memoryOf(pid int) (now, most float64) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		kilobytes, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(value, "kB")), 64)
		switch {
		case err != nil:
		case name == "VmRSS":
			now = kilobytes / 1024
		case name == "VmHWM":
			most = kilobytes / 1024
		}
	}
	return now, most
}

func memoryRow(most float64) Row {
	return Row{"memory of the process, the most it had", most, "MB", "≤ 512"}
}
