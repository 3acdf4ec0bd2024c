# shellcheck shell=bash
# The state folder of this checkout: everything that runs here keeps its files in it.
# Wants: $root and fail(). Gives: $BUURTBRUG_STATE.
# shellcheck disable=SC2154 # the caller sets these

state_marker=.buurtbrug-state

postgres_can_enter() {
  ((EUID != 0)) || setpriv --reuid=postgres --regid=postgres --init-groups test -x "$1"
}

# Prints where the state lies or would lie; .run is that folder, or a link to it.
state_path() {
  local path=$root/.run
  # A socket's path may be 107 characters; names inside take up to 37.
  if [[ -L $path ]]; then
    path=$(readlink "$path")
  elif [[ ! -d $path ]] && { ((${#path} > 70)) || ! postgres_can_enter "$root"; }; then
    path=/var/tmp/buurtbrug-$(printf '%s' "$root" | sha256sum | head -c 8)
  fi
  printf '%s' "$path"
}

find_state() {
  BUURTBRUG_STATE=$(state_path)
  export BUURTBRUG_STATE
}

state_exists() { [[ -f $BUURTBRUG_STATE/$state_marker ]]; }

make_state() {
  local owner
  if ! state_exists; then
    [[ ! -e $BUURTBRUG_STATE || (-d $BUURTBRUG_STATE && -z $(ls -A "$BUURTBRUG_STATE")) ]] ||
      fail "$BUURTBRUG_STATE is not empty and was not made by tools/up; move it away"
    [[ -d $BUURTBRUG_STATE ]] || mkdir -m 0755 "$BUURTBRUG_STATE"
  fi
  # Also of a folder in /var/tmp, where anybody might have made one under this name.
  if [[ -L $BUURTBRUG_STATE || ! -O $BUURTBRUG_STATE ]]; then
    owner=$(stat -c %U "$BUURTBRUG_STATE")
    fail "$BUURTBRUG_STATE belongs to $owner, not to $(id -un); run as $owner, or have $owner run tools/up --fresh"
  fi
  finish_deletion
  echo "State of Buurtbrug for $root. 'tools/up --fresh' deletes this folder." >"$BUURTBRUG_STATE/$state_marker"
  mkdir -p "$BUURTBRUG_STATE/log"
  if [[ $BUURTBRUG_STATE != "$root/.run" ]]; then
    ln -sfn "$BUURTBRUG_STATE" "$root/.run"
    say "state lies in $BUURTBRUG_STATE: $root/.run is too long for sockets or closed to user postgres"
  fi
}

delete_state() {
  if [[ -e $BUURTBRUG_STATE ]]; then
    state_exists || fail "$BUURTBRUG_STATE does not carry $state_marker, so tools/up did not make it; not deleted"
    echo "deleting $BUURTBRUG_STATE (database, certificates, passwords, logs)"
    finish_deletion
    # Half a database must never look like a whole one.
    mv -T "$BUURTBRUG_STATE" "$BUURTBRUG_STATE.deleted"
    [[ ! -L $root/.run ]] || rm "$root/.run"
  fi
  finish_deletion
}

# Also of a run that was interrupted; the marker goes last.
finish_deletion() {
  local deleted=$BUURTBRUG_STATE.deleted
  [[ -f $deleted/$state_marker && -O $deleted ]] || return 0
  find "$deleted" -xdev -mindepth 1 -maxdepth 1 ! -name "$state_marker" -exec rm -rf --one-file-system {} +
  rm -rf --one-file-system "$deleted"
}
