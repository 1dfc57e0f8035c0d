# `make` lists what there is to do. Everything goes through Scripts/setup first, which takes under a second
# when nothing is missing.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c

# Which libtorch, and where its build goes: object files of one libtorch must not meet another's.
ifneq ($(LIBTORCH),)
engine := LIBTORCH="$(abspath $(LIBTORCH))"
scratch := .build-libtorch-$(shell LIBTORCH="$(LIBTORCH)" Scripts/setup --libtorch-version 2>/dev/null | tr + -)
else ifeq ($(FLUKEPRINT_LIBTORCH_WHEEL),plain)
engine := LIBTORCH="$(CURDIR)/.libtorch/plain/torch"
scratch := .build-libtorch-plain
else
engine := env -u LIBTORCH
scratch := .build
endif
swift_build := $(engine) swift build --scratch-path $(scratch)
swift_test := $(engine) swift test --scratch-path $(scratch)
# Which test runs stays visible, in case it crashes; its arguments do not.
quietly := | grep --line-buffered --invert-match '^◇ Test case passing'
flukeprint := $(scratch)/release/flukeprint

sources := Package.swift Sources Tests Benchmarks

.PHONY: setup build release demo test tests lint format bench parity clean distclean help

setup: ## Install what is missing: Debian packages, and libtorch into .libtorch/
	@Scripts/setup

build: setup ## Build for debugging
	$(swift_build)

release: setup ## Build optimized
	$(swift_build) --configuration release --product flukeprint

demo: release ## Build, then run the whole pipeline on a simulated sea
	@weights=$$(Scripts/weights) && $(flukeprint) demo $${weights:+--weights "$$weights"}

tests: setup ## Build the tests without running them
	$(swift_build) --build-tests

test: tests ## Build and run the tests; FILTER=name runs some of them
	$(swift_test) --skip-build --disable-xctest $(if $(FILTER),--filter '$(FILTER)') $(quietly)

lint: ## Check the formatting of Swift, and the syntax of Python and shell scripts
	swift format lint --strict --recursive --parallel $(sources)
	Scripts/lint

format: ## Format the Swift sources in place
	swift format --in-place --recursive --parallel $(sources)

bench: release ## Measure speed and memory beside its peers'
	$(swift_build) --configuration release --product DetectionBenchmark
	$(swift_build) --configuration release --product FoundationBenchmark
	$(swift_build) --configuration release --product ImagingBenchmark
	$(swift_build) --configuration release --product LoadingBenchmark
	$(swift_build) --configuration release --product NetworksBenchmark
	$(swift_build) --configuration release --product RankingBenchmark
	FLUKEPRINT="$(CURDIR)/$(flukeprint)" Tools/Bench/run

parity: release ## Compare with the reference libraries
	$(swift_build) --configuration release --product EmbedderGradients
	FLUKEPRINT="$(CURDIR)/$(flukeprint)" \
		EMBEDDER_GRADIENTS="$(CURDIR)/$(scratch)/release/EmbedderGradients" Tools/Reference/parity

clean: ## Remove what was built
	rm -rf .build .build-libtorch-*

distclean: clean ## Remove libtorch too
	rm -rf .libtorch

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  LIBTORCH=path   build with that libtorch, in a scratch path of its own'
