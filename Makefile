# Bellwether: everything a developer or a visitor does, by one word each.
# `make help` lists the words. GNU Make, any POSIX shell; Python 3.11 or newer.

PORT ?= 8501
# Only this machine may connect. ADDRESS=0.0.0.0 opens it to the network.
ADDRESS ?= localhost
# Where `make screenshots` puts its pictures.
SCREENSHOTS ?= docs/screenshots
# The Python that makes .venv; without it the first that is new enough.
PYTHON ?=
# More arguments for pytest: make quick ARGS="-k linear -x"
ARGS ?=
# So many tests run at once, each worker with a server, a browser and ports of its own.
WORKERS ?= 2

# So many minutes each reader of hostile input is fuzzed.
MINUTES ?= 5
# More arguments for the fuzzing, such as the names of some readers: make fuzz FUZZ="card link"
FUZZ ?=

# How many accounts the made-up books of `make bench` have, and the largest that shows how work grows:
# a million need 10 GB of memory.
ACCOUNTS ?= 10000
LARGEST ?= 100000

# One part of `make soak`: kills, load, idle, attacks, churn or fuzz; all without.
PART ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip -qq --disable-pip-version-check
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
FUZZING := $(VENV)/.fuzz-installed
RIVALS := .venv-rivals/.installed

# Whatever the machine says: with what Python keeps of the code in __pycache__, each program that
# a test starts begins three seconds sooner, and each worker has its tests in half the time.
unexport PYTHONDONTWRITEBYTECODE

# A file of tests stays with one worker; tests/conftest.py says which begins first.
SIDE_BY_SIDE := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# OpenBLAS would have a thread for each processor in each worker, which wait for each other and
# take half as much again.
ONE_THREAD := OPENBLAS_NUM_THREADS=1
# Each worker reads every file of tests it is given, so it is given no others.
WITHOUT_BROWSER := --ignore=tests/browser -m "not browser"
IN_BROWSER := $(patsubst %/,--ignore=%,$(filter-out tests/browser/,$(wildcard tests/*/))) -m browser

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run serve install install-dev chromium postgres java office proxy test quick check audit lint \
        lint-ruff lint-format lint-types lint-imports fuzz soak bench bench-engines bench-rivals \
        bench-report schema demo-data screenshots clean

help:  ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME)  ## start the app on its demo data (PORT=8501)
	@$(PY) -m scoring.limits
	@echo
	@echo "  Bellwether: http://localhost:$(PORT)"
	@echo "  (stop it with Ctrl-C)"
	@echo
	@exec $(PY) -m streamlit run app.py --server.headless true \
	    --server.address $(ADDRESS) --server.port $(PORT)

serve: $(RUNTIME)  ## the same as on a server: strict headers, nothing watched (docs/deploy.md)
	@exec $(PY) -m scoring.ui.serve --address $(ADDRESS) --port $(PORT)

install: $(RUNTIME)  ## make .venv and install what the app needs
install-dev: $(DEV)

# Where arguments choose some of the tests, one of the two parts may be empty (5).
test: $(DEV) chromium postgres java office proxy  ## run every test; says loudly what could not be run
	@failed=0; \
	$(ONE_THREAD) $(PY) -m pytest $(WITHOUT_BROWSER) $(SIDE_BY_SIDE) $(ARGS) || failed=$$?; \
	[ "$$failed" = 5 ] && [ -n "$(ARGS)" ] && failed=0; \
	$(PY) -m pytest $(IN_BROWSER) $(SIDE_BY_SIDE) $(ARGS) || { \
	    status=$$?; \
	    if [ "$$status" = 1 ]; then \
	        echo "Some tests in the browser failed; they run once more, one by one, for a busy machine is slow."; \
	        $(PY) -m pytest $(IN_BROWSER) --last-failed --last-failed-no-failures none $(ARGS) \
	        && status=0; \
	    fi; \
	    [ "$$status" = 0 ] || { [ "$$status" = 5 ] && [ -n "$(ARGS)" ]; } || failed=$$status; }; \
	exit $$failed

quick: $(DEV)  ## run some tests of every part in a minute or two
	@$(ONE_THREAD) $(PY) -m pytest $(SIDE_BY_SIDE) --hypothesis-profile quick $(ARGS) \
	    $(patsubst %,--ignore=tests/%,browser engines office reference) \
	    -m "not slow and not browser and not bench and not reference and not postgres and not spark and not office"

check: lint quick  ## style, types, import contracts and the quick tests

audit: $(DEV)  ## ask for known weaknesses of what the app runs on; says so where nobody answers
	@$(PY) -m tests.supply.audit

lint: lint-ruff lint-format lint-types lint-imports
lint-ruff: $(DEV)
	@$(PY) -m ruff check .
lint-format: $(DEV)
	@$(PY) -m ruff format --check .
lint-types: $(DEV)
	@$(PY) -m mypy
lint-imports: $(DEV)
	@$(PY) -c "from importlinter.cli import lint_imports_command as lint; lint()" --no-logo

fuzz: $(FUZZING)  ## try hostile cards, links and files for long (MINUTES=5 each)
	@$(PY) -m tests.fuzz --minutes $(MINUTES) $(FUZZ)

bench: $(RUNTIME)  ## measure the speeds we promise (ACCOUNTS=10000 LARGEST=100000)
	@$(PY) -m scoring bench --accounts $(ACCOUNTS) --largest $(LARGEST)
	@if $(PY) -c "import playwright" 2>/dev/null && $(PY) -m tests.browser.chromium >/dev/null; then \
	    for script in latency "latency --accounts $(ACCOUNTS)" coldstart load crowd; do \
	        echo; $(PY) -m tests.browser.$$script || exit $$?; \
	    done; \
	fi

bench-rivals: $(RIVALS)  ## install the other tools that make bench compares with

bench-report: $(RUNTIME)  ## measure, and put the tables into docs/performance.md
	@$(MAKE) --no-print-directory bench LARGEST=1000000 >$(VENV)/bench.md
	@$(PY) -m scoring.bench.report $(VENV)/bench.md docs/performance.md

bench-engines: $(DEV)  ## measure Spark with one thread and with two (needs Java 17)
	@$(PY) -m scoring bench --engines 5000000

soak: $(DEV) chromium  ## measure what docs/reliability.md promises, 25 minutes (PART=kills)
	@$(PY) -m tests.soak $(PART)

schema: $(RUNTIME)  ## write configs/card.schema.json anew from the code
	@$(PY) -m scoring schema --out configs/card.schema.json

demo-data: $(RUNTIME)  ## make the demo book in data/ anew from its law
	@$(PY) -m scoring demo --out data/demo

screenshots: $(DEV) chromium  ## picture every page, light, dark and on a phone
	@$(PY) -m tests.browser.screenshots $(SCREENSHOTS)

clean:  ## remove what tools left behind (not .venv)
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	@find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------- what the words stand on

# A stamp is younger than the list it stands for, or the list is installed again.
$(RUNTIME): requirements.txt
	@$(MAKE) --no-print-directory venv
	@echo "Installing what the app needs (once)"
	@$(PIP) install -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt requirements.txt
	@$(MAKE) --no-print-directory venv
	@echo "Installing what the tests need (once)"
	@$(PIP) install -r requirements-dev.txt
	@touch $@ $(RUNTIME)

# The fuzzing can do without what follows the covered lines: not every Python has a package of it.
$(FUZZING): requirements-fuzz.txt $(DEV)
	@$(PIP) install -r requirements-fuzz.txt \
	    || echo "There is no atheris for this Python: all is fuzzed at random, nothing by cover."
	@touch $@

# The other tools want older packages than ours and so get a Python of their own.
$(RIVALS): requirements-bench.txt
	@$(MAKE) --no-print-directory venv
	@echo "Installing the tools that are compared with (once)"
	@$(PY) -m venv --clear .venv-rivals
	@.venv-rivals/bin/python -m pip -qq --disable-pip-version-check install -r requirements-bench.txt
	@touch $@

# A .venv whose Python no longer starts is made again; one without pip is given it.
.PHONY: venv
venv:
	@$(PY) -m pip --version >/dev/null 2>&1 && exit 0; \
	$(PY) -m ensurepip >/dev/null 2>&1 && exit 0; \
	for python in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11); do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making $(VENV) with $$python"; \
	        "$$python" -m venv --clear $(VENV) && exit 0; \
	        echo "It could not be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	        exit 1; \
	    fi; \
	done; \
	echo "Bellwether needs Python 3.11 or newer; say which with PYTHON=/path/to/python" >&2; \
	exit 1

# The browser tests use a Chromium that is already there, or the system's own package.
chromium: $(DEV)
	@if $(PY) -m tests.browser.chromium >/dev/null; then \
	    exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing Chromium for the browser tests (once)"; \
	    DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; \
	    { apt-get -qq update; \
	      apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
	          install chromium fonts-liberation; \
	    } </dev/null >$(VENV)/chromium.log 2>&1 \
	    || echo "It could not be installed: $(VENV)/chromium.log says why" >&2; \
	else \
	    echo "No Chromium found; set CHROMIUM to its path or install the package" >&2; \
	fi

# The PostgreSQL tests start a private server from the system's own package. The package
# makes and starts a cluster when it is installed: where none is yet, none is wanted.
postgres: $(DEV)
	@if $(PY) -m tests.engines.postgres_server >/dev/null; then \
	    exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing PostgreSQL for the tests (once)"; \
	    DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; \
	    own=/etc/postgresql-common/createcluster.d/bellwether.conf; \
	    { mkdir -p "$${own%/*}" && echo "create_main_cluster = false" > "$$own"; \
	      apt-get -qq update; \
	      apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 install postgresql; \
	    } </dev/null >$(VENV)/postgres.log 2>&1 \
	    || echo "It could not be installed: $(VENV)/postgres.log says why" >&2; \
	    rm -f "$$own"; \
	else \
	    echo "No PostgreSQL found; set POSTGRES_BIN to its folder or install the package" >&2; \
	fi

# The Spark tests use a Java that is already there, or the system's package.
java: $(DEV)
	@if $(PY) -m tests.engines.spark_session >/dev/null; then \
	    exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing Java for the Spark tests (once)"; \
	    DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; \
	    { apt-get -qq update; \
	      apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
	          install openjdk-17-jre-headless; \
	    } </dev/null >$(VENV)/java.log 2>&1 \
	    || echo "It could not be installed: $(VENV)/java.log says why" >&2; \
	else \
	    echo "No Java found; set JAVA_HOME or install Java 17" >&2; \
	fi

# The tests that open a workbook use a LibreOffice that is already there, or the system's package.
office: $(DEV)
	@if $(PY) -m tests.office.libreoffice >/dev/null; then \
	    exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing LibreOffice Calc for the tests (once)"; \
	    DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; \
	    { apt-get -qq update; \
	      apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
	          install libreoffice-calc; \
	    } </dev/null >$(VENV)/office.log 2>&1 \
	    || echo "It could not be installed: $(VENV)/office.log says why" >&2; \
	else \
	    echo "No LibreOffice found; set SOFFICE to its path or install the package" >&2; \
	fi

# The tests of the proxy use an nginx that is already there, or the system's package. That would
# start a server on port 80: it is told not to, unless somebody has said so already.
proxy: $(DEV)
	@if $(PY) -m tests.deploy.proxy >/dev/null; then \
	    exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing nginx for the tests (once)"; \
	    DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; \
	    own=/usr/sbin/policy-rc.d; said=""; \
	    [ -e "$$own" ] || { said=1; printf '#!/bin/sh\nexit 101\n' >"$$own"; chmod +x "$$own"; }; \
	    { apt-get -qq update; \
	      apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 install nginx-light; \
	    } </dev/null >$(VENV)/nginx.log 2>&1 \
	    || echo "It could not be installed: $(VENV)/nginx.log says why" >&2; \
	    [ -z "$$said" ] || rm -f "$$own"; \
	else \
	    echo "No nginx found; install the package" >&2; \
	fi
