# make run         the page on http://localhost:8501 (PORT=…; ADDRESS=0.0.0.0 lets a classroom in)
# make serve       the same as several server processes (PROCESSES=…) behind nginx: deploy/README.md
# make test        linter, type checker, unit, page and browser tests (TESTERS=2 at once)
# make check       linter and type checker alone
# make bench       speed beside scikit-learn and PyTorch
# make bench-page  smoothness of the page in Chromium
# make bench-class a class of up to thirty students at one server
# make bench-long  an hour in one session at the server, and five minutes of it in Chromium
# make clean       remove the environment and what tests leave behind

PORT ?= 8501
ADDRESS ?= localhost
TESTERS ?= 2
PROCESSES ?= 2
VENV := .venv
PYTHON := $(VENV)/bin/python

# Two browsers on two cores can starve each other: what failed beside another test is tried once more, alone.
ALONE = $(PYTHON) -m pytest --last-failed --last-failed-no-failures none

.PHONY: run serve test check bench bench-page bench-class bench-long environment browser nginx clean

run: $(VENV)/.run-installed
	$(PYTHON) -m streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.showEmailPrompt false

serve: $(VENV)/.run-installed
	$(PYTHON) -m deploy.serve --processes $(PROCESSES) --address $(ADDRESS) --port $(PORT)

# Whole files go to a tester, in their order: those of browser tests, the longest, first; small ones fill in the end.
test: check browser nginx
	$(PYTHON) -m pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder || $(ALONE)

check: environment
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

bench: environment
	$(PYTHON) -m benchmarks.engine
	$(PYTHON) -m benchmarks.stack

bench-page: environment browser
	$(PYTHON) -m benchmarks.live_page

bench-class: environment
	$(PYTHON) -m benchmarks.classroom

bench-long: environment browser
	$(PYTHON) -m benchmarks.long_run
	$(PYTHON) -m benchmarks.long_run browser

environment: $(VENV)/.dev-installed

browser: $(VENV)/.dev-installed
	@$(PYTHON) tests/browser/chromium.py

nginx: $(VENV)/.dev-installed
	@$(PYTHON) -m tests.deploy.nginx

# The marks are as old as the last installation, so that pip runs only when the requirements have changed since.
$(VENV)/.run-installed: requirements.txt | $(VENV)/bin/pip
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev-installed: requirements-dev.txt requirements.txt | $(VENV)/bin/pip
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run-installed

$(VENV)/bin/pip:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, as python3."; exit 1; }
	@python3 -c 'import ensurepip' 2>/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qq --no-install-recommends python3-venv; } \
		|| { echo "Python's venv is missing. Install it: sudo apt-get install python3-venv"; exit 1; }
	python3 -m venv $(VENV)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -prune -exec rm -rf {} +
