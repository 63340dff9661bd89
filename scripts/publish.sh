#!/usr/bin/env bash
# Makes the service as it is deployed, compiled ahead of time: scripts/publish.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -m)" in
  aarch64 | arm64) runtime=linux-arm64 ;;
  *) runtime=linux-x64 ;;
esac

dotnet publish src/Loyalty.Api -c Release -r "$runtime" --self-contained false -p:PublishReadyToRun=true \
  -o "$1" --nologo -v quiet
