# The two commands a newcomer needs are `make brief` and `make test`; the rest is for people who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= ukraine-2024
OUT ?= out
WORKERS ?= auto
INPUTS ?= 10000
KINDS ?=

.DEFAULT_GOAL := help
.PHONY: help brief test types imports site fuzz docs pages bench peers format lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Interpose needs Python 3.11 to 3.13; {sys.executable} is {v[0]}.{v[1]}. Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/main.stamp: requirements/main.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/main.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/main.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

brief: $(VENV)/main.stamp ## the main job: answer the case in a brief (CASE=ukraine-2024 OUT=out)
	$(BIN)/interpose brief $(CASE) -o $(OUT)

test: $(VENV)/dev.stamp ## lint, types, import direction, doctests, docs and all tests (WORKERS=auto)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory --jobs=2 types imports site
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

# Each of these keeps one core busy: `make test` runs them beside one another.
types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

site: $(VENV)/dev.stamp
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir $(VENV)/site

fuzz: $(VENV)/dev.stamp ## read INPUTS damaged inputs of each kind; goes on where the last run ended (INPUTS=10000 KINDS="tables yaml")
	$(BIN)/python -m tests.fuzz --inputs $(INPUTS) $(if $(KINDS),--kinds $(KINDS))

pages: $(VENV)/dev.stamp ## write the pages of the reference that follow from the code
	$(BIN)/python docs/pages.py

docs: $(VENV)/dev.stamp ## build the documentation site into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: $(VENV)/dev.stamp ## run the benchmarks (ratios against the bare solver and peers)
	$(BIN)/python -m benchmarks

$(VENV)/peers.stamp: requirements/benchmarks.txt $(VENV)/dev.stamp
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/benchmarks.txt
	@touch $@

peers: $(VENV)/peers.stamp ## force generation, power indices and studies beside other packages, which are installed apart for it
	$(BIN)/python -m benchmarks generate --peers
	$(BIN)/python -m benchmarks power --peers
	$(BIN)/python -m benchmarks explore --peers

format: $(VENV)/dev.stamp ## format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## resolve the pinned dependencies anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --upgrade --extra build pyproject.toml -o requirements/main.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --upgrade --extra build --extra explore --extra export --extra reading --extra cluster --extra dev -c requirements/main.txt pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --upgrade -c requirements/main.txt requirements/benchmarks.in -o requirements/benchmarks.txt

clean: ## remove what was built
	rm -rf $(VENV) $(OUT) site
