#!/usr/bin/env bash
# usage: test/server.sh test/limits/valgrind.sh [TEST ...]
#
# Runs tests of test/sql (all, unless some are named) and those of test/t that are named (test/t/
# registry.pl) in servers under valgrind, and prints what it finds in the extension: PostgreSQL
# itself has places that valgrind does not know to be right.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=test/lib.sh
. "$top/test/lib.sh"
cd "$top"
bindir=$(dirname "$PG_CONFIG")
# its binaries are changed
[[ $bindir = "$(dirname "${PGDATA:-/none}")"/* ]] || die "to be run by test/server.sh"
scripts=()
regress=()
for test; do
    case $test in
        *.pl) scripts+=("$test") ;;
        *) regress+=("$test") ;;
    esac
done
logs=$(mktemp -d /tmp/govdisclose-valgrind.XXXXXX)
chmod 777 "$logs"
trap 'rm -rf "$logs"' EXIT

# All servers of the installation, those that tests start by themselves, too.
mv "$bindir/postgres" "$bindir/postgres.real"
cat >"$bindir/postgres" <<SERVER
#!/bin/sh
exec valgrind --quiet --vgdb=no --trace-children=yes --error-limit=no --num-callers=30 \\
    --log-file=$logs/%p.log "\$(dirname "\$0")/postgres.real" "\$@"
SERVER
chmod 755 "$bindir/postgres"

# shellcheck disable=SC2086  # words of a command
pg_ctl() {
    $GOVDISCLOSE_AS_SERVER "$bindir/pg_ctl" -D "$PGDATA" -w "$@" >/dev/null
}

pg_ctl -m fast stop
pg_ctl -l "$PGDATA/server.log" -o "-c statement_timeout=0" start
status=0
# Where a test sets a timeout, its output may differ: what counts is what valgrind says.
if [ ${#regress[@]} -gt 0 ] || [ ${#scripts[@]} = 0 ]; then
    make -s installcheck ${regress:+REGRESS="${regress[*]}"} EXTRA_REGRESS_OPTS= |
        grep -E '^(not )?ok|^test|All|failed' || true
fi
if [ ${#scripts[@]} -gt 0 ]; then
    prove "${scripts[@]}" || status=1
fi
pg_ctl -m fast stop

# An error is a paragraph; those with the extension in their stack count.
found=$(cat "$logs"/*.log | sed -E 's/^==[0-9]+== ?//' |
    awk -v RS= '/govdisclose\.so/ || /src\/(text|form|file|prose|table|check|fill|print|pg)\// {
        print $0 "\n"; count++ } END { exit count > 0 }') || status=1
echo "$found"
[ "$status" = 0 ] && echo "ok: nothing found in the extension"
exit "$status"
