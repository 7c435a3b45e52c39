#!/usr/bin/env bash
# Runs a verb of the server executable on the project's database: geo.sh seed, geo.sh areas import FILE, ...
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
"$root/src/dev/prerequisites.sh" run
"$root/src/dev/cluster.sh" start
GEO_DB=$("$root/src/dev/cluster.sh" connection)
export GEO_DB GEO_DATA="${GEO_DATA:-$root/gis-data}"
"$root/src/dev/build.sh"
exec "$root/src/Geo.Server/bin/Release/net10.0/geo" "$@"
