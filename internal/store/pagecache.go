package store

import (
	"fmt"
	"sync"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// pagesAtOnce is how many pages of 4 KiB a connection to SQLite takes memory for when it reads its first.
const pagesAtOnce = 500

// keepPages lets each connection take the memory of its pages in one piece and keep it. When somebody has written, a connection that reads lets go of
// all its pages; one by one that cost more than reading them (a tenth of all processor time while wires come in): each goes back to the operating
// system. It must be called before the first connection is opened, and does something once: SQLITE_CONFIG_PAGECACHE of sqlite.org/c3ref/c_config_covering_index_scan.html,
// without memory of its own.
var keepPages = sync.OnceValue(func() error {
	tls := libc.NewTLS()
	defer tls.Close()
	arguments := libc.Xmalloc(tls, 3*8)
	if arguments == 0 {
		return fmt.Errorf("there is no memory for the arguments of sqlite3_config")
	}
	defer libc.Xfree(tls, arguments)
	if code := sqlite3.Xsqlite3_config(tls, sqlite3.SQLITE_CONFIG_PAGECACHE, libc.VaList(arguments, uintptr(0), int32(0), int32(pagesAtOnce))); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("sqlite3_config returned %d", code)
	}
	return nil
})
