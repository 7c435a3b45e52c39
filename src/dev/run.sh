#!/usr/bin/env bash
# The whole service from nothing: prerequisites, database, build, migrations, first seed, server. Ctrl-C ends all it started.
set -euo pipefail
cd "$(dirname "$0")/../.."

src/dev/prerequisites.sh run
# A database that runs already belongs to someone else, and stays when this ends.
src/dev/cluster.sh running && ours=no || ours=yes
src/dev/cluster.sh start
GEO_DB=$(src/dev/cluster.sh connection)
export GEO_DB
server=""
finish() {
  trap - EXIT INT TERM
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  if [ "$ours" = yes ]; then GEO_DB='' src/dev/cluster.sh stop; fi
}
trap finish EXIT
trap 'exit 0' INT TERM

src/dev/build.sh
geo=src/Geo.Server/bin/Release/net10.0/geo
"$geo" migrate
"$geo" seed --if-empty

port=${PORT:-5080}
"$geo" serve --port "$port" &
server=$!
for _ in $(seq 100); do
  kill -0 "$server" 2>/dev/null || { wait "$server"; exit 1; }
  if (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; then
    echo "The map is open at http://localhost:$port/ (Ctrl-C ends it)"
    break
  fi
  sleep 0.1
done
wait "$server"
