#!/usr/bin/env bash
# Measures the service as it is deployed: scripts/bench.sh full | quick | growth
set -euo pipefail
cd "$(dirname "$0")/.."

command -v wrk >/dev/null 2>&1 || scripts/install.sh wrk "wrk is missing: run 'sudo apt-get install wrk'."
scripts/publish.sh bench/.service
dotnet build bench/Loyalty.Bench -c Release --nologo -v quiet
exec dotnet bench/Loyalty.Bench/bin/Release/net10.0/Loyalty.Bench.dll "$1"
