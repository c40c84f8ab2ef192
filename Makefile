# Every target makes what it needs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help demo test check bench pictures clean

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.ready  ## Show the main job: a small LMS and the tool, course included
	@$(BIN)/mooc-tool demo $(ARGS)

test: $(VENV)/.ready-test  ## Run the tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: $(VENV)/.ready-test  ## Run the linters, the type checker and the layer contracts
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/mooc-tool pack check content/economie-collaborative

bench: $(VENV)/.ready-test  ## Measure speed against peers, as ratios
	@for each in benchmarks/*.py; do $(BIN)/python $$each; done

pictures: $(VENV)/.ready-test  ## Take the pictures of the README again, from the demonstration
	@$(BIN)/python tools/pictures.py

clean:  ## Remove the virtual environment and caches (never the instance folder)
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.ready: pyproject.toml uv.lock
	@PYTHON=$(PYTHON) VENV=$(VENV) sh tools/venv
	@touch $@

$(VENV)/.ready-test: pyproject.toml uv.lock
	@PYTHON=$(PYTHON) VENV=$(VENV) sh tools/venv test
	@touch $@ $(VENV)/.ready
