# Every target does its own set-up. `make help` lists them.
SWIFT ?= swift
CHECKED := Sources Tests Benchmarks Package.swift
RELEASE := -c release --static-swift-stdlib -Xlinker -s
# Tests look into modules; a scratch folder of its own keeps that out of the release.
PROVING := -c release -Xswiftc -enable-testing --scratch-path .build/prove
# The suites whose code runs on more than one thread; the sanitizer finds nothing in the others.
RACING := StorageTests StoreTests TransparencyLogTests CryptographyTests SandboxTests ExecutionTests HomeTests FilesTests EngineTests

.DEFAULT_GOAL := help
.PHONY: help packages run test build check format lint race cover bench bench-peers prove docs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

packages: ## install the Debian packages that are missing, or say how
	@Scripts/packages

build: packages ## the release binary, .build/release/mandate
	$(SWIFT) build $(RELEASE) --product mandate

run: build ## build the release and play the demo: no account, no key, no network
	.build/release/mandate demo

lint: packages ## layout and lint, strictly
	$(SWIFT) format lint --strict --parallel --recursive $(CHECKED)

test: lint ## everything CI runs: lint, build with warnings as errors, all tests, house rules
	$(SWIFT) build --build-tests
	Scripts/test

check: lint ## the quick look before a commit: lint, build, house rules
	$(SWIFT) build --build-tests
	Scripts/test --filter HouseRulesTests

format: ## put every Swift file into our layout
	$(SWIFT) format --in-place --parallel --recursive $(CHECKED)

race: packages ## the concurrent suites under the thread sanitizer
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path .build/race
	TARGETS="$(or $(TARGETS),$(RACING))" Scripts/test --sanitize=thread --scratch-path .build/race

cover: packages ## line coverage by module, from the toolchain's own llvm-cov
	Scripts/cover

prove: packages ## the big figures of docs/promises.md, optimised; hours, not minutes
	$(SWIFT) build $(PROVING) --build-tests
	MANDATE_PROVE=1 Scripts/test $(PROVING)

bench: packages ## our workloads, measured on this machine
	$(SWIFT) build $(RELEASE) --product mandate
	$(SWIFT) build $(RELEASE) --product mandate-bench
	Benchmarks/bench

bench-peers: packages ## the same work in hand-written Python and LangGraph, beside ours
	BUILD='$(SWIFT) build $(RELEASE)' Benchmarks/bench-peers

docs: build ## pages made from the binary, and the API pages
	Scripts/docs

clean: ## remove everything built
	rm -rf .build
