#!/usr/bin/env bash
# Every test: C# (core, server), web, browser. The last line counts all of them: "N passed, N failed".
# A part that cannot run at all counts as one failure, so that the line is never better than the truth.
set -uo pipefail
cd "$(dirname "$0")/../.."

passed=0
failed=0
failures=$(mktemp) # what failed, to be said once more at the end, where a reader of a long log looks first
note() { # note PASSED FAILED
  passed=$((passed + $1))
  failed=$((failed + $2))
}
finish() {
  cat "$failures"
  rm -f "$failures"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}
require() { # require WHAT COMMAND...: what everything after stands on
  local what=$1
  shift
  echo "== $what"
  "$@" || { echo "FAILED: $what"; note 0 1; finish; }
}

# csharp PROJECT: runs a test executable and reads its own summary.
csharp() {
  echo "== $1"
  local log
  log=$(mktemp)
  "tests/$1/bin/Release/net10.0/$1" -noColor 2>&1 | tee "$log"
  local code=${PIPESTATUS[0]} total bad
  total=$(sed -n 's/.*Total: \([0-9]*\), Errors.*/\1/p' "$log" | tail -n 1)
  bad=$(sed -n 's/.*Errors: \([0-9]*\), Failed: \([0-9]*\),.*/\1 \2/p' "$log" | tail -n 1 | awk '{print $1 + $2}')
  # A failed test and the first lines of why.
  grep -A 6 ' \[FAIL\]$' "$log" >>"$failures"
  rm -f "$log"
  if [ -z "$total" ] || { [ "$code" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; }; then
    echo "FAILED: $1 ended with $code"
    note 0 1
  else
    note $((total - bad)) "$bad"
  fi
}

# web_tests: type check, lint of texts, unit tests; vitest reports as JSON.
web_tests() {
  echo "== web"
  local report
  report=$(mktemp)
  (cd web && npm run --silent check && npx vitest run --reporter=default --reporter=json --outputFile.json="$report")
  local code=$? good bad
  good=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).numPassedTests' "$report" 2>/dev/null)
  bad=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).numFailedTests' "$report" 2>/dev/null)
  node -e 'for (const file of JSON.parse(require("fs").readFileSync(process.argv[1])).testResults) for (const test of file.assertionResults)
    if (test.status === "failed") console.log(`    ${test.fullName} [FAIL]\n      ${test.failureMessages[0]?.split("\n")[0]}`)' "$report" >>"$failures" 2>/dev/null
  rm -f "$report"
  if [ -z "$good" ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
    echo "FAILED: web ended with $code"
    note 0 1
  else
    note "$good" "$bad"
  fi
}

require prerequisites src/dev/prerequisites.sh test
require database src/dev/cluster.sh start
GEO_DB=$(src/dev/cluster.sh connection)
export GEO_DB
require "build" dotnet build Geo.sln --configuration Release --nologo --verbosity quiet
require "build of the front end" bash -c 'cd web && npm run --silent build'

csharp Geo.Core.Tests
web_tests
csharp Geo.Server.Tests
csharp Geo.Browser.Tests
finish
