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

.PHONY: setup
setup: ## everything that `up` does, without serving
	$(HOUSE) up --no-serving

