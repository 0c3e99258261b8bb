#!/usr/bin/env bash
# usage: test/server.sh test/limits/valgrind.sh [TEST ...]
#
# Runs tests of test/sql (all, or those that are named) in a server under valgrind, and prints what
# it finds in the extension: PostgreSQL itself has places that valgrind does not know to be right.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
bindir=$(dirname "$PG_CONFIG")
logs=$(mktemp -d /tmp/govdisclose-valgrind.XXXXXX)
chmod 777 "$logs"
trap 'rm -rf "$logs"' EXIT

cat >"$logs/postgres" <<SERVER
#!/bin/sh
exec valgrind --quiet --trace-children=yes --error-limit=no --num-callers=30 \\
    --log-file=$logs/%p.log "$bindir/postgres" "\$@"
SERVER
chmod 755 "$logs/postgres"

# shellcheck disable=SC2086  # words of a command
pg_ctl() {
    $GOVDISCLOSE_AS_SERVER "$bindir/pg_ctl" -D "$PGDATA" -w -t 300 "$@" >/dev/null
}

pg_ctl -m fast stop
pg_ctl -p "$logs/postgres" -l "$PGDATA/server.log" -o "-c statement_timeout=0" start
status=0
# Where a test sets a timeout, its output may differ: what counts is what valgrind says.
make -s installcheck ${1:+REGRESS="$*"} EXTRA_REGRESS_OPTS= | grep -E '^(not )?ok|^test|All|failed' ||
    true
pg_ctl -m fast stop

# An error is a paragraph; those with the extension in their stack count.
found=$(cat "$logs"/*.log | sed -E 's/^==[0-9]+== ?//' |
    awk -v RS= '/govdisclose\.so/ || /src\/(text|form|file|prose|table|check|fill|print|pg)\// {
        print $0 "\n"; count++ } END { exit count > 0 }') || status=1
echo "$found"
[ "$status" = 0 ] && echo "ok: nothing found in the extension"
exit "$status"
