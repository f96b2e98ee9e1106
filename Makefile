# make demo    set up, build the four seed records, answer a question, write the page and the Turtle
# make test    set up what tests need, system parts included, and test
# make check   lint, types, import rules, spelling
# make bench   measure speed and accuracy
# make notebook  run docs/tutorial.ipynb anew
# make reference  write the ontology's picture, page and alignments anew, and read the alignments with sssom
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ONTOLOGY_VENV := .venv-ontology
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
# uv installs in a third of pip's time; where it does not run or does not see the index, pip does the same.
UV := $(BIN)/uv pip install --python $(BIN)/python --quiet

.DELETE_ON_ERROR:
.PHONY: demo test check bench notebook ontology-tools reference clean

demo: $(VENV)/.installed
	@$(BIN)/iokg demo --out out

test: $(VENV)/.ready-to-test
	@.ci/system-parts
	@$(BIN)/python -m pytest

check: $(VENV)/.ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

bench: $(VENV)/.ready-to-test
	$(BIN)/python -m benchmarks.startup

notebook: $(VENV)/.ready-for-notebooks
	@$(BIN)/python -m jupyter nbconvert --config docs/nbconvert.json --inplace docs/tutorial.ipynb

ontology-tools: $(ONTOLOGY_VENV)/.ready

reference: $(ONTOLOGY_VENV)/.ready
	$(ONTOLOGY_VENV)/bin/python -m kg.graph.ontology.alignments
	$(ONTOLOGY_VENV)/bin/python -m kg.graph.ontology.picture docs/model.svg
	$(ONTOLOGY_VENV)/bin/python -m kg.graph.ontology.reference docs/reference.html
	$(ONTOLOGY_VENV)/bin/sssom validate ontology/alignments.sssom.tsv

clean:
	rm -rf $(VENV) $(ONTOLOGY_VENV) out build dist

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "iokg needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "setting up $(VENV) (once)" >&2
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv is missing: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install --no-compile uv || true
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	@echo "installing iokg" >&2
	@$(UV) --editable . 2>/dev/null || $(PIP) install --no-compile --editable .
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.installed
	@echo "installing what tests need" >&2
	@$(UV) --group dev 2>/dev/null || { $(PIP) install --upgrade 'pip>=25.1' && $(PIP) install --group dev; }
	@touch $@

$(VENV)/.ready-for-notebooks: $(VENV)/.installed
	@echo "installing what runs notebooks" >&2
	@$(UV) --group notebook 2>/dev/null || { $(PIP) install --upgrade 'pip>=25.1' && $(PIP) install --group notebook; }
	@touch $@

$(ONTOLOGY_VENV)/.ready: $(VENV)/.installed pyproject.toml
	@echo "installing pyLODE and sssom into $(ONTOLOGY_VENV)" >&2
	@$(PYTHON) -m venv $(ONTOLOGY_VENV)
	@$(BIN)/uv pip install --quiet --python $(ONTOLOGY_VENV)/bin/python --editable . --group ontology
	@touch $@
