# Two commands for everybody: `make demo` shows it, `make test` proves it. Both set up what they need.
# The others are for people who change callflows: see CONTRIBUTING.md.

# The first Python on the path that is new enough; `make PYTHON=… demo` chooses another.
PYTHON ?= $(or $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && echo $$python && break; done),python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
DEMO := demo

.PHONY: demo test native test-native fuzz lint format bench bench-all lock clean
.DEFAULT_GOAL := test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("callflows needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements/run.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: requirements/dev.lock $(VENV)/run.done
	$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/bench.done: requirements/bench.lock $(VENV)/dev.done
	$(PIP) --require-hashes -r requirements/bench.lock
	@touch $@

# The official JavaScript SDK, for the tests that drive it. They skip where there is no npm.
$(VENV)/node.done: examples/javascript/package-lock.json | $(BIN)/python
	@if command -v npm > /dev/null; then cd examples/javascript && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error; \
	else echo "npm is not here: the tests with the official JavaScript SDK will skip"; fi
	@touch $@

demo: $(VENV)/run.done ## Seed a local org, create a dozen flows that call one shared flow, and call them
	@CALLFLOWS=$(CURDIR)/$(BIN)/callflows bash examples/demo.sh $(DEMO)

test: $(VENV)/dev.done $(VENV)/node.done ## The whole test suite
	$(BIN)/python -m pytest -n 2 --dist worksteal -q

native: build/native/built ## Compile the engine with mypyc into build/native: PYTHONPATH=build/native runs it

build/native/built: $(VENV)/dev.done support/native.py $(shell find src/callflows -name "*.py")
	$(BIN)/python support/native.py build/native
	@touch $@

test-native: native ## The tests of the engine and of expressions, on the compiled engine
	PYTHONPATH=build/native $(BIN)/python -m pytest -n 2 -q tests/engine tests/expressions

fuzz: $(VENV)/dev.done ## Read damaged flow files for a minute
	$(BIN)/python -m tests.architect.fuzz 60

lint: $(VENV)/dev.done ## Style, types, floors, and that generated documents are current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python support/generate.py --check

format: $(VENV)/dev.done ## Bring code and generated documents to their form
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	$(BIN)/python support/generate.py

bench: $(VENV)/bench.done ## Measure what docs/performance.md reports
	$(BIN)/python -m bench.run

lock: $(VENV)/dev.done ## Pin the newest dependencies, with hashes
	$(PIP) uv
	bash requirements/lock.sh $(BIN)/uv

clean:
	rm -rf $(VENV) .callflows .pytest_cache .mypy_cache .ruff_cache
