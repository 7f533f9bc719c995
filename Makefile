# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
#
# Everything is installed into .venv and only there, every file held to its hash in requirements/.
# A stamp inside .venv says what is installed, so a second run starts at once.

PYTHON ?= python3
ARGS   ?=

BIN   := .venv/bin
VENV  := .venv/.stamp-venv
RUN   := .venv/.stamp-run
DEV   := .venv/.stamp-dev
APP   := .venv/.stamp-app
WORDS := $(patsubst %.po,%.mo,$(wildcard */locales/*/LC_MESSAGES/*.po))

# pip asks rustc for its version, and rustup would make a folder in an empty home folder for that.
ifeq ($(RUSTUP_HOME)$(wildcard $(HOME)/.rustup),)
export RUSTUP_HOME := $(CURDIR)/.venv/.rustup
endif

# Twice quiet: warnings about a mirror that lacks a name say nothing to a reader. Errors still show.
PIP    := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
PINNED := $(PIP) install --no-deps --require-hashes --no-compile
say     = @echo "$(1)" >&2

.DEFAULT_GOAL := help
.PHONY: help demo test check words bench bench-backend lock wheel clean
.NOTPARALLEL:
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(APP) $(WORDS)  ## open the app on a fictional case; ARGS="--lang nl --plain" prints it as lines
	@exec $(BIN)/tbp demo $(ARGS)

# Most tests wait: for a screen, a process, a disk. So there are more of them at once than processors.
test: $(DEV) $(APP) $(WORDS)  ## run the tests; ARGS="-k ticket" runs a part, one at a time
	@exec $(BIN)/python -m pytest $(or $(ARGS),-n $$(($$(nproc) * 2)))

check: $(DEV) $(APP) $(WORDS)  ## form, types, imports, dependencies, spelling, licences, words
	@exec $(BIN)/python tools/check.py

words: $(DEV) $(APP)  ## put new words from the code into the catalogues, to be translated there
	@exec $(BIN)/python tools/catalogues.py update

bench: $(DEV) $(APP) $(WORDS)  ## measure, beside the bounds of the design
	@exec $(BIN)/python -m bench $(ARGS)

bench-backend: $(DEV) $(APP) $(WORDS)  ## the same for the backend alone; wants the programs of PostgreSQL
	@exec $(BIN)/python -m bench backend_pages two_processes doorbells

lock: $(DEV)  ## pin the dependencies anew; ARGS="--upgrade" takes newer ones
	@exec $(BIN)/python tools/lock.py $(ARGS)

wheel: $(DEV)  ## build the wheel into dist/
	@exec $(BIN)/python -m hatchling build --target wheel

clean:  ## remove what was built and the caches; .venv stays
	@rm -rf dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* htmlcov
	@rm -f $(WORDS)
	@find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

# --- what .venv holds -------------------------------------------------------------------------------------

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.13" \
	  if sys.version_info < (3, 11) else 0)'
	$(call say,Installing into .venv. This happens once and takes about half a minute.)
	@$(PYTHON) -m venv .venv
	@touch $@

$(RUN): requirements/run.txt requirements/build.txt | $(VENV)
	@$(PINNED) -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true
	@touch $@

# dev.txt holds the pins of run.txt and build.txt as well
$(DEV): requirements/dev.txt | $(VENV)
	$(call say,Installing the tools for development into .venv.)
	@$(PINNED) -r requirements/dev.txt
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true
	@touch $@ $(RUN)

$(APP): pyproject.toml hatch_build.py tbp_tui/__init__.py $(RUN)
	@$(PIP) install --no-deps --no-index --no-build-isolation --editable .
	@touch $@

%.mo: %.po | $(APP)
	@$(BIN)/python hatch_build.py
