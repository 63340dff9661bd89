#!/usr/bin/env bash
# Installs a Debian package where that is allowed, or says what to do: scripts/install.sh PACKAGE OTHERWISE
set -euo pipefail

install="apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $1"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  bash -c "$install" >&2
elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  sudo -n bash -c "$install" >&2
else
  echo "$2" >&2
  exit 1
fi
