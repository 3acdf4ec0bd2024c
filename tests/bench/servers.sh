# shellcheck shell=bash
# What the benchmarks that call services stand on: a private PostgreSQL and Redis, certificates, services on the
# loopback, and the caller. Sourced; wants $root, $bin, $deploy, $seconds and steps.sh.
# shellcheck disable=SC2154 # the caller sets these

base=
children=()
declare -A address_of=()

finish() {
  local pid
  for pid in "${children[@]}"; do
    kill -TERM "$pid" 2>/dev/null || true
  done
  for pid in "${children[@]}"; do
    wait "$pid" 2>/dev/null || true
  done
  if [[ $base == /tmp/buurtbrug-bench-* && -d $base ]]; then
    [[ ! -d $base/postgres ]] || "$deploy/database/cluster" stop "$base" immediate || true
    rm -rf "$base"
  fi
}

# Ports below those that the system gives out by itself, so that nobody takes one in between.
next_port=$((20000 + RANDOM % 10000))
take_port() {
  while (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do
    next_port=$((next_port + 1))
  done
  printf -v "$1" "127.0.0.1:%s" "$next_port"
  next_port=$((next_port + 1))
}

administrator() { "$deploy/database/cluster" psql "$base" -q -At -d "${database:-buurtbrug}" "$@"; }

start_servers() {
  base=$(mktemp -d /tmp/buurtbrug-bench-XXXXXX)
  # The database's user has to pass through; what is inside is closed.
  chmod 0755 "$base"
  mkdir "$base/log"
  : >"$base/results"
  [[ $(stat -f -c %T "$base") != tmpfs ]] || say "/tmp lies in memory: a commit waits for no disk here"
  logged certificates "$deploy/certificates/make" "$base/certificates"
  logged cluster "$deploy/database/cluster" init "$base"
  "$deploy/database/cluster" start "$base"
  logged roles "$deploy/database/cluster" roles "$base"
  PGHOST=$base/sockets PGPASSFILE=$base/secrets/pgpass logged migrate "$deploy/database/migrate"
  redis-server "$deploy/redis/redis.conf" --unixsocket "$base/sockets/redis.sock" --dir "$base" \
    --logfile "$base/log/redis.log" >/dev/null &
  children+=($!)
}

# start_service LOG PROGRAM CONFIGURATION
start_service() {
  "$bin/$2" --config "$deploy/config/$3.toml" >"$base/log/$1.log" 2>&1 &
  children+=($!)
}

# load SERVICE WHAT [FLAG...]
load() {
  local service=$1 what=$2
  shift 2
  timeout $((seconds + 60)) "$bin/buurtbrug-bench-load" "$what" --address="${address_of[$service]}" \
    --certificates="$base/certificates" --identity="$base/identity" "$@" 2>"$base/log/load.log" ||
    fail "$what did not go without errors: $(<"$base/log/load.log")" "$base/log/$service.log"
}

# record NAME CALLERS COMMAND...: appends a line to the results.
record() {
  local name=$1 count=$2 figures
  shift 2
  figures=$("$@")
  echo "$name $count $figures" >>"$base/results"
}
