# Everything below needs Go and make alone; modules are fetched by Go itself.
GO       ?= go
FLAGSHIP := experiments/france-3gw.toml
OUT      := results/france-3gw
# The commit goes into every manifest; a tree without git builds all the same.
COMMIT   := $(shell git rev-parse HEAD 2>/dev/null)
DIRTY    := $(shell git status --porcelain 2>/dev/null | head -n 1)
LDFLAGS  := -X caloduc/experiments.buildCommit=$(COMMIT) -X caloduc/experiments.buildDirty=$(if $(DIRTY),true,false)

.PHONY: run build test race lint bench profile mutants docs golden figures gallery cross clean

run: build ## build, run the flagship experiment, draw its figures
	bin/caloduc run $(FLAGSHIP) --out $(OUT) --force

build: ## bin/caloduc
	$(GO) build -ldflags '$(LDFLAGS)' -o bin/caloduc .

# Property tests draw the same cases every day; make test SEED=0 draws new ones.
SEED     ?= 1
RAPID    := $(shell grep -rl pgregory.net/rapid --include='*_test.go' . | xargs -n1 dirname | sort -u)

# Only bin/caloduc is built by the profile default.pgo, which compiles every package anew.
test race lint cross: export GOFLAGS += -pgo=off

test: ## all tests
	$(GO) test $(filter-out $(patsubst ./%,caloduc/%,$(RAPID)),$(shell $(GO) list ./...))
	$(GO) test $(RAPID) -rapid.seed=$(SEED)

race: ## the tests of what runs concurrently, under the race detector
	$(GO) test -race ./sim/... ./experiments/result

lint: ## gofmt, vet, staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -d . ; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

bench: ## every benchmark, once, then the mutants
	$(GO) test -run '^$$' -bench . -benchmem ./...
	$(MAKE) mutants

profile: ## default.pgo, by which go build knows what runs most: the flagship, twice
	$(GO) test ./experiments -run '^$$' -bench 'BenchmarkFlagship$$' -benchtime 2x -cpuprofile default.pgo -outputdir . -o bin/experiments.test

mutants: ## physical constants that no test of their package notices; takes an hour or two
	$(GO) run ./tools/mutants

docs: ## docs/reference.md from the declarations
	$(GO) test -run TestReferenceIsUpToDate ./experiments -regen

golden: ## take the present indicators and figures for right
	$(GO) test -run Golden ./experiments ./plots -regen

figures: build ## draw the flagship's figures again from its stored result
	test -f $(OUT)/manifest.json || $(MAKE) run
	bin/caloduc plot $(OUT)

cross: ## compile for every platform
	@for os in linux darwin windows; do for arch in amd64 arm64; do \
		echo $$os/$$arch; CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -o /dev/null . || exit 1; done; done

clean:
	rm -rf bin results

TRIP := results/chiller-trip
gallery: run ## docs/figures and docs/gallery.md: one figure of every kind, from the bundled experiments
	bin/caloduc plot $(OUT) --every --format png
	cp $(OUT)/figures/*.png docs/figures/
	for seed in 1 2 3; do \
		bin/caloduc run experiments/chiller-trip.toml --seed $$seed --out $(TRIP)-$$seed --force --quiet && \
		bin/caloduc run experiments/chiller-trip.toml --seed $$seed --out $(TRIP)-air-$$seed --force --quiet \
			--set campus.hall.cooling.plant=indirect-free-air || exit 1; done
	bin/caloduc plot $(TRIP)-1 --format png --compare $(TRIP)-2 --compare $(TRIP)-3 \
		--compare $(TRIP)-air-1 --compare $(TRIP)-air-2 --compare $(TRIP)-air-3
	cp $(TRIP)-1/figures/cooling-trip.png $(TRIP)-1/figures/compare.png docs/figures/
	bin/caloduc run experiments/france-network.toml --out results/france-network --force --quiet
	bin/caloduc plot results/france-network --format png
	cp results/france-network/figures/network-*.png docs/figures/
	bin/caloduc run examples/market.toml --out results/market --force --quiet
	bin/caloduc plot results/market --figure reactor-night --format png
	cp results/market/figures/*.png docs/figures/
	bin/caloduc sweep experiments/sweep-cooling-sites.toml --quiet
	bin/caloduc plot results/sweep-cooling-sites --format png
	cp results/sweep-cooling-sites/figures/*.png docs/figures/
	bin/caloduc sweep examples/sobol.toml --out results/sobol --quiet
	bin/caloduc plot results/sobol --figure sobol-bars --format png
	cp results/sobol/figures/sobol-bars.png docs/figures/
	bin/caloduc plot $(TRIP)-1 --figure pue-over-years --style examples/paper.toml --size-mm 89,60 --format png --out results/paper/column
	bin/caloduc plot $(TRIP)-1 --figure pue-over-years --style slide --title "A test campus through 2026" --format png --out results/paper/slide
	bin/caloduc plot $(TRIP)-1 --figure pue-over-years --ylim 1.2,1.4 --data examples/meter.csv --set data.low=pue_low --set data.high=pue_high \
		--set 'data.label=meter readings' --format png --out results/paper/measured
	for name in column slide measured; do cp results/paper/$$name/pue-over-years.png docs/figures/paper-$$name.png; done
	$(GO) test -run Gallery ./plots -regen
