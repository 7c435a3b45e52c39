#!/usr/bin/env bash
# Builds the server, and the front end where its sources are newer than what was built.
set -euo pipefail
cd "$(dirname "$0")/../.."

# quietly COMMAND...: its output only when it fails.
quietly() {
  local log
  log=$(mktemp)
  "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; exit 1; }
  rm -f "$log"
}

quietly dotnet build src/Geo.Server --configuration Release --nologo --verbosity quiet
if [ ! -e web/dist/index.html ] || [ -n "$(find web -path web/node_modules -prune -o -path web/dist -prune -o -newer web/dist/index.html -type f -print -quit)" ]; then
  (cd web && quietly npm run --silent build)
fi
