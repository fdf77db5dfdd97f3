# make demo        set up and read the example page
# make test        set up and run the linters, the type checker and every test but those of `make test-all`
# make test-all    the tests that need PyTorch or Spark
# make clean       remove the environment

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet

# Everything that a test imports; PyTorch and Spark come with test-all.
EXTRAS := all,dev
# This exact version has a wheel without CUDA; any other may pull gigabytes.
TORCH  := torch==2.13.0

.PHONY: demo test test-all lint clean

demo: $(VENV)/demo.stamp
	$(BIN)/onrecord read examples/harbour-rules/page.txt --format table

test: lint
	scripts/with-postgres scripts/with-chromium $(BIN)/python -m pytest -m "not torch and not spark"

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test-all: $(VENV)/test-all.stamp
	scripts/with-postgres scripts/with-java $(BIN)/python -m pytest -m "torch or spark"

clean:
	rm -rf $(VENV)

# A stamp is newer than pyproject.toml when the environment holds what that asks for.
$(VENV)/demo.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/demo.stamp
	$(PIP) --editable ".[$(EXTRAS)]"
	touch $@

$(VENV)/test-all.stamp: $(VENV)/test.stamp
	$(PIP) $(TORCH)
	$(PIP) --editable ".[$(EXTRAS),train,spark]"
	touch $@
