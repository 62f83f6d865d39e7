#!/bin/sh
# ./install.sh [--prefix DIRECTORY] [--uninstall]
#
# Copies the program, its manual page and its completions below the prefix, or removes them again. The prefix is
# /usr/local for root and ~/.local for everybody else. Needs nothing but a shell and the system's basic commands.
set -eu
unset CDPATH
cd "$(dirname "$(readlink -f "$0")")"

usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' install.sh; }

wrong() {
  echo "install.sh: $*" >&2
  exit 2
}

prefix=
uninstall=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit ;;
    --prefix=*) prefix=${1#*=} ;;
    --prefix) [ $# -gt 1 ] && [ -n "$2" ] || wrong "--prefix needs a directory" && prefix=$2 && shift ;;
    --uninstall) uninstall=yes ;;
    *) wrong "unknown argument '$1' (see --help)" ;;
  esac
  shift
done
if [ -z "$prefix" ] && [ "$(id -u)" = 0 ]; then prefix=/usr/local; fi
case ${prefix:=${HOME:+$HOME/.local}} in
  /*) ;;
  '') wrong "there is no HOME: say where with --prefix DIRECTORY" ;;
  *) wrong "the prefix has to begin with /: '$prefix'" ;;
esac

program=connect-ops-review
files="bin/$program
share/man/man1/$program.1
share/bash-completion/completions/$program
share/zsh/site-functions/_$program
share/fish/vendor_completions.d/$program.fish"

if [ -n "$uninstall" ]; then
  [ -e "$prefix/bin/$program" ] || wrong "$program is not in '$prefix/bin'"
  for file in $files; do rm -f "$prefix/$file"; done
  echo "$program is removed from '$prefix'"
  exit
fi

# A program for another kind of processor fails here, before anything is copied.
if ! version=$("./$program" --version); then
  echo "install.sh: $program does not run on this machine, which is $(uname -s -m)" >&2
  exit 1
fi

# All is copied beside what is there before any of it is put in its place: what fails leaves the old version whole, and
# one that runs goes on with its old file.
umask 022
remove_new() { for file in $files; do rm -f "$prefix/$file.new"; done; }
trap remove_new EXIT
for file in $files; do mkdir -p "$prefix/${file%/*}"; done
for file in $files; do
  case $file in
    bin/*) from=${file#bin/} ;;
    *) from=$file ;;
  esac
  cp "$from" "$prefix/$file.new"
done
for file in $files; do mv -f "$prefix/$file.new" "$prefix/$file"; done
echo "$version is in '$prefix/bin'"
case :$PATH: in
  *:"$prefix/bin":*) echo "See it at work: $program demo" ;;
  *) echo "See it at work: '$prefix/bin/$program' demo (your PATH does not have '$prefix/bin' yet)" ;;
esac
