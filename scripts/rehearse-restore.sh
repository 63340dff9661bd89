#!/usr/bin/env bash
# Rehearses the worst day: a base backup, redemptions, a mistake that ruins the books, and the way back to the moment before
# it. Everything happens on a server of its own in a temporary folder. The last line says what was found.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/own-postgres.sh

step() { printf '\n== %s\n' "$1"; }
sql() { "$programs/psql" -h "$folder/server" -U loyalty -d "${2:-loyalty}" -Atqc "$1"; }
loyalty() { dotnet "$folder/service/Loyalty.Api.dll" "$@"; }

scripts/publish.sh "$folder/service"
export ConnectionStrings__Loyalty="Host=$folder/server;Username=loyalty;Database=loyalty"
export Loyalty__AdminKey="key-of-the-rehearsal" ASPNETCORE_URLS="http://127.0.0.1:${PORT:-5999}"

step "A server that archives its log"
as_server mkdir -p "$folder/server/archive"
make_server
as_server tee -a "$folder/server/data/postgresql.conf" >/dev/null <<CONF
archive_mode = on
archive_command = 'cp %p $folder/server/archive/%f'
CONF
start_server "$folder/server/data"
sql "create database loyalty" postgres
loyalty seed

step "A base backup, while the service runs"
dotnet "$folder/service/Loyalty.Api.dll" serve >"$folder/service.log" &
service=$! # the process itself, not a shell around it
started+=("$service")
until loyalty health >/dev/null 2>&1; do sleep 0.2; done
as_server "$programs/pg_basebackup" -h "$folder/server" -U loyalty -D "$folder/server/restored" -c fast

step "Redemptions after the backup"
for i in 1 2 3 4 5; do
  curl -sf "$ASPNETCORE_URLS/v1/programs/demo/redemptions" -H "Authorization: Bearer $Loyalty__AdminKey" \
    -H 'Content-Type: application/json' -H "Idempotency-Key: rehearsal-$i" \
    -d '{"member":{"email":"ann@example.com"},"points":"10"}' >/dev/null
done
balance="$(sql 'select balance from account')"
moment="$(sql 'select clock_timestamp()')"
echo "balance $balance at $moment"
sleep 1

step "The mistake: somebody changes the books by hand"
sql "update account set earned_total = 1000000; delete from entry where seq = 2"
if loyalty verify; then echo "verify did not notice" >&2; exit 1; fi
sql "select pg_switch_wal()" >/dev/null
kill "$service"
wait "$service"
stop_server "$folder/server/data"

step "Back to the moment before it"
as_server touch "$folder/server/restored/recovery.signal"
as_server tee -a "$folder/server/restored/postgresql.conf" >/dev/null <<CONF
restore_command = 'cp $folder/server/archive/%f %p'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
CONF
start_server "$folder/server/restored"
until [ "$(sql 'select pg_is_in_recovery()')" = f ]; do sleep 0.2; done
loyalty verify
restored="$(sql 'select balance from account')"
[ "$restored" = "$balance" ] || { echo "restored $restored instead of $balance" >&2; exit 1; }
printf '\nrestored: balance %s, five redemptions after the backup are there, the mistake is not\n' "$restored"
