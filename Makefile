# Every target makes what it needs first; `make help` lists them.
# PYENV_VERSION: a pyenv that lacks the versions of .python-version would refuse to start any python3.
PYTHON := $(shell PYENV_VERSION=system python3 -c 'import sys; print(sys.executable)' 2>/dev/null \
	|| python3 -c 'import sys; print(sys.executable)' 2>/dev/null)
SETUP = $(if $(PYTHON),$(PYTHON) tools/bootstrap.py,echo "python3 is needed to begin: install it (3.8 or newer)." >&2; false)
BIN := .venv/bin
RASA := RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=2 bot/.venv/bin/python -m rasa
export PLAINBILL_TEST_DATABASE_ADDRESS ?= postgresql://postgres@127.0.0.1:5432/postgres

.DEFAULT_GOAL := help
.PHONY: help setup run test test-services test-contract test-web test-conversations simulate test-stories test-nlu nlu-report objections-report compare-pipelines check bench fuzz screenshots

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf '  make %-20s %s\n' "$$name" "$$text"; done

setup: ## install both environments, with all that development needs
	@$(SETUP) app:dev,web,oracles bot:dev

run: ## start everything and show where it is (Ctrl-C stops it)
	@$(SETUP) app bot && exec $(BIN)/plainbill up

test: ## the whole quick suite; no service need be running
	@$(SETUP) app:dev,oracles bot:dev
	$(BIN)/pytest -n auto -m "not services and not web and not conversation and not contract"
	bot/.venv/bin/python -m pytest -q -p no:warnings bot/tests
	$(BIN)/plainbill train
	$(BIN)/pytest -n 2 --dist loadfile -m conversation

test-conversations: ## the conversations alone, through the real channel
	@$(SETUP) app:dev bot
	$(BIN)/plainbill train
	$(BIN)/pytest -n 2 --dist loadfile -m conversation

test-services: ## the suite against PostgreSQL and Redis (PLAINBILL_TEST_DATABASE_ADDRESS)
	@$(SETUP) app:dev,oracles bot:dev
	PLAINBILL_TEST_DATABASE=$$PLAINBILL_TEST_DATABASE_ADDRESS \
	$(BIN)/pytest -n auto -m "not web and not conversation and not contract"

test-contract: ## what we send to Twilio, against Twilio's own description of its API (Prism)
	@$(SETUP) app:dev
	npm ci --prefix tests/contract/twilio --ignore-scripts --no-audit --no-fund --loglevel=error
	@$(BIN)/pytest tests/contract/twilio || { [ $$? = 5 ] \
	&& echo "Twilio's description is not there (set PLAINBILL_CONTRACTS): nothing was checked."; }

test-web: ## the pages in a browser (Chromium)
	@$(SETUP) app:dev,web bot
	$(BIN)/plainbill train
	$(BIN)/pytest -m web

simulate: ## hundreds of simulated patients text the running system (SIMULATED=300 SEED=1)
	@$(SETUP) app:dev bot
	$(BIN)/plainbill train
	PLAINBILL_SIMULATED=$(or $(SIMULATED),300) PLAINBILL_SIMULATED_SEED=$(or $(SEED),1) $(BIN)/pytest tests/simulated

test-stories: ## Rasa's own test stories
	@$(SETUP) app bot
	$(BIN)/plainbill train
	@mkdir -p var && $(RASA) test core --stories tests/conversations/stories --out var/rasa-test \
	--no-plot --fail-on-prediction-errors > var/stories.log 2>&1 \
	&& echo "rasa test core: passed" || { cat var/stories.log; exit 1; }

test-nlu: ## Rasa's own NLU test on the development set, into var/rasa-nlu
	@$(SETUP) app:dev bot
	$(BIN)/plainbill train
	@$(BIN)/python -m benchmarks.understanding.rasa_data var/nlu-test
	@$(RASA) test nlu --nlu var/nlu-test --out var/rasa-nlu > var/rasa-nlu.log 2>&1 \
	&& echo "rasa test nlu: reports in var/rasa-nlu" || { cat var/rasa-nlu.log; exit 1; }

nlu-report: ## how well texts are understood, into docs/understanding.md
	@$(SETUP) app:dev bot
	$(BIN)/plainbill train
	$(BIN)/python -m benchmarks.understanding --write

objections-report: ## how well objections of calls are named, into docs/objections.md
	@$(SETUP) app:dev bot
	$(BIN)/plainbill train
	$(BIN)/python -m benchmarks.objections --write

compare-pipelines: ## ways to understand, side by side; takes hours (ARGS="--only in_use --folds 0")
	@$(SETUP) app:dev bot
	$(BIN)/python -m benchmarks.pipelines $(ARGS)

check: ## formatting, lint, types, import rules, Rasa's own validation
	@$(SETUP) app:dev,web,oracles bot
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@mkdir -p var && $(RASA) data validate --domain domain.yml --data data --config config.yml \
	> var/validate.log 2>&1 && echo "rasa data validate: passed" || { cat var/validate.log; exit 1; }

bench: ## measure speed and size (ARGS=--write keeps the table in docs)
	@$(SETUP) app:dev,oracles bot
	$(BIN)/plainbill train
	$(BIN)/python -m benchmarks.run $(ARGS)

fuzz: ## damaged remittances for SECONDS (60)
	@$(SETUP) app:dev,oracles,fuzz
	$(BIN)/python -m tests.fuzz.remittance_fuzz --seconds $(or $(SECONDS),60)

screenshots: ## pictures of the pages into docs/pictures
	@$(SETUP) app:dev,web bot
	$(BIN)/plainbill train
	$(BIN)/python tools/screenshots.py docs/pictures
