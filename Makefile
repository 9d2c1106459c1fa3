# Everything a developer or an evaluator does, by one word each. `make` lists the words.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

DATA ?= .data
BIN := bin
TOOLS := $(BIN)/tools
PROGRAM := $(BIN)/onvindbaren
TEMPORAL := $(BIN)/onvindbaren-temporal

# The commit is stamped into the program where git will say; an unpacked archive has none.
VCS := $(shell git rev-parse --verify -q HEAD >/dev/null 2>&1 && git status --porcelain >/dev/null 2>&1 && echo true || echo false)

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## install what is missing (Postgres), or say how
	@scripts/setup

.PHONY: build
build: $(PROGRAM) $(TEMPORAL) ## build the program and the embedded Temporal server into bin/

# Go knows best what has changed.
.PHONY: $(PROGRAM) $(TEMPORAL)
$(PROGRAM):
	@go build -v -buildvcs=$(VCS) -o $@ ./cmd/onvindbaren 2>&1 | scripts/progress "building $@"

$(TEMPORAL):
	@test -e $@ || echo "The first build of the embedded Temporal server takes minutes; later ones take seconds."
	@cd embedded && go build -v -buildvcs=false -o ../$@ . 2>&1 | ../scripts/progress "building $@"

.PHONY: test
test: setup ## set up what is missing and run every check and test
	@scripts/test

.PHONY: lint
lint: $(TOOLS)/golangci-lint $(TOOLS)/workflowcheck ## import arrows, style and the determinism of workflows
	@$(TOOLS)/golangci-lint run ./...
	@cd embedded && ../$(TOOLS)/golangci-lint run --config ../.golangci.yml ./...
	@$(TOOLS)/workflowcheck -config tools/workflowcheck.yaml ./workflows/...

$(TOOLS)/golangci-lint $(TOOLS)/workflowcheck &: tools/go.mod tools/go.sum
	@echo "The first build of the linters takes minutes."
	@mkdir -p $(TOOLS)
	@cd tools && go build -v -o ../$(TOOLS)/ tool 2>&1 | ../scripts/progress "building linters"
	@touch $(TOOLS)/golangci-lint $(TOOLS)/workflowcheck

.PHONY: format
format: $(TOOLS)/golangci-lint ## format all Go files
	@$(TOOLS)/golangci-lint fmt ./...
	@cd embedded && ../$(TOOLS)/golangci-lint fmt --config ../.golangci.yml ./...

.PHONY: generate
generate: ## make generated files again
	@go generate ./...

.PHONY: verify
verify: ## generated files, modules and idioms are up to date
	@scripts/verify

.PHONY: bench
bench: setup build ## measure against the budgets; BENCH_OUT=FILE writes the numbers
	@go test ./internal/e2e -run '^$$' -bench Budgets -benchtime 1x -timeout 60m

.PHONY: demo
demo: setup build ## the main job, from import to counts, on this machine
	@DATA=$(DATA) scripts/demo

.PHONY: clean
clean: ## remove what was built and the data directory
	@DATA=$(DATA) scripts/clean
