// Package news is the language of the newsroom: stories, revisions, dispatches,
// bylines, datelines, embargoes, flashes, corrections and kills, and the rules
// that move a story from an idea to a published page and, if it must be, off
// that page again.
//
// It is pure. Nothing here opens a file, a socket or a database, and nothing
// here reads the clock: a rule that depends on the time takes now.
package news
