#!/usr/bin/env bash
# The project's private PostgreSQL cluster under .data/: cluster.sh start | running | stop | remove | connection [DATABASE].
# `start` prints nothing when all is well; `connection` prints an Npgsql connection string. GEO_DB, where set, wins.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

identity=$(printf %s "$root" | cksum | cut -d' ' -f1)
# A Unix socket's path may hold 107 bytes, so the socket cannot live in an arbitrarily deep checkout.
sockets="/tmp/geo-$identity"
data="$root/.data/postgres"
[ -L "$data" ] && data=$(readlink "$data")

as_owner() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
  # PostgreSQL refuses to run as root; root's cluster belongs to the postgres user.
  as_owner() { (cd / && runuser -u postgres -- "$@"); }
fi

bin() { # the newest PostgreSQL that has PostGIS beside it
  local control
  control=$(compgen -G '/usr/share/postgresql/*/extension/postgis.control' | sort -V | tail -n 1)
  echo "/usr/lib/postgresql/$(echo "$control" | cut -d/ -f5)/bin"
}

create() {
  mkdir -p "$root/.data"
  local place=$data
  if [ "$(id -u)" -eq 0 ]; then
    # A checkout that only root may enter (/root, a private temporary folder) is no home for the postgres user.
    if ! runuser -u postgres -- test -x "$root/.data"; then
      place="/var/lib/postgresql/geo-$identity"
      ln -sfn "$place" "$data"
    fi
    install -d -o postgres -g postgres -m 700 "$place"
  else
    install -d -m 700 "$place"
  fi
  data=$place
  as_owner "$(bin)/initdb" --pgdata "$data" --username geo --auth trust --encoding UTF8 --locale C.UTF-8 >/dev/null
  as_owner tee -a "$data/postgresql.conf" >/dev/null <<CONF
# Reached through a socket in a folder that only the owner may enter; no port is opened.
listen_addresses = ''
unix_socket_directories = '$sockets'
shared_buffers = 512MB
work_mem = 64MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
max_connections = 200
random_page_cost = 1.1
# Compiling short queries costs more than running them.
jit = off
timezone = 'UTC'
CONF
}

start() {
  [ -n "${GEO_DB:-}" ] && return
  [ -e "$data/PG_VERSION" ] || as_owner test -e "$data/PG_VERSION" || create
  if [ "$(id -u)" -eq 0 ]; then install -d -o postgres -g postgres -m 700 "$sockets"; else install -d -m 700 "$sockets"; fi
  if ! running; then
    as_owner "$(bin)/pg_ctl" --pgdata "$data" --log "$data/server.log" --wait --timeout 60 start >/dev/null ||
      { as_owner tail -n 20 "$data/server.log" >&2; exit 1; }
  fi
  as_owner "$(bin)/createdb" --host "$sockets" --username geo geo 2>/dev/null || true
}

running() {
  as_owner "$(bin)/pg_ctl" --pgdata "$data" status >/dev/null 2>&1
}

stop() {
  [ -n "${GEO_DB:-}" ] && return
  as_owner "$(bin)/pg_ctl" --pgdata "$data" --mode fast --wait stop >/dev/null 2>&1 || true
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  running) running ;;
  remove)
    stop
    rm -rf "$data" "$root/.data/postgres" "$sockets"
    ;;
  connection) echo "${GEO_DB:-Host=$sockets;Username=geo;Database=${2:-geo}}" ;;
  *) echo "usage: cluster.sh start | running | stop | remove | connection [DATABASE]" >&2; exit 2 ;;
esac
