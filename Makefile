# Holdfast. `make run` serves the demo initiative; `make test` proves it. Each installs what it needs.
#   make            build/holdfast
#   make run        the demo, at http://127.0.0.1:8080
#   make test       everything that must hold, with AddressSanitizer and UBSan
#   make lint       format, laws that are read off the source and the object files, documentation
#   make bench      speed, as ratios against a hand-written program in the same run
#   make fuzz       each fuzzer for a minute (SECONDS=60)
.PHONY: all run test lint bench fuzz format clean install sources
SECONDS ?= 60
LISTEN ?= 127.0.0.1:8080

all: build/.made

run: all
	build/holdfast demo --listen $(LISTEN)

# The list of files decides when meson must look again.
SOURCES := $(shell find src tools assets tests meson.build meson_options.txt -type f ! -path '*/__pycache__/*' 2>/dev/null | LC_ALL=C sort | cksum | tr ' ' -)

build/.made: FORCE
	@tools/bootstrap/install
	@tools/bootstrap/configure build "$(SOURCES)" --buildtype=release
	@ninja -C build --quiet
	@touch $@
.PHONY: FORCE
FORCE:

test:
	@tools/bootstrap/install --tests
	@tools/bootstrap/configure build/test "$(SOURCES)" -Dexact=true -Dtests=true -Db_sanitize=address,undefined
	@echo 'Building the tests, with sanitizers…'
	@ninja -C build/test --quiet
	@tests/run build/test

lint:
	@tools/bootstrap/install --lint
	@$(MAKE) --no-print-directory all
	@tools/lint/run build

bench:
	@tools/bootstrap/install --bench
	@tools/bootstrap/configure build/bench "$(SOURCES)" -Dbench=true --buildtype=release
	@ninja -C build/bench --quiet
	@tests/bench/run build/bench

fuzz:
	@tools/bootstrap/install --fuzz
	@CC=clang tools/bootstrap/configure build/fuzz "$(SOURCES)" -Dfuzz=true
	@ninja -C build/fuzz --quiet
	@tests/fuzz/run build/fuzz $(SECONDS)

format:
	@find src tools tests -name '*.[ch]' ! -path '*/golden/*' -print0 | xargs -0 clang-format -i

install: all
	DESTDIR="$(DESTDIR)" meson install -C build --no-rebuild

clean:
	rm -rf build
