# Sourced: one line for each thing that was to be shown, with its figure; counted in a file, so that steps may be processes of their own.
# shellcheck shell=bash

: "${E2E_DIR:?}"

heading() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
passed() { printf 'pass %s\n' "$*"; echo pass >>"$E2E_DIR/verdicts"; }
failed() { printf 'FAIL %s\n' "$*"; echo fail >>"$E2E_DIR/verdicts"; }

# check WHAT COMMAND...: passes when the command succeeds. What it printed is shown where it does not.
check() {
  local what=$1 said
  shift
  if said=$("$@" 2>&1); then passed "$what"; else failed "$what: ${said:-exit code not 0}"; fi
}

# within SECONDS WHAT COMMAND...: the same, tried until it succeeds or time is over; says how long it took.
within() {
  local limit=$1 what=$2 start=$SECONDS said
  shift 2
  until said=$("$@" 2>&1); do
    if ((SECONDS - start >= limit)); then
      failed "$what, within $limit s: ${said:-exit code not 0}"
      return 1
    fi
    sleep 0.5
  done
  passed "$what ($((SECONDS - start)) s)"
}

# equal WHAT EXPECTED FOUND
equal() {
  if [ "$2" = "$3" ]; then passed "$1: ${2:-nothing}"; else failed "$1: expected ${2:-nothing}, found ${3:-nothing}"; fi
}

verdict() {
  local good bad
  good=$(grep -c pass "$E2E_DIR/verdicts" || true)
  bad=$(grep -c fail "$E2E_DIR/verdicts" || true)
  printf '\n%s passed, %s failed\n' "$good" "$bad"
  [ "$bad" -eq 0 ] && [ "$good" -gt 0 ]
}
