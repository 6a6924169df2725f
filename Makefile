# Two commands matter: `make dataset` builds the dataset, `make test` checks everything.
# Both make their own environment in .venv from the versions in constraints.txt.

SHELL := /bin/sh
VENV ?= .venv
PYTHONS ?= python3 python3.13 python3.12 python3.11
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PINNED := $(PIP) install --constraint constraints.txt
# What the tests need beside the development tools: every optional part of the package.
EXTRAS := dask,html,llm,plot,review,s3,site,warc

.DEFAULT_GOAL := help
.PHONY: test-spark checkbench help dataset test lint bench calibrate docs pictures constraints clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1: \2/p' Makefile

dataset: $(VENV)/runtime.stamp ## Code the sources, build the tables, validate them and write the release
	@$(BIN)/demarche dataset

test: lint ## Run everything that CI runs
	@$(BIN)/python -m pytest --numprocesses auto

lint: $(VENV)/dev.stamp ## Check style and types only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/runtime.stamp ## Measure the coder on every gold at hand, and its speed: benchmarks/report.md
	@$(BIN)/python benchmarks/coder.py

calibrate: $(VENV)/runtime.stamp ## Fit the points of confidence to the texts with gold
	@$(BIN)/python benchmarks/confidence.py --write

checkbench: $(VENV)/runtime.stamp ## Measure validation against merely reading the same file
	@$(BIN)/python benchmarks/validator.py

test-spark: $(VENV)/dev.stamp ## Run the core under Spark, where PySpark and Java are present
	@$(BIN)/python -m pytest -m spark tests/engines/test_spark.py

docs: $(VENV)/runtime.stamp ## Rewrite the pages that are generated
	@$(BIN)/demarche schema
	@$(BIN)/python -m demarche.report.cli_reference docs/cli.md

pictures: PAGE := docs/source-page.png
pictures: $(VENV)/dev.stamp ## Take the picture of the pages in README anew (needs Chromium)
	@$(BIN)/python -m demarche.site.picture $$(ls -d dataset/releases/*.*.* | sort -V | tail -n 1) $(PAGE)

# The build backend is installed first, pinned, and used in place: an isolated build would fetch whatever is newest.
$(VENV)/pip.stamp: constraints.txt
	@python=$$(.ci/find-python $(PYTHONS)) && \
	  echo "Setting up $(VENV) with $$($$python --version); the first time this takes a minute or two" && \
	  $$python -m venv $(VENV)
	@$(PINNED) pip hatchling
	@touch $@

$(VENV)/runtime.stamp: $(VENV)/pip.stamp pyproject.toml
	@$(PINNED) --no-build-isolation --editable '.[plot,review,site]'
	@touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp
	@$(PINNED) --no-build-isolation --editable '.[$(EXTRAS)]' --group dev
	@touch $@

# Resolved under the oldest supported Python, so that the versions exist for the newer ones too.
constraints: FRESH := build/constraints
constraints: ## Resolve all dependencies anew and rewrite constraints.txt
	@rm -rf $(FRESH)
	@python=$$(.ci/find-python python3.11 $(PYTHONS)) && $$python -m venv $(FRESH)
	@$(FRESH)/bin/python -m pip --quiet install --upgrade pip hatchling
	@$(FRESH)/bin/python -m pip --quiet install --no-build-isolation --editable '.[$(EXTRAS)]' --group dev
	@{ echo '# Versions that work together, for make dataset, make test and CI. Written by `make constraints`.'; \
	  $(FRESH)/bin/python -m pip freeze --all --exclude-editable | grep -v '^setuptools=='; } > constraints.txt.part
	@mv constraints.txt.part constraints.txt
	@rm -rf $(FRESH)
	@git --no-pager diff --stat -- constraints.txt

clean: ## Remove the environment and everything that git does not keep
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find builders tests -name __pycache__ -type d -prune -exec rm -rf {} +
