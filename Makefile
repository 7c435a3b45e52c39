# make run | test | bench | seed | format: all that a person needs. Each installs what is missing and works again in seconds.
.PHONY: help run test fuzz bench corpus seed unseed format clean
.ONESHELL:
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

help:
	@echo 'make run      the map at http://localhost:$${PORT:-5080}, on a private PostGIS under .data/ (GEO_DB, PORT, DEMO=0 honoured)'
	@echo 'make test     every test: C#, web, browser; last line "N passed, N failed"'
	@echo 'make fuzz     ten minutes of filters that no one wrote: none may fail; FUZZ_SECONDS, FUZZ_SEED'
	@echo 'make bench    every benchmark, one JSON object a line; BENCH=name for one'
	@echo 'make corpus   check every upload file of a folder against its manifest.csv: CORPUS=DIR; last line "N passed, N failed"'
	@echo 'make seed     publish boundaries, named facilities and demonstration sites (DEMO=0 leaves these out)'
	@echo 'make unseed   take the demonstration sites out again'
	@echo 'make format   format C# and TypeScript'
	@echo 'make clean    stop the private database and remove it with everything built'

run:
	@exec src/dev/run.sh

test:
	@exec src/dev/test.sh

fuzz:
	@exec src/dev/fuzz.sh

bench:
	@exec src/dev/bench.sh $(BENCH)

corpus:
	@exec src/dev/corpus.sh "$(CORPUS)"

seed:
	@src/dev/geo.sh migrate
	src/dev/geo.sh seed

unseed:
	@src/dev/geo.sh demo remove

format:
	@dotnet format Geo.sln
	cd web && npm run --silent format

clean:
	@src/dev/cluster.sh remove
	rm -rf .data web/dist web/node_modules gis-data/areas/node_modules
	find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
