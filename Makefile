# `make ask Q=湖州的四大体系是什么` sets everything up and answers; `make test` sets everything up and tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export Q
# Build back ends are pinned too: pip reads this inside its build environments.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.PHONY: ask chat web test test-opensearch test-browser lint picture screenshots soak clean

ask: $(VENV)/.run
	@$(BIN)/wencheng ask -- "$$Q"

chat: $(VENV)/.run
	@$(BIN)/wencheng chat

web: $(VENV)/.run
	@$(BIN)/wencheng web

test: lint
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

test-opensearch: $(VENV)/.dev
	$(BIN)/python -m pytest tests/opensearch

test-browser: $(VENV)/.browser
	$(BIN)/python -m pytest tests/browser

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

picture: $(VENV)/.dev
	$(BIN)/python -m docs.picture

screenshots: $(VENV)/.browser
	$(BIN)/python -m docs.screenshots

soak: $(VENV)/.dev
	$(BIN)/python -m tests.telegram.soak

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "正在安装，请稍候……" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 -e . >&2
	@$(BIN)/python -m compileall -q bot corpus retrieval
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 -e '.[dev]' >&2
	@touch $@

$(VENV)/.browser: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 -e '.[browser]' >&2
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
