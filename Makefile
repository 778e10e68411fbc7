# Everything that is done often. On Windows: py -m grader.bootstrap learn (or test, check, lessons).
PYTHON ?= python3
UV ?= uv

# The same list on every machine: for all platforms, with hashes, without this machine's addresses.
COMPILE = $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make requirements" -q

.DEFAULT_GOAL := help
.PHONY: help learn test check lessons requirements

help:  ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

learn:  ## Set everything up and open the lessons where you stopped
	@$(PYTHON) -m grader.bootstrap learn

test:  ## Set everything up and run every test
	@$(PYTHON) -m grader.bootstrap test

check:  ## Run every check that is no test: style, types, layers, items, built lessons
	@$(PYTHON) -m grader.bootstrap check

lessons:  ## Build the lessons from their sources in curriculum/src
	@$(PYTHON) -m grader.bootstrap lessons

requirements:  ## Pin what pyproject.toml asks for, anew (needs uv)
	$(COMPILE) -o requirements.txt pyproject.toml --group install
	$(COMPILE) -c requirements.txt -o requirements-test.txt --group test
