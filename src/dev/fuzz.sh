#!/usr/bin/env bash
# fuzz.sh: asks the real server filters that no one wrote, for FUZZ_SECONDS (600); ends with an error when one is a failure of ours.
set -euo pipefail
cd "$(dirname "$0")/../.."
{
  src/dev/prerequisites.sh run
  src/dev/cluster.sh start
  dotnet build tests/Geo.Server.Tests --configuration Release --nologo --verbosity quiet
} >&2
GEO_DB=$(src/dev/cluster.sh connection)
export GEO_DB
exec tests/Geo.Server.Tests/bin/Release/net10.0/Geo.Server.Tests -noColor -explicit only -class '*.Fuzzing'
