# Everything a person or CI does with this project. `make demo` and `make test` need only Python >= 3.10, git and make.

PYTHON ?= python3
UV := .uv/bin/uv
export UV_PROJECT_ENVIRONMENT ?= .venv-make
RUN := $(UV) run --frozen --no-sync
READY := $(UV_PROJECT_ENVIRONMENT)/.ready

.PHONY: help ready demo test check format docs bench clean
help:
	@echo "make demo     a tour of examples/: what each part finds in them"
	@echo "make test     run the project's own tests"
	@echo "make check    everything that CI runs"
	@echo "make format   write the code in the house style"
	@echo "make docs     make a site of the handbook, in build/site"
	@echo "make bench    measure the loop and the plugin beside their peers"
	@echo "make clean    remove the environments and caches that make created"

ready: $(READY)

demo: $(READY)
	@$(RUN) python tools/demo.py

test: $(READY)
	$(RUN) python tools/servers.py pytest

check:
	.ci/run

format: $(READY)
	$(RUN) ruff check --fix-only --quiet .
	$(RUN) ruff format .

docs: $(READY)
	$(RUN) python -m tools.handbook

bench: $(UV)
	UV_PROJECT_ENVIRONMENT=.venv-bench $(UV) run --frozen --quiet -p .uv/bin/python --group bench python -m benchmarks

clean:
	rm -rf .uv .venv-make .venv-bench .envs .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist

$(UV): tools/bootstrap.sh
	@tools/bootstrap.sh "$(PYTHON)"

$(READY): $(UV) uv.lock pyproject.toml
	@echo "Setting up the locked environment in $(UV_PROJECT_ENVIRONMENT)/ ..."
	@$(UV) sync --frozen --quiet -p .uv/bin/python || { \
	  echo "Once more, trusting the certificates of this machine (is there a proxy?) ..."; \
	  UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 $(UV) sync --frozen --quiet -p .uv/bin/python; }
	@touch $@
