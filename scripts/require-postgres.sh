#!/usr/bin/env bash
# Makes sure that PostgreSQL's programs are here: installs Debian's package where that is allowed, or says what to do.
set -euo pipefail

if [ -n "${PG_BIN:-}" ] || command -v initdb >/dev/null 2>&1 || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null \
  || compgen -G '/opt/homebrew/opt/postgresql*/bin/initdb' >/dev/null || compgen -G '/usr/local/opt/postgresql*/bin/initdb' >/dev/null; then
  exit 0
fi

install="apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q postgresql"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  bash -c "$install" >&2
elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  sudo -n bash -c "$install" >&2
else
  echo "PostgreSQL's programs are missing: run 'sudo apt-get install postgresql', or set PG_BIN to their folder." >&2
  exit 1
fi
