# MeshGate: build, test, demonstrate. `make help` lists what there is.
SHELL := /bin/bash
CONFIGURATION := release
FUZZ_INPUTS ?= 10000000
PROGRAMS := meshgate:MeshGate.Cli meshgate-operator:MeshGate.Operator meshgate-lab:MeshGate.Lab

.PHONY: help build locks test page-test page demo demo-large lab-long kernel-lab e2e fuzz bench krew manifests goldens images deps clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build everything and leave runnable programs in bin/
	dotnet build MeshGate.sln -c Release --nologo -v quiet -p:UseSharedCompilation=true
	@scripts/build-daemon artifacts/native
	@mkdir -p bin
	@for program in $(PROGRAMS); do \
		ln -sfn "../artifacts/bin/$${program#*:}/$(CONFIGURATION)/$${program%%:*}" "bin/$${program%%:*}"; \
	done
	@ln -sfn ../artifacts/native/meshgate-noded bin/meshgate-noded

locks: ## write changed references of projects and packages into the lock files, which are committed
	dotnet restore MeshGate.sln --force-evaluate

deps: ## install the Debian packages that the build, the lab and the tests need (as root)
	@scripts/install-deps

test: build ## every test but the long ones, under 20 minutes
	scripts/test

page-test: ## the topology page in a real browser, with simulated nodes and fifty real machines (as root, which installs it)
	@scripts/install-deps page-test
	@$(MAKE) --no-print-directory build
	scripts/page-test

page: ## make the topology page's bundle anew, with npm; it is committed
	scripts/page-bundle

demo: ## six machines behind NATs, joined end to end (as root)
	@scripts/install-deps demo
	@$(MAKE) --no-print-directory build
	bin/meshgate-lab demo

demo-large: ## fifty machines in five regions, failovers under traffic, and a report with plots (as root); PAGE=PORT to watch it in a browser
	@scripts/install-deps demo
	@$(MAKE) --no-print-directory build
	bin/meshgate-lab demo-large --report artifacts/demo-large $(if $(PAGE),--page $(PAGE))

lab-long: ## every scenario of the lab, repeated, and once on a real API server (as root)
	@scripts/install-deps lab-long
	@$(MAKE) --no-print-directory build
	scripts/lab-long

kernel-lab: ## what depends on WireGuard itself, with the kernel's, in a virtual machine (as root)
	@scripts/install-deps kernel-lab
	@$(MAKE) --no-print-directory build
	scripts/kernel-lab

e2e: ## end to end on a real Kubernetes of three machines, put together here without Docker (as root)
	@scripts/install-deps e2e
	tests/e2e/run

fuzz: ## ten million hostile inputs for each family of parsers; FUZZ_INPUTS=N for another number
	dotnet build tests/MeshGate.Traversal.Tests -c Release --nologo -v quiet
	dotnet build tests/MeshGate.NodeDaemon.Tests -c Release --nologo -v quiet
	@for project in Traversal NodeDaemon; do \
		MESHGATE_FUZZ_INPUTS=$(FUZZ_INPUTS) artifacts/bin/MeshGate.$$project.Tests/release/MeshGate.$$project.Tests -noColor -noLogo -class '*Hostile*' || exit 1; \
	done

bench: build ## benchmarks; also writes artifacts/benchmarks.json
	dotnet run -c Release --no-build --project tests/MeshGate.Benchmarks -- --json artifacts/benchmarks.json

krew: ## kubectl's plugin for each platform, and its manifest, into artifacts/krew
	scripts/krew

manifests: build ## generate config/, the chart's copies of it and the tables of settings and metrics anew
	bin/meshgate-operator manifests --output config --chart charts/meshgate --settings docs/settings.md
	MESHGATE_UPDATE=1 artifacts/bin/MeshGate.Chart.Tests/$(CONFIGURATION)/MeshGate.Chart.Tests -noColor -noLogo -class '*MetricsPageTests'

goldens: ## render the chart anew with helm, into its tests and config/workloads
	scripts/chart-goldens

images: ## images of operator, daemon and command line, with docker or buildah; ARCH=arm64, BASE=IMAGE and more: see scripts/build-images
	scripts/build-images

clean: ## remove what was built
	rm -rf artifacts bin
