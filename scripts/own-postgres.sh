# Sourced by scripts that need a PostgreSQL server of their own: in $folder, which goes with the script.
"$(dirname "${BASH_SOURCE[0]}")/require-postgres.sh"

initdb="$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)"
programs="${PG_BIN:-$(dirname "$(readlink -f "$initdb")")}"
folder="$(mktemp -d)"
chmod 755 "$folder"
install -d "$folder/server"
[ "$(id -u)" != 0 ] || chown postgres "$folder/server"
export PGHOST="$folder/server" PGUSER=loyalty

# PostgreSQL refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

# In $folder/server/data, not started yet.
make_server() {
  as_server "$programs/initdb" -D "$folder/server/data" -U loyalty --auth=trust --encoding=UTF8 --locale=C --data-checksums >/dev/null
}

start_server() {
  as_server "$programs/pg_ctl" start -D "$1" -w -s -l "$folder/server/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder/server' -c unix_socket_permissions=0700"
}

stop_server() { as_server "$programs/pg_ctl" stop -D "$1" -m "${2:-fast}" -s; }

# What the script started, by its process ids or by files that hold one, and all that is in $folder.
started=()
pid_files=""
clean_up() {
  local process data file
  for file in $pid_files; do [ ! -f "$file" ] || started+=("$(cat "$file")"); done
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  for process in "${started[@]}"; do timeout 30 tail --pid="$process" -f /dev/null || true; done
  for data in "$folder"/server/*/; do
    [ ! -f "$data/postmaster.pid" ] || stop_server "$data" immediate || true
  done
  rm -rf "$folder" || true
}
trap clean_up EXIT
