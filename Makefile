# Everything a person calls here. `make demo` and `make test` set up what they need by themselves.
# Another Python than the one found: make test PYTHON=/path/to/python3.12
export PYTHON
python := .venv/bin/python

.PHONY: names help demo test lint style types imports sizes format bench endurance battery lock peers score pages clean environment

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

demo: environment ## run failing programs and show what raydx says about each
	@sh tools/demo.sh

# Many tests watch live processes, on a host that does other things too: what fails is tried once more, by itself,
# and both outcomes are shown. `.venv/bin/python -m pytest` alone tries nothing twice.
test: lint ## lint, then run every test
	@echo "pytest"
	@$(python) -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile; status=$$?; \
		test $$status -eq 1 || exit $$status; echo "once more, what failed"; \
		$(python) -m pytest --last-failed --last-failed-no-failures none --maxfail 10

lint: environment ## style, types, imports and sizes; all four, whatever the first ones say
	@$(MAKE) --no-print-directory --keep-going style types imports sizes

style: environment
	@echo "ruff" && $(python) -m ruff check && $(python) -m ruff format --check

types: environment
	@echo "mypy" && $(python) -m mypy

imports: environment
	@echo "lint-imports" && said=$$(.venv/bin/lint-imports --no-logo) && echo "$$said" | tail -n 1 || { echo "$$said"; exit 1; }

sizes: environment
	@$(python) tools/size_report.py

format: environment ## put the code into the formatter's shape
	@$(python) -m ruff check --fix --quiet || true
	@$(python) -m ruff format

bench: environment ## measure what a run costs here
	@$(python) -m tools.bench

battery: environment ## try every hostile program, as several users; print how each one was held
	@$(python) -m tools.battery $(only)

endurance: environment ## run 10,000 programs and look for what they leave (fewer: make endurance count=1000)
	@$(python) -m tools.endurance --count $(or $(count),10000) --seconds $(or $(seconds),3600)

lock: environment ## fit the lock to pyproject.toml (all anew with: make lock upgrade=1)
	@UV_PYTHON_DOWNLOADS=never $(python) -m uv pip compile pyproject.toml --group dev --python-version 3.12 \
		--universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
		$(if $(upgrade),--upgrade) --quiet --output-file requirements/dev.txt
	@UV_PYTHON_DOWNLOADS=never $(python) -m uv pip compile --group pyproject.toml:peers --python-version 3.12 \
		--constraint requirements/dev.txt --universal --generate-hashes --no-emit-index-url --no-header \
		--no-annotate $(if $(upgrade),--upgrade) --quiet --output-file requirements/peers.txt
	@UV_PYTHON_DOWNLOADS=never $(python) -m uv pip compile --group pyproject.toml:runners --python-version 3.12 \
		--constraint requirements/dev.txt --universal --generate-hashes --no-emit-index-url --no-header \
		--no-annotate $(if $(upgrade),--upgrade) --quiet --output-file requirements/runners.txt

peers: environment ## install the tools that raydx is measured beside
	@$(python) -m pip --disable-pip-version-check --no-input -qq install --no-deps --require-hashes \
		-r requirements/peers.txt
	@$(python) -m pip --disable-pip-version-check --no-input -qq install --no-deps --require-hashes \
		--upgrade --target .peers -r requirements/runners.txt

score: environment ## take the score on the corpus, with every tool beside that is installed
	@.venv/bin/raydx evaluate corpus --peer all

names: environment ## count names that are wrongly called undefined over the standard library, beside ruff
	@$(python) -m tools.name_reports

pages: environment ## write docs/rules/ anew from the rules themselves
	@$(python) -m tools.rule_pages

clean: ## remove what building and testing left; .venv stays
	@rm -rf dist build .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find analyzer executor knowledge tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@sh tools/environment.sh
