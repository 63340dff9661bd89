#!/usr/bin/env bash
# Runs the commands of "An operator's day" in docs/operations.md as they stand there, in their order, with a PostgreSQL server
# of its own. It fails with the first of them that fails.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v prometheus >/dev/null 2>&1 || scripts/install.sh prometheus \
  "prometheus is missing: run 'sudo apt-get install prometheus'."
. scripts/own-postgres.sh
make_server
start_server "$folder/server/data"

commands="$(awk '/^## /{of_day = /operator.s day/} of_day && /^```/{in_block = /^```sh/; next} of_day && in_block' docs/operations.md)"
export DAY="$folder/day" PATH="$PATH:$programs"
mkdir "$DAY"
failed=0
timeout 600 bash -euo pipefail -c "$commands" || failed=$?
for file in "$DAY"/*.pid; do started+=("$(cat "$file")"); done
[ "$failed" = 0 ] || { tail -n 5 "$DAY"/*.log >&2; exit "$failed"; }
printf '\nthe whole day went as it is written\n'
