# kaochang: `make run` starts the whole system with a demo school, `make test` checks everything.
PYTHON ?= python3
BOOT := $(PYTHON) scripts/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help setup lock

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: ## the Python environment, Node and Go (kept in .venv, .toolchain and the cache)
	@$(BOOT) test

lock: ## resolve requirements/*.in again into the hashed lock files (needs uv)
	cd requirements && for f in base dev node go; do uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o $$f.txt $$f.in || exit 1; done
