# `make ask Q=湖州的四大体系是什么` sets everything up and answers; `make test` sets everything up and tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Processes that test side by side, each test file in one of them: one more than cores, for tests that
# wait for programs, servers and files.
WORKERS ?= $(shell echo $$(($$(nproc 2> /dev/null || echo 2) + 1)))
export Q
# What is imported is compiled once, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
# Build back ends are pinned too: pip reads this inside its build environments.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c

# Install with these extras, and say what is being fetched. What is never run is never compiled.
define install
printf "取要用的包：" >&2; $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --no-compile --use-pep517 -e '.$(1)' \
    2> >(grep -v 'lxml .* does not provide the extra' >&2) \
    | { while read -r did what _; do case "$$did $$what" in \
        Collecting*) printf ' %s' "$${what%%[<>=!~;]*}";; \
        "Installing collected") printf '\n装入……';; \
        esac; done; } >&2 && echo 好了。 >&2
endef

.PRECIOUS: $(VENV)/.with-%
.PHONY: ask chat telegram web test coverage test-opensearch test-browser lint picture screenshots audit soak damage clean

ask: $(VENV)/.run
	@$(BIN)/wencheng ask -- "$$Q"

chat: $(VENV)/.run
	@$(BIN)/wencheng chat

telegram web: %: $(VENV)/.with-%
	@$(BIN)/wencheng $@

install-%: $(VENV)/.with-% ;

test: lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

# Tracing more than doubles what the tests take: by itself, not at each change.
coverage: $(VENV)/.dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n $(WORKERS) --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

test-opensearch: $(VENV)/.dev
	$(BIN)/python -m pytest tests/opensearch

test-browser: $(VENV)/.dev
	$(BIN)/python -m pytest tests/browser

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

picture: $(VENV)/.dev
	$(BIN)/python -m docs.picture

screenshots: $(VENV)/.dev
	$(BIN)/python -m docs.screenshots

audit: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --strict --disable-pip --no-deps -r constraints.txt

soak: $(VENV)/.dev
	$(BIN)/python -m tests.telegram.soak

damage: $(VENV)/.dev
	$(BIN)/python -m tests.damage

$(VENV)/bin/python:
	@echo "正在安装，只在第一次：建 $(VENV) 文件夹……" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@$(call install,)
	@$(BIN)/python -m compileall -q bot corpus retrieval
	@touch $@

# An extra comes with what is needed to run.
$(VENV)/.with-%: $(VENV)/bin/python pyproject.toml constraints.txt
	@$(call install,[$*])
	@$(BIN)/python -m compileall -q bot corpus retrieval
	@touch $(VENV)/.run $@

$(VENV)/.dev: $(VENV)/.with-dev
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
