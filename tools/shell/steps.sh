# shellcheck shell=bash
# Numbered steps with their time, and failures that name a cause and a log.
# Wants: $root, $steps (how many). Gives: $logs.
# shellcheck disable=SC2154 # the caller sets these

logs=$root/build/log
step_number=0
step_title=

step() {
  end_step
  step_number=$((step_number + 1))
  step_title="[$step_number/$steps] $1"
  step_began=$EPOCHREALTIME
  [[ ! -t 1 ]] || printf '%s' "$step_title"
}

# heading TITLE: a step that shows its own output and time.
heading() {
  end_step
  step_number=$((step_number + 1))
  echo "[$step_number/$steps] $1"
}

end_step() {
  [[ -n $step_title ]] || return 0
  local micros=$((${EPOCHREALTIME/./} - ${step_began/./}))
  [[ ! -t 1 ]] || printf '\r\033[K'
  printf '%-46s %4d.%d s\n' "$step_title" $((micros / 1000000)) $((micros / 100000 % 10))
  step_title=
}

# say TEXT: a line of its own within a step.
say() {
  [[ ! -t 1 ]] || printf '\r\033[K'
  printf '      %s\n' "$1"
  [[ ! -t 1 ]] || printf '%s' "$step_title"
}

# fail CAUSE [LOG]
fail() {
  [[ ! -t 1 ]] || printf '\n'
  if [[ -n ${2:-} && -s ${2:-} ]]; then
    echo "--- last lines of $2" >&2
    tail -n 25 "$2" >&2
    echo "---" >&2
  fi
  echo "${0##*/}: ${step_title:+$step_title: }$1${2:+ (log: $2)}" >&2
  exit 1
}

# logged NAME COMMAND...: output goes to build/log/NAME.log, and is shown only on failure.
logged() {
  local log=$logs/$1.log
  shift
  "$@" >"$log" 2>&1 || fail "'${*##*/}' failed" "$log"
}

# build FOLDER TARGET...: ninja with a count on the terminal, or a line at each quarter without one.
build() {
  local folder=$1 log line shown=0 quarter
  log=$logs/build-${folder##*/}.log
  shift
  cmake --build "$folder" ${1:+--target "$@"} 2>&1 | while IFS= read -r line; do
    printf '%s\n' "$line"
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    if [[ -t 3 ]]; then
      printf '\r\033[K%s %s of %s' "$step_title" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" >&3
    else
      quarter=$((BASH_REMATCH[1] * 4 / BASH_REMATCH[2]))
      if ((BASH_REMATCH[2] > 20 && quarter > shown)); then
        shown=$quarter
        printf '      %s of %s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" >&3
      fi
    fi
  done 3>&1 >"$log" || fail "the build failed" "$log"
}

# configure PRESET: only where cmake would not do it by itself.
configure() {
  local cache=$root/build/$1/CMakeCache.txt
  if [[ ! -f $root/build/$1/build.ninja || $root/CMakePresets.json -nt $cache ]]; then
    logged "configure-$1" cmake -S "$root" --preset "$1"
    touch "$cache"
  fi
}

# wait_until SECONDS COMMAND...
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || return 1
    sleep 0.05
  done
}
