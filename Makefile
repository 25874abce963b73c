# Lumbung. `make demo` and `make test` are all that a newcomer needs; the rest is for those who stay.
SHELL := /bin/bash
PORT ?= 8080
DATA ?= .data/demo
CASES ?= 5000
SEED ?= 1
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help build test check run demo bench accept snapshots docs clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s '	'

build: ## the release build that users run
	@scripts/setup run
	swift build -c release --product lumbung

test: ## everything that CI checks: units, properties, definitions, HTTP, browser, accessibility, format
	@scripts/test

check: ## format, lint, the house's rules, all definitions (no server)
	@scripts/check

run: build ## a node on its data folder: make run DATA=… PORT=…
	.build/release/lumbung serve --data $(DATA) --port $(PORT) $(ARGS)

demo: build ## three demo governments with months of cases: make demo PORT=8080 CASES=5000 SEED=1
	.build/release/lumbung demo --data $(DATA) --port $(PORT) --seed $(SEED) --cases $(CASES) $(ARGS)

bench: ## the figures of the budgets, as ratios within one run
	@scripts/setup bench
	@scripts/bench

accept: ## the acceptance tests alone: a real server, HTTP, a browser
	@scripts/setup test
	swift build --product lumbung
	@scripts/accept

snapshots: ## writes the text snapshots anew; look at the difference before you commit it
	UPDATE=1 swift test

docs: ## the pictures of the README, from a running demo in a browser
	@scripts/setup test
	@scripts/pictures

clean: ## forgets builds and the demo's data
	rm -rf .build .data .venv
