# kaochang: `make run` starts the whole system with a demo school, `make test` checks everything.
PYTHON ?= python3
PORT ?= 8080
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test demo-reset setup check lock doctor

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: ## set up what is missing and run everything with the demo school (PORT=8080, LAN=1 for phones)
	@$(PYTHON) scripts/bootstrap.py run
	@DEMO=1 PORT=$(PORT) LAN=$(or $(LAN),0) exec $(BIN)/kaochang up

demo-reset: ## the same, with a demo school that begins again
	@$(PYTHON) scripts/bootstrap.py run
	@DEMO=1 PORT=$(PORT) LAN=$(or $(LAN),0) exec $(BIN)/kaochang up --reset-demo

test: ## everything: format, lint, types, Go, web, pytest in two processes, then tests with live pictures one by one
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/checks.py
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(wildcard tests)
	@$(BIN)/python -m pytest -p no:schemathesis -n 2 --dist loadfile --no-loadscope-reorder $(wildcard e2e/pages e2e/attacks)
	@$(BIN)/python -m pytest -p no:schemathesis $(wildcard e2e) --ignore e2e/pages --ignore e2e/attacks

check: ## one or more of the checks before pytest, e.g. make check ONLY="lint types"
	@$(BIN)/python scripts/checks.py $(ONLY)

doctor: ## look at each part of the running system and say what is wrong
	@$(BIN)/kaochang doctor

setup: ## the Python environment, Node and Go (kept in .venv, .toolchain and the cache)
	@$(PYTHON) scripts/bootstrap.py test

lock: ## resolve requirements/*.in again into the hashed lock files (needs uv)
	cd requirements && for f in base dev node go; do uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o $$f.txt $$f.in || exit 1; done
