#!/usr/bin/env bash
# usage: test/limits/sanitized.sh [TEST ...]
#
# Builds a copy of the extension with AddressSanitizer and UndefinedBehaviorSanitizer, and runs
# tests of test/sql (all, or those that are named; with TAP=1 those of test/t behind them) in a
# server of which every process loads their runtime. Prints what they find. What PostgreSQL's own
# memory contexts hand out is not watched: test/limits/valgrind.sh and test/limits/assertions.sh
# look at that. The server of Debian's packages never starts with the runtime loaded; one built of
# the sources does: test/limits/assertions.sh FOLDER, and PG_CONFIG=FOLDER/installed/bin/pg_config
# here.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=test/lib.sh
. "$top/test/lib.sh"
PG_CONFIG=$(find_pg_config) || die "$no_server"
export PG_CONFIG
folder=$(mktemp -d /tmp/govdisclose-sanitized.XXXXXX)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
mkdir "$folder/tree" "$folder/found"
chmod 777 "$folder/found"

cd "$top"
git ls-files -z | tar -c --null -T - | tar -x -C "$folder/tree"
cd "$folder/tree"
export COPT="-fsanitize=address,undefined -fno-omit-frame-pointer"
make -s -j"$(getconf _NPROCESSORS_ONLN)" PG_CONFIG="$PG_CONFIG" >/dev/null

# The server's processes load the runtime, psql and make do not: all servers of the installation,
# those that tests start by themselves, too.
runtime="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)"
cat >"$folder/postgres" <<SERVER
#!/bin/sh
LD_PRELOAD="$runtime"
ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0:handle_segv=0
ASAN_OPTIONS=\$ASAN_OPTIONS:log_path=$folder/found/asan
UBSAN_OPTIONS=print_stacktrace=1:log_path=$folder/found/ubsan
export LD_PRELOAD ASAN_OPTIONS UBSAN_OPTIONS
exec "\$(dirname "\$0")/postgres.real" "\$@"
SERVER

cat >"$folder/inside" <<'INSIDE'
set -euo pipefail
bindir=$(dirname "$PG_CONFIG")
ctl() {
    # shellcheck disable=SC2086  # words of a command
    $GOVDISCLOSE_AS_SERVER "$bindir/pg_ctl" -D "$PGDATA" -w "$@" >/dev/null
}
export PGCTLTIMEOUT=300
ctl -m fast stop
mv "$bindir/postgres" "$bindir/postgres.real"
install -m 755 "$1/postgres" "$bindir/postgres"
ctl -l "$PGDATA/server.log" start
shift
make -s PG_CONFIG="$PG_CONFIG" installcheck ${1:+REGRESS="$*"} |
    grep -E '^(not )?ok|^test|All|failed' || true
if [ -n "${TAP:-}" ]; then prove test/t/*.pl; fi
ctl -m fast stop
INSIDE

status=0
test/server.sh bash "$folder/inside" "$folder" "$@" || status=1
if compgen -G "$folder/found/*" >/dev/null; then
    cat "$folder"/found/*
    exit 1
fi
[ "$status" = 0 ] && echo "ok: the sanitizers found nothing"
exit "$status"
