# `make` prints what can be done here. Each target first makes sure that the
# machine has what it needs: as root on Debian or Ubuntu it installs the missing
# packages, otherwise it names them (.ci/machine).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export GOTOOLCHAIN ?= auto

# One set of flags for everything that opens a real window: build, vet, tests.
# Another tag, or -trimpath left out once, compiles Fyne's C again: minutes. A
# tag that no dependency knows (e2e) costs nothing.
FLAGS := -trimpath -buildvcs=false -tags x11,migrated_fynedo,no_emoji,release
# Everything else needs no C compiler and no display: Fyne draws into memory.
PLAIN := -buildvcs=false -tags ci,migrated_fynedo

VERSION = $(shell sed -n 's/^ *Version *= *"\(.*\)"/\1/p' FyneApp.toml)
COMMIT  = $(shell git describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)
STAMP   = -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)

P        ?= ./...
V        ?=
FUZZTIME ?= 1m
LINT     := build/tools/golangci-lint
NO_FYNE  := ./checkout/... ./store/... ./printer/... ./ui/presenter/...

##@ Use it
.PHONY: help run build package
help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build the till and open it in training mode; without a display, film a sale instead
	@.ci/open

build: ## build/kasir
	@.ci/machine build
	CGO_ENABLED=1 go build $(FLAGS) -ldflags '$(STAMP)' -o "build/kasir$$(go env GOEXE)" .

package: build ## build/kasir_VERSION_ARCH.deb and .tar.gz
	@.ci/package "$(VERSION)"

##@ Change it
.PHONY: test unit e2e check fmt lint vet race tidy docs
test: unit e2e ## all tests: first those without C and display, then the real window under its own

unit: ## tests without C compiler and display (P=./checkout/... chooses, V=1 shows each)
	@.ci/machine
	CGO_ENABLED=0 go test -v -timeout=5m $(PLAIN) $(P) | V=$(V) .ci/tally

e2e: build ## the real window, driven by keys, on a display of its own
	@.ci/machine build test
	CGO_ENABLED=1 .ci/display go test -v -count=1 -timeout=15m $(FLAGS),e2e -run E2E . | V=$(V) .ci/tally

check: tidy docs vet lint unit race e2e ## everything that must pass before a change is done

fmt: $(LINT) ## format the source
	$(LINT) fmt

lint: $(LINT) ## .golangci.yml, formatting included
	CGO_ENABLED=0 $(LINT) run --allow-parallel-runners $(P)

vet: ## go vet: as tested, as built, and for the other systems
	@.ci/machine build
	CGO_ENABLED=0 go vet $(PLAIN),e2e,live ./...
	CGO_ENABLED=1 go vet $(FLAGS),e2e ./...
	GOOS=windows CGO_ENABLED=0 go vet $(PLAIN) ./...
	GOOS=darwin CGO_ENABLED=0 go vet $(PLAIN) $(NO_FYNE)

race: ## the tests of everything but the screens, looking for data races
	@.ci/machine build
	CGO_ENABLED=1 go test -v -race -timeout=10m $(PLAIN) $(NO_FYNE) | V=$(V) .ci/tally

tidy: ## go.mod says what is used, no more and no less
	@.ci/machine
	go mod tidy -diff

docs: ## links lead somewhere, decisions have their form, the changelog its version
	@.ci/docs

##@ Now and then
.PHONY: bench fuzz campaign mutants golden tour clean
bench: build ## benchmarks, those of the real window last
	@.ci/machine build test
	CGO_ENABLED=0 go test -timeout=60m $(PLAIN) -run '^$$' -bench . -benchmem $(P)
	CGO_ENABLED=1 .ci/display go test -count=1 -timeout=15m $(FLAGS),e2e -run '^$$' -bench E2E -benchtime 20x .

fuzz: ## a minute of each fuzz test (FUZZTIME=10m for more)
	@.ci/fuzz $(FUZZTIME) $(PLAIN)

campaign: ## crashes, faults and cuts that the till must survive; an hour, goes on where it stopped (ALL=1: hours; REPLAY='…': one)
	@.ci/machine campaign
	@REPLAY="$(REPLAY)" .ci/campaign $(PLAIN)

mutants: ## plant each bug of checkout/campaign/mutants; the sample of the campaign must notice it
	@.ci/machine
	@MUTANTS=all .ci/campaign $(PLAIN)

golden: ## rewrite the golden files; review them like code
	@.ci/golden $(PLAIN)

tour: build ## a sale on a display of its own; pictures and receipt in build/tour/
	@.ci/machine build test
	@.ci/tour

clean: ## remove what was built
	rm -rf build
	find . -path ./.git -prune -o -type d -path '*/testdata/failed' -exec rm -rf {} +

# The linter is compiled once from the versions that .ci/tools pins.
$(LINT): .ci/tools/go.mod .ci/tools/go.sum
	@.ci/machine
	go build -C .ci/tools -o ../../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $@
