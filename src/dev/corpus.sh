#!/usr/bin/env bash
# corpus.sh DIR: checks every file of a folder against its manifest.csv, each in a bounded process, without a database.
# A line for each file that differs; the last line is "N passed, N failed".
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
[ -f "${1:-}/manifest.csv" ] || { echo "usage: make corpus CORPUS=DIR, where DIR/manifest.csv is" >&2; exit 2; }
corpus=$(cd "$1" && pwd)
cd "$root"
{
  # The boundaries of the cities; nothing else of what a server needs.
  [ -e gis-data/areas/node_modules/.installed ] || (cd gis-data/areas && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.installed)
  dotnet build src/Geo.Server --configuration Release --nologo --verbosity quiet
} >&2
export GEO_DATA="${GEO_DATA:-$root/gis-data}"
exec src/Geo.Server/bin/Release/net10.0/geo corpus "$corpus"
