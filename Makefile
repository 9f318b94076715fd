# Two commands for newcomers: make run, make test. The others are for those who stay.
.DEFAULT_GOAL := help
.PHONY: help run preview test lint types unit crash evaluate fit bench check lock clean

VENV := .venv
PYTHON := $(VENV)/bin/python
# An environment whose Python is gone (the system has a newer one) is made anew, with all that was in it.
$(shell test -x $(PYTHON) || rm -f $(VENV)/locked $(VENV)/locked-dev)
# The newest interpreter of 3.11 to 3.13 that really starts (a version manager's shim may not); BOOT_PYTHON names one.
FIND_PYTHON = for p in $(or $(BOOT_PYTHON),python3.13 python3.12 python3.11 python3); do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo "$$p"; break; }; done
NO_PYTHON = $(if $(BOOT_PYTHON),BOOT_PYTHON=$(BOOT_PYTHON) is no Python 3.11 to 3.13,no Python 3.11 to 3.13 found; install one, or name it: make BOOT_PYTHON=/path/to/python3.11 run)
# pip's many lines become a dot for each package; what it says of an error is kept.
INSTALL = { $(PYTHON) -m pip --disable-pip-version-check install --progress-bar off --no-deps --require-hashes -r $(1) 2>&1 || echo FAILED; } \
	| { failed=0; while IFS= read -r line; do case "$$line" in \
		Collecting*|Requirement*) printf .;; Installing*) printf ' unpacking';; ERROR*|*No\ module\ named*) printf '\n%s' "$$line";; FAILED) failed=1;; \
	esac; done; echo; exit $$failed; } \
	|| { echo "make: the dependencies could not be installed (is there a network?); run the same command again" >&2; exit 1; }
# Tests run side by side, one worker a core.
WORKERS ?= auto

help: ## Say what each command does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 16

$(VENV)/bin/python:
	@p=$$($(FIND_PYTHON)); \
	if [ -z "$$p" ]; then echo "make: $(NO_PYTHON)" >&2; exit 1; fi; \
	echo "==> Making the environment in $(VENV) with $$($$p --version)"; \
	"$$p" -m venv --clear $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); echo "make: $$p cannot make an environment; install its venv package (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }

# A lock file newer than its stamp is installed again; otherwise this costs nothing.
$(VENV)/locked: requirements.lock | $(VENV)/bin/python
	@echo "==> Installing the locked dependencies (once; about a minute)"
	@$(call INSTALL,requirements.lock)
	@touch $@

$(VENV)/locked-dev: requirements-dev.lock | $(VENV)/bin/python
	@echo "==> Installing the locked dependencies for development (once; about a minute)"
	@$(call INSTALL,requirements-dev.lock)
	@touch $@ $(VENV)/locked

run: $(VENV)/locked ## Start the bot: live when BOT_TOKEN is set (in .env or the environment), else the preview in a browser
	@$(PYTHON) -m bot run --or-preview

preview: $(VENV)/locked ## Start the preview in a browser, without token and network
	@$(PYTHON) -m bot preview

test: lint types unit ## Lint, types and all tests

lint: $(VENV)/locked-dev ## Style and layout (ruff)
	@echo "==> Lint"
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --quiet --check . || { echo "make: run '$(PYTHON) -m ruff format .'" >&2; exit 1; }

types: $(VENV)/locked-dev ## Types (mypy, strict)
	@echo "==> Types"
	@$(PYTHON) -m mypy --no-error-summary

unit: $(VENV)/locked-dev ## The tests alone
	@echo "==> Tests"
	@$(PYTHON) -m pytest -q -n $(WORKERS) -m "not crash"

crash: $(VENV)/locked-dev ## The long tests: kill -9 twenty times each and at each named point, and bent rules in the simulation
	@echo "==> Crash tests (some minutes)"
	@$(PYTHON) -m pytest -m crash -v tests/crash tests/simulation

evaluate: $(VENV)/locked ## Count the answers to labelled messages: those tuned on, and those that nobody has looked at
	@echo "==> Messages that the thresholds were fitted to"
	@$(PYTHON) -m bot evaluate tests/data/tuned_*.jsonl
	@echo; echo "==> Messages that nobody has looked at"
	@$(PYTHON) -m bot evaluate --counts tests/data/unseen_*.jsonl

fit: $(VENV)/locked ## Fit the weights of understanding to the labelled messages anew
	@$(PYTHON) -m benchmarks.fit tests/data/tuned_*.jsonl

bench: $(VENV)/locked ## The engine in figures: heartbeat, start, memory, pace (minutes; BENCH=--full: half an hour)
	@$(PYTHON) -m benchmarks.outbox $(BENCH)

check: $(VENV)/locked ## Validate settings and content
	@$(PYTHON) -m bot check

lock: ## Write both lock files anew from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements-dev.lock

clean: ## Remove the environment and caches (never data/)
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .coverage
