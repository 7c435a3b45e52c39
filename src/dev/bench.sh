#!/usr/bin/env bash
# bench.sh [NAME]: every benchmark, or one; one JSON object a line on stdout.
set -euo pipefail
cd "$(dirname "$0")/../.."
{
  src/dev/prerequisites.sh test
  src/dev/cluster.sh start
  dotnet build tests/Geo.Benchmarks --configuration Release --nologo --verbosity quiet
} >&2
GEO_DB=$(src/dev/cluster.sh connection)
export GEO_DB
exec tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks "$@"
