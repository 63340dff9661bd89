#!/usr/bin/env bash
# Runs the commands of "An operator's day" in docs/operations.md as they stand there, in their order, with a PostgreSQL server
# of its own. It stops at the first of them that fails.
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
pid_files="$DAY/*.pid"
failed=0
timeout --foreground 600 bash -euo pipefail -c "$commands" || failed=$?
[ "$failed" = 0 ] || { tail -n 5 "$DAY"/*.log >&2 || true; exit "$failed"; }
printf '\nevery command of the day succeeded\n'
