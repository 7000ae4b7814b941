package store

import (
	"errors"
	"fmt"
	"sync"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The pages of SQLite, of all its connections together, that have their memory in one piece: 18 MB.
const (
	pagesKept = 4096
	pageSize  = 4096 + 320 // with what SQLite notes of each
)

// keepPages gives SQLite memory for its pages that it keeps. When somebody has written, a connection that reads lets go of all its pages; one by one
// each goes back to the operating system otherwise, which cost more than reading them (a sixth of all processor time while wires came in). It must be
// called before the first connection is opened, and does something once. SQLITE_CONFIG_PAGECACHE of sqlite.org/malloc.html.
var keepPages = sync.OnceValue(func() error {
	tls := libc.NewTLS()
	defer tls.Close()
	memory := libc.Xmalloc(tls, pagesKept*pageSize)
	arguments := libc.Xmalloc(tls, 3*8)
	if memory == 0 || arguments == 0 {
		return errors.New("there is no memory for SQLite's pages")
	}
	defer libc.Xfree(tls, arguments)
	if code := sqlite3.Xsqlite3_config(tls, sqlite3.SQLITE_CONFIG_PAGECACHE, libc.VaList(arguments, memory, int32(pageSize), int32(pagesKept))); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("sqlite3_config returned %d", code)
	}
	return nil
})
