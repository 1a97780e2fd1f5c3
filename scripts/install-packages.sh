#!/bin/sh
# Installs packages of the distribution (Debian, Ubuntu). Needs root.
# Usage: install-packages.sh [--no-start] PACKAGE...
#        --no-start keeps the services of these packages from starting (for tests).
set -eu
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1

# A terminal gets apt's progress bars, a log only what went wrong.
if [ -t 1 ]; then quiet=; else quiet=-qq; fi

# Maintainer scripts ask this file whether they may start a service; see invoke-rc.d(8).
policy=/usr/sbin/policy-rc.d
if [ "$1" = --no-start ]; then
  shift
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
fi

is_known() {
  apt-cache show "$1" >/dev/null 2>&1
}

# A fresh machine installs updates in the background and holds the lock meanwhile.
apt() {
  # shellcheck disable=SC2086 # empty on a terminal
  apt-get $quiet -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

install() {
  # From Debian 13 on the docker command is a package of its own.
  case " $* " in *' docker.io '*) ! is_known docker-cli || set -- "$@" docker-cli ;; esac
  apt install --yes --no-install-recommends "$@"
}

for package; do
  is_known "$package" && continue
  apt update
  break
done
# Package lists that are too old name files that the archive no longer has.
install "$@" || { apt update && install "$@"; }
