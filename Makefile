# `make run` and `make test` are enough: they set up .venv themselves, once.
# PYTHON chooses the interpreter when .venv is made; `make clean` lets it be chosen anew.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PACKAGES := config storage handlers bot
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
UV := uv==0.13.9
COMPILE := uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url --no-header
MAKEFLAGS += --no-print-directory

.PHONY: run test check format bench fuzz golden gallery pictures texts lock clean set-up-run set-up-dev
.NOTPARALLEL:

run: set-up-run
	@exec $(BIN)/undersigned run

test: set-up-dev
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

check: set-up-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy $(PACKAGES) tests $(wildcard benchmarks)
	@$(BIN)/lint-imports

format: set-up-dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: set-up-dev
	@failed=0; for file in $$(grep -ls '^if __name__ == "__main__"' benchmarks/*.py); do \
	    name=$$(basename "$$file" .py); echo "benchmarks.$$name"; \
	    $(BIN)/python -m "benchmarks.$$name" --short || failed=1; \
	done; exit $$failed

# Random conversations, in pieces; a failing seed is printed, and `make fuzz SEED=7 STEPS=500` plays it again.
fuzz: STEPS ?= 100000
fuzz: set-up-dev
	@STEPS=$(STEPS) SEED=$(SEED) $(BIN)/python -m tests.fuzz.conversations

# What people see in every scene, as text: written anew after a wanted change, to be read before it is kept.
golden: set-up-dev
	@$(BIN)/python -m tests.golden $(SCENES)

# Pictures of what people see, light and dark, on a phone and on a desk, into gallery/; it needs a Chromium.
gallery: set-up-dev
	@$(BIN)/python -m tests.gallery gallery $(SCENES)

# The few of them that the README shows, into docs/pictures/.
pictures: set-up-dev
	@$(BIN)/python -m tests.gallery.pictures docs/pictures

# Collects the sentences of the code for the translators and compiles what they wrote; `make texts NEW=fr` begins a language.
texts: set-up-run
	@pot=$$(mktemp); trap 'rm -f "$$pot"' EXIT; \
	$(BIN)/pybabel --quiet extract --no-default-keywords -k _ -k n_:1,2 -k later --sort-by-file --add-location=file \
	    --width=118 --project=undersigned --version=1 -o "$$pot" $(PACKAGES) && \
	$(BIN)/pybabel --quiet update -i "$$pot" -d config/locales -D undersigned --width=118 --no-fuzzy-matching \
	    --ignore-obsolete --ignore-pot-creation-date $(if $(NEW),-l $(NEW) --init-missing) && \
	$(BIN)/pybabel compile -d config/locales -D undersigned --statistics

# The dev lock is resolved from everything together, and the runtime lock within it: resolved apart they exclude each other.
# Versions stay where they still fit; `make lock UPGRADE=--upgrade` takes the newest.
lock:
	@$(need_python); \
	tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(PYTHON) -m venv "$$tools"; PATH="$$tools/bin:$$PATH"; \
	"$$tools/bin/python" -m pip install --quiet --disable-pip-version-check $(UV); \
	$(COMPILE) $(UPGRADE) --all-extras --group dev --group build -o requirements-dev.lock; \
	$(COMPILE) $(UPGRADE) --extra documents --extra postgresql --group build -c requirements-dev.lock -o requirements.lock

clean:
	@rm -rf .venv .coverage htmlcov build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find $(PACKAGES) tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

set-up-run:
	@$(call set_up,run,requirements.lock)

set-up-dev:
	@$(call set_up,dev,requirements-dev.lock)

define need_python
set -e; stop() { echo "$$1" >&2; exit 2; }; \
command -v $(firstword $(PYTHON)) >/dev/null 2>&1 || \
    stop "Undersigned needs Python 3.11 or newer, and there is no $(PYTHON) here; PYTHON=/path/to/python names another."; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || \
    stop "Undersigned needs Python 3.11 or newer, and $(PYTHON) is none; PYTHON=/path/to/python names another."; \
$(PYTHON) -c 'import ensurepip, venv' >/dev/null 2>&1 || \
    stop "Undersigned needs Python's venv module, and $(PYTHON) has none; on Debian and Ubuntu, install python3-venv."
endef

# Installs lock $(2) unless the stamp says that level $(1), or dev, which holds more, is there for these files and this
# folder. A moved folder or a set-up cut short starts afresh. Standard input is left alone: it belongs to the program.
define set_up
level=$(1); lock=$(2); have=none; sum=; place=; \
now=$$(cat requirements.lock requirements-dev.lock pyproject.toml | cksum | tr ' ' -); \
if [ -x $(BIN)/python ] && [ -f $(STAMP) ]; then read -r have sum place <$(STAMP); fi; \
if [ "$$have" = dev ]; then level=dev; lock=requirements-dev.lock; fi; \
if [ "$$have $$sum $$place" != "$$level $$now $(CURDIR)" ]; then \
    $(need_python); \
    command -v git >/dev/null 2>&1 || stop "Undersigned needs git, and there is none here."; \
    echo "Setting up .venv (once)…" >&2; \
    if [ "$$place" != "$(CURDIR)" ]; then $(PYTHON) -m venv --clear .venv </dev/null; fi; \
    rm -f $(STAMP); \
    $(PIP) install --require-hashes -r "$$lock" </dev/null >&2; \
    $(PIP) install --no-index --no-build-isolation --no-deps -e . </dev/null >&2; \
    echo "$$level $$now $(CURDIR)" >$(STAMP); \
fi
endef
