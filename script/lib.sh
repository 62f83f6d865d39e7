# What the scripts share. Sourced by them, never run; leaves the shell in the project's root.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

die() {
  say "script/${0##*/}: $*"
  exit 1
}

# Prints the comment that opens the calling script.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }

# packages SECTION…: their names in packages.txt, one a line.
packages() {
  local section
  for section; do
    sed -n "s/^$section: *//p" packages.txt
  done | tr -s ' ' '\n'
}

# install_packages SECTION…: makes sure that they are there. SKIP_PACKAGES=1 trusts that they are, for machines that are
# not Debian.
install_packages() {
  [[ -z ${SKIP_PACKAGES:-} ]] || return 0
  local wanted missing=() as_root=() log=build/packages.log
  mapfile -t wanted < <(packages "$@")
  if ! command -v apt-get dpkg-query >/dev/null; then
    die "this is no Debian system: install what these packages hold, then set SKIP_PACKAGES=1: ${wanted[*]}"
  fi
  mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}" | sort) <(installed "${wanted[@]}" | sort))
  [[ ${#missing[@]} -gt 0 ]] || return 0

  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || die "neither root nor sudo: cannot install ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  mkdir -p build
  if ! { "${as_root[@]}" apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
      -o DPkg::Lock::Timeout=120 "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    grep -E '^(E|Err|W):|password|sudoers' "$log" | tail -5 >&2 || true
    die "cannot install ${missing[*]} ($log has the rest)"
  fi
}

# installed NAME…: those of them that are installed.
installed() { dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p'; }

# spdx_environment: makes sure of build/spdx, where SPDX's validator is (packaging/requirements.txt).
spdx_environment() {
  ! cmp --silent packaging/requirements.txt build/spdx/requirements.txt || return 0
  say "installing SPDX's validator into build/spdx"
  python3 -m venv --clear build/spdx && build/spdx/bin/pip install --quiet -r packaging/requirements.txt >&2 || return 1
  cp packaging/requirements.txt build/spdx/
}

# configure PRESET ON|OFF: with or without the tests. Says only what is wrong.
configure() {
  local log=build/$1-configure.log fresh=()
  [[ $1 != static-* ]] || fresh=(--fresh) # the flags of a toolchain file are read the first time only
  mkdir -p build
  cmake "${fresh[@]}" --preset "$1" -D BUILD_TESTING="$2" >"$log" || die "cannot configure ($log)"
}

# compile PRESET [TARGET…]: on all cores. Says only what is wrong; a person who waits gets ninja's counter.
compile() {
  local log=build/$1-compile.log command=(cmake --build --preset "$1" --parallel "$(nproc)" ${2:+--target "${@:2}"})
  if [[ -t 1 ]]; then
    "${command[@]}" || die "the build of $1 failed"
  elif ! "${command[@]}" -- --quiet >"$log"; then
    cat "$log"
    die "the build of $1 failed"
  else
    grep -v '^ninja: no work to do' "$log" || true
  fi
}
