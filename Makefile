# Ascent's house-keeping. `make` alone lists what there is.
# A beginner needs one line of it: make start

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SETUP  := $(PYTHON) scripts/setup.py
PYTEST := $(BIN)/python -m pytest
# On two cores; each worker begins with one half, so that a module and what it starts stay together.
HALVES := -n 2 --dist worksteal
# Tests that open no browser and check no content; the rest of tests/ follows by itself.
UNIT   := src tests benchmarks --ignore=tests/journeys --ignore=tests/wheel --ignore=tests/chaos \
          --ignore=tests/attacks

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install start dev chromium kit test test-unit test-attacks test-postgres test-journeys \
        test-wheel content check check-all bench fuzz chaos screens vendor

help:  ## What can be made here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

install:  ## Put the engine into .venv
	@$(SETUP) engine

start:  ## Install what is missing, then serve Ascent (ARGS="--port 9000")
	@$(SETUP) start $(ARGS)

dev:
	@$(SETUP) dev

chromium: dev
	@$(BIN)/python scripts/chromium.py

kit: dev
	@$(BIN)/ascent add data

test: chromium kit  ## Every test, in the order in which they are likely to fail
	@$(MAKE) --no-print-directory test-unit test-attacks test-postgres test-journeys test-wheel \
	  chaos content

test-unit: kit
	@echo "== Unit, page, command and content tests on SQLite"
	@$(PYTEST) $(HALVES) $(UNIT)

test-attacks: kit
	@echo "== Hostile code against the sandbox"
	@$(PYTEST) $(HALVES) tests/attacks

test-postgres: kit
	@echo "== What touches the database, once more on PostgreSQL"
	@$(PYTEST) $(HALVES) --db=postgres $(UNIT)

test-journeys: chromium kit
	@echo "== Journeys in a real browser"
	@$(PYTEST) $(HALVES) tests/journeys

test-wheel: kit
	@echo "== The wheel in a clean environment"
	@$(PYTEST) tests/wheel

content: kit
	@echo "== The curriculum"
	@$(BIN)/ascent curriculum check

check: dev  ## Lint, format, types, layers, spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=src $(BIN)/lint-imports
	@$(BIN)/codespell

check-all: check test  ## check, then test (the curriculum included)

bench: kit  ## One benchmark: make bench NAME=first-run ARGS="--repeat 3"
	@$(BIN)/python -m benchmarks.$(subst -,_,$(or $(NAME),$(error Name a benchmark: make bench NAME=first-run))) $(ARGS)

fuzz: kit  ## Random examples, then coverage-guided ones, on what reads bytes (FUZZ_SECONDS=600)
	@HYPOTHESIS_PROFILE=fuzz $(PYTEST) -n 2 -m fuzz src tests
	@FUZZ_SECONDS=$(or $(FUZZ_SECONDS),600) $(BIN)/python -m tests.fuzz.fuzz_wire

chaos: kit  ## Kill and freeze everybody in the middle of checks, count verdicts (ROUNDS=200)
	@echo "== Killing and freezing everybody"
	@ASCENT_CHAOS_ROUNDS=$(or $(ROUNDS),10) $(PYTEST) tests/chaos

screens: chromium kit  ## Photograph every page into screens/
	@$(BIN)/python -m scripts.screens $(ARGS)

vendor:  ## Rebuild the browser parts in src/ascent/ui/static (needs Node)
	npm ci --prefix frontend
	node frontend/build.mjs
