# The verbs of the house; `make` alone lists them. Each is carried out by the plain-Python package `house`.
PYTHON ?= python3
.DEFAULT_GOAL := help
HOUSE = @exec $(PYTHON) -m house

.PHONY: help
help: ## list the verbs
	@awk -F ' ## ' '/^[a-z]+: ## /{sub(/:.*/, "", $$1); printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: up
up: ## everything from a bare clone, then serve: PORT= DOCUMENTS=<folder> DATABASE_URL= DATABASE_OWNER_URL=
	$(HOUSE) up

.PHONY: demo
demo: ## the same as `up` for an invented country, on a database and a port of its own
	$(HOUSE) demo

.PHONY: setup
setup: ## everything that `up` does, without serving
	$(HOUSE) up --no-serving

.PHONY: test
test: ## the whole suite from a bare clone, on a temporary database: ARGS="tests/methods -k name" PROCESSES=1 SPARK=1 FAULTS=1
	$(HOUSE) test

.PHONY: journeys
journeys: ## only the tests that drive a real browser
	$(HOUSE) test --journeys

.PHONY: check
check: ## style, types, import contracts, locks, migrations; changes nothing
	$(HOUSE) check

.PHONY: fix
fix: ## mend style and layout, changing files
	$(HOUSE) fix

.PHONY: bench
bench: ## run the benchmarks and keep what they say in bench/results/
	$(HOUSE) bench

.PHONY: pack
pack: ## check the packs
	$(HOUSE) pack

.PHONY: docs
docs: ## make the generated parts of docs/reference/ anew
	$(HOUSE) docs

.PHONY: lock
lock: ## make the locks anew from pyproject.toml: UPGRADE=1 for newer versions
	$(HOUSE) lock
