#!/usr/bin/env bash
# Builds, runs the tests that the arguments select, and closes with their counts. No test run is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."

configuration="${CONFIGURATION:-Release}"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

dotnet build Loyalty.sln -c "$configuration" --nologo -v quiet || exit 1

# Two projects at a time: each has its own PostgreSQL, and waits for it half of the time.
dotnet test Loyalty.sln -c "$configuration" --no-build --nologo -m:2 "$@" 2>&1 | tee "$log"
status="${PIPESTATUS[0]}"

sum() { grep -oE "$1: +[0-9]+" "$log" | grep -oE '[0-9]+' | awk '{ total += $1 } END { print total + 0 }'; }
passed="$(sum 'Passed')"
failed="$(sum 'Failed')"
ran="$(grep -cE '^(Passed|Failed)! ' "$log")"
projects="$(ls tests/*/*.csproj | wc -l)"
echo "$passed passed, $failed failed"
if [ "$passed" = 0 ] || [ "$ran" != "$projects" ]; then
  echo "$ran of $projects test projects ran tests" >&2
  exit 1
fi

[ "$failed" = 0 ] && exit "$status" || exit 1
