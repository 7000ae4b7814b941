# make test     everything that a change must pass, as CI runs it
# make quick    the Go tests on SQLite only: to run after each save
# make ui       build what browsers run into ui/dist
# make gen      make what is generated: templates, and the golden files of tests
# make lint     the linters
# make fuzz     fuzz each parser for a minute

GO     ?= go
TEMPL  := $(GO) run github.com/a-h/templ/cmd/templ@v0.3.977
LINT   := $(GO) tool -modfile=tools/go.mod golangci-lint
BROWSE := npm --prefix ui run --silent

.PHONY: test quick ui gen lint fuzz
test:
	tools/check

quick:
	$(GO) test -short ./...

ui:
	$(BROWSE) build

gen:
	$(TEMPL) generate
	$(GO) test ./internal/reader/press ./internal/move -update

lint:
	$(LINT) run ./...

fuzz:
	tools/fuzz 1m
