#!/usr/bin/env bash
# usage: test/chroot/run.sh SUITE [STEP ...]
#
# Tests what is committed in a bare Debian of the suite (bookworm, trixie, sid) and its PostgreSQL
# (15, 17, 18), as root. The steps, all but the whole ones unless some are named:
#   demo        make demo, and make test QUICK=1, as root: with nothing but git, make and
#               ca-certificates
#   whole       make test, as root
#   user        the same as demo as an ordinary user, where the packages are there
#   whole_user  make test as that user
#   left        what these have left behind: nothing but packages
#   package     the .deb packages are built, one is installed, CREATE EXTENSION, and it is removed
#   upgrade     pg_upgrade from the PostgreSQL 15 of bookworm to this one, with a registry, CHECKs,
#               generated columns and indexes
# MIRROR    where Debian is; KEEP=FOLDER keeps the bare system there for the next time
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck source=test/lib.sh
. "$top/test/lib.sh"
[ $# -gt 0 ] || die "usage: test/chroot/run.sh SUITE [STEP ...]"
[ "$(id -u)" = 0 ] || die "to be run as root"
type -P debootstrap >/dev/null || die "debootstrap is missing"
suite=$1
shift
steps=("$@")
if [ ${#steps[@]} = 0 ]; then
    steps=(demo user left package)
    # it is where the upgrade begins
    [ "$suite" = bookworm ] || steps+=(upgrade)
fi
mirror=${MIRROR:-http://deb.debian.org/debian}
work=$(mktemp -d /tmp/govdisclose-chroot.XXXXXX)
root=$work/$suite
failed=()

clean_up() {
    local status=$? place process
    # a server that a failed step has left
    for process in /proc/[0-9]*; do
        [ ! "$process/root" -ef "$root" ] || kill -KILL "${process#/proc/}" 2>/dev/null || true
    done
    for place in proc dev/shm dev/pts; do
        mountpoint -q "$root/$place" && umount -l "$root/$place"
    done
    rm -rf --one-file-system "$work"
    exit "$status"
}

make_system() {
    local kept=${KEEP:+$KEEP/$suite}
    if [ -n "$kept" ] && [ -d "$kept/etc" ]; then
        cp -a "$kept" "$root"
    else
        debootstrap --variant=minbase --include=git,make,ca-certificates "$suite" "$root" \
            "$mirror" >"$work/debootstrap.log" 2>&1 || {
            tail -n 20 "$work/debootstrap.log" >&2
            die "debootstrap failed"
        }
        [ -z "$kept" ] || { mkdir -p "$KEEP" && cp -a "$root" "$kept"; }
    fi
    mount -t proc proc "$root/proc"
    mkdir -p "$root/dev/shm" "$root/dev/pts"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mount -t devpts devpts "$root/dev/pts" -o ptmxmode=0666
    # no package starts a server
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    # a mirror that is a copy of some day, where this machine takes those
    local check_valid_until=true
    eval "$(apt-config shell check_valid_until Acquire::Check-Valid-Until)"
    echo "Acquire::Check-Valid-Until \"$check_valid_until\";" \
        >"$root/etc/apt/apt.conf.d/valid-until"
    cp "$here/inside.sh" "$root/root/"
    git -C "$top" clone -q --no-hardlinks "$top" "$root/root/govdisclose"
}

inside() {
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive MIRROR="$mirror" TERM=dumb \
        chroot "$root" bash /root/inside.sh "$@"
}

# The last line of a step, and what its tests counted last.
result_of() {
    tail -n 1 "$1"
    grep -aE '^[0-9]+ passed, [0-9]+ failed' "$1" | tail -n 1 || true
}

trap clean_up EXIT
make_system
for step in "${steps[@]}"; do
    SECONDS=0
    if inside "$step" >"$work/$step.log" 2>&1; then
        echo "ok: $suite: $step, $SECONDS s: $(result_of "$work/$step.log" | paste -s -d ' ')"
    else
        failed+=("$step")
        tail -n 60 "$work/$step.log"
        echo "not ok: $suite: $step"
    fi
done
[ ${#failed[@]} = 0 ]
