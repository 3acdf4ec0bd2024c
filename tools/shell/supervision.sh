# shellcheck shell=bash
# The private supervisor of the state folder.
# Wants: $root, $bin, $services, $lock, $BUURTBRUG_STATE, fail(), wait_until().
# shellcheck disable=SC2154 # the caller sets these

supervisor_configuration=$root/deploy/supervisor/supervisord.conf
BUURTBRUG_USER=$(id -un)
BUURTBRUG_BIN=$bin
# Where people sign in. Another issuer in the environment is somebody's own provider.
BUURTBRUG_IDENTITY_LISTEN=${BUURTBRUG_IDENTITY_LISTEN:-127.0.0.1:7100}
BUURTBRUG_IDENTITY_ISSUER=${BUURTBRUG_IDENTITY_ISSUER:-http://$BUURTBRUG_IDENTITY_LISTEN}
BUURTBRUG_IDENTITY_KEYS=${BUURTBRUG_IDENTITY_KEYS:-http://$BUURTBRUG_IDENTITY_LISTEN/jwks}
BUURTBRUG_FIRST_OPERATOR=${BUURTBRUG_FIRST_OPERATOR:-operator}
export BUURTBRUG_USER BUURTBRUG_BIN BUURTBRUG_IDENTITY_{LISTEN,ISSUER,KEYS} BUURTBRUG_FIRST_OPERATOR

# Prints the id of the running supervisor.
supervisor_pid() {
  local file=$BUURTBRUG_STATE/supervisord.pid pid
  [[ -s $file ]] || return 1
  pid=$(<"$file")
  is_process "$pid" supervisord "$supervisor_configuration" || return 1
  echo "$pid"
}

# is_process PID WORD...: it runs, and every word is in its command line.
is_process() {
  local pid=$1 line
  shift
  [[ -r /proc/$pid/cmdline ]] || return 1
  line=$(tr '\0' ' ' <"/proc/$pid/cmdline")
  while (($# > 0)); do
    [[ $line == *"$1"* ]] || return 1
    shift
  done
}

supervise() { supervisorctl -c "$supervisor_configuration" "$@"; }

start_supervisor() {
  end_orphans
  # The lock of tools/up must not live on in a daemon.
  supervisord -c "$supervisor_configuration" {lock}>&- >"$BUURTBRUG_STATE/log/supervisord.start.log" 2>&1 ||
    fail "supervisord did not start" "$BUURTBRUG_STATE/log/supervisord.start.log"
}

stop_supervisor() {
  local pid
  if pid=$(supervisor_pid); then
    kill -TERM "$pid"
    # Services drain, PostgreSQL writes a checkpoint; supervisor itself kills what exceeds stopwaitsecs.
    wait_until 120 eval "! is_process $pid supervisord" ||
      fail "supervisord ($pid) still runs" "$BUURTBRUG_STATE/log/supervisord.log"
  fi
  end_orphans
}

# What a supervisor that was killed left running would hold the ports and the data of the next one.
end_orphans() {
  local service pid
  for service in "${services[@]}"; do
    for pid in $(pgrep -x -u "$EUID" "$(printf '%.15s' "buurtbrug-$service")"); do
      if is_process "$pid" "$bin/buurtbrug-$service" "/../config/$service.toml"; then
        end_process "$pid" buurtbrug
      fi
    done
  done
  for pid in $(pgrep -u "$EUID" -f 'supervisor/[.][.]/identity/server[.]js'); do
    if is_process "$pid" "$root/deploy/supervisor/../identity/server.js"; then
      end_process "$pid" identity/server.js
    fi
  done
  [[ ! -S $BUURTBRUG_STATE/sockets/redis.sock ]] ||
    redis-cli -s "$BUURTBRUG_STATE/sockets/redis.sock" shutdown nosave >/dev/null 2>&1 || true
  [[ ! -d $BUURTBRUG_STATE/postgres ]] || "$root/deploy/database/cluster" stop "$BUURTBRUG_STATE"
}

# end_process PID WORD: the one whose command line has that word.
end_process() {
  kill -TERM "$1"
  wait_until 20 eval "! is_process $1 $2" || kill -KILL "$1"
}

redis_ready() { [[ $(redis-cli -s "$BUURTBRUG_STATE/sockets/redis.sock" ping) == PONG ]]; }
postgres_ready() { pg_isready -q -h "$BUURTBRUG_STATE/sockets"; }

# Which of these files are they? Names, times and sizes: hashing the binaries would take longer than a start.
stamp_of() { stat -c '%n %Y %s' "$@" | sha256sum; }

# unchanged NAME STAMP: the same as when remember NAME STAMP was last called.
unchanged() { [[ $(cat "$BUURTBRUG_STATE/stamps/$1" 2>/dev/null) == "$2" ]]; }
remember() {
  mkdir -p "$BUURTBRUG_STATE/stamps"
  echo "$2" >"$BUURTBRUG_STATE/stamps/$1"
}
