#!/usr/bin/env bash
# Makes sure that PostgreSQL's programs are here.
set -euo pipefail

if [ -n "${PG_BIN:-}" ] || command -v initdb >/dev/null 2>&1 || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null \
  || compgen -G '/opt/homebrew/opt/postgresql*/bin/initdb' >/dev/null || compgen -G '/usr/local/opt/postgresql*/bin/initdb' >/dev/null; then
  exit 0
fi

exec "$(dirname "$0")/install.sh" postgresql \
  "PostgreSQL's programs are missing: run 'sudo apt-get install postgresql', or set PG_BIN to their folder."
